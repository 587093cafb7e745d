"""Reads everyday notices: those of a place that last, and those that somebody may take back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.notices.models import Bulletin
from yuanba.notices.queries.posted import NoticeNotFound
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import day

#: More than this many at once nobody reads.
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinRow:
    """One everyday notice as everyone may read it."""

    id: int
    kind: str
    title: Text
    area_path: str
    area_label: str
    place: str
    from_at: datetime
    until_at: datetime
    to_do: str
    call_name: str
    call_number: str
    posted_at: datetime
    retracted_at: datetime | None

    def lasts(self, now: datetime) -> bool:
        """Return whether it is neither over nor taken back."""
        return self.retracted_at is None and self.until_at > now


def subject(bulletin_id: int) -> Subject:
    """Return the subject under which the journal records an everyday notice."""
    return Subject(kind="bulletin", key=str(bulletin_id))


def lie_in(keys: Collection[str]) -> dict[str, str]:
    """Return what everyday notices are called in the journal: where they are; two SQL statements."""
    found = list(Bulletin.objects.filter(pk__in=keyed(keys)).values_list("pk", "area_path", "place"))
    labels = places.labels(path for _pk, path, _place in found)
    return {str(pk): " ".join(filter(None, (labels.get(path), place))) for pk, path, place in found}


def lock_bulletin(bulletin_id: int) -> Bulletin:
    """Lock an everyday notice until the transaction ends and return it, or raise NoticeNotFound."""
    found = Bulletin.objects.select_for_update().filter(pk=bulletin_id).first()
    if found is None:
        raise NoticeNotFound
    return found


def bulletin(bulletin_id: int) -> BulletinRow:
    """Return the everyday notice with this id, or raise NoticeNotFound."""
    rows = _rows(Bulletin.objects.filter(pk=bulletin_id))
    if not rows:
        raise NoticeNotFound
    return rows[0]


def bulletins_of(paths: Iterable[str], now: datetime) -> list[BulletinRow]:
    """Return the everyday notices that last and concern these areas, the next first.

    Those of an area concern all that lies in it; whoever chose an area also reads those of its parts.
    """
    here = Q(pk__in=[])
    for path in set(paths) - {""}:
        here |= Q(area_path__startswith=path) | Q(area_path__in=places.prefixes(path))
    return _rows(Bulletin.objects.filter(here, retracted_at=None, until_at__gt=now))


def bulletins_everywhere(now: datetime) -> list[BulletinRow]:
    """Return all everyday notices of the district that last, the next first."""
    return _rows(Bulletin.objects.filter(retracted_at=None, until_at__gt=now))


def bulletins_for(actor: Actor, now: datetime) -> list[BulletinRow]:
    """Return the everyday notices that last and that the actor may take back."""
    found = bulletins_of([area.path for area in _held(actor, now)], now)
    facts = ((row, access.Facts(area_path=row.area_path)) for row in found)
    return [row for row, fact in facts if access.may(actor, NoticeVerb.RETRACT, fact, now)]


def areas_for(actor: Actor, now: datetime) -> list[AreaRow]:
    """Return the areas in which the actor may publish everyday notices, each with what lies just below it."""
    found: dict[str, AreaRow] = {}
    for area in _held(actor, now):
        for one in (area, *places.children(area.code)):
            found.setdefault(one.code, one)
    return list(found.values())


def last_by(actor: Actor) -> BulletinRow | None:
    """Return the everyday notice that the actor published last: whom to call is mostly the same again."""
    rows = _rows(Bulletin.objects.filter(posted_by=actor.key).order_by("-id")[:1])
    return rows[0] if rows else None


def _held(actor: Actor, now: datetime) -> Sequence[AreaRow]:
    kinds = {who for who, _scope in ACTIONS[NoticeVerb.ANNOUNCE].rights if isinstance(who, PositionKind)}
    paths = {
        one.area_path
        for one in actor.holdings
        if one.kind in kinds and one.holds_on(day(now)) and one.area_path and not one.estate
    }
    return list(places.areas_by_path(sorted(paths)).values())


def _rows(found: QuerySet[Bulletin]) -> list[BulletinRow]:
    rows = list(found if found.query.is_sliced else found.order_by("from_at", "id")[:SHOWN])
    labels = places.labels({row.area_path for row in rows})
    return [
        BulletinRow(
            id=row.pk,
            kind=row.kind,
            title=store.pack_of(row.pack_digest).bulletins[row.kind].title,
            area_path=row.area_path,
            area_label=labels.get(row.area_path, ""),
            place=row.place,
            from_at=row.from_at,
            until_at=row.until_at,
            to_do=row.to_do,
            call_name=row.call_name,
            call_number=row.call_number,
            posted_at=row.posted_at,
            retracted_at=row.retracted_at,
        )
        for row in rows
    ]
