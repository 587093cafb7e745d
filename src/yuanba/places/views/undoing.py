"""Which changes of an area, an estate or a building its page still offers to undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from yuanba.journal import queries as journal
from yuanba.journal.queries import Recorded
from yuanba.places.queries import AreaRow, BuildingRow, EstateRow, moving
from yuanba.rules.core import undo
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.verb import Verb
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day
from yuanba.web.undo import Undo

#: What adds something to an area, and under which name its entry has the codes.
ADDED: Mapping[PlaceVerb, str] = MappingProxyType(
    {PlaceVerb.ADD: "areas", PlaceVerb.ESTATE_ADD: "estates", PlaceVerb.BUILDING_ADD: "buildings"}
)
_COUNTED = MappingProxyType(
    {
        PlaceVerb.ADD: ngettext_lazy("%(count)s area", "%(count)s areas", "count"),
        PlaceVerb.ESTATE_ADD: ngettext_lazy("%(count)s estate", "%(count)s estates", "count"),
        PlaceVerb.BUILDING_ADD: ngettext_lazy("%(count)s building", "%(count)s buildings", "count"),
    }
)
_OF_AREA = (
    *(PlaceVerb.ADD, PlaceVerb.RENAME, PlaceVerb.MERGE, PlaceVerb.SPLIT, PlaceVerb.END, PlaceVerb.REOPEN),
    *(PlaceVerb.CORRECT, PlaceVerb.ESTATE_ADD, PlaceVerb.BUILDING_ADD),
)
_OF_ESTATE = (PlaceVerb.ESTATE_CHANGE, PlaceVerb.ESTATE_END, PlaceVerb.ESTATE_REOPEN)
_OF_BUILDING = (PlaceVerb.BUILDING_CHANGE, PlaceVerb.BUILDING_END, PlaceVerb.BUILDING_REOPEN)
Said = tuple[tuple[str, str], ...]


def undos(area: AreaRow, at: datetime) -> list[Undo]:
    """Return the undo of an area's newest change, if that is safe, and of each merger into it of late."""
    last = _newest("area", area.code, _OF_AREA, at)
    found = [_of_area(area, last)] if last and _fits(last, area.valid_to) else []
    for code, label in moving.merged_into(area.code, since=day(at) - undo.SAFE):
        told = journal.last("area", code, verbs=[PlaceVerb.MERGE])
        if told:
            found.append(_undo(told, "places:reopen", code, what=label))
    return [one for one in found if one]


def of_estate(estate: EstateRow, at: datetime) -> list[Undo]:
    """Return the undo of an estate's newest change, if that is safe."""
    last = _newest("estate", estate.code, _OF_ESTATE, at)
    if last is None or not _fits(last, estate.valid_to):
        return []
    if last.verb == PlaceVerb.ESTATE_END:
        return [_undo(last, "places:reopen_estate", estate.code)]
    said = _said(
        last, {"name": estate.name, "area": estate.area_code, "is_rural": _on(is_rural=estate.is_rural)}
    )
    return [_undo(last, "places:change_estate", estate.code, what=_name_before(last), said=said)]


def of_building(building: BuildingRow, at: datetime) -> list[Undo]:
    """Return the undo of a building's newest change, if that is safe."""
    last = _newest("building", building.code, _OF_BUILDING, at)
    if last is None or not _fits(last, building.valid_to):
        return []
    if last.verb == PlaceVerb.BUILDING_END:
        return [_undo(last, "places:reopen_building", building.code)]
    said = _said(last, {"name": building.name, "area": building.area_code, "estate": building.estate})
    return [_undo(last, "places:change_building", building.code, what=_name_before(last), said=said)]


def _newest(kind: str, key: str, verbs: tuple[PlaceVerb, ...], at: datetime) -> Recorded | None:
    """The newest change of a place, where an action takes it back and that is still safe."""
    last = journal.last(kind, key, verbs=verbs)
    is_safe = last and ACTIONS[PlaceVerb(last.verb)].undone_by and undo.is_safe(day(last.at), on=day(at))
    return last if is_safe else None


def _fits(last: Recorded, valid_to: date | None) -> bool:
    """Whether a place is as it must be: what is reopened has ended, all else has not."""
    reopening: tuple[Verb, ...] = (PlaceVerb.REOPEN, PlaceVerb.ESTATE_REOPEN, PlaceVerb.BUILDING_REOPEN)
    return (valid_to is not None) == (ACTIONS[PlaceVerb(last.verb)].undone_by in reopening)


def _of_area(area: AreaRow, last: Recorded) -> Undo | None:
    verb = PlaceVerb(last.verb)
    if verb is PlaceVerb.RENAME:
        before = last.told.text("before")
        return _undo(last, "places:rename", area.code, what=before, said=(("name", before),))
    if verb is PlaceVerb.CORRECT:
        now = {"label": area.label, "type_code": area.type_code, "is_rural": _on(is_rural=area.is_rural)}
        return _undo(last, "places:correct", area.code, said=_said(last, now))
    if verb in ADDED:
        codes = last.told.texts(ADDED[verb])
        if not moving.are_there(ADDED[verb], codes):
            return None
        what = str(_COUNTED[verb] % {"count": len(codes)})
        return _undo(last, "places:undo_add", area.code, what=what)
    return _undo(last, "places:reopen", area.code)


def _said(last: Recorded, now: Mapping[str, str]) -> Said:
    """The fields of a form as they were before a change; what the change left alone is as it is now."""
    before = last.told.items_of("before")
    return tuple((field, value) for field, value in {**now, **before}.items() if value or field != "is_rural")


def _on(*, is_rural: bool) -> str:
    return "on" if is_rural else ""


def _name_before(last: Recorded) -> str:
    return last.told.items_of("before").get("name", "")


def _undo(last: Recorded, to: str, code: str, *, what: str = "", said: Said = ()) -> Undo:
    reverse_of = ACTIONS[PlaceVerb(last.verb)].undone_by
    assert reverse_of, "only such changes are offered"
    url = reverse(to, args=[code])
    return Undo(
        done=last.verb, at=last.at, verb=reverse_of, url=url, number=last.number, what=what, said=said
    )
