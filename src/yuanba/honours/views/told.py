"""What both sides' pages show of a selection: its steps, and nominees by award."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from yuanba.honours.queries import NomineeRow, SelectionRow
from yuanba.rules.honours.selections import SelectionStage
from yuanba.rules.pack.selections import Award

S = SelectionStage
#: The steps as they are drawn, each with the stages that it holds.
STEPS = (
    frozenset({S.NOMINATING}),
    frozenset({S.GATHERED, S.VOTING}),
    frozenset({S.COUNTED, S.POSTED, S.HEARD}),
    frozenset({S.CONFERRED}),
)


def stages(row: SelectionRow) -> list[tuple[str, str]]:
    """Return the four steps of a selection with how each stands: done, doing, or to come."""
    names = (_("Nominations"), _("Vote"), _("Public notice"), _("Honours"))
    at = next((place for place, held in enumerate(STEPS) if row.stage in held), -1)
    if row.stage is SelectionStage.CONFERRED:
        at = len(STEPS)
    return [
        (name, "done" if place < at else "doing" if place == at else "todo")
        for place, name in enumerate(names)
    ]


def by_award(row: SelectionRow, rows: Iterable[NomineeRow]) -> list[tuple[Award, list[NomineeRow]]]:
    """Return the awards of a selection, each with these nominees for it."""
    known = list(rows)
    return [
        (award, [one for one in known if one.award_code == code]) for code, award in row.terms.awards.items()
    ]
