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
from yuanba.packs import store
from yuanba.privacy import queries
from yuanba.privacy.queries import Held, KeptMatter
from yuanba.privacy.queries.beside import Beside, require, told
from yuanba.privacy.queries.requests import OwnRequest
from yuanba.privacy.services.correcting import subject
from yuanba.rules.core.actor import Actor
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import HERE, day
from yuanba.sealing import files
from yuanba.sheets import tables

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
        actor=actor,
        verb=PrivacyVerb.EXPORT,
        subject=subject(actor.key),
        at=now,
        outcome={"matters": len(held.matters), "bytes": _length(copy)},
    )
    return copy


@transaction.atomic
def print_copy(*, actor: Actor, beside: Beside, now: datetime) -> Held:
    """Return all personal data of a person at the counter for printing; the journal records it.

    The journal keeps that it was, by whom, and why; "my data" shows it to the person.
    """
    require(actor, PrivacyVerb.EXPORT, beside, now)
    held = queries.held(actor, now, is_open=True, beside=beside)

    journal.record(
        actor=actor,
        verb=PrivacyVerb.EXPORT,
        subject=subject(beside.key),
        at=now,
        outcome={"matters": len(held.matters), "paper": True, **told(beside)},
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
    yield "matters.csv", _table(held.matters)
    for one in held.matters:
        for number, enclosed in enumerate(one.enclosed, 1):
            ending = mimetypes.guess_extension(enclosed.content_type) or ".bin"
            yield f"attachments/{one.original.row.receipt}-{number}{ending}", files.get(enclosed.name)


def as_data(held: Held, now: datetime) -> dict[str, Any]:
    """Return the personal data as JSON-ready values: plain names, moments with offset, nothing left out."""
    return {
        "format": "yuanba.my-data/1",
        "made_at": _at(now),
        "account": _account(held),
        "receipts_kept": list(held.kept),
        "matters": [_matter(one) for one in held.matters],
        "contacts": [
            {
                "about": f"{one.kind}:{one.key}",
                "channel": one.channel,
                "address": one.address,
                "since": _at(one.added_at),
            }
            for one in held.contacts
        ],
        "messages": [{"at": _at(at), "channel": channel, "text": text} for at, channel, text in held.sent],
        "followed": [
            {"matter": number, "title": title, "since": _at(at)} for number, title, at in held.followed
        ],
        "ratings_elsewhere": [_said(one) for one in held.said_elsewhere],
        "objections": [
            {"notice": row.notice_title, "at": _at(row.at), "words": words, "answer": row.answer}
            for row, words in held.objections
        ],
        "requests": [_request(one) for one in held.requests],
        "looks": [
            {
                "receipt": one.receipt,
                "at": _at(one.at),
                "who": one.who,
                "what": one.part,
                "why": one.why.zh if one.why else "",
                "words": one.words,
            }
            for one in held.looks
        ],
    }


def _account(held: Held) -> dict[str, str] | None:
    return {"login": held.account.login, "name": held.name, "phone": held.phone} if held.account else None


def _matter(one: KeptMatter) -> dict[str, Any]:
    row = one.original.row
    return {
        "receipt": row.receipt,
        "state": row.state,
        "class": row.class_code,
        "item": row.item_code,
        "unit": row.unit,
        "area": row.area_code,
        "channel": row.channel,
        "said_at": _at(row.said_at),
        "filed_at": _at(row.filed_at),
        "ended_at": _at(row.ended_at),
        "erased_at": _at(one.original.emptied_at),
        "text": one.original.text,
        "place": one.original.place,
        "name": one.original.name,
        "who_may_know": row.naming,
        "public_title": row.title,
        "public_summary": row.summary,
        "suggestion_of_the_machine": row.suggestion,
        "steps": [
            {"verb": step.verb, "at": _at(step.at), "by_you": step.is_own, "words": step.words}
            for step in one.steps
        ],
        "ratings": [_said(word) for word in one.said],
        "attachments": [
            {"content_type": enclosed.content_type, "added_at": _at(enclosed.at)} for enclosed in one.enclosed
        ],
    }


def _request(one: OwnRequest) -> dict[str, Any]:
    return {
        "kind": one.row.kind,
        "at": _at(one.row.at),
        "words": one.words,
        "answered_at": _at(one.row.answered_at),
        "outcome": one.row.outcome,
        "answer": one.answer,
    }


def _said(one: Any) -> dict[str, Any]:
    return {
        "matter": one.matter_id,
        "at": _at(one.at),
        "is_solved": one.is_solved,
        "satisfaction": one.satisfaction,
        "words": one.words,
    }


def _table(found: Iterable[KeptMatter]) -> str:
    """The matters as a table that a spreadsheet opens and does not run."""
    paper = io.StringIO()
    writer = tables.Writer(paper)
    writer.writerow(["receipt", "filed_at", "state", "class", "unit", "ended_at", "place", "name", "text"])
    for one in found:
        row = one.original.row
        cells = [row.receipt, _at(row.filed_at), row.state, row.class_code, row.unit, _at(row.ended_at)]
        words = [one.original.place, one.original.name, one.original.text]
        writer.writerow([str(cell or "") for cell in [*cells, *words]])
    return "\ufeff" + paper.getvalue()


def _at(at: datetime | None) -> str | None:
    return at.astimezone(HERE).isoformat(timespec="seconds") if at else None
