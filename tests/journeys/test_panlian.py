"""Panlian's own account, as far as the engine can act it out: P1, P3, P4, P6, P8.

Meetings on benches, at night and of the quarter (P2, P3, P6) are in `tests/pages/test_panlian_meetings.py`.
The WeChat group itself, courtyard groups (P2), points (P9) and the three lists (P11) are not there yet;
notes.md beside the pack keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from tests import make
from tests.journeys import stage
from tests.journeys.stage import local
from tests.make import Matter
from yuanba.dashboards.queries import watching
from yuanba.districts.queries import DistrictRow
from yuanba.duty import services as duty
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import following, rates
from yuanba.evaluation.templatetags.evaluation import followers
from yuanba.matters import services
from yuanba.matters.queries import handover, tables
from yuanba.matters.services.life import CLOCK
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.matters.check import Barred
from yuanba.rules.pack import Level
from yuanba.rules.pack.mechanism import place_of
from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.time.period import Period

pytestmark = pytest.mark.district("panlian")

#: 攀莲镇 · 城北社区 (P2's model community), a grid, and a building with a hub household (P1).
TOWN, COMMUNITY = "510421100", "510421100001"
GRID = f"{COMMUNITY}001"
BUILDING = f"{GRID}001"
PLACES = (
    "code,name",
    "510421,米易县",
    f"{TOWN},攀莲镇",
    f"{COMMUNITY},城北社区居民委员会",
    f"{GRID},第一网格",
    f"{BUILDING},河滨路小区1栋",
)
UNITS = (
    "code,name,kind,body,area,parent",
    f"centre,攀莲镇综治中心,office,centre,{TOWN},",
    f"safety,攀莲镇应急管理办公室,office,emergency_office,{TOWN},",
    f"chengbei,城北社区党总支,community,community_party,{COMMUNITY},",
    f"grid-1,城北社区第一网格党小组,grid_party,grid_group,{GRID},chengbei",
)
STEPS = ["动态收事", "分类理事", "销号落实", "回访问效", "定期评议"]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """罗 dispatches at the centre, 车 answers in the community by day and 阿依 by night; 沙 answers for
    hazards, 杨 goes round the grid; 田 is at the counter, 邱 of the supervisory committee.

    龙 and 安 live there.
    """

    luo: Actor
    ayi: Actor
    che: Actor
    sha: Actor
    yang: Actor
    tian: Actor
    qiu: Actor
    long: Actor
    an: Actor


@pytest.fixture
def people(district: DistrictRow, morning: datetime) -> People:
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    return People(
        luo=make.staff("luo", "triager", area=TOWN, now=morning),
        ayi=make.staff("ayi", "duty_worker", area=TOWN, now=morning),
        che=make.staff("che", "community_worker", area=COMMUNITY, now=morning),
        sha=make.staff("sha", "handler", unit="safety", area=TOWN, now=morning),
        yang=make.staff("yang", "grid_worker", unit="grid-1", area=GRID, now=morning),
        tian=make.staff("tian", "clerk", area=TOWN, now=morning),
        qiu=make.staff("qiu", "affairs_supervisor", area=COMMUNITY, now=morning),
        long=make.resident("long", now=morning),
        an=make.resident("an", now=morning),
    )


def standing(token: str) -> str:
    """In which of the five steps a matter stands (P6)."""
    row = stage.filed(token)
    steps = store.pack_of(row.pack_digest).steps
    assert [step.title.zh for step in steps] == STEPS
    place = place_of(row.state, steps)
    assert place is not None
    return STEPS[place]


def judged(judge: Actor, matter: Matter, satisfaction: Satisfaction, now: datetime) -> None:
    evaluation.rate(actor=judge, matter_id=matter.id, is_solved=True, satisfaction=satisfaction, now=now)


def followed_by(who: Actor, now: datetime) -> list[int]:
    """The matters on the list of what somebody follows by office."""
    mine = following.followed(who, store.in_force(day(now)), day(now))
    found = tables.living(who, now, mine.classes, mine.area_paths)
    return [one.id for one in tables.listed(found, order=tables.ORDERS["due"]).rows]


def test_somebody_is_on_duty_at_every_hour_of_the_week(people: People, morning: datetime) -> None:
    """P3: the rota is never empty, and says who it is; a post that nobody holds is seen."""
    pack = store.in_force(day(morning))
    for hour in range(7 * 24):
        (now,) = handover.on_duty(people.luo, pack, morning + timedelta(hours=hour))
        by_day = (hour // 24) < 5 and hour % 24 < 9
        assert now.title.zh == ("社区网格员" if by_day else "值班网格员")
        assert [seat.account_key for seat in now.held] == [(people.che if by_day else people.ayi).key]
    (gone,) = handover.on_duty(people.luo, pack, datetime(2024, 12, 1, 3, tzinfo=HERE))
    assert gone.held == [], "before anybody held it"
    assert handover.on_duty(people.long, pack, morning)[0].held == []


def test_ordered_at_night_dispatched_accepted_and_rated(
    people: People, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3, P6: 点单—派单—接单—评单 on a Saturday night, through the five steps."""
    night = local(3, 7, 23, 30)
    matter = make.a_matter(
        now=night,
        actor=people.long,
        channel="wechat",
        text="楼道里飞线充电，消防通道也堵了",
        place="",
        area_code=BUILDING,
    )
    row = stage.filed(matter.token)
    assert row.until_at == local(3, 8, 1, 30), "the clock of the first answer runs at night"
    pack = store.pack_of(row.pack_digest)
    told = render_to_string("residents/duty.html", {"duty": handover.titles_now(pack, night), "matter": row})
    assert "值班网格员" in told
    assert "01:30" in told
    assert standing(matter.token) == "动态收事"

    services.assign(  # 派单, by who is on duty
        actor=people.ayi, matter_id=matter.id, class_code="hazard", item_code="fire", now=local(3, 8, 0, 10)
    )
    row = stage.filed(matter.token)
    assert (row.unit, row.due_at) == ("safety", local(3, 9, 0, 10))
    assert standing(matter.token) == "分类理事"
    assert followed_by(people.qiu, local(3, 8, 0, 20)) == [row.id]
    assert followed_by(people.tian, local(3, 8, 0, 20)) == [], "only who holds that office follows"
    said = render_to_string("evaluation/followers.html", followers(row))
    assert "社区监委会全程跟踪这件事，不逐件评价" in said
    services.accept(actor=people.sha, matter_id=matter.id, now=local(3, 8, 0, 30))  # 接单
    assert standing(matter.token) == "销号落实"
    services.answer(actor=people.sha, matter_id=matter.id, words="飞线已拆，通道已清", now=local(3, 8, 9))
    assert standing(matter.token) == "回访问效"

    with pytest.raises((Barred, NotAllowed)):  # P6: nobody calls back on their own work
        services.check(actor=people.sha, matter_id=matter.id, passes=True, words="好", now=local(3, 9, 9))
    stage.passed(row, people.tian, local(3, 9, 10))
    services.invite(actor=CLOCK, matter_id=matter.id, now=local(3, 24, 18))
    stage.read_journal()
    with pytest.raises(NotAllowed):  # the committee follows it throughout, and does not rate each matter
        judged(people.qiu, matter, Satisfaction.SATISFIED, local(3, 25, 8))
    judged(people.long, matter, Satisfaction.VERY_SATISFIED, local(3, 25, 9))  # 评单
    assert stage.filed(matter.token).state is State.CLOSED
    assert standing(matter.token) == "定期评议"


def test_nobody_answers_in_time(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """P3: a night without an answer is not quiet: the town is told when the two hours are over."""
    matter = make.a_matter(
        now=local(3, 7, 23, 30), actor=people.an, text="后山落石", place="", area_code=COMMUNITY
    )
    stage.tick(monkeypatch, local(3, 8, 1, 30))
    assert stage.story(stage.filed(matter.token)) == ["file"]
    stage.tick(monkeypatch, local(3, 8, 1, 31))
    row = stage.filed(matter.token)
    assert stage.story(row) == ["file", "lapse", "escalate"]
    assert row.level == Level.SUBDISTRICT


def test_simple_on_the_spot_complex_under_supervision(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P4, P6: what the daily patrol finds is done at once; what drags on is put under supervision."""
    done = duty.SettledOnTheSpot(class_code="service", item_code="tidiness", words="和住户一起清走了")
    seen = duty.patrol(
        actor=people.yang, text="院坝堆了垃圾", area_code=GRID, settled=done, now=local(3, 2, 9)
    )
    assert standing(seen.token) == "回访问效"

    matter = make.a_matter(
        now=local(3, 2, 9), actor=people.an, text="河滨路停车难", place="", area_code=BUILDING
    )
    services.assign(
        actor=people.luo, matter_id=matter.id, class_code="service", item_code="parking", now=local(3, 2, 9)
    )
    stage.tick(monkeypatch, local(3, 12, 18, 1))
    row = stage.filed(matter.token)
    assert row.is_prioritised, "a working day after its time"
    assert "prioritise" in stage.story(row)


def test_quarrels_end_in_the_community_and_satisfaction_is_a_rate(people: People, morning: datetime) -> None:
    """P8, P3: what was settled without going up; of those who judged, how many are satisfied."""
    for number, satisfaction in enumerate((Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED)):
        matter = make.a_matter(
            now=morning, actor=people.an, text="两家为晾晒吵架", place="", area_code=BUILDING
        )
        services.settle(
            actor=people.yang,
            matter_id=matter.id,
            class_code="mediation",
            item_code="neighbours",
            words="板凳会上说和了",
            now=morning,
        )
        stage.passed(stage.filed(matter.token), people.tian, morning + timedelta(hours=1))
        judged(people.an, matter, satisfaction, morning + timedelta(hours=2 + number))
        stage.read_journal()
        assert stage.filed(matter.token).state is State.CLOSED
    later = local(4, 1, 9)
    (told,) = watching.settled(watching.cut_of(people.luo, later))
    assert (told.class_code, told.closed, told.stayed) == ("mediation", 2, 2)
    march = Period(from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))
    (figure,) = rates.figures(people.qiu, march, later)
    assert (figure.named.title.zh, figure.now.of) == ("群众满意度", 2)
    assert figure.now.counted == Fraction(19, 10), "of one who is basically satisfied nine parts in ten"
