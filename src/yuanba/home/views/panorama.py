"""The picture of a mechanism (机制全景): its source's own structure, with doors and live figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yuanba.packs import store
from yuanba.rules.core.state import ENDS
from yuanba.rules.pack.mechanism import LoopStep
from yuanba.rules.pack.pillars import Piece, Pillar, PillarPart, doors_of
from yuanba.rules.time.calendar import day
from yuanba.web.doors import Asked, DoorFigure, Doorway, doorways, lately
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.metrics import Metric, metrics

#: Under which heading the metrics of an app, by the beginning of their codes, are told; the rest come last.
HEADINGS = {
    "matters": gettext_lazy("Matters"),
    "evaluation": gettext_lazy("What people said"),
    "rates": gettext_lazy("As the rules name them"),
    "": gettext_lazy("Rules, places, people, messages"),
}
ALIKE = {"desk": "matters", "durations": "rates", "volumes": "rates"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One part of the mechanism, with those of its doors that the reader may go through."""

    part: PillarPart
    doors: list[Doorway]
    pieces: list[tuple[Piece, Doorway | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPillar:
    """One pillar with its parts, and its number in the pack, by which the drawing leads to it."""

    number: int
    pillar: Pillar
    parts: list[ShownPart]


@require_safe
@open_to(*ANYONE)
def panorama(request: DistrictRequest) -> HttpResponse:
    """Render the structure of the district's mechanism, part by part, as its source tells it.

    A part that is done here has a door with a live figure for whoever may go through it; the others are told.
    """
    moment = now()
    pack = store.in_force(day(moment))
    if pack.panorama is None:
        return redirect("home:rules")
    names = [name for _place, _row, name in doors_of(pack.pillars)]
    asked = Asked(actor=request.actor, moment=moment, pack=pack)
    doors = doorways(names, asked)
    return page(
        request,
        "home/panorama.html",
        pack=pack,
        pillars=[
            ShownPillar(number=number, pillar=pillar, parts=[_shown(part, doors) for part in pillar.parts])
            for number, pillar in enumerate(pack.pillars, start=1)
        ],
        steps=_steps(asked) if any(pillar.holds_steps for pillar in pack.pillars) else [],
        now=moment,
    )


def _shown(part: PillarPart, doors: Mapping[str, Doorway]) -> ShownPart:
    return ShownPart(
        part=part,
        doors=[doors[name] for name in part.doors if name in doors],
        pieces=[(piece, doors.get(piece.door)) for piece in part.pieces],
    )


def _steps(asked: Asked) -> list[tuple[LoopStep, DoorFigure]]:
    """The steps of the mechanism's own loop, each with the number of matters that are in it now.

    Of a step in which all is over it is how many were closed lately.
    """
    rows = []
    for step in asked.pack.steps:
        if ENDS.issuperset(step.states):
            words, period = _("in the last 30 days"), lately(asked.moment)
            rows.append((step, asked.of_all("matters.closed", words, period=period)))
        else:
            rows.append((step, asked.of_all("matters.open", _("here now"), parts=step.states)))
    return rows


@require_safe
@open_to(*ANYONE)
def figures(request: DistrictRequest) -> HttpResponse:
    """Render the definition of every figure that pages show: what it counts, where, in which version."""
    groups: dict[str, list[Metric]] = {begins: [] for begins in HEADINGS}
    for one in metrics(now()):
        app = one.code.partition(".")[0]
        begins = ALIKE.get(app, app)
        groups[begins if begins in HEADINGS else ""].append(one)
    return page(
        request,
        "home/figures.html",
        groups=[(HEADINGS[begins], found) for begins, found in groups.items() if found],
    )
