"""Exports a person's data as a copy that people and machines can read (PIPL 45)."""

from __future__ import annotations

import io
import json
import mimetypes
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from yuanba.districts import queries as districts
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.privacy import queries
from yuanba.privacy.queries import Held
from yuanba.privacy.queries.beside import Beside, require, told
from yuanba.privacy.queries.reports import KeptMatter
from yuanba.privacy.services.correcting import subject
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.sealing import files
from yuanba.sheets import tables
from yuanba.web.kept import iso, parts

#: Small enough to stay in memory; larger copies lie in a file without a name until they are sent.
IN_MEMORY = 4 * 1024 * 1024


@transaction.atomic
def export(*, actor: Actor, now: datetime) -> IO[bytes]:
    """Return a ZIP of all personal data of the actor; the journal records the export."""
    require(actor, PrivacyVerb.EXPORT, None, now)
    held = queries.held(actor, now, is_open=True)

    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to the caller
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _contents(held, now):
            archive.writestr(name, content)
    copy.seek(0)

    journal.record(
        Act(actor, PrivacyVerb.EXPORT, now),
        subject(actor.key),
        outcome={"matters": len(held["matters"]), "bytes": _length(copy)},
    )
    return copy


@transaction.atomic
def print_copy(*, actor: Actor, beside: Beside, now: datetime) -> Held:
    """Return all personal data of a person at the counter for printing; the journal records the printing.

    The journal keeps that it was, by whom, and why; "my data" shows it to the person.
    """
    require(actor, PrivacyVerb.EXPORT, beside, now)
    held = queries.held(actor, now, is_open=True, beside=beside)

    journal.record(
        Act(actor, PrivacyVerb.EXPORT, now),
        subject(beside.key),
        outcome={"matters": len(held["matters"]), "paper": True, **told(beside)},
    )
    return held


def _length(copy: IO[bytes]) -> int:
    end = copy.seek(0, io.SEEK_END)
    copy.seek(0)
    return end


def _contents(held: Held, now: datetime) -> Iterator[tuple[str, str | bytes]]:
    row = districts.current()
    context = {"held": held, "now": now, "district": row, "pack": store.in_force(day(now))}
    for language, ending in (("zh-hans", "zh"), ("en", "en")):
        with translation.override(language):
            yield f"README.{ending}.txt", render_to_string("privacy/readme.txt", context)
            yield f"my-data.{ending}.html", render_to_string("privacy/copy.html", context)
    yield "data.json", json.dumps(as_data(held, now), ensure_ascii=False, indent=1)
    yield "matters.csv", _table(held["matters"])
    for one in held["matters"]:
        for number, enclosed in enumerate(one.enclosed, 1):
            ending = mimetypes.guess_extension(enclosed.content_type) or ".bin"
            yield f"attachments/{one.original.row.receipt}-{number}{ending}", files.get(enclosed.name)


def as_data(held: Held, now: datetime) -> dict[str, Any]:
    """Return the personal data, part by part, as JSON-ready values; each moment carries its UTC offset."""
    copied = {part.field or part.name: part.data(held[part.name]) for part in parts() if part.data}
    return {"format": "yuanba.my-data/1", "made_at": iso(now), **copied}


def _table(found: Iterable[KeptMatter]) -> str:
    """The matters as a table that a spreadsheet opens and does not run."""
    paper = io.StringIO()
    writer = tables.CsvWriter(paper)
    writer.writerow(["receipt", "filed_at", "state", "class", "unit", "ended_at", "place", "name", "text"])
    for one in found:
        row = one.original.row
        cells = [row.receipt, iso(row.filed_at), row.state, row.class_code, row.unit, iso(row.ended_at)]
        words = [one.original.place, one.original.name, one.original.text]
        writer.writerow([str(cell or "") for cell in [*cells, *words]])
    return "\ufeff" + paper.getvalue()
