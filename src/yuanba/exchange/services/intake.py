"""Proposes what to file of a chat, and files several matters from one chat in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yuanba.matters.services.filing import LONGEST_NAME, Contact, Filed, Once, file
from yuanba.reading.chats import Report
from yuanba.rules.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardReport:
    """One report from a group chat, as staff edited it before filing."""

    text: str
    place: str = ""
    area_code: str = ""
    name: str = ""
    phone: str = ""
    said_at: datetime | None = None
    once: Once | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What is proposed to be filed of one report in a chat, before anybody has edited it."""

    is_kept: bool
    text: str
    name: str
    area_code: str
    said_at: datetime | None


def proposed(report: Report, *, area_code: str, now: datetime) -> Proposed:
    """Return what to propose of a report: small talk is not kept, and what was spoken has no text yet.

    A number in the words is proposed beside, by whoever shows this, and never filled in: it may be somebody
    else's, who would get the messages.
    """
    return Proposed(
        is_kept=not report.is_small_talk,
        # what was spoken has to be written down by whoever listens
        text="" if report.is_spoken else report.text,
        name=report.speaker[:LONGEST_NAME],
        area_code=area_code,
        said_at=said(report.said_at, now),
    )


def said(at: datetime | None, now: datetime) -> datetime | None:
    """Return a time of speaking; one that lies ahead (a phone with a wrong clock) counts as now."""
    return min(at, now) if at else None


@transaction.atomic
def file_all(*, actor: Actor, heard: Sequence[HeardReport], channel: str, now: datetime) -> list[Filed]:
    """File each report as a matter, or none of them if one fails; return the receipts in order."""
    return [
        file(
            actor=actor,
            text=one.text,
            place=one.place,
            area_code=one.area_code,
            channel=channel,
            contact=Contact(channel="sms", address=one.phone) if one.phone else None,
            name=one.name,
            said_at=said(one.said_at, now),
            once=one.once,
            now=now,
        )
        for one in heard
    ]
