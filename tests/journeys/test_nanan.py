"""Nan'an's own account, as far as the engine can act it out: N1, N2, N3, N6, N9, and F6 by assumption.

Pledges, key projects, mediation, casework and points of counselling are not there yet; open days stand in
`tests/pages/test_nanan_open_days.py`; cameras and what follows people never will be (N5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO

import pytest

from tests import make
from tests.journeys import stage
from tests.journeys.stage import local
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation.queries import rates
from yuanba.exchange.services import outside
from yuanba.exchange.views.outside import reply_to
from yuanba.matters import services
from yuanba.matters.queries import MatterRow, tables
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Rate
from yuanba.rules.matters.triage import GuidedClass
from yuanba.rules.pack.pillars import Stands
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period

pytestmark = pytest.mark.district("nanan")

#: 花园路街道 · 南湖社区, where the account shows a meeting in the yard.
STREET, COMMUNITY = "500108002", "500108002001"
GRID = f"{COMMUNITY}001"
BUILDING, ESTATE = f"{GRID}003", f"{COMMUNITY}-E01"
PLACES = (
    "code,name,kind,parent,estate",
    "500108,重庆市南岸区,,,",
    f"{STREET},花园路街道,,,",
    f"{COMMUNITY},南湖社区居民委员会,,,",
    f"{GRID},第一网格,,,",
    f"{BUILDING},花园五村三栋,,,",
    f"{ESTATE},花园五村,estate,{COMMUNITY},",
    f"{ESTATE}-3,三栋,building,{BUILDING},{ESTATE}",
)
UNITS = (
    "code,name,kind,body,area,parent,estate",
    "projects,区重点工作办公室,department,key_projects,500108,,",
    f"street,花园路街道党工委,subdistrict,town_party,{STREET},,",
    f"traffic,花园路街道平安法治办公室,office,safety,{STREET},street,",
    f"nanhu,南湖社区党委,community,community_party,{COMMUNITY},street,",
    f"branch,花园五村党支部,grid_party,estate_branch,,nanhu,{ESTATE}",
    f"building,三栋党小组,other,building_group,{BUILDING},branch,",
)
MARCH = Period(from_on=date(2026, 3, 1), until_on=date(2026, 3, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """黎 triages, 石 works at the street, 邹 at the counter of the community, 骆 inspects the district."""

    li: Actor
    shi: Actor
    zou: Actor
    luo: Actor


@pytest.fixture
def people(district: DistrictRow, morning: datetime) -> People:
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    return People(
        li=make.staff("li", "triager", unit="projects", area="500108", now=morning),
        shi=make.staff("shi", "handler", unit="traffic", area=STREET, now=morning),
        zou=make.staff("zou", "clerk", area=COMMUNITY, now=morning),
        luo=make.staff("luo", "auditor", area="500108", now=morning),
    )


def suggestions(people: People, now: datetime, *texts: str) -> list[MatterRow]:
    """N9: what residents wrote in the district's app comes in under its numbers."""
    lines = ["编号,诉求内容,来电时间,所属社区"]
    lines += [f"ZX{number},{text},2026-03-01 10:00,南湖社区" for number, text in enumerate(texts, start=1)]
    outside.take_orders(
        actor=people.li, file=BytesIO("\n".join(lines).encode()), channel="zhangxin", commit=True, now=now
    )
    return sorted(tables.listed(tables.readable(people.li, now)).rows, key=lambda row: row.source_number)


def test_the_rate_by_its_definition(people: People, morning: datetime) -> None:
    """N9: 转办处置率 is what was done of what was referred; work in hand keeps it under the whole."""
    assert store.in_force(day(morning)).rates["referral"].ground == "N9"

    def rate(now: datetime) -> Rate:
        (figure,) = rates.figures(people.luo, MARCH, now)
        assert figure.code == "referral"
        assert figure.before.value is None
        return figure.now

    jam, lamp, both, own = suggestions(
        people,
        morning,
        "海新街早高峰堵车，红绿灯时间太短",
        "公交排队太长，早高峰上不去",
        "网上看到的，跟我没关系，随便说说",
        "房东不退押金，想问问律师",
    )
    assert rate(morning).of == 0, "nothing is referred yet"
    for row in (jam, lamp):
        services.assign(actor=people.li, matter_id=row.id, class_code="major", item_code="jams", now=morning)
    services.refuse(
        actor=people.li, matter_id=both.id, refusal_code="repeated", reason="没有具体事项", now=morning
    )
    services.guide(
        actor=people.li,
        matter_id=own.id,
        guidance_code="legal",
        words="社区法律服务室每周三有律师",
        now=morning,
    )
    make.a_matter(now=morning, area_code=GRID, text="院坝垃圾没人收")  # by another way: outside this rate
    assert rate(local(3, 3, 9)).value == 0

    stage.done(jam, people.shi, "绿灯加长十秒。", accepted=local(3, 3, 9), answered=local(3, 5, 9))
    assert (rate(local(3, 5, 10)).counted, rate(local(3, 5, 10)).of) == (0, 2), "nobody has checked it"
    stage.passed(jam, people.zou, local(3, 5, 11))
    assert rate(local(3, 5, 12)).value == Fraction(1, 2)

    stage.done(lamp, people.shi, "早高峰加开两班。", accepted=local(3, 3, 9), answered=local(3, 9, 9))
    stage.passed(lamp, people.zou, local(3, 9, 11))
    assert rate(local(3, 9, 12)).value == 1, "the account's 100 %"

    reply = reply_to(stage.filed(jam.token), store.in_force(day(morning)).channels["zhangxin"])
    assert reply.startswith("编号：ZX1。承办单位：花园路街道平安法治办公室。")


def test_a_private_matter_is_guided_to_who_was_built_to_help(people: People, morning: datetime) -> None:
    """F6 by assumption, N2, N3, N8: nobody is ordered into people's own affairs."""
    pack = store.in_force(day(morning))
    assert {code for code, one in pack.guidances.items() if one.ground in ("N2", "N3", "N4", "N8")} == {
        "mediation",
        "legal",
        "counselling",
        "social_work",
        "mutual_aid",
    }
    matter = make.a_matter(now=morning, area_code=GRID, text="楼上漏水赔偿谈不拢，想请人调解")
    with pytest.raises(GuidedClass):
        services.assign(
            actor=people.li, matter_id=matter.id, class_code="own", item_code="quarrel", now=morning
        )
    services.guide(
        actor=people.li,
        matter_id=matter.id,
        guidance_code="mediation",
        words="花园路街道调解中心在二楼",
        now=morning,
    )
    assert stage.filed(matter.token).state is State.GUIDED


def test_words_of_despair_show_a_number_before_all_else(people: People, morning: datetime) -> None:
    """N3: the pack does not weaken what base says of danger."""
    filed = services.file(
        actor=make.resident("ke", now=morning), text="孩子说不想活了", area_code=GRID, now=morning
    )
    assert filed.dangers == ("life",)
    assert store.in_force(day(morning)).dangers["life"].call == "12356"


def test_from_the_building_up(people: People, morning: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """N1: building, estate, community, town: who is late is told up one level at a time."""
    matter = make.a_matter(now=morning, area_code=BUILDING, text="五楼把旧家具堆放在楼道")
    services.assign(
        actor=people.li, matter_id=matter.id, class_code="minor", item_code="corridor", now=morning
    )
    assert stage.filed(matter.token).unit == "building"
    leader = make.staff("xu", "group_leader", unit="building", area=BUILDING, now=morning)
    services.accept(actor=leader, matter_id=matter.id, now=local(3, 2, 10))
    levels = []
    for moment in (local(3, 5, 18, 1), local(3, 10, 18, 1)):
        stage.tick(monkeypatch, moment)
        levels.append(stage.filed(matter.token).level)
    assert levels == ["grid", "community"]


def test_four_mainstays_carry_the_account(morning: datetime, district: DistrictRow) -> None:
    """The four 主 stand in the summary, and each is a pillar with what was built under it."""
    pack = store.in_force(day(morning))
    assert pack.summary
    beside = [pillar for pillar in pack.pillars if pillar.stands is Stands.BESIDE]
    for name, pillar in zip(("主心骨", "主渠道", "主动力", "主动脉"), beside, strict=True):
        assert name in pack.summary.zh
        assert name in pillar.title.zh
