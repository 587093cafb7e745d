"""Owners vote in writing, without a meeting: roll from a file, paper typed in by two, proxies, count.

roll.import, roll.correct, roll.post, vote.enter, vote.list_proxy, vote.revoke_proxy, vote.count_box.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from tests import cast, make
from tests.conftest import once_for_a_file
from yuanba.ballots import queries, services
from yuanba.ballots.models import SealedChoice, SheetEntry
from yuanba.ballots.queries.tables import VoteHeap
from yuanba.ballots.services import NewVote
from yuanba.ballots.services.casting import VotedAlready
from yuanba.ballots.services.counting import BoxesOpen, SheetsOpen, TooManyHands, VoteClosed, WayNotOpen
from yuanba.ballots.services.importing import (
    NameLikeAnother,
    NoArea,
    NoRollReason,
    PersonTwice,
    PhoneOfAnother,
    RollFrozen,
    RollUnitTwice,
)
from yuanba.ballots.services.opening import RollNotPosted, RollOnNotice
from yuanba.ballots.services.papers import (
    EmptySheet,
    NotListed,
    OverCap,
    OwnProxy,
    ProxyGone,
    ProxyListed,
    SheetAgreed,
)
from yuanba.ballots.services.posting import RollPosted
from yuanba.ballots.tables import VOTES
from yuanba.config import command
from yuanba.journal import queries as journal
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.sheets import ForeignBallot, TwiceOnSheet, UnreadLine
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor
from yuanba.web.tables import TableReader
from yuanba.web.tables.asked import read_text

#: A stairwell of six units: 甲 has two of them, the developer two that are unsold.
STAIRWELL = (
    "房号,业主,面积,未售,手机",
    "1-101,甲,89.12,,13800000001",
    "1-102,甲,10.88,,",
    "1-201,乙,100,,13800000002",
    "1-202,丙,100,,",
    "1-301,开发商,50,是,",
    "1-302,开发商,50,是,",
)
LATER = timedelta(days=30)
IN_WRITING = NewVote(
    title="1单元加装电梯",
    standing=VoteStanding.STATUTORY,
    ways=(BallotWay.PAPER, BallotWay.PROXY),
    stations=("门卫室", "社区"),
    proxy_cap=1,
)


def imported(actor: Actor, now: datetime, *lines: str, kind: RollKind = RollKind.OWNERS) -> int:
    taken, made = services.import_roll(
        actor=actor,
        kind=kind,
        title="1单元业主名册",
        area_path=cast.COMMUNITY_PATH,
        file=make.csv(*(lines or STAIRWELL)),
        commit=True,
        now=now,
    )
    assert made, [fault.refusal for row in taken.refused for fault in row.faults]
    return made


@pytest.fixture(scope="module")
def _scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Actor, Actor]]:
    now = datetime.fromisoformat("2026-03-02T09:00+08:00")
    with once_for_a_file(django_db_blocker):
        cast.assemble(now=now)
        yield (
            make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=now),
            make.staff("gao", "grid_worker", unit="grid-1", area=cast.TONGTAIMEN, now=now),
        )


@pytest.fixture
def guo(_scene: tuple[Actor, Actor], jiangjin: object) -> Actor:
    return _scene[0]


@pytest.fixture
def gao(_scene: tuple[Actor, Actor], jiangjin: object) -> Actor:
    return _scene[1]


def posted(guo: Actor, now: datetime, *lines: str, kind: RollKind = RollKind.OWNERS) -> int:
    roll = imported(guo, now, *lines, kind=kind)
    services.post_roll(actor=guo, roll_id=roll, text="请查名册", now=now)
    return roll


def a_vote(guo: Actor, now: datetime, roll: int, how: NewVote = IN_WRITING, **more: object) -> int:
    said = {"rule": VoteRule.OWNERS_SPECIAL, "motions": ["加装电梯"], **more}
    return services.open_vote(
        actor=guo, subject_kind="roll", subject_key=str(roll), roll=roll, how=how, now=now, **said
    )


def typed(actor: Actor, vote: int, now: datetime, text: str, sheet: int = 1) -> services.SheetOutcome:
    return services.enter(actor=actor, vote_id=vote, station=1, sheet=sheet, text=text, now=now)


def test_owners_vote_in_writing_and_an_export_counts_again(
    guo: Actor, gao: Actor, morning: datetime, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = posted(guo, morning)
    with pytest.raises(RollOnNotice):
        a_vote(guo, morning, roll)
    now = morning + LATER
    vote = a_vote(guo, now, roll)
    services.list_proxy(actor=gao, vote_id=vote, voter="1-201", name="丁", now=now)
    assert not typed(guo, vote, now, "１－１０１ 同意\n1-301 弃权").is_agreed
    with pytest.raises(SheetsOpen):
        services.close_vote(actor=guo, vote_id=vote, now=now)
    again = typed(gao, vote, now, "甲 1\n1-301 不同意\n1-202 1")
    assert [(one.voter, one.mine, one.other) for one in again.differences] == [
        ("丙", "yes", ""),
        ("开发商", "no", "abstain"),
    ]
    assert queries.turnout(vote).heads == 0, "what two people do not agree on is not in"
    assert typed(gao, vote, now, "1-302 弃权\n甲 同意").is_agreed
    with pytest.raises(SheetAgreed):
        typed(gao, vote, now, "1-202 1")
    typed(guo, vote, now, "1-201 同意 代", sheet=2)
    assert typed(gao, vote, now, "乙 1 代", sheet=2).is_agreed
    assert queries.turnout(vote).by_station == {"门卫室": 3}
    services.close_vote(actor=guo, vote_id=vote, now=now)
    services.count_vote(actor=guo, vote_id=vote, now=now)

    result = queries.result(vote) or {}
    (motion,) = result["motions"]
    # 3 of 4 owners with 300 of 400 m² took part; 2 of the 3 with 200 of 300 m² said yes: less than 3/4
    assert motion["quorum"] == {"needed": "≥ 2/3", "heads": "3/4", "area": "3/4", "met": True}
    assert (motion["heads"], motion["area"], motion["passed"]) == ("2/3", "2/3", False)
    assert motion["ways"]["proxy"] == {"heads": 1, "area_cm2": 1_000_000}
    assert not SheetEntry.objects.filter(sheet__station__vote=vote).exists()
    with pytest.raises(VoteClosed):
        typed(gao, vote, now, "1-202 1", sheet=3)

    file = tmp_path / "vote.json"  # type: ignore[operator]
    whole = services.export_vote(actor=guo, vote_id=vote, now=now)
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    assert not {"甲", "丁", "1-101"} & set(file.read_text(encoding="utf-8").replace('"', " ").split())
    assert command.main(["ballot", "recount", str(file), "--json"]) == 0
    whole["ballots"][0]["choice"] = "no"
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert command.main(["ballot", "recount", str(file), "--json"]) == 1
    capsys.readouterr()


def test_lines_that_cannot_be_taken_are_named_and_nothing_is_written(
    guo: Actor, gao: Actor, morning: datetime
) -> None:
    vote = a_vote(guo, morning + LATER, posted(guo, morning))
    now = morning + LATER
    typed(guo, vote, now, "1-202 1")
    assert typed(gao, vote, now, "1-202 1").is_agreed
    outcome = typed(guo, vote, now, "1-202 2\n甲 1\n1-102 1\n9-901 1\n乙 1 代\n开发商 也许\n\n1-301", sheet=2)
    assert [(one.line, type(one.refusal)) for one in outcome.faults] == [
        (1, VotedAlready),
        (3, TwiceOnSheet),
        (4, ForeignBallot),
        (5, NotListed),
        (6, UnreadLine),
        (8, UnreadLine),
    ]
    assert [one.number for one in queries.sheet_states(vote)] == [1]
    with pytest.raises(EmptySheet):
        typed(guo, vote, now, " \n", sheet=2)
    with pytest.raises(WayNotOpen):
        services.count_box(actor=guo, vote_id=vote, motion=1, yes=1, no=0, abstain=0, spoiled=0, now=now)


def test_proxies_are_listed_once_capped_and_revocable(guo: Actor, gao: Actor, morning: datetime) -> None:
    now = morning + LATER
    vote = a_vote(guo, now, posted(guo, morning))

    def listed(voter: str, name: str) -> None:
        services.list_proxy(actor=gao, vote_id=vote, voter=voter, name=name, now=now)

    listed("乙", "丁")
    for refusal, voter, name in (
        (ProxyListed, "1-201", "戊"),
        (OverCap, "丙", "丁\u3000"),
        (OwnProxy, "1-202", "丙"),
        (ForeignBallot, "9-901", "戊"),
    ):
        with pytest.raises(refusal):
            listed(voter, name)
    (one,) = queries.proxies(vote)
    assert (one.voter, one.name, one.is_used) == ("乙", "丁", False)
    services.revoke_proxy(actor=gao, vote_id=vote, proxy=one.id, now=now)
    with pytest.raises(ProxyGone):
        services.revoke_proxy(actor=gao, vote_id=vote, proxy=one.id, now=now)
    listed("丙", "丁")


def listed(actor: Actor, now: datetime, heap: VoteHeap) -> list[int]:
    """The votes in one heap of the work table of the desk."""
    found = VOTES.rows(TableReader(actor=actor, now=now), read_text(VOTES, f"which={heap}"), 9)
    return [line.id for line in found.rows]


def test_a_secret_box_is_counted_by_two(guo: Actor, gao: Actor, morning: datetime) -> None:
    now = morning + LATER
    roll = posted(guo, morning, "姓名", *(f"居民{n}" for n in range(5)), kind=RollKind.PERSONS)
    how = NewVote(title="选小区名", standing=VoteStanding.STATUTORY, ways=(BallotWay.PAPER,), is_secret=True)
    vote = a_vote(guo, now, roll, how, rule=VoteRule.SIMPLE)

    def box(actor: Actor, yes: int, no: int) -> bool:
        return services.count_box(
            actor=actor, vote_id=vote, motion=1, yes=yes, no=no, abstain=0, spoiled=1, now=now
        )

    assert not box(guo, 3, 1)
    assert not box(guo, 3, 1), "twice the same person is one"
    assert vote not in listed(guo, morning, VoteHeap.DISPUTED), "one count differs from nothing"
    assert not box(gao, 2, 2)
    assert listed(guo, morning, VoteHeap.RUNNING) == listed(guo, morning, VoteHeap.DISPUTED) == [vote]
    with pytest.raises(BoxesOpen):
        services.close_vote(actor=guo, vote_id=vote, now=now)
    with pytest.raises(TooManyHands):
        box(gao, 3, 2)
    with pytest.raises(WayNotOpen):
        typed(gao, vote, now, "居民1 1")
    assert box(gao, 3, 1)
    assert listed(guo, morning, VoteHeap.DISPUTED) == []
    services.close_vote(actor=guo, vote_id=vote, now=now)
    assert listed(guo, morning, VoteHeap.TO_COUNT) == [vote]
    services.count_vote(actor=guo, vote_id=vote, now=now)
    assert [listed(guo, morning, heap) for heap in VoteHeap] == [[], [], [], [vote]]
    assert listed(make.staff("far", "clerk", area=cast.DEGAN, now=morning), morning, VoteHeap.COUNTED) == []
    (motion,) = (queries.result(vote) or {})["motions"]
    assert (motion["yes"]["heads"], motion["spoiled"]["heads"], motion["passed"]) == (3, 1, True)


def test_a_roll_s_faults_are_named_by_row_and_column(guo: Actor, morning: datetime) -> None:
    def faults(kind: RollKind, *lines: str) -> list[tuple[int, str, type]]:
        taken, made = services.import_roll(
            actor=guo,
            kind=kind,
            title="x",
            area_path=cast.COMMUNITY_PATH,
            file=make.csv(*lines),
            commit=True,
            now=morning,
        )
        assert made is None
        return [(one.row, one.column, type(one.refusal)) for row in taken.refused for one in row.faults]

    assert faults(
        RollKind.OWNERS,
        STAIRWELL[0],
        "1-101,甲,0,,",
        "1-102,甲,1.00001,,",
        "1-103,ＡＢ,50,,",
        "１－１０３,乙,50,,",
        "1-104,AB,50,,",
        "1-105,丙,50,,13800000001",
        "1-106,丁,50,,13800000001",
    ) == [
        (2, "area", NoArea),
        (3, "area", NoArea),
        (5, "unit", RollUnitTwice),
        (6, "owner", NameLikeAnother),
        (8, "phone", PhoneOfAnother),
    ]
    assert faults(RollKind.PERSONS, "姓名", "王芳", "王芳") == [(3, "name", PersonTwice)]


def test_a_roll_is_corrected_until_it_is_frozen(guo: Actor, morning: datetime) -> None:
    roll = imported(guo, morning)
    with pytest.raises(RollNotPosted):
        a_vote(guo, morning, roll)

    def correct(reason: str = "丙已把房屋卖给戊") -> None:
        file = BytesIO("\n".join(STAIRWELL).replace("丙", "戊").encode())
        services.correct_roll(actor=guo, roll_id=roll, file=file, commit=True, reason=reason, now=morning)

    with pytest.raises(NoRollReason):
        correct(" ")
    correct()
    assert [one.name for one in queries.voters(roll)] == ["甲", "乙", "戊", "开发商"]
    services.post_roll(actor=guo, roll_id=roll, text="请查名册", now=morning)
    with pytest.raises(RollPosted):
        services.post_roll(actor=guo, roll_id=roll, text="请查名册", now=morning)
    a_vote(guo, morning + LATER, roll)
    with pytest.raises(RollFrozen):
        correct()
    verbs = [entry.verb for entry in journal.story("roll", str(roll))]
    assert verbs == ["roll.import", "roll.correct", "roll.post"]


def test_the_database_keeps_ballots(guo: Actor, gao: Actor, morning: datetime) -> None:
    now = morning + LATER
    vote = a_vote(guo, now, posted(guo, morning))
    typed(guo, vote, now, "甲 1")
    typed(gao, vote, now, "甲 1")
    for statement in (
        "update ballots_castballot set way = 'online'",
        "delete from ballots_castballot",
        "insert into ballots_castballot (motion_id, voter_id, way, sheet_id, choice_digest, at)"
        " select motion_id, (select max(id) from ballots_voter where roll_id <> (select max(roll_id) from"
        " ballots_heldvote)) + 0, way, sheet_id, choice_digest, at from ballots_castballot limit 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert b"yes" not in bytes(SealedChoice.objects.get().sealed)
    services.close_vote(actor=guo, vote_id=vote, now=now)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into ballots_castballot (motion_id, voter_id, way, sheet_id, choice_digest, at)"
            " select motion_id, (select max(id) from ballots_voter where roll_id = p.roll_id),"
            " way, sheet_id, choice_digest, at"
            " from ballots_castballot b join ballots_voter p on p.id = voter_id"
        )
