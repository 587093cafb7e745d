"""Whether a pack that has the right shape also makes sense (A1): what it refers to exists, its terms keep
to the floor, every value says where it comes from, and every step is answered for."""

from collections.abc import Iterator
from string import Formatter

from yuanba.rules import answerable
from yuanba.rules.deadline import Term
from yuanba.rules.fault import Fault
from yuanba.rules.pack import Grounded, Notice, Pack
from yuanba.rules.privacy import LOGS_AT_LEAST, Kept

__all__ = ["Fault", "faults"]

TABLES = (
    "classes",
    "bodies",
    "evaluators",
    "items",
    "positions",
    "refusals",
    "guidances",
    "dangers",
    "replies",
)
#: What is filled in where an answer goes back to another platform.
BLANKS = frozenset({"number", "receipt", "unit", "accepted_on", "answered_on", "answer"})
SINGLES = ("receipt", "limits", "triage", "orders", "checking", "evaluation", "supervisors")
#: What people are told of what is kept of them, and who may look.
PRIVACY = ("handler", "collection", "looking", "requests")


def faults(pack: Pack) -> list[Fault]:
    """Everything that is unsound, all at once; an empty list is a pack that can be used."""
    return [
        *_class_faults(pack),
        *_item_faults(pack),
        *_reply_faults(pack),
        *_channel_faults(pack),
        *_floor_faults(pack),
        *answerable.faults(pack),
        *_ground_faults(pack),
        *_hour_faults(pack),
        *_privacy_faults(pack),
    ]


def _class_faults(pack: Pack) -> Iterator[Fault]:
    for code, matter_class in pack.classes.items():
        place = f"classes.{code}"
        if matter_class.lead not in pack.bodies:
            yield Fault(f"{place}.lead", f"no body is called {matter_class.lead!r}")
        for evaluator in matter_class.evaluators:
            if evaluator not in pack.evaluators:
                yield Fault(f"{place}.evaluators", f"no evaluator is called {evaluator!r}")
        if not pack.items_of(code):
            yield Fault(place, "no item of the directory is in this class")
        yield from _at_most(f"{place}.answer", matter_class.answer, pack.limits.answer_days)
        if matter_class.rework.in_days > matter_class.answer.in_days:
            yield Fault(f"{place}.rework", "longer than the answer")
        if matter_class.is_public and matter_class.notice is None:
            yield Fault(f"{place}.notice", "a public class says where and how long its results are posted")
        if matter_class.notice:
            yield from _notice_faults(f"{place}.notice", matter_class.notice, pack)


def _notice_faults(place: str, notice: Notice, pack: Pack) -> Iterator[Fault]:
    if len(set(notice.levels)) < len(notice.levels):
        yield Fault(f"{place}.levels", "a level stands twice")
    yield from _at_least(f"{place}.period", notice.period, pack.limits.notice_days)


def _item_faults(pack: Pack) -> Iterator[Fault]:
    for code, item in pack.items.items():
        place = f"items.{code}"
        if item.class_code not in pack.classes:
            yield Fault(f"{place}.class", f"no class is called {item.class_code!r}")
        if item.body and item.body not in pack.bodies:
            yield Fault(f"{place}.body", f"no body is called {item.body!r}")
        if len(set(item.keywords)) < len(item.keywords):
            yield Fault(f"{place}.keywords", "a keyword stands twice")
        if item.answer:
            yield from _at_most(f"{place}.answer", item.answer, pack.limits.answer_days)
        if item.rework and item.class_code in pack.classes:
            answer = pack.term_of(item.class_code, code)
            if item.rework.in_days > answer.in_days:
                yield Fault(f"{place}.rework", "longer than the answer")


def _reply_faults(pack: Pack) -> Iterator[Fault]:
    for code, reply in pack.replies.items():
        if reply.class_code and reply.class_code not in pack.classes:
            yield Fault(f"replies.{code}.class", f"no class is called {reply.class_code!r}")
        item = pack.items.get(reply.item)
        if reply.item and item is None:
            yield Fault(f"replies.{code}.item", f"no item is called {reply.item!r}")
        if item and reply.class_code not in ("", item.class_code):
            yield Fault(f"replies.{code}.class", f"the item is in the class {item.class_code!r}")


def _channel_faults(pack: Pack) -> Iterator[Fault]:
    for code, channel in pack.channels.items():
        reply = channel.reply
        for words in (reply.zh, reply.en) if reply else ():
            named = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
            for blank in sorted(named - BLANKS):
                yield Fault(f"channels.{code}.reply", f"nothing fills in {{{blank}}}")


def _floor_faults(pack: Pack) -> Iterator[Fault]:
    """What residents are left: never less time to speak up than base, never more waiting."""
    limits, orders = pack.limits, pack.orders
    yield from _at_least("triage.objection", pack.triage.objection, limits.objection_days)
    yield from _at_least("orders.reply", orders.reply, limits.reply_days)
    yield from _at_least("evaluation.window", pack.evaluation.window, limits.evaluation_days)
    if orders.extension.in_days * orders.extensions > limits.extension_days:
        yield Fault("orders.extension", f"laxer than base: at most {limits.extension_days} days in all")


def _at_most(place: str, term: Term, days: int) -> Iterator[Fault]:
    if term.in_days > days:
        yield Fault(place, f"laxer than base: at most {days} days")


def _at_least(place: str, term: Term, days: int) -> Iterator[Fault]:
    if term.in_days < days:
        yield Fault(place, f"laxer than base: at least {days} days")


def _ground_faults(pack: Pack) -> Iterator[Fault]:
    for place, value in _grounded(pack):
        if not value.ground and not value.assumed:
            yield Fault(place, "say where it comes from: ground, or assumed with the reason")
        if value.ground and value.ground not in pack.grounds:
            yield Fault(f"{place}.ground", f"no source or law is called {value.ground!r}")


def _grounded(pack: Pack) -> Iterator[tuple[str, Grounded]]:
    for table in TABLES:
        for code, value in getattr(pack, table).items():
            yield f"{table}.{code}", value
    for single in SINGLES:
        yield single, getattr(pack, single)
    for number, row in enumerate(pack.escalations):
        yield f"escalations.{number}", row
    for single in PRIVACY:
        if value := getattr(pack, single):
            yield single, value
    for asked, declared in pack.requests.kinds.items() if pack.requests else ():
        yield f"requests.kinds.{asked}", declared
    for kind, kept in pack.retention.items():
        yield f"retention.{kind}", kept


def _hour_faults(pack: Pack) -> Iterator[Fault]:
    for earlier, later in zip(pack.hours, pack.hours[1:], strict=False):
        if later.opens < earlier.closes:
            yield Fault("hours", f"{later.opens} is before {earlier.closes}")
    for code, year in pack.calendars.items():
        if code != str(year.year):
            yield Fault(f"calendars.{code}.year", f"the file is called {code}.toml")


def _privacy_faults(pack: Pack) -> Iterator[Fault]:
    for single in PRIVACY:
        if getattr(pack, single) is None:
            yield Fault(single, "people have to be told, and looks behind the mask bounded")
    for kind in Kept:
        if kind not in pack.retention:
            yield Fault(f"retention.{kind}", "say how long this is kept")
    logs = pack.retention.get(Kept.LOGS)
    if logs and logs.days < LOGS_AT_LEAST:
        yield Fault("retention.logs.days", f"the law asks for at least {LOGS_AT_LEAST} days")
