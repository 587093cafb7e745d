"""The limits that law and the base pack set for every district: longest terms, shortest times to speak up.

What of the law binds keys that there are: sixty days and thirty more for an answer, fifteen days until one is
told whether it is taken, fifteen days on the board, six months of logs, and that people are told what is kept
of them. The words of each, with article and day, are base's `[laws]`.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack
from yuanba.rules.pack.duty import DAY
from yuanba.rules.privacy import LOGS_AT_LEAST, Kept
from yuanba.rules.time.deadline import Term

#: The law behind each limit; the others are base's own.
LAWS: Mapping[str, str] = {
    "answer_days": "petition_34",
    "extension_days": "petition_34",
    "triage_days": "petition_22",
    "notice_days": "residents_34",
    "logs": "cyber_log",
    "handler": "pipl_17",
    "collection": "pipl_17",
    "looking": "pipl_51",
    "requests": "pipl_50",
    "retention": "pipl_19",
}


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each term of a pack that is too long or short, and each missing privacy statement."""
    triage, orders = pack.triage, pack.orders
    yield from _at_most("triage.term", triage.term, "triage_days", pack)
    yield from _at_least("triage.objection", triage.objection, "objection_days", pack)
    yield from _at_least("orders.reply", orders.reply, "reply_days", pack)
    yield from _at_least("evaluation.window", pack.evaluation.window, "evaluation_days", pack)
    if orders.extension.in_days * orders.extensions > pack.limits.extension_days:
        yield _above("orders.extension", "extension_days", pack)
    for code, row in pack.classes.items():
        yield from _at_most(f"classes.{code}.answer", row.answer, "answer_days", pack)
        if row.notice:
            yield from _at_least(f"classes.{code}.notice.period", row.notice.period, "notice_days", pack)
    for code, item in pack.items.items():
        if item.answer:
            yield from _at_most(f"items.{code}.answer", item.answer, "answer_days", pack)
    for name, term in pack.alarm or ():
        if isinstance(term, Term) and term.in_days * DAY > pack.limits.alarm_minutes:
            yield fault(f"alarm.{name}", "alarm_slow", minutes=pack.limits.alarm_minutes)
    yield from _privacy_faults(pack)


def _privacy_faults(pack: Pack) -> Iterator[Fault]:
    for single in ("handler", "collection", "looking", "requests"):
        if getattr(pack, single) is None:
            yield fault(single, "untold", law=_law(single, pack))
    for kind in Kept:
        if kind not in pack.retention:
            yield fault(f"retention.{kind}", "unkept", law=_law("retention", pack))
    logs = pack.retention.get(Kept.LOGS)
    if logs and logs.days < LOGS_AT_LEAST:
        yield fault("retention.logs.days", "below_floor", days=LOGS_AT_LEAST, law=_law("logs", pack))


def _at_most(place: str, term: Term, limit: str, pack: Pack) -> Iterator[Fault]:
    if term.in_days > _days(limit, pack):
        yield _above(place, limit, pack)


def _at_least(place: str, term: Term, limit: str, pack: Pack) -> Iterator[Fault]:
    if term.in_days < _days(limit, pack):
        yield fault(place, "below_floor", days=int(_days(limit, pack)), law=_law(limit, pack))


def _above(place: str, limit: str, pack: Pack) -> Fault:
    return fault(place, "above_floor", days=int(_days(limit, pack)), law=_law(limit, pack))


def _days(limit: str, pack: Pack) -> Fraction:
    return Fraction(getattr(pack.limits, limit))


def _law(limit: str, pack: Pack) -> Text:
    """What the law says, and its code; where no law does, whose floor it is."""
    code = LAWS.get(limit, "")
    words = pack.laws.get(code)
    if words is None:
        return Text(zh=f"基准包的底线（limits.{limit}）", en=f"the floor of base (limits.{limit})")
    return Text(zh=f"{words.zh}（{code}）", en=f"{words.en} ({code})")
