"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.dashboards.queries import watching
from yuanba.dashboards.tables import WATCHERS
from yuanba.desk.navigation import MATTERS
from yuanba.matters.queries.heaps import Heap
from yuanba.rules.dashboards.verbs import WeekVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import MenuEntry

WEEK_NAME = _("the week of a leader")
WAYS = (
    MenuEntry(
        menu=MATTERS,
        order=5,
        label=_("The week at a glance"),
        to="dashboards:week",
        icon="chart-bar",
        verbs=(WeekVerb.READ,),
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
    return {"": _watched(asked, Heap.LATE, _("late now"))}


def _prioritised(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": _watched(asked, Heap.PRIORITISED, _("under supervision now"))}


def _watched(asked: Asked, heap: Heap, words: Promise) -> DoorFigure:
    return asked.of_reader("matters.watched", words, verb=MatterVerb.READ, part=heap)


def _stayed(asked: Asked) -> Mapping[str, DoorFigure]:
    """The share of a class that ended where it should; without a closed matter there is no figure."""
    found, period = {}, watching.a_year(asked.moment)
    for code in filter(None, asked.about):
        one = asked.of_reader("matters.settled", "", verb=MatterVerb.READ, part=code, period=period)
        if one.amount.of:
            words = _("of %(n)s in a year ended where they should") % {"n": one.amount.of}
            found[code] = replace(one, words=words)
    return found


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
