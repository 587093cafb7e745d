"""What the cast does with a matter: each verb by whoever does it on an ordinary day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests import cast, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.journal.queries import Recorded
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow
from yuanba.matters.services.life import CLOCK
from yuanba.people import queries as accounts
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import Verdict
from yuanba.rules.time.deadline import Term, Unit

#: When whoever is called to work beside the cast began: before every test.
EARLY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
WEEK = Term(amount=5, unit=Unit.WORKING_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A service, who calls it, and what they usually say."""

    service: Callable[..., object]
    who: Callable[[Cast, Matter], Actor]
    usual: Mapping[str, object]


def somebody(login: str, *titles: str, unit: str = "", area: str = "") -> Actor:
    """A member of staff beside the cast; called to work when a test first needs them."""
    known = accounts.actor_by_login(login)
    return known or make.staff(login, *titles, unit=unit, area=area, now=EARLY)


def dan(people: Cast, matter: Matter) -> Actor:
    """丹, a democratic supervisor of 几江街道."""
    return somebody("dan", "supervisor", area=cast.JIJIANG)


def ping(people: Cast, matter: Matter) -> Actor:
    """平, who works at the planning office of 几江街道."""
    return somebody("ping", "handler", unit="jijiang-planning", area=cast.JIJIANG)


def gao(people: Cast, matter: Matter) -> Actor:
    """高, who works the first grid."""
    return somebody("gao", "grid_worker", unit="grid-1", area=cast.FIRST_GRID)


def _clock(people: Cast, matter: Matter) -> Actor:
    return CLOCK


def _chen(people: Cast, matter: Matter) -> Actor:
    return people.chen


def _zhou(people: Cast, matter: Matter) -> Actor:
    return people.zhou


def _owner(people: Cast, matter: Matter) -> Actor:
    return matter.owner


DEEDS: Mapping[str, Deed] = {
    "assign": Deed(service=services.assign, who=_chen, usual={"class_code": "public"}),
    "reassign": Deed(
        service=services.reassign, who=_chen, usual={"class_code": "public", "reason": "还是街道的事"}
    ),
    "refuse": Deed(
        service=services.refuse,
        who=_chen,
        usual={"refusal_code": "statutory_channel", "reason": "请向法院提起诉讼"},
    ),
    "accept": Deed(service=services.accept, who=_zhou, usual={}),
    "return": Deed(service=services.give_back, who=_zhou, usual={"reason": "路灯不归街道管"}),
    "answer": Deed(service=services.answer, who=_zhou, usual={"words": "已更换灯泡，今晚亮灯。"}),
    "publish": Deed(
        service=services.publish,
        who=_chen,
        usual={"title": "路灯修复", "summary": "滨江花园门口路灯已修复。"},
    ),
    "guide": Deed(
        service=services.guide,
        who=_chen,
        usual={"guidance_code": "mediation", "words": "可以申请人民调解"},
    ),
    "settle": Deed(
        service=services.settle, who=gao, usual={"class_code": "home", "words": "已当场清走楼道杂物"}
    ),
    "withdraw": Deed(service=services.withdraw, who=_owner, usual={}),
    "object": Deed(service=services.object_to, who=_owner, usual={"reason": "这是公家的路灯"}),
    "unmerge": Deed(service=services.unmerge, who=_chen, usual={"reason": "不是同一盏灯"}),
    "split": Deed(
        service=services.split,
        who=_zhou,
        usual={"units": ["jijiang-planning"], "words": "请查看线路"},
    ),
    "join": Deed(service=services.join, who=ping, usual={}),
    "decline": Deed(service=services.decline, who=ping, usual={"reason": "线路归供电公司"}),
    "contribute": Deed(service=services.contribute, who=ping, usual={"words": "线路正常"}),
    "ask": Deed(service=services.ask, who=_zhou, usual={"question": "是哪一盏灯？"}),
    "reply": Deed(service=services.reply, who=_owner, usual={"words": "门口右手第二盏"}),
    "resume": Deed(service=services.resume, who=_zhou, usual={}),
    "ask_hold": Deed(service=services.ask_hold, who=_zhou, usual={"term": WEEK, "reason": "等配件到货"}),
    "ask_extend": Deed(
        service=services.ask_extend, who=_zhou, usual={"term": WEEK, "reason": "需要招标采购"}
    ),
    "grant": Deed(service=services.grant, who=_chen, usual={}),
    "deny": Deed(service=services.deny, who=_chen, usual={"reason": "配件可以借用"}),
    "urge": Deed(service=services.urge, who=_owner, usual={}),
    "prioritise": Deed(service=services.prioritise, who=dan, usual={"reason": "群众反映强烈"}),
    "relax": Deed(service=services.relax, who=dan, usual={"reason": "已经落实"}),
    "escalate": Deed(service=services.escalate, who=_chen, usual={"reason": "需要区里协调"}),
    "check": Deed(service=services.check, who=_chen, usual={"passes": True, "words": "现场查看，灯已经亮了"}),
    "fail": Deed(service=services.check, who=_chen, usual={"passes": False, "words": "现场查看，灯没有亮"}),
    "invite": Deed(service=services.invite, who=_clock, usual={}),
    "close": Deed(service=services.close, who=_clock, usual={"verdict": Verdict.SOLVED}),
    "undo_close": Deed(service=services.undo_close, who=dan, usual={"reason": "评价人弄错了事项"}),
    "correct_reporter": Deed(
        service=services.correct_reporter, who=_chen, usual={"reason": "电话里听错了人"}
    ),
    "note": Deed(service=services.note, who=_chen, usual={"words": "此人上月来过"}),
    "hide": Deed(service=services.hide, who=_chen, usual={"reason": "标题里有门牌号"}),
    "reopen": Deed(service=services.reopen, who=_clock, usual={"reason": "晚上还是不亮"}),
}


def do(
    verb: str, matter: Matter, people: Cast, now: datetime, *, actor: Actor | None = None, **said: object
) -> None:
    """One deed, by its usual actor unless another is named."""
    deed = DEEDS[verb]
    deed.service(
        actor=actor or deed.who(people, matter), matter_id=matter.id, now=now, **{**deed.usual, **said}
    )


def walk(matter: Matter, people: Cast, verbs: str, start: datetime) -> datetime:
    """These deeds one after another, a minute apart; says when the last was done."""
    now = start
    for verb in verbs.split():
        now += timedelta(minutes=1)
        do(verb, matter, people, now)
    return now


def row_of(matter: Matter) -> MatterRow:
    """How the matter stands."""
    return queries.matter_by_token(matter.token)


def story(matter: Matter) -> list[str]:
    """The verbs of its story, in order, without the noun."""
    return [step.verb.removeprefix("matter.") for step in queries.story(matter.id)]


def last(matter: Matter) -> Recorded:
    """The newest entry of its story."""
    return queries.story(matter.id)[-1]
