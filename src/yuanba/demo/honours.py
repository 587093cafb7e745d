"""Plays invented selections: who is nominated and agrees, the council's hands, the notice, the honours."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import Field

from yuanba.ballots import services as ballots
from yuanba.demo.deliberated import there
from yuanba.demo.house import actor
from yuanba.demo.setting import Setting
from yuanba.honours import queries, services
from yuanba.notices import services as notices
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.declared import Declared
from yuanba.rules.honours.selections import ConsentWay
from yuanba.rules.time.calendar import day

FILE = "honours.toml"
#: How long nominations are open, and when after them the notice is over.
OPEN, OVER = timedelta(days=14), timedelta(days=9)


class PlayedNominee(Declared):
    """One nominee: by whom, what for, whether they agreed, and how many hands were raised for them."""

    award: str
    name: str
    deeds: str
    by: str = ""
    agreed: bool = True
    on_list: bool = True
    hands: tuple[int, int, int] = (0, 0, 0)


class PlayedSelection(Declared):
    """One selection at a council, opened so many days ago; those that are over went to the end."""

    kind: str
    council: str
    area: str
    by: str
    title: str
    days: int
    is_over: bool = False
    nominees: tuple[PlayedNominee, ...] = Field(min_length=1)


def hold(setting: Setting, *, now: datetime) -> None:
    """Play the selections of a district; its councils are there."""
    path = setting.path(FILE)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["selection"] if path.exists() else ()
    for row in told:
        _select(PlayedSelection.model_validate(row, strict=False), now=now)


def _select(told: PlayedSelection, *, now: datetime) -> None:
    by, at = actor(told.by), now - timedelta(days=told.days)
    council = there(told.council, told.area, now)
    assert council, told.council
    made = services.open_selection(
        actor=by,
        kind=told.kind,
        council_id=council,
        title=told.title.replace("{year}", str(at.year)),
        nominate_until=day(at + OPEN),
        now=at,
    )
    for hours, one in enumerate(told.nominees, start=5):
        _nominate(made, one, by, now=at + timedelta(hours=hours))
    if told.is_over:
        _decide(made, told.nominees, by, at=at + OPEN + timedelta(days=1))


def _nominate(selection: int, told: PlayedNominee, by: Actor, *, now: datetime) -> None:
    made = services.nominate(
        actor=actor(told.by) if told.by else by,
        selection_id=selection,
        award=told.award,
        name=told.name,
        deeds=told.deeds,
        now=now,
    )
    if told.agreed:
        services.agree(actor=by, nominee_id=made, how=ConsentWay.FACE_TO_FACE, on_list=told.on_list, now=now)


def _decide(selection: int, told: Sequence[PlayedNominee], by: Actor, *, at: datetime) -> None:
    """The council raises hands, the result hangs for its days, and the honours are conferred."""
    vote = services.put_to_vote(actor=by, selection_id=selection, way=BallotWay.HANDS, now=at)
    hands = {one.name: one.hands for one in told}
    for row in queries.nominees(selection):
        yes, no, abstain = hands[row.name]
        assert row.motion
        ballots.count_hands(
            actor=by, vote_id=vote, motion=row.motion, yes=yes, no=no, abstain=abstain, now=at
        )
    ballots.close_vote(actor=by, vote_id=vote, now=at)
    ballots.count_vote(actor=by, vote_id=vote, now=at)
    notice = services.post_result(actor=by, selection_id=selection, now=at)
    notices.end(actor=system("notices"), notice_id=notice, now=at + OVER)
    services.confer(actor=by, selection_id=selection, now=at + OVER)
