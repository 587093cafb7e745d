"""Publishes everyday notices of communities, and takes them back."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices.models import Bulletin
from yuanba.notices.queries import bulletins as queries
from yuanba.notices.services.posting import NotUp
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.notices import bulletins
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import day


class AlreadyAnnounced(Refused):
    """Raised when the same everyday notice for the same place and time is published already."""

    code: ClassVar[str] = "bulletin.already_there"


@transaction.atomic
def announce(
    *,
    actor: Actor,
    kind: str,
    area_code: str,
    place: str = "",
    from_at: datetime,
    until_at: datetime,
    to_do: str,
    call_name: str,
    call_number: str,
    now: datetime,
) -> int:
    """Publish an everyday notice for an area at once, and return its id; it ends by itself."""
    area_path, pack = places.path_of(area_code), store.in_force(day(now))

    access.require(actor, NoticeVerb.ANNOUNCE, access.Facts(area_path=area_path), now)
    because = bulletins.announce(kind, from_at=from_at, until_at=until_at, pack=pack, at=now)

    try:
        with transaction.atomic():
            made = Bulletin.objects.create(
                kind=kind,
                pack_digest=pack.digest,
                area_path=area_path,
                place=place.strip(),
                from_at=from_at,
                until_at=until_at,
                to_do=to_do.strip(),
                call_name=call_name.strip(),
                call_number=call_number.strip(),
                posted_at=now,
                posted_by=actor.key,
            )
    except IntegrityError as fault:
        raise AlreadyAnnounced from fault

    journal.record(
        Act(actor, NoticeVerb.ANNOUNCE, now),
        queries.subject(made.pk),
        outcome={
            "kind": kind,
            "area_path": area_path,
            "from": from_at.isoformat(),
            "until": until_at.isoformat(),
        },
        because=because,
        words=f"{made.place}\n{made.to_do}".strip(),
    )
    return made.pk


@transaction.atomic
def retract(*, actor: Actor, bulletin_id: int, now: datetime) -> None:
    """Take an everyday notice back before its end; it is no longer shown."""
    bulletin = queries.lock_bulletin(bulletin_id)

    access.require(actor, NoticeVerb.RETRACT, access.Facts(area_path=bulletin.area_path), now)
    if bulletin.retracted_at or bulletin.until_at <= now:
        raise NotUp

    bulletin.retracted_at = now
    bulletin.save(update_fields=["retracted_at"])

    journal.record(
        Act(actor, NoticeVerb.RETRACT, now),
        queries.subject(bulletin_id),
        outcome={"kind": bulletin.kind, "area_path": bulletin.area_path},
    )
