"""Ends areas that nothing needs any more, and brings back what was ended, merged or split by mistake."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from yuanba.journal import queries as entries
from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry, Subject
from yuanba.places import queries
from yuanba.places.models import Area, Building, Estate, Succession
from yuanba.places.services.labels import full_label, label_of
from yuanba.places.services.refusals import InUse, NameTaken, NotEnded, TopStays, UnknownParent
from yuanba.places.services.successors import lock_present, move, place_below
from yuanba.rules.core import access, undo
from yuanba.rules.core.actor import Actor
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day

#: What apps above say before areas with these paths end: a refusal of theirs where one is still needed.
Hold = Callable[[Collection[str], date], None]
_HOLDS: list[Hold] = []


def hold_with(hold: Hold) -> None:
    """Register a function that refuses if areas with these paths, or any below, are needed on a day."""
    if hold not in _HOLDS:
        _HOLDS.append(hold)


@transaction.atomic
def end(*, actor: Actor, codes: Sequence[str], now: datetime) -> None:
    """End areas today, each with all areas below it, where no estate, building, unit or position is left.

    Raises UnknownArea, TopStays, InUse, and what the apps above say.
    """
    areas = lock_present(codes)

    for area in areas.values():
        access.require(actor, PlaceVerb.END, access.Facts(area_path=area.path), at=now)
        if area.parent_id is None:
            raise TopStays
    below = {code: _below(area) for code, area in areas.items()}
    today = day(now)
    _require_empty([area.path for area in areas.values()], today)

    for code, area in areas.items():
        Area.objects.filter(pk__in=[area.pk, *(one.pk for one in below[code])]).update(valid_to=today)
        Succession.objects.create(before=area, after=area, kind="end", name_before=area.name, on=today)

    journal.record_all(
        [
            NewEntry(
                Act(actor, PlaceVerb.END, now),
                Subject(kind="area", key=code),
                outcome={"areas": [one.code for one in below[code]]},
            )
            for code in sorted(areas)
        ]
    )


@transaction.atomic
def reopen(*, actor: Actor, code: str, now: datetime) -> None:
    """Reopen an area on the day on which it ended or the day after, with what was in it then.

    What was merged away comes back out of the area that it went into; the parts of a split end again.
    Raises NotEnded, UndoTooLate, UndoOutdated, UnknownParent, NameTaken, and what bars the end of a part.
    """
    area = queries.lock([code]).get(code)
    if area is None or area.valid_to is None:
        raise NotEnded(area=code)

    access.require(actor, PlaceVerb.REOPEN, access.Facts(area_path=area.path), at=now)
    undo.require_safe(area.valid_to, on=day(now))
    _check_place(area)

    ended_on = area.valid_to
    area.valid_to = None
    area.save(update_fields=["valid_to"])
    since = Succession.objects.filter(before=area, kind="reopen").aggregate(last=Max("id"))["last"] or 0
    ways = Succession.objects.filter(before=area, kind__in=["merge", "split", "end"], id__gt=since)
    newest = ways.order_by("-id").first()
    if newest is None or newest.kind == "end":
        _reopen_below(area, ended_on)
    elif newest.kind == "merge":
        _take_out(area, newest)
    else:
        _put_together(area, [one.after for one in ways.filter(kind="split")], day(now))
    Succession.objects.create(before=area, after=area, kind="reopen", name_before=area.name, on=day(now))

    journal.record(
        Act(actor, PlaceVerb.REOPEN, now),
        Subject(kind="area", key=code),
        outcome={"after": newest.kind if newest else "end"},
    )


def _below(area: Area) -> list[Area]:
    """The current areas below one, locked; what others added while this waited for them is among them."""
    below = Area.objects.filter(path__startswith=area.path, valid_to=None).exclude(pk=area.pk)
    found: dict[str, Area] = {}
    while fresh := set(below.values_list("code", flat=True)) - found.keys():
        found |= queries.lock(fresh)
    return list(found.values())


def _require_empty(paths: Collection[str], today: date) -> None:
    """Refuse where something lies in these areas that would lie nowhere then."""
    lying = Q()
    for path in paths:
        lying |= Q(area__path__startswith=path)
    estates = Estate.objects.filter(lying, valid_to=None).count()
    buildings = Building.objects.filter(lying, valid_to=None).count()
    if estates or buildings:
        raise InUse(estates=estates, buildings=buildings)
    for hold in _HOLDS:
        hold(paths, today)


def _check_place(area: Area) -> None:
    above = queries.lock([area.parent.code] if area.parent else [])
    if not any(one.valid_to is None for one in above.values()):
        raise UnknownParent(place=area.label)
    if Area.objects.filter(parent=area.parent, name=area.name, valid_to=None).exists():
        raise NameTaken(name=area.name)


def _reopen_below(area: Area, ended_on: date) -> None:
    told = entries.last("area", area.code, verbs=[PlaceVerb.END])
    codes = told.told.texts("areas") if told else []
    Area.objects.filter(code__in=codes, valid_to=ended_on).update(valid_to=None)


def _take_out(area: Area, merger: Succession) -> None:
    """Take out of the heir what came into it with this area; what was filed meanwhile stays the heir's."""
    heir = queries.lock([merger.after.code])[merger.after.code]
    told = entries.last("area", area.code, verbs=[PlaceVerb.MERGE])
    if told is None or heir.valid_to is not None:
        raise undo.UndoOutdated
    codes = told.told.texts("areas")
    children = Area.objects.filter(parent=heir, valid_to=None, code__in=codes)
    if children.count() < len(codes):
        raise undo.UndoOutdated
    move(children, area)
    Estate.objects.filter(area=heir, code__in=told.told.texts("estates")).update(area=area)
    Building.objects.filter(area=heir, code__in=told.told.texts("buildings")).update(area=area)
    gone = {area.path, *area.former_paths}
    heir.former_paths = [path for path in heir.former_paths if path not in gone]
    before, after = told.told.text("name_before"), told.told.text("name")
    others = Succession.objects.filter(after=heir, kind="merge", on=merger.on, before__valid_to=merger.on)
    if before and heir.name == after and not others.exists():
        heir.name, heir.label = before, label_of(before)
        heir.full_label = full_label(heir.parent, heir.label)
    heir.save(update_fields=["name", "label", "full_label", "former_paths"])
    place_below(heir, heir.path)


def _put_together(area: Area, parts: Sequence[Area], today: date) -> None:
    """Put what lies in the parts of a split back into the area, and end the parts."""
    locked = queries.lock([part.code for part in parts])
    if any(part.valid_to is not None for part in locked.values()):
        raise undo.UndoOutdated
    for part in locked.values():
        move(Area.objects.filter(parent=part, valid_to=None), area)
        Estate.objects.filter(area=part).update(area=area)
        Building.objects.filter(area=part).update(area=area)
        area.former_paths = [*area.former_paths, part.path]
        part.valid_to = today
        part.save(update_fields=["valid_to"])
    area.save(update_fields=["former_paths"])
    for hold in _HOLDS:
        hold([part.path for part in locked.values()], today)
