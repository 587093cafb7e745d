"""Selections are opened, answered, voted on, posted and concluded by many at once: each is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.honours import village
from tests.honours.village import DAUGHTER
from tests.pages import elsewhere
from tests.threads import together
from yuanba.ballots import services as ballots
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.honours import queries, services
from yuanba.journal import queries as journal
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.refusal import Refused
from yuanba.rules.honours.selections import ConsentWay


def once(call: Callable[[int], object]) -> object:
    """What the one gets who did it; the other three are refused."""
    answers = together(4, call)
    (done,) = [one for one in answers if not isinstance(one, Refused)]
    return done


@pytest.mark.long
def test_what_is_done_once_in_a_selection(own_database: DistrictRow, morning: datetime) -> None:
    with districts.inside(elsewhere.move_in("fengdu", "丰都县")):
        _press(morning)


def _press(morning: datetime) -> None:
    place = village.village(morning)
    made = once(lambda _: village.opened(place, morning))
    assert isinstance(made, int)
    about = {"actor": place.gu, "selection_id": made}
    said = {"selection_id": made, "award": DAUGHTER, "deeds": "热心", "now": morning}
    one = once(lambda _: services.nominate(actor=place.xiang, name="张桂芳", **said))
    other = services.nominate(actor=place.xiang, name="李秀英", **said)
    assert isinstance(one, int)
    agreed = {"actor": place.ran, "how": ConsentWay.FACE_TO_FACE, "now": morning}
    once(lambda _: services.agree(nominee_id=one, **agreed))
    once(lambda _: services.withdraw(actor=place.ran, nominee_id=other, reason="不愿意", now=morning))
    voting = village.over(morning)
    vote = once(lambda _: services.put_to_vote(way=BallotWay.HANDS, now=voting, **about))
    assert isinstance(vote, int)
    ballots.count_hands(actor=place.gu, vote_id=vote, motion=1, yes=3, no=0, abstain=0, now=voting)
    ballots.close_vote(actor=place.gu, vote_id=vote, now=voting)
    ballots.count_vote(actor=place.gu, vote_id=vote, now=voting)
    once(lambda _: services.post_result(now=voting, **about))
    later = voting + timedelta(days=8)
    village.evaluation.round_off(now=later)
    once(lambda _: services.confer(now=later, **about))
    assert queries.nominee(one).is_honoured
    second = village.opened(place, later)
    once(lambda _: services.drop_selection(actor=place.gu, selection_id=second, reason="不评了", now=later))
    verbs = [entry.verb for entry in journal.story("selection", str(made))]
    assert verbs == ["selection.open", "selection.vote", "selection.post", "selection.confer"]
    assert [entry.verb for entry in journal.story("nominee", str(one))] == [
        "nominee.nominate",
        "nominee.agree",
        "nominee.honour",
    ]
