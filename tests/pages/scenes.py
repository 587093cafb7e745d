"""Scenes for tests in a browser: what lies on which desk. Everything is done by services, at its own time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests import cast, make
from yuanba.matters import queries, services
from yuanba.matters.services.triage import SUGGESTER
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import Term, TermUnit

FRIDAY = 4
#: What residents write in a week; the first two speak of danger.
SAID = (
    "滨江花园2栋楼道里有人打架，拿着刀，快来人",
    "三单元楼顶冒烟着火了，有明火",
    "3号门旁边的路灯坏了一个星期，晚上老人不敢出门",
    "滨江花园垃圾桶满了三天没人清运，臭得很",
    "楼上邻居半夜装修打孔，噪音太大睡不着",
    "小区门口有人占道摆摊，车都开不进来",
    "人行道地砖松动，下雨一踩一身泥",
    "1栋电梯困过人，经常停在半层",
    "楼下餐馆油烟直接排到我家窗户",
    "隔壁把消防通道堆满了杂物",
    "小区物业收了停车费不给发票，也不公示",
    "下水道堵了，污水漫到单元门口",
    "老旧小区想加装电梯，不知道怎么办手续",
    "路边的井盖破了一个大洞，怕小孩掉下去",
    "广场舞音响声音太大，晚上十点还在跳",
    "河边栏杆锈断了两根，很危险",
    "绿化带里的树枝压到电线了",
    "邻居家的狗不拴绳，在楼道里到处跑",
    "公交站台的顶棚漏雨，等车没地方躲",
    "3栋二楼漏水到一楼，业主联系不上",
    "小区里僵尸车占了四个车位大半年",
    "学校门口放学时堵得厉害，没人疏导",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Whoever works beside the usual cast: 林 at the planning office, 吴 in the grid, 秦 who supervises."""

    lin: Actor
    wu: Actor
    qin: Actor
    huang: Actor


def crew(*, now: datetime) -> Crew:
    """People with the positions that the desks are for."""
    office, grid = "jijiang-planning", cast.FIRST_GRID
    return Crew(
        lin=make.staff("lin", "handler", name="林涛", unit=office, area=cast.JIJIANG, now=now),
        wu=make.staff("wu", "grid_head", name="吴小川", unit="grid-1", area=grid, now=now),
        qin=make.staff("qin", "supervisor", name="秦志明", area=cast.TONGTAIMEN, now=now),
        huang=make.staff("huang", "clerk", name="黄丽", unit="jijiang", area=cast.JIJIANG, now=now),
    )


def to_triage(*, now: datetime) -> list[int]:
    """Twenty-two new matters, each with the machine's suggestion."""
    found = []
    for number, text in enumerate(SAID):
        at = now - timedelta(minutes=10 * (len(SAID) - number))
        found.append(make.a_matter(now=at, text=text, place="滨江花园").id)
        services.suggest(actor=SUGGESTER, matter_ids=found[-1:], now=at)
    return found


def in_hand(*, text: str, lin: Actor, chen: Actor, now: datetime) -> int:
    """A matter that the planning office took."""
    matter = make.a_matter(now=now, text=text, place="滨江花园1栋")
    services.assign(actor=chen, matter_id=matter.id, class_code="public", item_code="street_light", now=now)
    services.accept(actor=lin, matter_id=matter.id, now=now)
    return matter.id


def busy(*, now: datetime) -> dict[str, int]:
    """One matter in each situation that a supervisor looks for; each began on a Friday, before days off."""
    chen, people = make.actor("chen"), crew(now=now)
    lin, long_ago = people.lin, now - timedelta(days=28)
    long_ago -= timedelta(days=(day(long_ago).weekday() - FRIDAY) % 7)
    found = {
        name: in_hand(text=f"{text}，已经很久了", lin=lin, chen=chen, now=long_ago)
        for name, text in {
            "late": "1号门路灯不亮",
            "asked": "2号门路灯不亮",
            "held": "花园路灯不亮",
            "answered": "后门路灯不亮",
            "wished": "东门路灯不亮",
        }.items()
    }
    services.ask(actor=lin, matter_id=found["asked"], question="是哪一盏灯？", now=now - timedelta(days=1))
    term = Term(amount=3, unit=TermUnit.WORKING_DAYS)
    services.ask_hold(
        actor=lin, matter_id=found["held"], term=term, reason="等配件到货", now=long_ago + timedelta(hours=2)
    )
    services.grant(actor=chen, matter_id=found["held"], now=long_ago + timedelta(hours=3))
    services.answer(
        actor=lin, matter_id=found["answered"], words="已换灯泡，现场亮灯。", now=long_ago + timedelta(days=1)
    )
    services.ask_hold(
        actor=lin, matter_id=found["wished"], term=term, reason="等高空车", now=now - timedelta(hours=2)
    )
    return found


def token_of(matter_id: int) -> str:
    """The token of a receipt, as the story page knows it."""
    return queries.matter_for(system("test"), matter_id, datetime.now(UTC)).token
