"""The picture of a mechanism (机制全景): its source's own structure, with doors and live figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yuanba.matters.queries import totals
from yuanba.packs import store
from yuanba.rules.core.state import ENDS
from yuanba.rules.pack import Pack
from yuanba.rules.pack.mechanism import LoopStep
from yuanba.rules.pack.pillars import Piece, Pillar, PillarPart, doors_of
from yuanba.rules.time.calendar import day
from yuanba.web.doors import Doorway, doorways
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page


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
    doors = doorways(names, request.actor, pack=pack, moment=moment)
    return page(
        request,
        "home/panorama.html",
        pack=pack,
        pillars=[
            ShownPillar(number=number, pillar=pillar, parts=[_shown(part, doors) for part in pillar.parts])
            for number, pillar in enumerate(pack.pillars, start=1)
        ],
        steps=_steps(pack, moment) if any(pillar.holds_steps for pillar in pack.pillars) else [],
        now=moment,
    )


def _shown(part: PillarPart, doors: Mapping[str, Doorway]) -> ShownPart:
    return ShownPart(
        part=part,
        doors=[doors[name] for name in part.doors if name in doors],
        pieces=[(piece, doors.get(piece.door)) for piece in part.pieces],
    )


def _steps(pack: Pack, moment: datetime) -> list[tuple[LoopStep, int, bool]]:
    """The steps of the mechanism's own loop, each with the number of matters that are in it now.

    Of a step in which all is over (True) it is how many came to it lately.
    """
    found = totals.living_by_state()
    rows = []
    for step in pack.steps:
        is_end = ENDS.issuperset(step.states)
        number = totals.closed_lately(moment) if is_end else sum(found.get(state, 0) for state in step.states)
        rows.append((step, number, is_end))
    return rows
