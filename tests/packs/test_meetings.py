"""Kinds of meeting in a pack: what makes one unsound, by which rule it decides, and when it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from tests.rules.packs import text
from tests.rules.test_pack import PACK, changed
from yuanba.packs import load
from yuanba.rules.ballots.presets import PRESETS, VoteRule, at_least, more_than
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.deliberation import councils
from yuanba.rules.deliberation.councils import DuePeriod, NoSuchTitle, SeatRole, UnknownKind, WrongPlace
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.meetings import Cadence, Meeting, ProcedureAct
from yuanba.rules.soundness import faults


def meeting(**more: Any) -> Meeting:
    told: dict[str, Any] = {
        "title": text("评议会"),
        "convener": next(code for code, one in PACK.bodies.items() if one.level is Level.COMMUNITY),
        "level": Level.COMMUNITY,
        "classes": tuple(PACK.classes)[:1],
        "members": (text("居民代表"), text("网格长")),
        "meets": text("每月一次"),
        "cadence": Cadence.MONTHLY,
        "rule": VoteRule.SIMPLE,
        "days_before": 3,
        "assumed": "测试",
    }
    return Meeting(**{**told, **more})


def test_a_cadence_needs_the_calendar_of_its_year() -> None:
    sound = changed(meetings={"talk": meeting()})
    assert faults(sound) == []
    bare = changed(meetings={"talk": meeting()}, calendars={})
    assert ("meetings.talk.cadence", "cadence_uncharted") in {(one.place, one.code) for one in faults(bare)}
    as_needed = changed(meetings={"talk": meeting(cadence=Cadence.AS_NEEDED)}, calendars={})
    assert "cadence_uncharted" not in {one.code for one in faults(as_needed)}


def test_nobody_convenes_a_meeting_without_a_convener() -> None:
    nobody = changed(meetings={"talk": meeting(convener="")})
    assert [(one.place, one.code) for one in faults(nobody)] == [("meetings.talk.convener", "no_body")]


@pytest.mark.parametrize(
    ("own", "is_laxer"),
    [("> 1/2", False), (">= 1/2", True), (">= 2/3", False), ("> 1/3", True), (">= 501/1000", False)],
)
def test_a_local_majority_may_be_stricter_and_never_laxer(own: str, is_laxer: bool) -> None:
    """A share that is included is laxer than the same one exceeded."""
    found = faults(changed(meetings={"talk": meeting(majority=own)}))
    assert [one.code for one in found] == (["laxer_than_rule"] if is_laxer else [])
    if is_laxer:
        with pytest.raises(ValueError, match="is less than"):
            PRESETS[VoteRule.SIMPLE].tightened(quorum=None, majority=meeting(majority=own).own.majority)


def test_an_electronic_vote_names_a_rule_of_the_place_that_is_in_force() -> None:
    """Without one what is online decides nothing."""
    online = (BallotWay.HANDS, BallotWay.ONLINE)
    rule = {"electronic_rule": text("《明湖区线上议事办法》"), "electronic_since": date(2024, 7, 1)}
    bare, named = meeting(voting_ways=online), meeting(voting_ways=online, **rule)
    assert (bare.standing(online), bare.electronic_ground) == (VoteStanding.CONSULTATION, "")
    assert named.standing(online) is VoteStanding.ELECTRONIC
    assert named.standing([BallotWay.HANDS]) is VoteStanding.STATUTORY
    assert named.electronic_ground == "《明湖区线上议事办法》（2024年7月1日起施行）"
    assert faults(changed(meetings={"talk": named})) == []
    for code, more in (
        ("electronic_undated", {**rule, "electronic_since": None}),
        ("electronic_undated", {**rule, "electronic_rule": None}),
        ("electronic_not_yet", {**rule, "electronic_since": date(2099, 1, 1)}),
        ("electronic_offline", {**rule, "voting_ways": (BallotWay.PAPER,)}),
        ("electronic_of_owners", {**rule, "rule": VoteRule.OWNERS_GENERAL, "days_before": 15}),
    ):
        found = faults(changed(meetings={"talk": meeting(**{"voting_ways": online, **more})}))
        assert [one.code for one in found] == [code]


def test_the_rule_of_a_meeting_is_that_of_the_table_made_stricter() -> None:
    rule = meeting(rule=VoteRule.RESIDENTS, quorum=">= 2/3").preset
    assert (rule.quorum, rule.majority) == (at_least(2, 3), more_than(1, 2))
    assert rule.articles == PRESETS[VoteRule.RESIDENTS].articles


@pytest.mark.parametrize(
    ("cadence", "on_day", "on", "due"),
    [
        (Cadence.MONTHLY, 20, date(2026, 6, 20), DuePeriod(key="2026-06", due_on=date(2026, 6, 20))),
        (Cadence.MONTHLY, 20, date(2026, 6, 21), DuePeriod(key="2026-07", due_on=date(2026, 7, 20))),
        # the 28th of February is the last day of its month, a Saturday, and made a working day before a feast
        (Cadence.MONTHLY, 0, date(2026, 2, 3), DuePeriod(key="2026-02", due_on=date(2026, 2, 28))),
        (Cadence.MONTHLY, 0, date(2026, 1, 30), DuePeriod(key="2026-01", due_on=date(2026, 1, 30))),
        (Cadence.MONTHLY, 0, date(2026, 1, 31), DuePeriod(key="2026-02", due_on=date(2026, 2, 28))),
        (Cadence.QUARTERLY, 0, date(2026, 12, 31), DuePeriod(key="2026-Q4", due_on=date(2026, 12, 31))),
        (Cadence.QUARTERLY, 0, date(2026, 5, 9), DuePeriod(key="2026-Q2", due_on=date(2026, 6, 30))),
        (Cadence.WEEKLY, 0, date(2026, 10, 1), DuePeriod(key="2026-W41", due_on=date(2026, 10, 10))),
        (Cadence.WEEKLY, 3, date(2027, 1, 1), DuePeriod(key="2027-W01", due_on=date(2027, 1, 6))),
    ],
)
def test_when_the_next_meeting_is_due(cadence: Cadence, on_day: int, on: date, due: DuePeriod) -> None:
    pack = load.load(settings.PACKS, "chenghua", date(2026, 1, 1))
    assert councils.coming(meeting(cadence=cadence, on_day=on_day), on, pack.calendar) == due


def test_a_council_belongs_to_the_level_of_its_kind_or_to_an_estate() -> None:
    pack = load.load(settings.PACKS, "chenghua", date(2026, 1, 1))
    assert councils.set_up("community", level=Level.COMMUNITY, has_estate=False, pack=pack)[1] == (
        "meetings.community"
    )
    assert councils.set_up("neighbours", level=Level.GRID, has_estate=True, pack=pack)
    with pytest.raises(WrongPlace):
        councils.set_up("neighbours", level=Level.GRID, has_estate=False, pack=pack)
    with pytest.raises(WrongPlace):
        councils.set_up("community", level=Level.SUBDISTRICT, has_estate=False, pack=pack)
    with pytest.raises(UnknownKind):
        councils.set_up("senate", level=Level.COMMUNITY, has_estate=False, pack=pack)


def test_members_sit_under_a_title_of_the_composition() -> None:
    councils.check_title("网格长", meeting(), SeatRole.MEMBER)
    councils.check_title("", meeting(), SeatRole.CONVENER)
    for title, role in (("", SeatRole.MEMBER), ("市长", SeatRole.MEMBER), ("市长", SeatRole.SECRETARY)):
        with pytest.raises(NoSuchTitle):
            councils.check_title(title, meeting(), role)


def packs() -> dict[str, Pack]:
    return {
        code: load.load(settings.PACKS, code, max(load.days_of(settings.PACKS, code)))
        for code in load.districts_in(settings.PACKS)
    }


def test_every_district_names_its_own_meetings() -> None:
    """J3 K7 C4 N6 F5 Z1 Z2 P5 P6 P14: in the words of each source, with its cadence."""
    told = {
        code: {kind: (row.title.zh, row.cadence.value, row.on_day) for kind, row in pack.meetings.items()}
        for code, pack in packs().items()
    }
    assert {kind: title for kind, (title, _every, _day) in told["jiangjin"].items()} == {
        "district": "区党建统领基层治理工作联席会",
        "subdistrict": "街道联席会",
        "community": "社区评议会",
        "residents": "居民会议",  # which the law has everywhere
        "grid": "网格邻里会",
    }
    assert told["jiangjin"]["subdistrict"][1:] == ("quarterly", 0)
    assert told["jiangjin"]["community"][1:] == ("monthly", 0)
    assert {title for title, *_rest in told["kaizhou"].values()} >= {"院坝汇", "红枫议事亭"}
    assert told["chenghua"]["neighbours"] == ("爱邻（20）议事日", "monthly", 20)
    assert {title for title, *_rest in told["nanan"].values()} >= {"有事好商量", "民情恳谈日"}
    assert told["fengdu"]["village"][0] == "村议事会"
    assert told["zhucheng"]["estate"] == ("小区议事", "weekly", 0)
    assert told["zhucheng"]["grid"][0] == "网格联席会"
    assert told["panlian"]["review"] == ("群众评议会", "quarterly", 0)
    assert told["panlian"]["joint"][0] == "联席会议"


def test_what_each_source_says_beside_that() -> None:
    every = packs()
    jiangjin, chenghua, fengdu = every["jiangjin"], every["chenghua"], every["fengdu"]
    way, up = [], "grid"
    while up:
        way.append(up)
        up = jiangjin.meetings[up].unsettled
    assert way == ["grid", "community", "subdistrict", "district"], "what one cannot settle goes up"
    assert chenghua.meetings["neighbours"].of_estate
    slots = [chenghua.slots[one].text for one in chenghua.meetings["neighbours"].slots]
    assert slots == [None, None], "named, and explained by nobody"
    assert [step.act for step in fengdu.meetings["village"].procedure] == list(ProcedureAct)
    assert [step.act for step in fengdu.meetings["village"].before_decision] == list(ProcedureAct)[:3]
    of_nanan = every["nanan"].meetings
    assert {code for code, row in of_nanan.items() if not row.has_priorities} == {"police_day"}, (
        "it only tells"
    )
    assert every["zhucheng"].classes["project"].deliberates_first
    venues = " ".join(one.zh for one in every["panlian"].meetings["talk"].venues)
    assert all(one in venues for one in ("板凳议事", "院坝协商", "移动议事厅", "云上说事"))
    assert every["panlian"].meetings["talk"].rules_version == "1"
