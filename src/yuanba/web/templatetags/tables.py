"""Template tags of the work table: what a cell shows, and the list along which a row was opened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from yuanba.web.tables import WorkTable, pages
from yuanba.web.tables.pages import Along, Cell
from yuanba.web.templatetags.web import moment, on_day

register = template.Library()


@register.simple_tag(takes_context=True)
def cell_of(context: template.Context, cell: Cell, row: Any) -> SafeString:
    """Return the HTML of a cell: by its column's template with the row as `line`, else by its type."""
    if cell.column.template:
        assert context.template is not None
        drawn = context.template.engine.get_template(cell.column.template)
        with context.push(line=row):
            return drawn.render(context)
    if isinstance(cell.value, datetime):
        return moment(cell.value)
    if isinstance(cell.value, date):
        return on_day(cell.value)
    return conditional_escape("—" if cell.value in (None, "") else str(cell.value))


@register.simple_tag(takes_context=True)
def opened_along(context: template.Context, number: int) -> Along | None:
    """Return the list from which the row of this page was opened, if its address names one."""
    request = context.get("request")
    return pages.along(request.GET.dict(), number) if isinstance(request, HttpRequest) else None


@register.simple_tag
def main_of(table: WorkTable, row: Any) -> str:
    """Return the text of a row's main column, as a preview names the row."""
    return str(table.main.value(row))
