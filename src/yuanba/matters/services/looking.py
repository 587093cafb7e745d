"""Unmasks a resident's words and contact: the only code that shows them to staff."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar

from django.db import connection, transaction

from yuanba.journal import services as journal
from yuanba.journal.queries import looks
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.messages import queries as messages
from yuanba.packs import store
from yuanba.rules import privacy
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import naming
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.privacy import LookedTooOften, Looking, SeenPart
from yuanba.rules.time.calendar import day, moment
from yuanba.sealing import keyring

OTHER = "other"
_LOOKS = 8_204_119

#: Who looked too often, at which matter, how often a day allows, and when.
Report = Callable[[Actor, int, int, datetime], None]
_REPORTS: list[Report] = []


def report_with(report: Report) -> None:
    """Register the function that is called when somebody is refused because of too many unmaskings."""
    if report not in _REPORTS:
        _REPORTS.append(report)


class NothingLeft(Refused):
    """Raised when a matter's words were erased, so that nothing can be unmasked."""

    code: ClassVar[str] = "privacy.nothing_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked:
    """The unmasked data of a matter: the original words, the name and contact, or both."""

    text: str = ""
    place: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    name: str = ""
    part: SeenPart = SeenPart.BOTH


def unmask(
    *, actor: Actor, matter_id: int, why: str, reason: str = "", part: SeenPart = SeenPart.BOTH, now: datetime
) -> Unmasked:
    """Return a resident's unmasked words or contact; record the reason, which the resident can read.

    ``why`` is one of the pack's reasons; who chooses "other" writes it out. Whoever has looked as often as
    a day allows is refused, and those who guard personal data are told.
    """
    if why == OTHER and not reason.strip():
        raise ReasonMissing(verb=MatterVerb.UNMASK)
    try:
        return _look(actor, matter_id, why, reason.strip(), part, now)
    except LookedTooOften:
        for report in _REPORTS:
            report(actor, matter_id, bounds(now).per_day, now)
        raise


@transaction.atomic
def _look(actor: Actor, matter_id: int, why: str, reason: str, part: SeenPart, now: datetime) -> Unmasked:
    matter = queries.lock(matter_id)
    looking = bounds(now)

    facts = queries.facts_of(matter, with_handlers=True)
    access.require(actor, MatterVerb.UNMASK, facts, now)
    naming.require(Naming(matter.naming), actor, facts, now)
    if matter.emptied_at:
        raise NothingLeft
    _one_at_a_time(actor)
    privacy.require_look(looking, why=why, times=times_today(actor, now))

    words = json.loads(keyring.unseal(matter.sealed, purpose="matter.words"))
    contacts = messages.addresses(queries.STORY_KIND, str(matter.pk))
    journal.record(
        Act(actor, MatterVerb.UNMASK, now),
        queries.subject(matter.pk),
        outcome={"receipt": matter.receipt, "why": why, "part": part},
        words=reason,
    )
    has_contact, has_words = part is not SeenPart.WORDS, part is not SeenPart.CONTACT
    return Unmasked(
        text=words["text"] if has_words else "",
        place=words["place"] if has_words else "",
        contacts=tuple(contacts) if has_contact else (),
        name=words.get("name", "") if has_contact else "",
        part=part,
    )


def bounds(now: datetime) -> Looking:
    """Return the rules for unmasking in force: the number allowed per day, and the allowed reasons."""
    looking = store.in_force(day(now)).looking
    assert looking, "a sound pack bounds looks"
    return looking


def times_today(actor: Actor, now: datetime) -> int:
    """Return the number of times that this person has unmasked data today."""
    return looks.times_by(actor.key, verb=MatterVerb.UNMASK, since=moment(day(now), time(0)))


def _one_at_a_time(actor: Actor) -> None:
    """Two looks of one person wait for each other, so that both are counted."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [_LOOKS, actor.key])
