"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.dashboards.queries import watching
from yuanba.dashboards.tables import WATCHERS
from yuanba.desk.navigation import MATTERS
from yuanba.matters.queries import totals
from yuanba.matters.queries.heaps import Heap
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=MATTERS,
        order=5,
        label=_("The week at a glance"),
        to="dashboards:week",
        icon="chart-bar",
        verbs=(EvaluationVerb.SEE_RESULTS,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=30,
        label=_("Late and due"),
        to="dashboards:supervision",
        icon="clock-exclamation",
        who=WATCHERS,
    ),
)


def _late(asked: Asked) -> Mapping[str, DoorFigure]:
    number = totals.in_heap(Heap.LATE, asked.pack, asked.moment)
    return {"": DoorFigure(value=number, words=_("late now"))}


def _prioritised(asked: Asked) -> Mapping[str, DoorFigure]:
    number = totals.in_heap(Heap.PRIORITISED, asked.pack, asked.moment)
    return {"": DoorFigure(value=number, words=_("under supervision now"))}


def _stayed(asked: Asked) -> Mapping[str, DoorFigure]:
    """The share of a class that ended where it should; without a closed matter there is no figure."""
    return {
        one.class_code: DoorFigure(
            value=f"{one.percent}%", words=_("of %(n)s in a year ended where they should") % {"n": one.closed}
        )
        for one in watching.settled(watching.cut_of(asked.actor, asked.moment))
        if one.percent is not None
    }


PANORAMA = (
    Door(
        code="supervision",
        label=_("Late and due"),
        to="dashboards:supervision",
        icon="clock-exclamation",
        figures=_late,
    ),
    Door(
        code="supervised",
        label=_("Under supervision"),
        to="dashboards:supervision",
        query="?lateness=prioritised",
        icon="flag",
        figures=_prioritised,
    ),
    Door(
        code="settled",
        label=_("Settled where it should end"),
        to="dashboards:supervision",
        icon="hierarchy",
        figures=_stayed,
        of="classes",
    ),
)
