"""roll.draw, vote.open, vote.count_hands, vote.close, vote.count, vote.export: hands without names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import translation

from tests import cast
from tests.districts.conftest import log_in
from yuanba.ballots import queries, services, wordings
from yuanba.ballots.models import HeldVote, Voter
from yuanba.ballots.services import NewVote, OwnedPart, RollPerson
from yuanba.ballots.services import counting as counting_service
from yuanba.ballots.services.counting import (
    AlreadyCounted,
    NotCounted,
    NothingCounted,
    TooManyHands,
    VoteClosed,
    VoteStillOpen,
    WayNotOpen,
)
from yuanba.ballots.services.opening import NotOnRoll, VoteAlreadyOpen, VoteEndsTooEarly
from yuanba.ballots.services.rolls import NobodyOnRoll, TwiceOnRoll
from yuanba.journal import queries as journal
from yuanba.rules.ballots import opening
from yuanba.rules.ballots.presets import OwnShares, Threshold, VoteRule, at_least, more_than
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor

SEATS = [RollPerson(name=f"代表{number}", ref=f"seat:{number}") for number in range(1, 10)]
HANDS = NewVote(title="评议会第一次会议", standing=VoteStanding.STATUTORY, ways=(BallotWay.HANDS,))


def a_roll(actor: Actor, now: datetime, persons: list[RollPerson] = SEATS) -> int:
    return services.draw_roll(
        actor=actor,
        subject_kind="council",
        subject_key="1",
        title="社区评议会成员",
        area_path=cast.COMMUNITY_PATH,
        persons=persons,
        now=now,
    )


def a_vote(actor: Actor, now: datetime, **changed: Any) -> int:
    usual: dict[str, Any] = {
        "rule": VoteRule.RESIDENTS_REPRESENTATIVES,
        "motions": ["修一盏路灯", "装一部电梯"],
        "present": [f"seat:{number}" for number in range(1, 7)],
        "how": HANDS,
    }
    said = {**usual, **changed}
    said.setdefault("roll", a_roll(actor, now))
    return services.open_vote(actor=actor, **{"subject_kind": "item", "subject_key": "1", **said}, now=now)


def hands(actor: Actor, vote: int, now: datetime, motion: int, yes: int, no: int, abstain: int = 0) -> None:
    services.count_hands(actor=actor, vote_id=vote, motion=motion, yes=yes, no=no, abstain=abstain, now=now)


def test_hands_are_counted_and_an_export_counts_again_without_a_database(
    secretary: Actor, morning: datetime, tmp_path: Path
) -> None:
    vote = a_vote(secretary, morning)
    hands(secretary, vote, morning, 1, 5, 1)
    hands(secretary, vote, morning, 1, 4, 1, 1)
    hands(secretary, vote, morning, 2, 3, 3)
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    services.count_vote(actor=secretary, vote_id=vote, now=morning)

    stored = queries.result(vote)
    assert stored
    assert stored["quorum"] == {"needed": "≥ 2/3", "heads": "2/3", "area": None, "met": True}
    light, lift = stored["motions"]
    assert (light["yes"]["heads"], light["heads"], light["passed"]) == (4, "2/3", True)
    assert (lift["heads"], lift["needed"], lift["passed"]) == ("1/2", "> 1/2", False)
    assert light["stations"] == {"会场": {"heads": 6, "area_cm2": None}}
    assert wordings.spoken(stored)["motions"][1]["because"][2] == (
        "同意：到会的6人中有3人，占1/2；要求超过1/2。没有达到要求。"
    )
    with translation.override("en"):
        assert (
            "persons present, 1/2; needed: more than 1/2. Not enough."
            in (wordings.spoken(stored)["motions"][1]["because"][2])
        )
    verbs = [entry.verb for entry in journal.story("vote", str(vote))]
    assert verbs == ["vote.open", *["vote.count_hands"] * 3, "vote.close", "vote.count"]
    (entry,) = (one for one in journal.story("vote", str(vote)) if one.verb == "vote.count")
    assert entry.outcome["digest"] == stored["digest"]

    file = tmp_path / "vote.json"
    whole = services.export_vote(actor=secretary, vote_id=vote, now=morning)
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    assert "代表" not in file.read_text(encoding="utf-8")
    assert recounted(file) == (0, True)
    whole["totals"][0] |= {"yes": 5, "abstain": 0}
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert recounted(file) == (1, False)


def test_a_district_s_own_shares_are_kept_counted_and_exported(
    secretary: Actor, morning: datetime, tmp_path: Path
) -> None:
    """Four of six are more than the law asks for, and less than the three quarters of this district."""
    own = OwnShares(quorum=at_least(2, 3), majority=at_least(3, 4))
    vote = a_vote(secretary, morning, motions=["修一盏路灯"], how=replace(HANDS, own=own))
    hands(secretary, vote, morning, 1, 4, 2)
    services.close_and_count(actor=secretary, vote_id=vote, now=morning)
    stored = queries.result(vote) or {}
    (light,) = stored["motions"]
    assert (light["heads"], light["needed"], light["passed"]) == ("2/3", "≥ 3/4", False)
    said = wordings.spoken(stored)["motions"][0]["because"]
    assert "本地更严：同意的要不少于3/4（规则本身要求超过1/2）。" in said
    whole = services.export_vote(actor=secretary, vote_id=vote, now=morning)
    assert (whole["quorum"], whole["majority"]) == (">= 2/3", ">= 3/4")
    file = tmp_path / "vote.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert recounted(file) == (0, True)
    file.write_text(json.dumps({**whole, "majority": ">= 2/3"}), encoding="utf-8")
    assert recounted(file) == (1, False), "a laxer share is another count"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update ballots_heldvote set own_majority = ''")


@pytest.mark.parametrize("share", [at_least(1, 2), more_than(1, 1)])
def test_no_vote_opens_with_a_share_that_its_rule_does_not_bear(
    secretary: Actor, morning: datetime, share: Threshold
) -> None:
    with pytest.raises(opening.OwnShareRefused):
        a_vote(secretary, morning, how=replace(HANDS, own=OwnShares(majority=share)))


def test_a_vote_is_closed_and_counted_or_neither(secretary: Actor, morning: datetime) -> None:
    vote = a_vote(secretary, morning)
    hands(secretary, vote, morning, 1, 4, 2)
    with pytest.raises(NothingCounted):
        services.close_and_count(actor=secretary, vote_id=vote, now=morning)
    hands(secretary, vote, morning, 2, 4, 2)
    with patch.object(counting_service, "count_vote", side_effect=RuntimeError), pytest.raises(RuntimeError):
        services.close_and_count(actor=secretary, vote_id=vote, now=morning)
    assert queries.vote(vote).is_open, "what could not be counted is not closed"
    services.close_and_count(actor=secretary, vote_id=vote, now=morning)
    assert queries.vote(vote).counted_at == morning


def recounted(file: Path) -> tuple[int, bool]:
    """What a process says that reaches no database."""
    done = subprocess.run(
        [sys.executable, "-m", "yuanba.config.command", "ballot", "recount", str(file), "--json"],
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout.splitlines()[-1])["same"]


def test_a_consultation_passes_nothing(secretary: Actor, morning: datetime) -> None:
    how = NewVote(title="征求意见", standing=VoteStanding.CONSULTATION, ways=(BallotWay.HANDS,))
    vote = a_vote(secretary, morning, rule=VoteRule.SIMPLE, present=[], motions=["花坛改车位"], how=how)
    hands(secretary, vote, morning, 1, 9, 0)
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    services.count_vote(actor=secretary, vote_id=vote, now=morning)
    client = Client()
    shown = client.get(f"/d/jiangjin/votes/{vote}").content.decode()
    assert "意见征集" in shown
    assert "通过" not in shown
    (motion,) = (queries.result(vote) or {})["motions"]
    assert (motion["passed"], motion["because"], motion["heads"]) == (None, [], "1")


def test_what_is_refused(secretary: Actor, people: Any, morning: datetime) -> None:
    roll = a_roll(secretary, morning)

    def refuses(refusal: type[Exception], **changed: Any) -> None:
        with pytest.raises(refusal):
            a_vote(secretary, morning, roll=roll, **changed)

    def how(**parts: Any) -> NewVote:
        usual = {"title": "x", "standing": VoteStanding.STATUTORY, "ways": (BallotWay.PAPER,)}
        return NewVote(**{**usual, **parts})

    refuses(opening.WrongRoll, rule=VoteRule.OWNERS_GENERAL)
    refuses(opening.NoMotion, motions=[])
    refuses(opening.NoWay, how=how(ways=()))
    refuses(opening.SecretOnPaper, how=how(is_secret=True, ways=(BallotWay.HANDS,)))
    refuses(opening.OnlineDecides, how=how(ways=(BallotWay.ONLINE,)))
    refuses(opening.NoGround, how=how(standing=VoteStanding.ELECTRONIC))
    refuses(opening.NoProxies, how=how(ways=(BallotWay.PROXY,)))
    refuses(opening.NobodyPresent, present=[])
    refuses(NotOnRoll, present=["seat:77"])
    refuses(VoteEndsTooEarly, how=how(closes_at=morning))
    with pytest.raises(NotAllowed):
        a_vote(people.zhou, morning, roll=roll)
    with pytest.raises(NobodyOnRoll):
        a_roll(secretary, morning, [])
    with pytest.raises(TwiceOnRoll):
        a_roll(secretary, morning, [RollPerson(name="王芳"), RollPerson(name="王芳\u3000")])
    owners = a_roll(secretary, morning, [RollPerson(name="甲", units=(OwnedPart(unit="1-101", area_cm2=1),))])
    with pytest.raises(opening.OwnersByName):
        a_vote(secretary, morning, roll=owners, rule=VoteRule.OWNERS_SPECIAL, present=[])


def test_what_is_refused_of_an_open_vote(secretary: Actor, morning: datetime) -> None:
    roll = a_roll(secretary, morning)
    vote = a_vote(secretary, morning, roll=roll)
    with pytest.raises(VoteAlreadyOpen):
        a_vote(secretary, morning, roll=roll)
    with pytest.raises(TooManyHands):
        hands(secretary, vote, morning, 1, 5, 1, 1)
    with pytest.raises(NothingCounted):
        services.close_vote(actor=secretary, vote_id=vote, now=morning)
    with pytest.raises(VoteStillOpen):
        services.count_vote(actor=secretary, vote_id=vote, now=morning)
    with pytest.raises(NotCounted):
        services.export_vote(actor=secretary, vote_id=vote, now=morning)
    with pytest.raises(queries.VoteNotFound):
        hands(secretary, vote, morning, 3, 1, 1)
    hands(secretary, vote, morning, 1, 6, 0)
    hands(secretary, vote, morning, 2, 0, 0)
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    services.count_vote(actor=secretary, vote_id=vote, now=morning)
    for refusal, again in (
        (VoteClosed, services.close_vote),
        (AlreadyCounted, services.count_vote),
    ):
        with pytest.raises(refusal):
            again(actor=secretary, vote_id=vote, now=morning)
    with pytest.raises(VoteClosed):
        hands(secretary, vote, morning, 1, 1, 1)
    on_paper = NewVote(title="x", standing=VoteStanding.STATUTORY, ways=(BallotWay.PAPER,))
    paper = a_vote(secretary, morning, roll=roll, how=on_paper)
    with pytest.raises(WayNotOpen):
        hands(secretary, paper, morning, 1, 1, 1)


def test_the_database_keeps_what_was_opened_and_counted(secretary: Actor, morning: datetime) -> None:
    vote = a_vote(secretary, morning)
    roll = queries.vote(vote).roll_id
    hands(secretary, vote, morning, 1, 6, 0)
    changes = [
        f"update ballots_heldvote set standing = 'consultation' where id = {vote}",
        f"delete from ballots_heldvote where id = {vote}",
        f"update ballots_voter set ref = 'x' where roll_id = {roll}",
        f"delete from ballots_voter where roll_id = {roll}",
        f"update ballots_roll set title = 'x' where id = {roll}",
        "update ballots_votemotion set title = 'x'",
        "delete from ballots_presence",
        "update ballots_votetotal set yes = 5",
    ]
    for statement in changes:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    hands(secretary, vote, morning, 2, 6, 0)
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    services.count_vote(actor=secretary, vote_id=vote, now=morning)
    for statement in (
        f"update ballots_heldvote set result = '{{}}' where id = {vote}",
        f"update ballots_heldvote set closed_at = null where id = {vote}",
        "insert into ballots_votetotal (motion_id, station_id, way, yes, no, abstain, spoiled, at, by)"
        " select motion_id, station_id, way, 1, 0, 0, 0, at, by from ballots_votetotal",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert HeldVote.objects.filter(pk=vote, closed_at=morning).exists()
    assert Voter.objects.filter(roll=roll).count() == len(SEATS)


def test_the_desk_counts_closes_and_exports(secretary: Actor, morning: datetime) -> None:
    now = morning + timedelta(hours=1)
    vote = a_vote(secretary, now)
    client = Client()
    log_in(client, "jiangjin", "guo")
    desk = f"/d/jiangjin/desk/votes/{vote}"
    shown = client.get(desk).content.decode()
    assert "法定表决" in shown
    too_many = {"motion": "1", "station": "1", "yes": "7", "no": "0", "abstain": "0"}
    answer = client.post(f"{desk}/count_hands", too_many)
    assert answer.status_code == 409
    assert "最多6人" in answer.content.decode()
    assert client.post(f"{desk}/count_hands", {**too_many, "yes": ""}).status_code == 422
    assert client.post(f"{desk}/close").status_code == 409
    for motion in "12":
        said = {"motion": motion, "station": "1", "yes": "6", "no": "0", "abstain": "0"}
        assert client.post(f"{desk}/count_hands", said).status_code == 302
    assert client.post(f"{desk}/close").status_code == 302
    shown = client.get(desk).content.decode()
    assert "《城市居民委员会组织法》" in shown
    assert client.get(f"/d/jiangjin/votes/{vote}.pdf").content.startswith(b"%PDF")
    assert client.get(f"{desk}.pdf").status_code == 404, "no ballot of a vote that is closed"
    whole = client.post(f"{desk}/export").json()
    assert (whole["format"], whole["result"]["motions"][0]["passed"]) == ("yuanba-ballot/2", True)
    assert "评议会第一次会议" in client.get("/d/jiangjin/votes").content.decode()
    assert "评议会第一次会议" in client.get("/d/jiangjin/desk/votes?which=counted").content.decode()


def test_one_asks_for_a_name_and_sees_no_other(secretary: Actor, morning: datetime) -> None:
    path = f"/d/jiangjin/rolls/{a_roll(secretary, morning)}"
    client = Client()
    assert "代表" not in client.get(path).content.decode()
    assert "在名册上" in client.post(path, {"name": "代表３"}).content.decode()
    assert "不在名册上" in client.post(path, {"name": "代表33"}).content.decode()
    assert client.post(path, {"name": ""}).status_code == 422
    answers = {client.post(path, {"name": "x"}).status_code for _ in range(20)}
    assert answers == {200, 429}
