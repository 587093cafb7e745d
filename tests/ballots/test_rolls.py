"""Rolls at the desk: what is shown of them, two of one name, corrected and posted anew, and who is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client

from tests import cast, make
from tests.ballots.test_papers import IN_WRITING, LATER, STAIRWELL, a_vote, imported, posted, typed
from tests.districts.conftest import log_in
from yuanba.ballots import queries, services, wordings
from yuanba.ballots.queries import rolls
from yuanba.ballots.services import NewVote, RollPerson, erasing
from yuanba.ballots.services.casting import NotPresent
from yuanba.ballots.services.opening import RollNotPosted, RollOnNotice
from yuanba.notices import queries as notices
from yuanba.notices import services as notice_services
from yuanba.packs import store
from yuanba.people.services.phones import enter_by_phone
from yuanba.rules.ballots.counting import Because
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor
from yuanba.rules.notices import terms
from yuanba.rules.time.calendar import day
from yuanba.web import entrance


@pytest.fixture
def guo(secretary: Actor) -> Actor:
    return secretary


@pytest.fixture
def gao(secretary: Actor, morning: datetime) -> Actor:
    return make.staff("gao", "grid_worker", unit="grid-1", area=cast.TONGTAIMEN, now=morning)


def test_the_desk_reads_units_areas_and_their_sum(
    guo: Actor, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll = imported(guo, morning)
    assert (queries.roll_total(roll).units, queries.roll_total(roll).area_cm2) == (6, 4_000_000)
    monkeypatch.setattr(rolls, "PAGE", 3)
    first = queries.voter_lines(roll)
    assert [(one.name, one.units, one.area_cm2) for one in first.rows] == [
        ("甲", ("1-101", "1-102"), 1_000_000),
        ("乙", ("1-201",), 1_000_000),
        ("丙", ("1-202",), 1_000_000),
    ]
    rest = queries.voter_lines(roll, after=first.after)
    assert ([(one.name, one.is_unsold) for one in rest.rows], rest.after) == ([("开发商", True)], 0)
    client = Client()
    log_in(client, "jiangjin", "guo")
    path = f"/d/jiangjin/desk/rolls/{roll}"
    shown = client.get(path).content.decode()
    assert "400.00" in shown
    assert "89.12" not in shown, "an owner's units are added up"
    assert f"?after={first.after}" in shown
    assert "开发商" in client.get(f"{path}?after={first.after}").content.decode()
    assert client.get(f"{path}?after=9x").status_code == 200


def test_a_share_of_areas_is_told_in_percent_too() -> None:
    numbers = (("part", 7_246_300), ("whole", 8_461_300), ("share", "72463/84613"), ("needed", "≥ 2/3"))
    said = wordings.because_sentence(Because("quorum.took_part.area.met", numbers))
    assert "846.13平方米中有724.63平方米，占72463/84613（约85.64%）；要求不少于2/3。达到要求。" in said
    heads = (("part", 3), ("whole", 3), ("share", "1"), ("needed", "> 1/2"))
    assert "占全部；要求超过1/2" in wordings.because_sentence(Because("majority.present.heads.met", heads))


def test_a_vote_is_not_offered_while_people_may_object(
    guo: Actor, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "_clock", lambda: morning)
    roll = imported(guo, morning)
    assert not services.may_open(queries.roll(roll), morning)
    services.post_roll(actor=guo, roll_id=roll, text="请查名册", now=morning)
    row = queries.roll(roll)
    assert row.notice_id
    assert not services.may_open(row, morning)
    assert services.may_open(row, morning + LATER)
    client = Client()
    log_in(client, "jiangjin", "guo")
    shown = client.get(f"/d/jiangjin/desk/rolls/{roll}").content.decode()
    assert "异议期" in shown
    assert f"/desk/rolls/{roll}/vote" not in shown
    public = client.get(f"/d/jiangjin/notices/{row.notice_id}").content.decode()
    assert "重新公示" in public, "a roll is no matter: nobody does it again, and nobody rates it"
    assert "评价人" not in public


def test_what_is_corrected_is_posted_anew(guo: Actor, morning: datetime) -> None:
    roll = posted(guo, morning)
    first = queries.roll(roll).notice_id
    assert first
    file = BytesIO("\n".join(STAIRWELL).replace("丙", "戊").encode())
    now = morning + LATER
    services.correct_roll(actor=guo, roll_id=roll, file=file, commit=True, reason="丙已卖房", now=now)
    assert not notices.notice(first).is_up
    with pytest.raises(RollNotPosted):
        a_vote(guo, now, roll)
    services.post_roll(actor=guo, roll_id=roll, text="更正后再公示", now=now)
    with pytest.raises(RollOnNotice):
        a_vote(guo, now + timedelta(days=1), roll)
    assert a_vote(guo, now + LATER, roll)


def test_a_pack_without_terms_for_notices_has_neutral_ones(
    guo: Actor, people: cast.Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = store.in_force(day(morning))
    bare = pack.model_copy(
        update={
            "classes": {code: one.model_copy(update={"notice": None}) for code, one in pack.classes.items()}
        }
    )
    assert terms.terms("", bare) is terms.NEUTRAL
    assert terms.grounds("", bare) == ()
    monkeypatch.setattr(store, "in_force", lambda on: bare)
    monkeypatch.setattr(store, "pack_of", lambda digest: bare)
    roll = posted(guo, morning)
    notice = queries.roll(roll).notice_id
    assert notice
    assert (notices.notice(notice).until_on - day(morning)).days == 7
    assert notice_services.object_to(actor=people.li, notice_id=notice, words="少了一户", now=morning)


def test_two_members_of_one_name_are_told_apart(guo: Actor, morning: datetime) -> None:
    about = {"actor": guo, "subject_kind": "council", "subject_key": "1", "now": morning}
    persons = [RollPerson(name=name, ref=f"seat:{n}") for n, name in enumerate(("王芳", "王芳", "李强"))]
    roll = services.draw_roll(
        **about,
        title="成员",
        area_path=cast.COMMUNITY_PATH,
        persons=persons,
    )
    assert [one.name for one in queries.voters(roll)] == ["王芳(1)", "王芳(2)", "李强"]
    assert queries.is_on(roll, "王芳")
    assert queries.is_on(roll, "李 强") is False
    assert set(queries.known_voters(roll)) == {"王芳(1)", "王芳(2)", "李强"}, "a bare name would be a guess"


def test_who_is_not_there_cannot_vote_where_the_rule_counts_who_is(
    guo: Actor, gao: Actor, people: cast.Cast, morning: datetime
) -> None:
    about = {"actor": guo, "subject_kind": "item", "subject_key": "1", "now": morning}
    persons = [
        RollPerson(name="甲", ref="1"),
        RollPerson(name="乙", ref="2", account_key=people.li.key),
        RollPerson(name="丙", ref="3"),
    ]
    roll = services.draw_roll(**about, title="成员", area_path=cast.COMMUNITY_PATH, persons=persons)
    how = NewVote(
        title="会上表决",
        standing=VoteStanding.CONSULTATION,
        ways=(BallotWay.PAPER, BallotWay.ONLINE),
    )
    vote = services.open_vote(
        **about, rule=VoteRule.RESIDENTS, roll=roll, motions=["修灯"], how=how, present=["1", "3"]
    )
    with pytest.raises(NotPresent):
        services.cast(actor=people.li, vote_id=vote, choices={1: BallotChoice.YES}, now=morning)
    client = Client()
    log_in(client, "jiangjin", "li")
    assert "没有在会上签到" in client.get(f"/d/jiangjin/votes/{vote}").content.decode()
    outcome = typed(guo, vote, morning, "甲 1\n乙 1")
    assert [(one.line, type(one.refusal)) for one in outcome.faults] == [(2, NotPresent)]
    typed(guo, vote, morning, "甲 1")
    assert typed(gao, vote, morning, "甲 1").is_agreed
    services.close_and_count(actor=guo, vote_id=vote, now=morning)
    assert (queries.result(vote) or {})["took_part"]["heads"] == 1


def test_an_estate_is_chosen_for_its_owners(guo: Actor, morning: datetime) -> None:
    estate = next(one for one in queries.estates_for(guo, morning))
    client = Client()
    log_in(client, "jiangjin", "guo")
    file = BytesIO("\n".join(STAIRWELL).encode())
    file.name = "roll.csv"
    said = {"title": "业主名册", "kind": "owners", "area_code": cast.TONGTAIMEN, "estate": estate.code}
    answer = client.post("/d/jiangjin/desk/rolls/import", {**said, "file": file, "step": "look"})
    assert answer.status_code == 200
    folded = answer.context["folded"]
    assert (
        client.post("/d/jiangjin/desk/rolls/import", {**said, "folded": folded, "step": "commit"}).status_code
        == 302
    )
    (roll,) = queries.rolls_for(guo, morning)
    assert (roll.estate, roll.area_path) == (estate.code, estate.area_path)


def test_who_came_from_a_file_is_erased_by_the_number_of_their_account(
    guo: Actor, gao: Actor, morning: datetime
) -> None:
    roll = posted(guo, morning)
    now = morning + LATER
    vote = a_vote(guo, now, roll, replace(IN_WRITING, proxy_cap=None))
    key = enter_by_phone(number="13800000001", now=now)
    mine = queries.own_voter(roll, key)
    assert mine
    assert queries.name_of(mine.id) == "甲"
    assert erasing.erase_voters(keys=[key]) == 0, "a running vote needs its roll"
    typed(guo, vote, now, "甲 1")
    typed(gao, vote, now, "甲 1")
    services.close_and_count(actor=guo, vote_id=vote, now=now)
    assert erasing.erase_voters(keys=[key]) == 1
    assert [one.name for one in queries.voters(roll)] == ["", "乙", "丙", "开发商"]
    assert queries.own_voter(roll, key) is None
    assert not queries.is_on(roll, "甲")
