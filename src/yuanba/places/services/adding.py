"""Adds areas to the tree, one by one or as many as one types, each with the next free code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.places import queries
from yuanba.places.models import Area
from yuanba.places.services.labels import full_label, label_of
from yuanba.places.services.refusals import CodeTaken, NameTaken, UnknownArea, WrongParent
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack import Level
from yuanba.rules.places.codes import LEVEL, AreaKind, free_codes, grid_name, kinds_below
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArea:
    """The official name of an area to be added, and its code; without a code it gets the next free one."""

    name: str
    code: str = ""


@transaction.atomic
def add(
    *, actor: Actor, above: str, kind: AreaKind, areas: Sequence[NewArea], grids: int = 0, now: datetime
) -> list[str]:
    """Add areas of one kind to the area ``above`` from today on, communities with so many grids each.

    Returns the codes of the areas, without their grids. Raises UnknownArea, WrongParent, NameTaken,
    CodeTaken, NoCodeLeft; then nothing is added.
    """
    parent = queries.lock([above]).get(above)
    if parent is None or parent.valid_to is not None:
        raise UnknownArea(area=above)

    access.require(actor, PlaceVerb.ADD, access.Facts(area_path=parent.path), at=now)
    if kind not in kinds_below(Level(parent.level)):
        raise WrongParent(place=parent.label)
    codes = _codes(parent, kind, areas)

    today = day(now)
    added = [_area(parent, kind, code, one.name, today) for code, one in zip(codes, areas, strict=True)]
    Area.objects.bulk_create(added, batch_size=1000)
    below = [
        _area(one, AreaKind.GRID, f"{one.code}{number:03}", grid_name(number), today)
        for one in added
        for number in range(1, grids + 1)
    ]
    Area.objects.bulk_create(below, batch_size=1000)

    journal.record(
        Act(actor, PlaceVerb.ADD, now),
        Subject(kind="area", key=above),
        outcome={"kind": str(kind), "areas": codes, "grids": len(below)},
    )
    return codes


def _codes(parent: Area, kind: AreaKind, areas: Sequence[NewArea]) -> list[str]:
    """The code of each new area, in their order; names and codes are checked against what is there."""
    names = [one.name for one in areas]
    there = set(Area.objects.filter(parent=parent, valid_to=None).values_list("name", flat=True))
    for place, name in enumerate(names):
        if name in there or name in names[:place]:
            raise NameTaken(name=name)
    given = [one.code for one in areas if one.code]
    taken = set(Area.objects.filter(code__startswith=parent.code).values_list("code", flat=True))
    elsewhere = set(Area.objects.filter(code__in=given).values_list("code", flat=True))
    for place, code in enumerate(given):
        if code in taken | elsewhere or code in given[:place]:
            raise CodeTaken(place=code)
    free = iter(free_codes(parent.code, kind, taken=taken | set(given), count=len(areas) - len(given)))
    return [one.code or next(free) for one in areas]


def _area(parent: Area, kind: AreaKind, code: str, name: str, today: date) -> Area:
    label = label_of(name)
    return Area(
        code=code,
        level=str(LEVEL[kind]),
        name=name,
        label=label,
        full_label=full_label(parent, label),
        parent=parent,
        path=f"{parent.path}{code}/",
        is_rural=parent.is_rural or kind is AreaKind.VILLAGE,
        valid_from=today,
    )
