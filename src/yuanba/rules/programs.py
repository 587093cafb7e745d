"""What a program may be given by its key, and what needs a person, each with its ground."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from yuanba.rules.declared import Text
from yuanba.rules.verb import Verb

#: A key ends at the latest after so many days.
LONGEST_TERM = timedelta(days=366)
#: What a key may be given. Everything that stands nowhere here, and whatever is added later, needs a person.
PROGRAM_VERBS: tuple[Verb, ...] = (
    Verb.IMPORT_ORDERS,
    Verb.FILE,
    Verb.READ,
    Verb.ATTACH,
    Verb.NOTE,
    Verb.URGE,
    Verb.REPLY,
    Verb.ACCEPT,
    Verb.RETURN,
    Verb.ASK,
    Verb.ASK_HOLD,
    Verb.ASK_EXTEND,
    Verb.RESUME,
    Verb.SPLIT,
    Verb.JOIN,
    Verb.DECLINE,
    Verb.CONTRIBUTE,
    Verb.ANSWER,
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
                Verb.ASSIGN,
                Verb.REASSIGN,
                Verb.REFUSE,
                Verb.GUIDE,
                Verb.MERGE,
                Verb.UNMERGE,
                Verb.GRANT,
                Verb.DENY,
                Verb.PRIORITISE,
                Verb.RELAX,
                Verb.ESCALATE,
                Verb.UNDO_CLOSE,
                Verb.CORRECT_REPORTER,
            ),
            _DECIDES,
        ),
        **dict.fromkeys((Verb.SETTLE, Verb.CHECK), _SEES),
        **dict.fromkeys((Verb.WITHDRAW, Verb.OBJECT, Verb.CORRECT_CONTACT), _WILL),
        **dict.fromkeys((Verb.RATE, Verb.FOLLOW_UP), _JUDGES),
        **dict.fromkeys((Verb.PUBLISH, Verb.HIDE), _PUBLISHES),
        Verb.UNMASK: _BEHIND,
    }
)


def is_term(until_on: date, on: date) -> bool:
    """Whether a key that is issued today may last until that day, which counts.

    >>> is_term(date(2027, 3, 3), date(2026, 3, 2))
    True
    >>> is_term(date(2027, 3, 4), date(2026, 3, 2)) or is_term(date(2026, 3, 1), date(2026, 3, 2))
    False
    """
    return on <= until_on <= on + LONGEST_TERM
