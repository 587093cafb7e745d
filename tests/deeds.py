"""What the cast does with a matter: each verb by whoever does it on an ordinary day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests import lake
from tests.cast import Cast
from tests.deed import Deed as Deed
from tests.deeds_above import PRESSING
from tests.hands import EARLY as EARLY
from tests.hands import chen as chen
from tests.hands import clock as clock
from tests.hands import dan as dan
from tests.hands import gao as gao
from tests.hands import owner as owner
from tests.hands import ping as ping
from tests.hands import shu as shu
from tests.hands import somebody as somebody
from tests.hands import zhou as zhou
from tests.hands import zhou_beside_a_colleague as zhou_beside_a_colleague
from tests.make import Matter
from yuanba.journal.queries import Recorded
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow
from yuanba.matters.services import Contact
from yuanba.rules.core import actions
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.verb import Verb
from yuanba.rules.evaluation import Verdict
from yuanba.rules.time.deadline import Term, TermUnit

WEEK = Term(amount=5, unit=TermUnit.WORKING_DAYS)


DEEDS: Mapping[str, Deed] = {
    "assign": Deed(
        service=services.assign,
        who=chen,
        may="triager triager_near secretary",
        usual={"class_code": "public"},
        form={"choice": "public/street_light"},
    ),
    "reassign": Deed(
        service=services.reassign,
        who=chen,
        may="triager triager_near secretary",
        before="assign",
        usual={"class_code": "public", "reason": "还是街道的事"},
        form={"choice": "public/street_light", "reason": "换个单位"},
    ),
    "sign": Deed(
        service=services.sign,
        who=shu,
        may="triager triager_near secretary",
        before="@lake assign",
        usual={"draft": 1},
    ),
    "reject": Deed(
        service=services.reject,
        who=shu,
        may="triager triager_near secretary",
        before="@lake assign",
        usual={"draft": 1, "reason": "应先到现场核实"},
    ),
    "refuse": Deed(
        service=services.refuse,
        who=chen,
        may="triager triager_near secretary",
        usual={"refusal_code": "statutory_channel", "reason": "请向法院提起诉讼"},
    ),
    "accept": Deed(service=services.accept, who=zhou, may="unit", before="assign"),
    "hand_to": Deed(
        service=services.hand_to,
        who=zhou_beside_a_colleague,
        may="unit",
        before="assign accept",
        usual={"login": "handler"},
    ),
    "return": Deed(
        service=services.give_back,
        who=zhou,
        may="unit",
        before="assign",
        usual={"reason": "路灯不归街道管"},
    ),
    "pass_up": Deed(
        service=services.pass_up,
        who=gao,
        may="unit",
        before="@lake home",
        usual={"ground": lake.GROUND, "words": "网格里没有高空车"},
    ),
    "answer": Deed(
        service=services.answer,
        who=zhou,
        may="unit",
        before="assign accept",
        usual={"words": "已更换灯泡，今晚亮灯。"},
    ),
    "publish": Deed(
        service=services.publish,
        who=chen,
        may="triager triager_near editor",
        before="assign",
        usual={"title": "路灯修复", "summary": "滨江花园门口路灯已修复。"},
    ),
    "guide": Deed(
        service=services.guide,
        who=chen,
        may="triager triager_near secretary",
        usual={"guidance_code": "mediation", "words": "可以申请人民调解"},
    ),
    "settle": Deed(
        service=services.settle,
        who=gao,
        may="community grid",
        usual={"class_code": "home", "words": "已当场清走楼道杂物"},
        form={"choice": "home/", "words": "已当场清走"},
    ),
    "withdraw": Deed(
        service=services.withdraw,
        who=owner,
        may="owner community grid clerk",
        before="assign accept",
    ),
    "object": Deed(
        service=services.object_to,
        who=owner,
        may="owner community grid clerk",
        before="refuse",
        usual={"reason": "这是公家的路灯"},
    ),
    "unmerge": Deed(
        service=services.unmerge,
        who=chen,
        may="triager triager_near secretary",
        usual={"reason": "不是同一盏灯"},
    ),
    "split": Deed(
        service=services.split,
        who=zhou,
        may="unit",
        before="assign accept",
        usual={"units": ["jijiang-planning"], "words": "请查看线路"},
    ),
    "join": Deed(service=services.join, who=ping, may="helper", before="assign accept split"),
    "decline": Deed(
        service=services.decline,
        who=ping,
        may="helper",
        before="assign accept split",
        usual={"reason": "线路归供电公司"},
    ),
    "contribute": Deed(
        service=services.contribute,
        who=ping,
        may="helper",
        before="assign accept split join",
        usual={"words": "线路正常"},
    ),
    "report_progress": Deed(
        service=services.report_progress,
        who=zhou,
        may="unit",
        before="assign accept",
        usual={"words": "已到现场看过，明天换灯。"},
    ),
    "ask": Deed(
        service=services.ask,
        who=zhou,
        may="unit",
        before="assign accept",
        usual={"question": "是哪一盏灯？"},
    ),
    "reply": Deed(
        service=services.reply,
        who=owner,
        may="owner community grid clerk",
        before="assign accept ask",
        usual={"words": "门口右手第二盏"},
    ),
    "resume": Deed(service=services.resume, who=zhou, may="unit system", before="assign accept ask"),
    "ask_hold": Deed(
        service=services.ask_hold,
        who=zhou,
        may="unit",
        before="assign accept",
        usual={"term": WEEK, "reason": "等配件到货"},
        form={"amount": "3", "reason": "等配件"},
    ),
    "ask_extend": Deed(
        service=services.ask_extend,
        who=zhou,
        may="unit",
        before="assign accept",
        usual={"term": WEEK, "reason": "需要招标采购"},
        form={"amount": "3", "reason": "等高空车"},
    ),
    "grant": Deed(
        service=services.grant,
        who=chen,
        may="triager triager_near secretary",
        before="assign accept ask_extend",
    ),
    "deny": Deed(
        service=services.deny,
        who=chen,
        may="triager triager_near secretary",
        before="assign accept ask_extend",
        usual={"reason": "配件可以借用"},
    ),
    "urge": Deed(
        service=services.urge,
        who=owner,
        may="owner triager triager_near secretary community grid clerk supervisor",
        before="assign accept",
        form={"words": "群众在等"},
    ),
    **PRESSING,
    "recall": Deed(
        service=services.recall,
        who=zhou,
        may="unit",
        before="assign accept answer",
        ago=timedelta(minutes=5),
    ),
    # whoever works in a unit that handled it, or in one above or below in its line, is barred too
    "check": Deed(
        service=services.check,
        who=chen,
        may="triager clerk",
        before="assign accept answer",
        usual={"passes": True, "words": "现场查看，灯已经亮了"},
        form={"passes": "no", "words": "灯没有亮"},
    ),
    "fail": Deed(
        service=services.check,
        who=chen,
        before="assign accept answer",
        usual={"passes": False, "words": "现场查看，灯没有亮"},
        form=None,
    ),
    "invite": Deed(
        service=services.invite,
        who=clock,
        may="system",
        before="assign accept answer check",
        form=None,
    ),
    "close": Deed(
        service=services.close,
        who=clock,
        may="system",
        before="assign accept answer check invite",
        usual={"verdict": Verdict.SOLVED},
        form=None,
    ),
    "undo_close": Deed(
        service=services.undo_close,
        who=dan,
        may="supervisor system",
        before="assign accept answer check invite close",
        usual={"reason": "评价人弄错了事项"},
    ),
    "correct_reporter": Deed(
        service=services.correct_reporter,
        who=chen,
        may="triager triager_near clerk",
        before="assign",
        usual={"reason": "电话里听错了人"},
        form={"phone": "13900139000", "reason": "电话里听错了人"},
    ),
    "correct_contact": Deed(
        service=services.correct_contact,
        who=owner,
        may="owner community grid clerk",
        before="assign",
        usual={"contact": Contact(channel="sms", address="13900139000")},
        form={"told": "sms", "phone": "13900139000"},
    ),
    "note": Deed(
        service=services.note,
        who=chen,
        may="near unit helper supervisor",
        before="assign",
        usual={"words": "此人上月来过"},
    ),
    "hide": Deed(
        service=services.hide,
        who=chen,
        may="triager triager_near editor",
        before="assign publish",
        usual={"reason": "标题里有门牌号"},
    ),
    "reopen": Deed(
        service=services.reopen,
        who=clock,
        may="system",
        before="assign accept answer",
        usual={"reason": "晚上还是不亮"},
        form=None,
    ),
}


def verb_of(name: str) -> Verb:
    """The verb of a row; a check that fails is a check."""
    return actions.verb_of("matter.check" if name == "fail" else f"matter.{name}")


def do(
    verb: str, matter: Matter, people: Cast, now: datetime, *, actor: Actor | None = None, **said: object
) -> None:
    """One deed, by its usual actor unless another is named."""
    deed = DEEDS[verb]
    deed.service(
        actor=actor or deed.who(people, matter), matter_id=matter.id, now=now, **{**deed.usual, **said}
    )


def walk(matter: Matter, people: Cast, verbs: str, start: datetime) -> datetime:
    """These deeds one after another, a minute apart; says when the last was done.

    `@lake` puts the matter under the rules of the lake district, `home` assigns it to its grid.
    """
    now = start
    for verb in verbs.split():
        now += timedelta(minutes=1)
        if verb == "@lake":
            lake.bind(matter)
        elif verb == "home":
            do("assign", matter, people, now, class_code="home")
        else:
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
