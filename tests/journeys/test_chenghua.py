"""Chenghua's own account, as far as the engine can act it out: C1, C2, C3, C4, C5.

The twentieth is walked through in the browser, in ``tests/pages/test_chenghua_20th.py``. Trust accounts, the
gate for tasks and one-tap orders are not there yet; what the account does not explain stays a slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests import make
from tests.journeys import stage
from tests.journeys.stage import local
from yuanba.deliberation import queries as councils
from yuanba.deliberation import services as deliberation
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import topics
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import services as evaluation
from yuanba.matters import services
from yuanba.packs import store
from yuanba.people import queries as accounts
from yuanba.people.services import import_units
from yuanba.places import queries as places
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Satisfaction, titles
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import Term, TermUnit

pytestmark = pytest.mark.district("chenghua")

#: 府青路街道 · 桃源社区, with two grids; 关家苑 lies across both.
STREET, COMMUNITY = "510108006", "510108006007"
FIRST, SECOND = f"{COMMUNITY}001", f"{COMMUNITY}002"
MICRO, OTHER_MICRO = f"{FIRST}001", f"{SECOND}001"
ESTATE, OTHER_ESTATE = f"{COMMUNITY}-E01", f"{COMMUNITY}-E02"
PLACES = (
    "code,name,kind,parent,estate,area_type",
    "510108,成都市成华区,,,,",
    f"{STREET},府青路街道,,,,",
    f"{COMMUNITY},桃源社区居委会,,,,",
    f"{FIRST},第一网格,,,,",
    f"{SECOND},第二网格,,,,",
    f"{MICRO},一号微网格,,,,",
    f"{OTHER_MICRO},二号微网格,,,,",
    f"{ESTATE},关家苑,estate,{COMMUNITY},,",
    f"{OTHER_ESTATE},桃花里,estate,{COMMUNITY},,",
    f"{ESTATE}-1,关家苑1栋,building,{MICRO},{ESTATE},",
    f"{ESTATE}-2,关家苑2栋,building,{OTHER_MICRO},{ESTATE},",
    # C1: the five communities that the account describes, each of another type
    "510108004,双桥子街道,,,,",
    "510108007,二仙桥街道,,,,",
    "510108008,跳蹬河街道,,,,",
    "510108014,保和街道,,,,",
    "510108015,青龙街道,,,,",
    "510108014012,和美社区居委会,,,,new_commercial",
    "510108007003,下涧槽社区居委会,,,,state_enterprise",
    "510108004006,新鸿社区居委会,,,,old",
    "510108015017,致强社区居委会,,,,resettlement",
    "510108008003,杉板桥社区居委会,,,,industrial",
)
UNITS = (
    "code,name,kind,body,area,parent,estate",
    "office,区协调机制办公室,department,coordination,510108,,",
    f"street,府青路街道党工委,subdistrict,subdistrict_party,{STREET},,",
    f"hall,府青路街道便民服务中心,office,services,{STREET},street,",
    f"taoyuan,桃源社区党委,community,community_party,{COMMUNITY},street,",
    f"branch,关家苑党支部,grid_party,yard_branch,,taoyuan,{ESTATE}",
    f"branch-2,桃花里党支部,grid_party,yard_branch,,taoyuan,{OTHER_ESTATE}",
    f"micro-1,一号微网格,other,micro_grid,{MICRO},taoyuan,",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """岳 triages, 关 leads the branch, 苏 goes round the micro-grid, 邓 is at the counter, 郝 lives there."""

    yue: Actor
    guan: Actor
    su: Actor
    deng: Actor
    hao: Actor


@pytest.fixture
def people(district: DistrictRow, morning: datetime) -> People:
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    return People(
        yue=make.staff("yue", "triager", unit="office", area="510108", now=morning),
        guan=make.staff("guan", "branch_secretary", "handler", unit="branch", area=COMMUNITY, now=morning),
        su=make.staff("su", "micro_grid_worker", unit="micro-1", area=MICRO, now=morning),
        deng=make.staff("deng", "clerk", area=COMMUNITY, now=morning),
        hao=make.resident("hao", now=morning),
    )


def test_five_types_of_community_each_with_its_programme(people: People, morning: datetime) -> None:
    types = store.in_force(day(morning)).area_types
    assert places.by_type() == dict.fromkeys(sorted(types), 1)
    assert len(types) == 5
    for code, label in (("old", "新鸿社区"), ("industrial", "杉板桥社区")):
        (community,) = places.of_type(code)
        assert community.label == label
        assert types[code].ground == "C1"
        assert types[code].example
        assert types[code].example.zh == label
    assert places.area(COMMUNITY).type_code == ""  # type: ignore[union-attr]


def test_an_estate_lies_across_grids_and_has_one_branch(people: People, morning: datetime) -> None:
    """C2, C4: two divisions of the same buildings; 关家苑 has one branch in whichever grid it is."""
    for grid in (FIRST, SECOND):
        area = places.area(grid)
        assert area
        assert [(one.name, one.buildings) for one in places.estates_in(area.path)] == [("关家苑", 2)]

    def unit(area: str, item: str, place: str = "关家苑") -> str:
        matter = make.a_matter(now=morning, area_code=area, text="院里的事", place=place)
        services.assign(actor=people.yue, matter_id=matter.id, class_code="yard", item_code=item, now=morning)
        return stage.filed(matter.token).unit

    assert [unit(area, "yard_renewal") for area in (MICRO, OTHER_MICRO, COMMUNITY)] == ["branch"] * 3
    assert unit(MICRO, "yard_renewal", "院子里") == "branch", "all buildings of this micro-grid are its own"
    assert unit(COMMUNITY, "yard_renewal", "桃花里 2 栋") == "branch-2"
    assert unit(COMMUNITY, "yard_renewal", "路口") == "taoyuan", "whose it is nobody said: the community sees"
    assert unit(MICRO, "corridor") == "micro-1"
    assert unit(OTHER_MICRO, "corridor") == "branch", (
        "nobody is entered for that micro-grid: its branch has it"
    )


def test_a_micro_grid_worker_settles_a_small_thing_on_the_spot(people: People, morning: datetime) -> None:
    """C2: what lies nearest is done nearest; another micro-grid is not theirs."""
    here, there = (
        make.a_matter(now=morning, area_code=area, text="楼道里堆放纸板") for area in (MICRO, OTHER_MICRO)
    )
    said = {"class_code": "yard", "item_code": "corridor", "words": "劝好了，当场清走", "now": morning}
    services.settle(actor=people.su, matter_id=here.id, **said)  # type: ignore[arg-type]
    row = stage.filed(here.token)
    assert (row.state, row.unit) == (State.ANSWERED, "micro-1")
    with pytest.raises(NotAllowed):
        services.settle(actor=people.su, matter_id=there.id, **said)  # type: ignore[arg-type]


def test_parking_waits_for_the_twentieth(
    people: People, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C4: the branch leads, the yard deliberates on the twentieth; until then the clock stands still."""
    matter = make.a_matter(
        now=local(3, 9, 10), actor=people.hao, area_code=MICRO, text="院子里车位少，外来车把门都堵了。"
    )
    services.assign(
        actor=people.yue,
        matter_id=matter.id,
        class_code="yard",
        item_code="yard_parking",
        now=local(3, 9, 11),
    )
    row = stage.filed(matter.token)
    assert (row.unit, row.due_at) == ("branch", local(3, 18, 18))
    services.accept(actor=people.guan, matter_id=row.id, now=local(3, 9, 16))
    week = Term(amount=5, unit=TermUnit.WORKING_DAYS)
    services.ask_hold(
        actor=people.guan, matter_id=row.id, term=week, reason="列入20日议事日", now=local(3, 13, 10)
    )
    services.grant(actor=people.yue, matter_id=row.id, now=local(3, 13, 10))
    assert stage.filed(row.token).until_at == local(3, 20, 18)
    stage.tick(monkeypatch, local(3, 20, 18))
    row = stage.filed(row.token)
    assert (row.state, row.due_at) == (State.ACCEPTED, local(3, 25, 18))

    services.answer(
        actor=people.guan, matter_id=row.id, words="议定：本院车登记，外来车限两小时。", now=local(3, 23, 10)
    )
    stage.read_journal()
    stage.passed(row, people.deng, local(3, 24, 10))
    row = stage.filed(row.token)
    assert row.state is State.EVALUATING, "a yard's matter is not posted"
    evaluation.rate(
        actor=people.hao,
        matter_id=row.id,
        is_solved=True,
        satisfaction=Satisfaction.SATISFIED,
        now=local(3, 24, 19),
    )
    assert stage.filed(row.token).state is State.CLOSED


def test_a_call_stands_on_the_twentieth_and_names_the_estate(people: People, morning: datetime) -> None:
    """C4: two estates of one community are told apart, and the meeting that is due is called on its day."""
    lead = make.staff("xiao", "community_secretary", unit="taoyuan", now=morning)
    here, there = (
        deliberation.set_up(actor=lead, kind="neighbours", estate=estate, now=morning)
        for estate in (ESTATE, OTHER_ESTATE)
    )
    for council, name in ((here, "关家苑"), (there, "桃花里")):
        topic = deliberation.propose(actor=people.hao, council_id=council, words="种树", now=morning)
        assert topics.topic(topic).area_label == name
    first = day(morning) + timedelta(days=5)
    due = councils.owed_meeting(here, first)
    assert due
    assert due.due_on == date(2026, 3, 20)
    begins = local(3, 20, 19)
    made = deliberation.call_meeting(
        actor=lead,
        council_id=here,
        topics=["种树"],
        place="共享议事小院",
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        now=morning,
    )
    assert held.meeting(made).event.area_label == "府青路街道 · 桃源社区 · 关家苑"
    assert councils.owed_meeting(here, first) is None, "it was called"


def test_the_books_of_a_trust_estate_are_asked_for(people: People, morning: datetime) -> None:
    """C3, as far as it goes: whoever asks gets an answer in its words; the account itself comes later."""
    pack = store.in_force(day(morning))
    assert next(iter(pack.replies_for(State.ANSWERED, "yard", "trust_property"))) == "trust_property"
    assert pack.term_of("yard", "trust_property").amount == 7


def test_a_certificate_that_no_community_gives(people: People, morning: datetime) -> None:
    """C5: it is said at once who gives it, and who disagrees may say so."""
    matter = make.a_matter(
        now=morning, actor=people.hao, area_code=COMMUNITY, text="学校要居住证明，社区说不开证明。"
    )
    services.refuse(
        actor=people.yue,
        matter_id=matter.id,
        refusal_code="no_certificate",
        reason="凭居住证即可，不用开",
        now=morning,
    )
    services.object_to(actor=people.hao, matter_id=matter.id, reason="学校不收居住证", now=local(3, 3, 9))
    services.assign(
        actor=people.yue,
        matter_id=matter.id,
        class_code="department",
        item_code="certificate",
        now=local(3, 3, 9),
    )
    assert stage.filed(matter.token).unit == "hall", "the subdistrict answers, not the community"


def test_who_judges_where(people: People, morning: datetime) -> None:
    pack = store.in_force(day(morning))
    area = places.area(COMMUNITY)
    assert area
    assert [one.zh for one in titles("community", pack, area_path=area.path)] == [
        "反映人和涉事居民",
        "居务监督委员会",
    ]


def test_what_the_account_does_not_explain_is_not_invented(people: People, morning: datetime) -> None:
    pack = store.in_force(day(morning))
    assert {slot.title.zh for slot in pack.unexplained.values()} >= {"三快二提一转", "三中心两站点", "六小+"}
    assert pack.canonical.count("三快二提一转") == 1


def test_an_estate_gets_no_second_branch(people: People, morning: datetime) -> None:
    """C4: a branch names its estate, other units have none, and nobody enters a second one."""
    branch = accounts.unit("branch")
    assert branch
    assert (branch.estate_name, branch.area_label) == ("关家苑", "府青路街道 · 桃源社区")
    lines = (
        "code,name,kind,body,area,estate",
        f"second,关家苑第二党支部,网格党组织,yard_branch,,{ESTATE}",
        f"grid,第一网格党支部,网格党组织,yard_branch,{FIRST},",
        f"micro,微网格,其他,micro_grid,,{ESTATE}",
        f"moon,月亮苑党支部,网格党组织,yard_branch,,{COMMUNITY}-E09",
        f"branch,关家苑小区党支部,网格党组织,yard_branch,,{ESTATE}",
    )
    taken = import_units(actor=make.OPERATOR, file=make.csv(*lines), commit=True, now=morning)
    assert [
        (fault.row, fault.column, fault.refusal.code) for row in taken.refused for fault in row.faults
    ] == [
        (2, "estate", "unit.estate_taken"),
        (3, "estate", "unit.estate_needed"),
        (4, "estate", "unit.not_of_estate"),
        (5, "estate", "place.unknown_estate"),
    ]
