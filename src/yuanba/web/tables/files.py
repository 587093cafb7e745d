"""Files of a list: a workbook, or a paper, of exactly what it shows."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanba import papers
from yuanba.papers import TableSheet
from yuanba.rules.time.calendar import HERE, day
from yuanba.sheets.writing import workbook
from yuanba.web.navigation import myself
from yuanba.web.tables.bulk import Selection
from yuanba.web.tables.declared import Filter, FilterKind, Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The shares of a page that a column of paper takes at least and at most, by the longest of its words.
NARROWEST, WIDEST = 6, 26
#: Up to here signs are about half as wide as those of Chinese.
LAST_NARROW = "\u2e7f"


def as_workbook(chosen: Selection) -> HttpResponse:
    """Return the chosen rows with the columns that the list shows, in its order, as a workbook."""
    table = chosen.table
    columns = [table.by_code[code] for code in chosen.asked.columns]
    rows = ([column.value(row) for column in columns] for row in chosen.rows)
    made = workbook(str(table.title), [str(column.label) for column in columns], rows)
    return _file(chosen, made, XLSX, "attachment", "xlsx")


def as_paper(request: HttpRequest, chosen: Selection) -> HttpResponse:
    """Return the chosen rows with the columns that the list shows as a PDF to print, with who made it."""
    table, me = chosen.table, myself(request)
    columns = [table.by_code[code] for code in chosen.asked.columns]
    headings = [str(column.label) for column in columns]
    rows = [[_spoken(column.value(row)) for column in columns] for row in chosen.rows]
    sheet = TableSheet(
        title=str(table.title),
        unit=_(", ").join(me.units),
        maker=me.name,
        filters=_filters(chosen),
        count=ngettext("%(n)s row", "%(n)s rows", len(rows)) % {"n": len(rows)},
        printed_on=day(chosen.reader.now),
        headings=headings,
        rows=rows,
        widths=[_share(cells) for cells in zip(headings, *rows, strict=True)],
    )
    return _file(chosen, papers.table_sheet(sheet), "application/pdf", "inline", "pdf")


def _file(chosen: Selection, made: bytes, kind: str, disposition: str, ending: str) -> HttpResponse:
    response = HttpResponse(made, content_type=kind)
    name = f"{chosen.table.code}-{chosen.reader.now.astimezone(HERE):%Y%m%d-%H%M}.{ending}"
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _spoken(value: Value) -> str:
    if isinstance(value, datetime):
        return papers.moment_words(value)
    if isinstance(value, date):
        return papers.day_words(value)
    return "" if value is None else str(value)


def _share(cells: tuple[str, ...]) -> int:
    """How much of the page a column takes, by its longest text; one of Latin signs alone is not broken."""
    return min(max(NARROWEST, *(_width(cell) for cell in cells)), WIDEST)


def _width(text: str) -> int:
    """How many Chinese signs wide a text is, with the room beside it."""
    wide = sum(sign > LAST_NARROW for sign in text)
    return 3 + (wide + (len(text) - wide) // 2 if wide else len(text) * 3 // 4)


def _filters(chosen: Selection) -> str:
    """What the list is filtered by, in words; that nothing is left out, where nothing is set."""
    found = [said for one in chosen.table.filters if (said := _said(chosen, one))]
    return _("; ").join(found) or _("All rows of the list")


def _said(chosen: Selection, one: Filter) -> str:
    values = [chosen.asked[name] for name in one.parameters]
    if not any(values):
        return ""
    if one.kind is FilterKind.DAYS:
        told = " – ".join(value or "…" for value in values)
    else:
        choices = {choice.value: str(choice.label) for choice in one.choices(chosen.reader, chosen.asked)}
        told = choices.get(values[0], values[0])
    return _("%(filter)s: %(value)s") % {"filter": one.label, "value": told}
