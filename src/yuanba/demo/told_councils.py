"""What the councils and the owners of a district do in the demonstration, as its file tells it."""

from __future__ import annotations

from datetime import time

from pydantic import Field

from yuanba.demo.works import PlayedProject
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.core.declared import Declared
from yuanba.rules.deliberation.councils import SeatRole


class PlayedSeat(Declared):
    """One seat: of somebody with a log-in, or of a neighbour by name."""

    role: SeatRole = SeatRole.MEMBER
    title: str = ""
    login: str = ""
    name: str = ""


class PlayedTopic(Declared):
    """One topic that a neighbour raised so many days ago; unpublished without a title."""

    name: str = ""
    days: int
    words: str
    title: str = ""
    summary: str = ""
    supporters: int = 0
    declined: str = ""


class PlayedItem(Declared):
    """One item of an agenda: a topic by its name, or written; a draft without hands is agreed to by all."""

    topic: str = ""
    title: str = ""
    draft: str = ""
    hands: tuple[int, int, int] | None = None


class PlayedMeeting(Declared):
    """One meeting: so many days ago, in so many days, or running where it is neither.

    With `on` it is on that day of the month instead, the last one or the next.
    """

    ago: int = 0
    coming: int = 0
    on: int = 0
    at: time = time(19, 30)
    place: str
    items: tuple[PlayedItem, ...] = Field(min_length=1)
    remarks: str = ""


class PlayedReferral(Declared):
    """One matter that came before the council some days ago, what was resolved, or why it went up."""

    text: str
    place: str
    area: str
    resolved: str = ""
    responsible: str = ""
    item: str = ""
    due: int = 20
    days: int = 2
    sent_up: tuple[str, ...] = ()
    project: PlayedProject | None = None


class PlayedCouncil(Declared):
    """One council: where it is, who runs it, who sits in it, and what it has to do."""

    kind: str
    area: str = ""
    estate: str = ""
    by: str
    seats: tuple[PlayedSeat, ...] = ()
    topics: tuple[PlayedTopic, ...] = ()
    meetings: tuple[PlayedMeeting, ...] = ()
    referrals: tuple[PlayedReferral, ...] = ()


class PlayedVote(Declared):
    """One vote of owners: on notice still, open or over; `said` has a sign for each owner, "-" for none."""

    roll: str
    area: str
    estate: str
    by: str
    owners: tuple[tuple[str, str, str], ...]
    title: str = ""
    rule: VoteRule = VoteRule.OWNERS_SPECIAL
    motion: str = ""
    said: str = ""
    is_over: bool = False


class PlayedPriority(Declared):
    """One of a town's priorities, perhaps with the topic that is about it, by its name."""

    title: str
    why: str
    topic: str = ""


class PlayedPriorities(Declared):
    """One version of a town's priorities, published so many days ago."""

    area: str
    by: str
    days: int
    entries: tuple[PlayedPriority, ...] = Field(min_length=1)


class PlayedBody(Declared):
    """What the councils of one district do, and what its owners vote on."""

    council: tuple[PlayedCouncil, ...] = ()
    vote: tuple[PlayedVote, ...] = ()
    priorities: tuple[PlayedPriorities, ...] = ()
