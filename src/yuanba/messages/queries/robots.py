"""Reads the robots by which units post to their group chats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max, QuerySet

from yuanba.messages import directory, wording
from yuanba.messages.audiences import UNIT
from yuanba.messages.models import ROBOTS, ContactPoint, Message, MessageChannel, MessageState

#: The subject of the journal under which robots stand, by their unit.
ROBOT = "robot"


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotRow:
    """One robot of a unit's group chat: without its address, of which the end of the key is shown.

    ``fault`` says why it was stopped; ``rests_until`` until when nothing is sent.
    """

    unit: str
    unit_name: str
    channel: str
    platform: str
    masked: str
    fault: str
    rests_until: datetime | None
    added_at: datetime
    last_sent_at: datetime | None


def robots(unit: str = "") -> list[RobotRow]:
    """Return all robots by the name of their unit, stopped ones first; or those of one unit."""
    found = ContactPoint.objects.filter(kind=UNIT, channel__in=[str(one) for one in ROBOTS])
    if unit:
        found = found.filter(key=unit)
    rows = list(found.annotate(last_sent_at=Max("messages__sent_at")))
    with directory.at_once(UNIT, {row.key for row in rows}):
        shown = [
            RobotRow(
                unit=row.key,
                unit_name=directory.name(UNIT, row.key) or row.key,
                channel=row.channel,
                platform=wording.channel_label(row.channel),
                masked=row.masked,
                fault=row.fault,
                rests_until=row.rests_until,
                added_at=row.added_at,
                last_sent_at=row.last_sent_at,
            )
            for row in rows
        ]
    return sorted(shown, key=lambda row: (not row.fault, row.unit_name, row.channel))


def hold(unit: str) -> None:
    """Lock the robots of one unit until the transaction ends, whether or not there are any yet."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(current_schema || %s, 0))", [unit])


def contacts_of(unit: str, channel: MessageChannel) -> list[int]:
    """Return the ids of a unit's contact points on one platform."""
    return list(_of(unit, channel).values_list("id", flat=True))


def lock_robot(unit: str, channel: MessageChannel) -> ContactPoint | None:
    """Lock and return a unit's robot on one platform, or None."""
    return _of(unit, channel).select_for_update().first()


def sent_since(contact: ContactPoint, since: datetime) -> list[datetime]:
    """Return when messages left for a contact point after a moment, the earliest first."""
    found = Message.objects.filter(contact=contact, state=MessageState.SENT, sent_at__gt=since)
    return [at for at in found.order_by("sent_at").values_list("sent_at", flat=True) if at]


def _of(unit: str, channel: MessageChannel) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(kind=UNIT, key=unit, channel=channel)
