"""vote.cast: a ballot online is by name, sealed, in once, and none comes after the close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.districts.conftest import log_in
from tests.flat import cost_of
from tests.threads import together
from yuanba.ballots import queries, services
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.ballots.services.casting import ChoiceMissing, NotYourVote, VotedAlready
from yuanba.ballots.services.counting import VoteClosed, WayNotOpen
from yuanba.ballots.tables import VOTES
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.rules.ballots.opening import OnlineDecides
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.web.tables import TableReader

ONLINE = NewVote(title="花坛改车位", standing=VoteStanding.CONSULTATION, ways=(BallotWay.ONLINE,))


def a_vote(by: Actor, people: list[Actor], now: datetime, how: NewVote = ONLINE) -> int:
    persons = [RollPerson(name=f"居民{n}", account_key=one.key) for n, one in enumerate(people)]
    about = {"actor": by, "subject_kind": "item", "subject_key": how.title, "now": now}
    roll = services.draw_roll(**about, title="名册", area_path=cast.COMMUNITY_PATH, persons=persons)
    return services.open_vote(**about, rule=VoteRule.SIMPLE, roll=roll, motions=["改", "先试"], how=how)


def said(one: str, other: str) -> dict[int, BallotChoice]:
    return {1: BallotChoice(one), 2: BallotChoice(other)}


def test_a_ballot_is_in_once_and_sealed(secretary: Actor, people: cast.Cast, morning: datetime) -> None:
    vote = a_vote(secretary, [people.li, people.wang], morning)

    def press(actor: Actor, choices: dict[int, BallotChoice]) -> bool:
        return services.cast(actor=actor, vote_id=vote, choices=choices, now=morning)

    assert [one.id for one in queries.own_votes([people.li.key], morning)] == [vote]
    assert press(people.li, said("yes", "no"))
    assert not press(people.li, said("yes", "no")), "the same press twice is one"
    assert queries.own_votes([people.li.key], morning) == []
    for refusal, actor, choices in (
        (VotedAlready, people.li, said("no", "no")),
        (NotYourVote, people.zhou, said("yes", "no")),
        (ChoiceMissing, people.wang, {1: BallotChoice.YES}),
        (ChoiceMissing, people.wang, said("yes", "spoiled")),
    ):
        with pytest.raises(refusal):
            press(actor, choices)
    assert queries.count_open(morning) == 1
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    assert queries.count_open(morning) == 0
    assert not press(people.li, said("yes", "no"))
    with pytest.raises(VoteClosed):
        press(people.wang, said("yes", "yes"))
    services.count_vote(actor=secretary, vote_id=vote, now=morning)
    first, _second = (queries.result(vote) or {})["motions"]
    assert (first["yes"]["heads"], first["no_ballot"]["heads"], first["passed"]) == (1, 1, None)
    voter = queries.own_voter(queries.vote(vote).roll_id, people.li.key)
    assert voter
    (entry,) = journal.story("ballot", f"{vote}-{voter.code}")
    assert entry.outcome == {"vote": vote, "way": "online", "area_path": cast.COMMUNITY_PATH}


def test_owners_cannot_decide_online_and_hands_are_not_online(
    secretary: Actor, people: cast.Cast, morning: datetime
) -> None:
    how = NewVote(title="x", standing=VoteStanding.STATUTORY, ways=(BallotWay.ONLINE,))
    with pytest.raises(OnlineDecides):
        a_vote(secretary, [people.li], morning, how)
    by_hands = NewVote(title="y", standing=VoteStanding.STATUTORY, ways=(BallotWay.HANDS,))
    vote = a_vote(secretary, [people.li], morning, by_hands)
    with pytest.raises(WayNotOpen):
        services.cast(actor=people.li, vote_id=vote, choices=said("yes", "no"), now=morning)


def test_after_the_planned_end_nothing_comes_in_online(
    secretary: Actor, people: cast.Cast, morning: datetime
) -> None:
    ends = morning + timedelta(hours=1)
    vote = a_vote(secretary, [people.li], morning, replace(ONLINE, closes_at=ends))
    assert [one.id for one in queries.own_votes([people.li.key], morning)] == [vote]
    assert queries.own_votes([people.li.key], ends) == []
    with pytest.raises(VoteClosed):
        services.cast(actor=people.li, vote_id=vote, choices=said("yes", "no"), now=ends)


def test_a_resident_votes_on_the_phone(secretary: Actor, people: cast.Cast, morning: datetime) -> None:
    vote = a_vote(secretary, [people.li], morning + timedelta(hours=1))
    client = Client()
    log_in(client, "jiangjin", "li")
    path = f"/d/jiangjin/votes/{vote}"
    shown = client.get(path).content.decode()
    assert "谁能看到我选了什么" in shown
    assert "意见征集" in shown
    assert client.post(f"{path}/cast", {"m1": "yes"}).status_code == 422
    assert client.post(f"{path}/cast", {"m1": "yes", "m2": "abstain"}).status_code == 302
    assert "您的票已投出" in client.get(path).content.decode()
    assert client.post(f"{path}/cast", {"m1": "no", "m2": "abstain"}).status_code == 409
    client = Client()
    log_in(client, "jiangjin", "guo")
    turnout = f"/d/jiangjin/desk/votes/{vote}/turnout"
    answer = client.get(turnout)
    assert answer.status_code == 200
    assert client.get(turnout, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_pages_ask_as_often_however_many_votes_there_are(
    secretary: Actor, people: cast.Cast, morning: datetime
) -> None:
    def asked(ask: Callable[[], object]) -> int:
        ask()  # the names of places are kept
        with CaptureQueriesContext(connection) as seen:
            ask()
        return len(seen)

    questions: list[Callable[[], object]] = [
        lambda: queries.own_votes([people.li.key], morning),
        queries.public,
        lambda: cost_of(VOTES, TableReader(actor=secretary, now=morning)),
    ]
    counts = []
    for round_ in range(2):
        for number in range(2 * round_ + 1):
            how = replace(ONLINE, title=f"第{round_}轮{number}")
            a_vote(secretary, [people.li, people.wang], morning, how)
        counts.append([asked(one) for one in questions])
    assert counts[0] == counts[1]
    assert len(queries.own_votes([people.li.key, "receipt:1"], morning)) == 4


@pytest.mark.long
def test_the_last_second_loses_nobody_and_counts_nobody_twice(
    own_database: DistrictRow, morning: datetime
) -> None:
    """Six press twice at one moment while two close: who was told it is in is counted, once."""
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    people = [make.resident(f"r{number}", now=morning) for number in range(3)]
    vote = a_vote(guo, people, morning)

    def press(number: int) -> object:
        if number >= 6:
            return services.close_vote(actor=guo, vote_id=vote, now=morning)
        actor = people[number // 2]
        return services.cast(actor=actor, vote_id=vote, choices=said("yes", "no"), now=morning)

    answers = together(8, press)
    closed = [isinstance(one, Refused) for one in answers[6:]]
    assert sorted(closed) == [False, True]
    told_in = {number // 2 for number, one in enumerate(answers[:6]) if isinstance(one, bool)}
    new = [one for one in answers[:6] if one is True]
    assert len(new) == len(told_in), "each who is in is new once"
    services.count_vote(actor=guo, vote_id=vote, now=morning)
    for motion in (queries.result(vote) or {})["motions"]:
        assert motion["took_part"]["heads"] == len(told_in)
