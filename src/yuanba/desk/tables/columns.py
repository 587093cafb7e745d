"""The columns that a work table of matters can have, by code; each list says which it has and which stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from yuanba.desk.tables.lines import BEHIND, HAND, MatterLine
from yuanba.rules.matters.receipt import spoken
from yuanba.web.sentences import STANDINGS
from yuanba.web.tables import TableColumn


def _state(line: MatterLine) -> str:
    return str(STANDINGS[line.row.state].label)


COLUMNS = {
    one.code: one
    for one in (
        TableColumn(
            code="what",
            label=_("What"),
            value=lambda line: line.row.text,
            template="desk/cells/what.html",
            is_main=True,
        ),
        TableColumn(
            code="receipt", label=_("Receipt"), value=lambda line: spoken(line.row.receipt), is_sorted=True
        ),
        TableColumn(code="where", label=_("Area"), value=lambda line: line.area, is_sorted=True),
        TableColumn(code="place", label=_("Where"), value=lambda line: line.row.place, is_sorted=True),
        TableColumn(
            code="kind",
            label=_("Class"),
            value=lambda line: line.item or line.matter_class,
            template="desk/cells/kind.html",
            is_sorted=True,
        ),
        TableColumn(
            code="class", label=_("Class of matter"), value=lambda line: line.matter_class, is_sorted=True
        ),
        TableColumn(
            code="item", label=_("Item of the directory"), value=lambda line: line.item, is_sorted=True
        ),
        TableColumn(
            code="state", label=_("State"), value=_state, template="desk/cells/state.html", is_sorted=True
        ),
        TableColumn(code="unit", label=_("Unit in charge"), value=lambda line: line.unit, is_sorted=True),
        TableColumn(code=HAND, label=_("In whose hands"), value=lambda line: line.hand),
        TableColumn(
            code="due",
            label=_("Answer by"),
            value=lambda line: line.due_at,
            template="desk/cells/due.html",
            is_sorted=True,
        ),
        TableColumn(
            code="until",
            label=_("Step until"),
            value=lambda line: line.row.until_at,
            template="desk/cells/until.html",
            is_sorted=True,
        ),
        TableColumn(
            code=BEHIND,
            label=_("Clock"),
            value=lambda line: line.behind.pauses or None,
            template="desk/cells/clock.html",
        ),
        TableColumn(code="filed", label=_("Filed"), value=lambda line: line.row.filed_at, is_sorted=True),
        TableColumn(code="ended", label=_("Ended"), value=lambda line: line.row.ended_at, is_sorted=True),
        TableColumn(code="channel", label=_("Came in by"), value=lambda line: line.channel, is_sorted=True),
        TableColumn(
            code="number",
            label=_("External number"),
            value=lambda line: line.row.source_number,
            is_sorted=True,
        ),
        TableColumn(
            code="returns", label=_("Times returned"), value=lambda line: line.row.returns, is_sorted=True
        ),
        TableColumn(
            code="reworks", label=_("Times sent back"), value=lambda line: line.row.reworks, is_sorted=True
        ),
        TableColumn(code="urges", label=_("Times urged"), value=lambda line: line.row.urges, is_sorted=True),
    )
}


def standing(*codes: str, sorted_too: Sequence[str] = ()) -> tuple[TableColumn, ...]:
    """Return the columns of a list: those that stand, in this order, then the others to choose from.

    By those in `sorted_too` this list can be sorted, though others cannot.
    """
    return tuple(
        replace(
            COLUMNS[code], is_shown=code in codes, is_sorted=COLUMNS[code].is_sorted or code in sorted_too
        )
        for code in (*codes, *(code for code in COLUMNS if code not in codes))
    )
