"""A village of Fengdu whose council chooses the four good ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests import make
from tests.journeys.test_fengdu import PLACES, UNITS, VILLAGE
from yuanba.ballots import services as ballots
from yuanba.deliberation import services as councils
from yuanba.evaluation import services as evaluation
from yuanba.honours import queries, services
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.honours.selections import ConsentWay
from yuanba.rules.time.calendar import day

DAUGHTER, PARENTS, COURTYARD = "daughter_in_law", "parents_in_law", "courtyard"
NAMES = ("向培英", "隆德明", "秦树云")


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """红旗寨村: 古 is its secretary, 冉 heads a courtyard, 向 and 彭 live there; three sit in its council."""

    gu: Actor
    ran: Actor
    xiang: Actor
    peng: Actor
    council: int


def village(now: datetime) -> Village:
    """The village with a council of three."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    gu = make.staff("gu", "village_secretary", unit="hongqi", area=VILLAGE, now=now)
    council = councils.set_up(actor=gu, kind="village", area_code=VILLAGE, now=now)
    seated(council, gu, now)
    return Village(
        gu=gu,
        ran=make.staff("ran", "courtyard_head", area=VILLAGE, now=now),
        xiang=make.resident("xiang", now=now),
        peng=make.resident("peng", now=now),
        council=council,
    )


def seated(council: int, actor: Actor, now: datetime) -> None:
    """Three members without an account sit in a council of a village."""
    for name in NAMES:
        councils.seat(
            actor=actor, council_id=council, role=SeatRole.MEMBER, title="互助会代表", name=name, now=now
        )


def opened(place: Village, now: datetime, **changed: Any) -> int:
    """The selection of the year, open for nominations for ten days."""
    said = {
        "kind": "four_good",
        "council_id": place.council,
        "title": "2026年“四好”评选",
        "nominate_until": day(now) + timedelta(days=10),
        **changed,
    }
    return services.open_selection(actor=place.gu, now=now, **said)


def named(place: Village, selection: int, name: str, now: datetime, **changed: Any) -> int:
    """Somebody whom 冉 has nominated, and who said yes face to face; they may stand on the list."""
    said: dict[str, Any] = {"award": DAUGHTER, "deeds": "照顾公婆十年，邻里都晓得", **changed}
    made = services.nominate(actor=place.ran, selection_id=selection, name=name, now=now, **said)
    services.agree(actor=place.ran, nominee_id=made, how=ConsentWay.FACE_TO_FACE, on_list=True, now=now)
    return made


def over(now: datetime, days: int = 11) -> datetime:
    """A moment when nominations are over."""
    return now + timedelta(days=days)


def raised(place: Village, selection: int, hands: list[tuple[int, int]], now: datetime) -> int:
    """The council votes by show of hands, so many for and against each; the vote is counted."""
    vote = services.put_to_vote(actor=place.gu, selection_id=selection, way=BallotWay.HANDS, now=now)
    for motion, (yes, no) in enumerate(hands, start=1):
        ballots.count_hands(
            actor=place.gu, vote_id=vote, motion=motion, yes=yes, no=no, abstain=3 - yes - no, now=now
        )
    ballots.close_vote(actor=place.gu, vote_id=vote, now=now)
    ballots.count_vote(actor=place.gu, vote_id=vote, now=now)
    return vote


def heard(place: Village, selection: int, now: datetime) -> datetime:
    """The result hangs for its days, and nobody objects; returns the moment after."""
    services.post_result(actor=place.gu, selection_id=selection, now=now)
    later = now + timedelta(days=8)
    evaluation.round_off(now=later)
    return later


def honoured(place: Village, now: datetime) -> tuple[int, int]:
    """A selection that is through, with one honour; returns the selection and the nominee."""
    selection = opened(place, now)
    nominee = named(place, selection, "张桂芳", now)
    raised(place, selection, [(3, 0)], over(now))
    services.confer(actor=place.gu, selection_id=selection, now=heard(place, selection, over(now)))
    assert queries.nominee(nominee).is_honoured
    return selection, nominee
