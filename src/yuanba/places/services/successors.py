"""Renames, merges and splits areas, with the day, so that successors keep access to older matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject, undoing
from yuanba.places import queries
from yuanba.places.models import Area, Building, Estate, Succession
from yuanba.places.services.labels import full_label, label_of
from yuanba.places.services.refusals import (
    DifferentParents,
    NameTaken,
    NeedsTwo,
    TwiceInFile,
    Unassigned,
    UnknownArea,
)
from yuanba.rules.core import access, undo
from yuanba.rules.core.actor import Actor
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day

_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPart:
    """One part of a split area: code, name, and the codes of the areas, estates and buildings it gets."""

    code: str
    name: str
    gets: frozenset[str]


@transaction.atomic
def rename(*, actor: Actor, code: str, name: str, undoes: int = 0, now: datetime) -> None:
    """Rename an area from today on, and update the labels of all areas below it.

    ``undoes`` is the number of the entry that is undone by it, if any. Raises UnknownArea, NameTaken,
    UndoOutdated, UndoTooLate.
    """
    area = lock_present([code])[code]

    access.require(actor, PlaceVerb.RENAME, access.Facts(area_path=area.path), at=now)
    told = undoing.require_undoable("area", code, PlaceVerb.RENAME, undoes, at=now)
    if told and told.told.text("after") != area.name:
        raise undo.UndoOutdated
    beside = Area.objects.filter(parent=area.parent, valid_to=None, name=name).exclude(pk=area.pk)
    if beside.exists():
        raise NameTaken(name=name)

    before = area.name
    Succession.objects.create(before=area, after=area, kind="rename", name_before=before, on=day(now))
    area.name, area.label = name, label_of(name)
    area.full_label = full_label(area.parent, area.label)
    area.save(update_fields=["name", "label", "full_label"])
    place_below(area, area.path)

    journal.record(
        Act(actor, PlaceVerb.RENAME, now),
        Subject(kind="area", key=code),
        outcome={"before": before, "after": name},
    )


@transaction.atomic
def merge(*, actor: Actor, codes: Sequence[str], into: str, name: str, now: datetime) -> None:
    """Merge areas into the one with code ``into`` (one of them or a new one), which gets their contents."""
    areas = lock_present(codes)

    for area in areas.values():
        access.require(actor, PlaceVerb.MERGE, access.Facts(area_path=area.path), at=now)
    if len(areas) < _TWO:
        raise NeedsTwo
    if len({(area.level, area.parent_id) for area in areas.values()}) > 1:
        raise DifferentParents

    today = day(now)
    heir = areas.get(into) or _found(next(iter(areas.values())), into, name, today)
    before = heir.name
    ended = [area for area in areas.values() if area.code != heir.code]
    moved = {area.code: _contents(area) for area in ended}
    for area in ended:
        Succession.objects.create(before=area, after=heir, kind="merge", name_before=area.name, on=today)
        heir.former_paths = [*heir.former_paths, area.path, *area.former_paths]
        move(Area.objects.filter(parent=area, valid_to=None), heir)
        Estate.objects.filter(area=area).update(area=heir)
        Building.objects.filter(area=area).update(area=heir)
        area.valid_to = today
        area.save(update_fields=["valid_to"])
    heir.name, heir.label = name, label_of(name)
    heir.full_label = full_label(heir.parent, heir.label)
    heir.save(update_fields=["name", "label", "full_label", "former_paths"])
    place_below(heir, heir.path)

    for area in ended:
        journal.record(
            Act(actor, PlaceVerb.MERGE, now),
            Subject(kind="area", key=area.code),
            outcome={"into": heir.code, "name_before": before, "name": name, **moved[area.code]},
        )


@transaction.atomic
def split(*, actor: Actor, code: str, parts: Sequence[AreaPart], now: datetime) -> None:
    """Split an area into parts that divide its contents; staff of every part may see its older matters."""
    area = lock_present([code])[code]

    access.require(actor, PlaceVerb.SPLIT, access.Facts(area_path=area.path), at=now)
    _check_parts(area, parts)

    today = day(now)
    for part in parts:
        heir = _found(area, part.code, part.name, today)
        heir.former_paths = [area.path, *area.former_paths]
        heir.save(update_fields=["former_paths"])
        Succession.objects.create(before=area, after=heir, kind="split", name_before=area.name, on=today)
        move(Area.objects.filter(parent=area, valid_to=None, code__in=part.gets), heir)
        Estate.objects.filter(area=area, code__in=part.gets).update(area=heir)
        Building.objects.filter(area=area, code__in=part.gets).update(area=heir)
    area.valid_to = today
    area.save(update_fields=["valid_to"])

    journal.record(
        Act(actor, PlaceVerb.SPLIT, now),
        Subject(kind="area", key=code),
        outcome={"parts": [part.code for part in parts]},
    )


def lock_present(codes: Sequence[str]) -> Mapping[str, Area]:
    """Return the current areas with these codes, their rows locked; raise UnknownArea for any other code."""
    areas = queries.lock(codes)
    for code in codes:
        if code not in areas or areas[code].valid_to is not None:
            raise UnknownArea(area=code)
    return areas


def _check_parts(area: Area, parts: Sequence[AreaPart]) -> None:
    if len(parts) < _TWO:
        raise NeedsTwo
    codes = [part.code for part in parts]
    taken = Area.objects.filter(code__in=codes).values_list("code", flat=True).first()
    if taken or len(set(codes)) < len(codes):
        raise TwiceInFile(place=taken or codes[0])
    shared = [code for part in parts for code in part.gets]
    lying = {*Area.objects.filter(parent=area, valid_to=None).values_list("code", flat=True)}
    lying |= {*Estate.objects.filter(area=area, valid_to=None).values_list("code", flat=True)}
    lying |= {*Building.objects.filter(area=area, valid_to=None).values_list("code", flat=True)}
    for code in sorted(lying ^ set(shared)):
        raise Unassigned(place=code)
    if len(shared) > len(set(shared)):
        raise Unassigned(place=next(code for code in shared if shared.count(code) > 1))


def _found(like: Area, code: str, name: str, on: date) -> Area:
    """A new area beside another one."""
    if Area.objects.filter(code=code).exists():
        raise TwiceInFile(place=code)
    label = label_of(name)
    return Area.objects.create(
        code=code,
        level=like.level,
        name=name,
        label=label,
        full_label=full_label(like.parent, label),
        parent=like.parent,
        path=like.path.removesuffix(f"{like.code}/") + f"{code}/",
        is_rural=like.is_rural,
        type_code=like.type_code,
        valid_from=on,
    )


def _contents(area: Area) -> dict[str, list[str]]:
    """The codes of what lies directly in an area, for the journal."""
    return {
        "areas": list(Area.objects.filter(parent=area, valid_to=None).values_list("code", flat=True)),
        "estates": list(Estate.objects.filter(area=area, valid_to=None).values_list("code", flat=True)),
        "buildings": list(Building.objects.filter(area=area, valid_to=None).values_list("code", flat=True)),
    }


def move(children: QuerySet[Area], parent: Area) -> None:
    """Put areas, with all that lies in them, under another one."""
    for child in children:
        before = child.path
        child.parent = parent
        _put_at(child, f"{parent.path}{child.code}/")
        child.full_label = full_label(parent, child.label)
        child.save(update_fields=["parent", "path", "former_paths", "full_label"])
        place_below(child, before)


def place_below(area: Area, path_before: str) -> None:
    """Bring paths and full labels of everything under an area up to date, top down."""
    placed = {area.pk: area}
    below = Area.objects.filter(path__startswith=path_before, valid_to=None).exclude(pk=area.pk)
    moved = list(below.order_by("path"))
    for one in moved:
        assert one.parent_id, "only the district has no parent"
        parent = placed[one.parent_id]
        path = f"{parent.path}{one.code}/"
        if path != one.path:
            _put_at(one, path)
        one.full_label = full_label(parent, one.label)
        placed[one.pk] = one
    Area.objects.bulk_update(moved, ["path", "former_paths", "full_label"], batch_size=500)


def _put_at(area: Area, path: str) -> None:
    """Give an area another path; where it comes back to one that it had, that is no former path any more."""
    area.former_paths = [one for one in [area.path, *area.former_paths] if one != path]
    area.path = path
