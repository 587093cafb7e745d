"""Whoever presses fifty times at once drafts, adopts and gives up a compact once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from tests.compacts import yard
from tests.security.crowd import Crowd
from tests.security.presses import once
from yuanba.compacts import queries
from yuanba.compacts import services as compacts
from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day


def press_compacts(came: Crowd, leader: Actor, now: datetime) -> None:
    """A place has one draft; a vote adopts it once; the next one is given up once."""
    said = yard.a_draft(actor=leader, now=now)
    once(came, CompactVerb.DRAFT, lambda _: compacts.draft(**said))
    (made,) = (one.id for one in queries.compacts(day(now)))
    vote = yard.a_vote(actor=leader, now=now + timedelta(minutes=1))
    adopt = partial(compacts.adopt, actor=leader, compact_id=made, vote_id=vote, motion=1)
    later = now + timedelta(minutes=2)
    once(came, CompactVerb.ADOPT, lambda _: adopt(from_on=day(now), now=later))
    compacts.draft(**said)
    once(
        came,
        CompactVerb.DROP,
        lambda _: compacts.drop(actor=leader, compact_id=made, reason="再听听", now=later),
    )
