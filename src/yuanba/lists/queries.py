"""Reads community lists: current and earlier versions, their lines, and who may write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Length

from yuanba.journal.services import Subject
from yuanba.lists.models import CommunityList, ListLine
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules import lists
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists import ListEntry, Local, Office
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import Term, TermUnit


class ListNotFound(Refused):
    """Raised when the community has no list, or no version with this number."""

    code: ClassVar[str] = "list.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of a community's list, with the number of its rows."""

    id: int
    area_code: str
    area_path: str
    number: int
    pack_digest: str
    made_at: datetime
    made_by: str
    size: int


def subject(area_code: str) -> Subject:
    """Return the subject (kind and key) under which the journal records a community's list."""
    return Subject(kind="list", key=area_code)


def version(area_code: str, number: int | None = None) -> VersionRow:
    """Return one version of a community's list, by default the newest; raise ListNotFound if none exists."""
    found = _versions().filter(area_code=area_code)
    one = (found.filter(number=number) if number else found.order_by("-number")).first()
    if one is None:
        raise ListNotFound
    return _row(one)


def has_list(area_code: str) -> bool:
    """Return whether this community has a list."""
    return CommunityList.objects.filter(area_code=area_code).exists()


def version_of(version_id: int) -> VersionRow:
    """Return the version of a community's list with this database id."""
    return _row(_versions().get(pk=version_id))


def versions(area_code: str) -> list[VersionRow]:
    """Return all versions of a community's list, newest first."""
    return [_row(one) for one in _versions().filter(area_code=area_code).order_by("-number")]


def newest(area_codes: Iterable[str] | None = None) -> dict[str, VersionRow]:
    """Return the newest list of each of these communities, or of all communities, as a dict by area code.

    Communities without a list are left out.
    """
    found = CommunityList.objects.all()
    if area_codes is not None:
        found = found.filter(area_code__in=list(area_codes))
    latest = found.values("area_code").annotate(last=Max("id")).values("last")
    return {one.area_code: _row(one) for one in _versions().filter(pk__in=latest)}


def count_places() -> int:
    """Return how many communities, subdistricts and towns have a list of their own."""
    return CommunityList.objects.values("area_code").distinct().count()


def lines(version_id: int) -> list[ListEntry]:
    """Return the rows of one version of a community's list, in the order in which they were written."""
    return [_line(one) for one in ListLine.objects.filter(version_id=version_id).order_by("id")]


def lines_for(area_path: str) -> dict[str, ListEntry]:
    """Return the rows of the newest community's list that covers an area, by item code. One SQL statement."""
    found = [one for one in _lines_over(area_path) if not is_directory(one.version.area_path)]
    return {one.item_code: _line(one) for one in found}


def above(area_path: str) -> dict[str, ListEntry] | None:
    """Return the rows of the directory that holds above a community, by item; None without one. One SQL."""
    found = [one for one in _lines_over(area_path) if one.version.area_path != area_path]
    return {one.item_code: _line(one) for one in found} or None


def is_directory(area_path: str) -> bool:
    """Return whether the list of the area with this path is a subdistrict's directory."""
    return len(area_path.strip("/").split("/")) <= list(Level).index(Level.SUBDISTRICT) + 1


def directory_over(area_path: str) -> VersionRow | None:
    """Return the newest directory that a subdistrict issued over this area, or None."""
    over = [path for path in places.prefixes(area_path) if is_directory(path)]
    newest_first = _versions().filter(area_path__in=over).order_by("-area_path", "-number")
    one = newest_first.first()
    return _row(one) if one else None


def local_for(area_path: str, item_code: str, *, pack: Pack) -> Local | None:
    """Return the local unit and time that the lists covering an area set for an item, or None.

    One statement. The community's row binds, unless the directory above it has since promised less time.
    """
    if item_code not in pack.items:
        return None
    found = [_local(one, pack) for one in _lines_over(area_path).filter(item_code=item_code)]
    usual = pack.term_of(pack.items[item_code].class_code, item_code)
    bound: Local | None = None
    for one in found:
        bound = lists.stricter(one, bound, usual)
    return bound


def local_of(version_id: int | None, item_code: str, *, pack: Pack) -> Local | None:
    """Return the local unit and time that one list version sets for an item, or None."""
    if version_id is None:
        return None
    found = ListLine.objects.filter(version_id=version_id, item_code=item_code).select_related("version")
    return _local(found[0], pack) if found else None


def offices(area_path: str) -> list[Office]:
    """Return the active units whose area contains the community or lies within it. One SQL statement."""
    return [
        Office(code=one.code, body=one.body, area_path=one.area_path)
        for one in people.units()
        if one.area_path and (one.area_path.startswith(area_path) or area_path.startswith(one.area_path))
    ]


def reach(actor: Actor, now: datetime) -> Sequence[str]:
    """Return the paths of the areas in which the actor may write lists now, leaving out nested areas."""
    who = {one for one in ACTIONS[ListVerb.DERIVE].who if isinstance(one, PositionKind)}
    held = sorted(
        {
            one.area_path
            for one in actor.holdings
            if actor.kind is ActorKind.STAFF
            and one.kind in who
            and one.holds_on(day(now))
            and one.area_path
            and not one.estate
        }
    )
    return [path for path in held if not any(path != other and path.startswith(other) for other in held)]


def _versions() -> QuerySet[CommunityList]:
    return CommunityList.objects.annotate(size=Count("lines"))


def _lines_over(area_path: str) -> QuerySet[ListLine]:
    """The rows of the newest list of each area over this one, the highest area first."""
    covering = CommunityList.objects.filter(area_path__in=places.prefixes(area_path))
    newest_of_each = covering.order_by("area_path", "-number").distinct("area_path")
    found = ListLine.objects.filter(version_id__in=newest_of_each.values("pk")).select_related("version")
    return found.order_by(Length("version__area_path"), "id")


def _row(one: CommunityList) -> VersionRow:
    return VersionRow(**{name: getattr(one, name) for name in VersionRow.__dataclass_fields__})


def _line(one: ListLine) -> ListEntry:
    return ListEntry(
        item_code=one.item_code,
        wording=one.wording,
        unit=one.unit,
        post=one.post,
        term=Term(amount=one.amount, unit=TermUnit(one.term_unit)) if one.amount else None,
        note=one.note,
    )


def _local(one: ListLine, pack: Pack) -> Local | None:
    kind = "directories" if is_directory(one.version.area_path) else "lists"
    because = f"{kind}.{one.version.area_code}.{one.version.number}"
    return lists.fitting(_line(one), version=one.version_id, because=because, pack=pack)
