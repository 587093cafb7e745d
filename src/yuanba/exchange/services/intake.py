"""Files several matters from one chat in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yuanba.matters.services.filing import Contact, Filed, Once, file
from yuanba.rules.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One report from a group chat, as staff edited it before filing."""

    text: str
    place: str = ""
    area_code: str = ""
    name: str = ""
    phone: str = ""
    said_at: datetime | None = None
    once: Once | None = None


@transaction.atomic
def file_all(*, actor: Actor, heard: Sequence[Heard], channel: str, now: datetime) -> list[Filed]:
    """File each report as a matter, or none of them if one fails; return the receipts in order.

    A time of speaking that lies ahead (a phone with a wrong clock) counts as now.
    """
    return [
        file(
            actor=actor,
            text=one.text,
            place=one.place,
            area_code=one.area_code,
            channel=channel,
            contact=Contact(channel="sms", address=one.phone) if one.phone else None,
            name=one.name,
            said_at=min(one.said_at, now) if one.said_at else None,
            once=one.once,
            now=now,
        )
        for one in heard
    ]
