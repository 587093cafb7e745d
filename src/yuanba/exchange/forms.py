"""The columns of an archive file with the checks of its rows, and the areas that a person may file for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.exchange.services import Imported
from yuanba.matters import queries
from yuanba.matters.services.filing import LONGEST_PLACE, LONGEST_TEXT, AlreadyTaken, SaidLater
from yuanba.places.queries import AreaRow
from yuanba.residents.forms import NOT_YOUR_PLACE
from yuanba.sheets import cells, tables

ARCHIVE = (
    tables.Column(name="id", parse=cells.number(80), also=("编号", "工单编号")),
    tables.Column(name="title", parse=cells.text(500), required=False, also=("标题", "主题")),
    tables.Column(name="text", parse=cells.text(LONGEST_TEXT), also=("内容", "诉求内容")),
    tables.Column(name="place", parse=cells.text(LONGEST_PLACE), required=False, also=("地点", "地址")),
    tables.Column(name="time", parse=cells.moment, also=("时间", "来电时间")),
)
_ASKED_AT_ONCE = 1_000


def archive(
    file: BinaryIO, *, channel: str, now: datetime
) -> tuple[tuple[str, ...], Iterator[Imported | tables.RefusedRow]]:
    """Return an archive file's headings and its checked rows, each an ``Imported`` or a refused row."""
    table = tables.read(file, ARCHIVE, others=True)
    return table.headings, _archive_rows(table, channel, now)


def _archive_rows(table: tables.Table, channel: str, now: datetime) -> Iterator[Imported | tables.RefusedRow]:
    seen: set[str] = set()
    batch: list[tables.Row | tables.RefusedRow] = []
    for row in table:
        batch.append(row)
        if len(batch) == _ASKED_AT_ONCE:
            yield from _archive_batch(batch, seen, channel, now)
            batch = []
    yield from _archive_batch(batch, seen, channel, now)


def _archive_batch(
    batch: list[tables.Row | tables.RefusedRow], seen: set[str], channel: str, now: datetime
) -> Iterator[Imported | tables.RefusedRow]:
    numbers = [row.values["id"] for row in batch if isinstance(row, tables.Row)]
    known = queries.numbers_known(channel, numbers)
    for row in batch:
        if isinstance(row, tables.RefusedRow):
            yield row
            continue
        values: dict[str, Any] = dict(row.values)
        number = values["id"]
        if number in known or number in seen:
            yield row.refuse("id", AlreadyTaken(number=number))
        elif values["time"] > now:
            yield row.refuse("time", SaidLater())
        else:
            seen.add(number)
            words = "\n".join(part for part in (values["title"], values["text"]) if part)
            yield Imported(source_number=number, text=words, place=values["place"], said_at=values["time"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The areas that a person may file for, and whether they may file without naming one."""

    areas: Sequence[AreaRow]
    may_be_unsure: bool

    def check(self, form: forms.Form, code: str, *, field: str = "area") -> None:
        """Add an error to the form where the chosen area is none of these, or where one has to be chosen."""
        if code and code not in {area.code for area in self.areas}:
            form.add_error(field, _("This place is not one of yours. Choose one from the list."))
        elif not code and not self.may_be_unsure:
            form.add_error(field, NOT_YOUR_PLACE)
