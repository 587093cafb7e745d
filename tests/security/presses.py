"""Pressing one button fifty times at once, and everyday notices pressed so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from tests import make
from tests.security.crowd import PRESSES, Crowd
from yuanba.notices import services
from yuanba.notices.queries import bulletins
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.notices.verbs import NoticeVerb


def entries(verb: str) -> int:
    """How many entries of this verb the journal has."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from journal_entry where verb = %s", [verb])
        return int(cursor.fetchone()[0])


def once(came: Crowd, verb: str, call: Callable[[int], object]) -> None:
    """Pressed fifty times, done once: one entry in the journal, and 49 who are told why not."""
    before = entries(verb)
    answers = came.press(call)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert entries(verb) - before == 1, verb
    assert len(refused) == PRESSES - 1, (verb, [repr(answer) for answer in answers[:4]])


def press_bulletins(came: Crowd, clerk: Actor, now: datetime) -> None:
    """An everyday notice is published once, and taken back once."""
    cut = make.a_water_cut(actor=clerk, now=now)
    once(came, NoticeVerb.ANNOUNCE, lambda _: services.announce(**cut))
    (made,) = bulletins.bulletins_everywhere(now)
    once(came, NoticeVerb.RETRACT, lambda _: services.retract(actor=clerk, bulletin_id=made.id, now=now))
