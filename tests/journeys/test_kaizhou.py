"""Kaizhou's own account, as far as the engine can act it out: K7, K9, K10, K11.

Residents' proposals and resolutions are in tests/pages/test_journey_kaizhou, rooms in test_journey_rooms, the
weekly menu in test_journey_menu. Theatre, funds, blocks and points (K3 to K5, K8) are not there yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from io import BytesIO

import pytest
from django.test import Client

from tests import make
from tests.journeys import stage
from tests.journeys.stage import local
from yuanba.dashboards.queries import watching
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import posted, rates
from yuanba.exchange.services import outside
from yuanba.exchange.views.outside import reply_to
from yuanba.matters import services
from yuanba.matters.queries import MatterRow, tables
from yuanba.notices import queries as notices
from yuanba.notices.queries import NoticeRow
from yuanba.packs import store
from yuanba.rules.core.access import ANONYMOUS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period

pytestmark = pytest.mark.district("kaizhou")

STREET, COMMUNITY, GRID = "500154001", "500154001007", "500154001007001"
PLACES = (
    "code,name",
    "500154,重庆市开州区",
    f"{STREET},汉丰街道",
    f"{COMMUNITY},迎宾社区居民委员会",
    f"{GRID},第一网格",
)
UNITS = (
    "code,name,kind,body,area,parent",
    "hub,开州区“141”平台,department,hub,500154,",
    f"hanfeng,汉丰街道办事处,subdistrict,street,{STREET},",
    f"yingbin,迎宾社区,community,community,{COMMUNITY},hanfeng",
    f"room,迎宾社区共享客厅,office,living_room,{COMMUNITY},yingbin",
    f"grid,迎宾社区第一网格,grid_party,grid_team,{GRID},yingbin",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """谢 triages, 罗 keeps the shared room, 冉 the judging point, 向 supervises, 何 goes round the grid."""

    xie: Actor
    luo: Actor
    ran: Actor
    xiang: Actor
    he: Actor


@pytest.fixture
def people(district: DistrictRow, morning: datetime) -> People:
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    return People(
        xie=make.staff("xie", "triager", unit="hub", area="500154", now=morning),
        luo=make.staff("luo", "handler", unit="room", area=COMMUNITY, now=morning),
        ran=make.staff("ran", "point_clerk", area=COMMUNITY, now=morning),
        xiang=make.staff("xiang", "supervisor", area=STREET, now=morning),
        he=make.staff("he", "grid_worker", unit="grid", area=GRID, now=morning),
    )


def judged_by_code(matter_id: int, people: People, now: datetime, **said: object) -> None:
    """K9: at the judging point somebody gets a one-time code on paper, and needs no account."""
    (sheet,) = evaluation.hand_out(actor=people.ran, matter_id=matter_id, now=now)
    evaluation.rate(actor=ANONYMOUS, matter_id=matter_id, code=sheet.code, now=now, **said)  # type: ignore[arg-type]
    stage.read_journal()


def from_141(people: People, now: datetime) -> MatterRow:
    """K11: an opinion comes by 141, with that platform's number and clock; the shared room has it (K7)."""
    heads = "工单编号,诉求内容,来电时间,办结时限,联系人,联系电话,所属社区"
    line = "KZ141-7,共享客厅晚上能不能多开一个小时,2026-03-01 19:00,2026-03-20 18:00,唐,13800138001,迎宾社区"
    file = BytesIO(f"{heads}\n{line}".encode())
    outside.take_orders(actor=people.xie, file=file, channel="order_141", commit=True, now=now)
    (row,) = tables.listed(tables.readable(people.xie, now)).rows
    services.assign(actor=people.xie, matter_id=row.id, class_code="minor", item_code="shared_room", now=now)
    return stage.filed(row.token)


def written_up(row: MatterRow, people: People, now: datetime) -> None:
    """K9: somebody wrote it up, and it hangs for the community."""
    services.publish(
        actor=people.xie, matter_id=row.id, title="共享客厅延时", summary="周三开到九点。", now=now
    )
    stage.read_journal()
    assert notices.subjects_up("matter", [str(row.id)])


def notice_is_over(now: datetime) -> None:
    """The notice comes down, and those concerned are asked."""
    evaluation.round_off(now=now)
    stage.read_journal()


def posted_in_numbers(row: MatterRow, counted: str, *, unsaid: str) -> NoticeRow:
    """K9: how they rated it hangs on the community's board and stands on the page: no name, no words."""
    rated = posted.posted_ratings(row.id)
    assert rated
    assert rated.text.splitlines() == [counted, "只公示人数，不公示姓名和所写的话。"]
    assert {one.level for one in notices.postings(rated.id)} == {"community"}
    page = unescape(Client().get(f"/d/kaizhou/public/{row.id}").content.decode())
    assert counted in page
    assert unsaid not in page
    return rated


def test_what_the_judging_finds_goes_back_and_out(
    people: People, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = from_141(people, morning)
    assert (row.source_number, row.outside_due_at) == ("KZ141-7", local(3, 20, 18))
    assert (row.unit, row.due_at) == ("room", local(3, 16, 18))
    stage.done(row, people.luo, "周三开到九点。", accepted=morning, answered=local(3, 4, 10))
    stage.passed(row, people.ran, local(3, 4, 15))
    written_up(row, people, local(3, 4, 16))
    notice_is_over(local(3, 20, 9))
    assert stage.filed(row.token).state is State.EVALUATING
    judged_by_code(row.id, people, local(3, 21, 10), is_solved=False, words="只开了周三，别的晚上还是关门")

    rated = posted_in_numbers(row, "利益相关群众：1人评价；没解决1人", unsaid="别的晚上还是关门")
    assert (rated.title, rated.until_on) == ("评价结果：共享客厅延时", date(2026, 4, 7))

    # What they find wrong goes back into 办, and the level above is told (K9).
    row = stage.filed(row.token)
    assert (row.state, row.reworks, row.unit) == (State.ASSIGNED, 1, "room")
    stage.tick(monkeypatch, local(3, 23, 9))
    row = stage.filed(row.token)
    assert (row.level, stage.story(row)[-1]) == ("subdistrict", "escalate")

    # Done better, judged again, closed; 141 gets its reply under its own number (K11).
    stage.done(row, people.luo, "每晚开到九点。", accepted=local(3, 23, 10), answered=local(3, 24, 10))
    stage.passed(row, people.ran, local(3, 24, 15))
    notice_is_over(local(4, 9, 9))
    level = Satisfaction.BASICALLY_SATISFIED
    judged_by_code(row.id, people, local(4, 9, 10), is_solved=True, satisfaction=level)
    row = stage.filed(row.token)
    assert row.state is State.CLOSED
    posted_in_numbers(row, "利益相关群众：1人评价；解决了1人；基本满意1人", unsaid="别的晚上还是关门")
    assert not notices.notice(rated.id).is_up, "the newer ratings have taken its place"
    reply = reply_to(row, store.in_force(day(morning)).channels["order_141"])
    assert reply.startswith(f"任务编号：KZ141-7；本地回执号：{row.receipt}；承办单位：迎宾社区共享客厅；")
    assert reply.endswith("处置结果：每晚开到九点。")

    # K9, K10: a rate with its number, not a volume: one person named a level, and nine tenths of it count.
    spring = Period(from_on=date(2026, 3, 1), until_on=date(2026, 4, 30))
    (figure,) = rates.figures(people.xiang, spring, local(4, 9, 11))
    assert (figure.code, float(figure.now.counted), figure.now.of) == ("satisfaction", 0.9, 1)
    assert figure.before.value is None


def test_small_matters_end_in_the_community(
    people: People, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """K7: online or on site, one procedure; 小事不出社区, and it shows when one did."""
    yard, group = (
        services.file(actor=people.ran, text=text, area_code=GRID, channel=channel, now=morning)
        for channel, text in (
            ("yard", "三楼把旧家具堆放在楼道里。"),
            ("wechat", "楼上卫生间漏水，天花板发霉。"),
        )
    )
    first, second = stage.filed(yard.token), stage.filed(group.token)
    services.settle(
        actor=people.he,
        matter_id=first.id,
        class_code="neighbour",
        item_code="corridor",
        words="当场劝好，清走了",
        now=local(3, 2, 10),
    )
    stage.read_journal()
    stage.passed(first, people.ran, local(3, 2, 11))
    services.assign(
        actor=people.xie, matter_id=second.id, class_code="neighbour", item_code="leak", now=local(3, 2, 10)
    )
    second = stage.filed(second.token)
    assert (second.unit, second.due_at) == ("grid", local(3, 9, 18))
    services.accept(actor=people.he, matter_id=second.id, now=local(3, 2, 15))
    stage.tick(monkeypatch, local(3, 9, 18, 1))  # nobody answered: the community is told at once
    assert stage.filed(second.token).level == "community"

    judged_by_code(first.id, people, local(3, 3, 9), is_solved=True)
    assert stage.filed(yard.token).state is State.CLOSED
    found = {one.class_code: one for one in watching.settled(watching.cut_of(people.xiang, local(3, 10, 9)))}
    assert (found["neighbour"].ends_at, found["neighbour"].closed, found["neighbour"].percent) == (
        Level.COMMUNITY,
        1,
        100,
    )
