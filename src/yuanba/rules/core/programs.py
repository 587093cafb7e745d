"""Which actions the key of a program may be given, and which need a person, each with its ground."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb

#: A key ends at the latest after so many days.
LONGEST_TERM = timedelta(days=366)
#: What a key may be given, in plain words. Everything else, and whatever is added later, needs a person.
PROGRAM_VERBS: Mapping[Verb, Text] = MappingProxyType(
    {
        MatterVerb.IMPORT_ORDERS: Text(
            zh="报送其他平台（如12345）的工单", en="Send orders of another platform, such as 12345"
        ),
        MatterVerb.FILE: Text(zh="直接报事", en="File matters"),
        MatterVerb.URGE: Text(zh="转达居民的催办", en="Pass on that a resident urges"),
        MatterVerb.REPLY: Text(zh="转达居民的补充说明", en="Pass on what a resident replies"),
        MatterVerb.READ: Text(
            zh="查看事项、工单列表和办理过程（姓名和号码已遮盖）",
            en="Read matters, lists of orders and stories; names and numbers are masked",
        ),
        MatterVerb.ATTACH: Text(zh="上传附件（须同时勾选查看）", en="Enclose files (needs reading too)"),
        MatterVerb.NOTE: Text(zh="写内部备注", en="Write notes for staff"),
        MatterVerb.TAKE: Text(
            zh="从事项池认领本单位职责内的事", en="Take what is its unit's duty from the pool"
        ),
        MatterVerb.ACCEPT: Text(zh="接收本单位的工单", en="Accept orders of its unit"),
        MatterVerb.RETURN: Text(zh="退回本单位的工单", en="Return orders of its unit"),
        MatterVerb.ASK: Text(zh="就工单询问居民", en="Ask the resident about an order"),
        MatterVerb.ASK_HOLD: Text(zh="申请暂停计时", en="Ask for a pause"),
        MatterVerb.ASK_EXTEND: Text(zh="申请延长时限", en="Ask for more time"),
        MatterVerb.RESUME: Text(zh="恢复办理", en="Go on after a pause"),
        MatterVerb.SPLIT: Text(zh="请其他单位协办", en="Ask other units to help"),
        MatterVerb.JOIN: Text(zh="接受协办", en="Take on a part"),
        MatterVerb.DECLINE: Text(zh="说明理由不参加协办", en="Decline a part, with the reason"),
        MatterVerb.CONTRIBUTE: Text(zh="提交协办结果", en="Hand in a part"),
        MatterVerb.ANSWER: Text(zh="答复办理结果", en="Answer an order"),
    }
)
_DECIDES = Text(
    zh="对居民的事作出决定，须由人决定并负责（个人信息保护法第24条）",
    en="a decision about a resident's matter: a person makes it and answers for it (PIPL, article 24)",
)
_SEES = Text(zh="须有人到场看过", en="somebody went and looked")
_WILL = Text(
    zh="居民本人的意愿，由听到的人记下",
    en="the resident's own will, written down by whoever heard it",
)
_JUDGES = Text(zh="评价只能由人作出", en="only people judge")
_PUBLISHES = Text(zh="对外公开的文字，须由人审定", en="what the public reads, a person has read first")
_BEHIND = Text(
    zh="查看原文和号码须由本人说明理由，居民看得到是谁看的",
    en="a look behind the mask needs somebody's own reason, and the resident sees who looked",
)
#: What the API and the pages offer on matters and no key can be given.
NEEDS_A_PERSON: Mapping[Verb, Text] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                MatterVerb.ASSIGN,
                MatterVerb.REASSIGN,
                MatterVerb.REFUSE,
                MatterVerb.GUIDE,
                MatterVerb.MERGE,
                MatterVerb.UNMERGE,
                MatterVerb.GRANT,
                MatterVerb.DENY,
                MatterVerb.PRIORITISE,
                MatterVerb.RELAX,
                MatterVerb.ESCALATE,
                MatterVerb.UNDO_CLOSE,
                MatterVerb.CORRECT_REPORTER,
            ),
            _DECIDES,
        ),
        **dict.fromkeys((MatterVerb.SETTLE, MatterVerb.CHECK), _SEES),
        **dict.fromkeys((MatterVerb.WITHDRAW, MatterVerb.OBJECT, MatterVerb.CORRECT_CONTACT), _WILL),
        **dict.fromkeys((MatterVerb.RATE, MatterVerb.FOLLOW_UP), _JUDGES),
        **dict.fromkeys((MatterVerb.PUBLISH, MatterVerb.HIDE), _PUBLISHES),
        MatterVerb.UNMASK: _BEHIND,
    }
)


def is_term(until_on: date, on: date) -> bool:
    """Return whether a key issued on the day `on` may be valid up to and including `until_on`.

    At most `LONGEST_TERM` ahead, and not in the past.

    >>> is_term(date(2027, 3, 3), date(2026, 3, 2))
    True
    >>> is_term(date(2027, 3, 4), date(2026, 3, 2)) or is_term(date(2026, 3, 1), date(2026, 3, 2))
    False
    """
    return on <= until_on <= on + LONGEST_TERM
