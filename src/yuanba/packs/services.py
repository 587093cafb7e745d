"""Services that put an edition of a district's rules into the schema, and take one back before its day.

Parts of acts of the rooms above: those ask who may, and record.
"""

from __future__ import annotations

from datetime import date, datetime

from yuanba.packs.models import RulesEdition


def release(*, on: date, begins_at: datetime, text: str, now: datetime) -> None:
    """Store an edition that comes into force on a day to come; every process reads it when the day begins."""
    RulesEdition.objects.create(in_force_from=on, begins_at=begins_at, text=text, released_at=now)


def revoke(*, on: date, now: datetime) -> None:
    """Take an edition back before its day begins: the rules before it go on."""
    RulesEdition.objects.filter(in_force_from=on, revoked_at=None).update(revoked_at=now)
