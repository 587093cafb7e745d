"""Every verb of the life: refused at the wrong point, to those whose it is not, and the second time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.models import Order, Request
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.check import Barred
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import AlreadySo, NoCoUnit, NoRequest, NotJoined, RequestPending, TooOften
from yuanba.rules.matters.triage import AlreadyObjected
from yuanba.rules.pack.outcome import ReasonMissing

#: The verb, what comes before it, and where it is too early or too late for it.
WRONG = [
    ("guide", "assign"),
    ("settle", "assign"),
    ("withdraw", "assign accept answer"),
    ("withdraw", "refuse"),
    ("object", ""),
    ("object", "withdraw"),
    ("split", "assign"),
    ("ask", "assign"),
    ("ask", "assign accept ask"),
    ("reply", "assign accept answer"),
    ("resume", "assign accept"),
    ("ask_hold", "assign"),
    ("ask_extend", "assign accept ask"),
    ("urge", "withdraw"),
    ("prioritise", "withdraw"),
    ("escalate", "withdraw"),
    ("check", "assign accept"),
    ("check", "assign accept answer check"),
    ("invite", "assign accept answer"),
    ("close", "assign accept answer check"),
    ("reopen", "assign accept"),
    ("reopen", "assign accept answer check invite close"),
    ("undo_close", "assign accept answer"),
]


@pytest.mark.parametrize(("verb", "before"), WRONG)
def test_not_at_the_wrong_point(people: Cast, morning: datetime, verb: str, before: str) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, before, morning)
    state, told = deeds.row_of(matter).state, deeds.story(matter)

    with pytest.raises(WrongState):
        deeds.do(verb, matter, people, now)

    assert (deeds.row_of(matter).state, deeds.story(matter)) == (state, told)


#: The verb, what comes before it, and who of the cast (or beside it) has no say in it.
NOT_THEIRS = [
    ("guide", "", "li wang zhou sun dan"),
    ("settle", "", "li chen zhou sun ping"),
    ("withdraw", "assign", "wang chen zhou sun dan"),
    ("object", "refuse", "wang chen zhou sun"),
    ("split", "assign accept", "li chen ping sun dan"),
    ("join", "assign accept split", "li chen zhou sun"),
    ("decline", "assign accept split", "li chen zhou sun"),
    ("contribute", "assign accept split join", "li chen zhou sun"),
    ("ask", "assign accept", "li chen ping sun"),
    ("reply", "assign accept ask", "wang chen zhou sun"),
    ("resume", "assign accept ask", "li chen ping sun"),
    ("ask_hold", "assign accept", "li chen ping"),
    ("ask_extend", "assign accept", "li chen ping"),
    ("grant", "assign accept ask_hold", "li zhou ping sun dan"),
    ("deny", "assign accept ask_hold", "li zhou ping sun dan"),
    ("urge", "assign", "wang zhou sun"),
    ("prioritise", "assign", "li chen zhou sun"),
    ("relax", "assign prioritise", "li chen zhou sun"),
    ("escalate", "assign", "li zhou sun dan"),
    ("check", "assign accept answer", "li wang zhou"),
    ("invite", "assign accept answer check", "li chen zhou sun dan"),
    ("close", "assign accept answer check invite", "li chen zhou sun dan"),
    ("undo_close", "assign accept answer check invite close", "li chen zhou sun"),
    ("correct_reporter", "assign", "li wang zhou sun"),
    ("note", "assign", "li wang sun"),
    ("hide", "assign publish", "li wang zhou sun dan"),
]


@pytest.mark.parametrize(("verb", "before", "names"), NOT_THEIRS)
def test_not_by_those_whose_it_is_not(
    people: Cast, morning: datetime, verb: str, before: str, names: str
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, before, morning)
    told = deeds.story(matter)
    beside = {"dan": deeds.dan(people, matter), "ping": deeds.ping(people, matter)}

    for name in names.split():
        actor = beside.get(name) or getattr(people, name)
        with pytest.raises((NotAllowed, Barred)):
            deeds.do(verb, matter, people, now, actor=actor)
    with pytest.raises(NotAllowed):
        deeds.do(verb, matter, people, now, actor=ANONYMOUS)

    assert deeds.story(matter) == told


#: The verb, what comes before it, and what it says the second time.
TWICE: list[tuple[str, str, type[Refused]]] = [
    ("guide", "", WrongState),
    ("settle", "", WrongState),
    ("withdraw", "", WrongState),
    ("split", "assign accept", NoCoUnit),
    ("join", "assign accept split", NotJoined),
    ("contribute", "assign accept split join", NotJoined),
    ("ask", "assign accept", WrongState),
    ("ask_hold", "assign accept", RequestPending),
    ("ask_extend", "assign accept", RequestPending),
    ("grant", "assign accept ask_hold", NoRequest),
    ("deny", "assign accept ask_hold", NoRequest),
    ("urge", "assign", TooOften),
    ("prioritise", "assign", AlreadySo),
    ("relax", "assign prioritise", AlreadySo),
    ("check", "assign accept answer", WrongState),
    ("invite", "assign accept answer check", WrongState),
    ("close", "assign accept answer check invite", WrongState),
    ("undo_close", "assign accept answer check invite close", WrongState),
]


@pytest.mark.parametrize(("verb", "before", "refusal"), TWICE)
def test_not_twice(people: Cast, morning: datetime, verb: str, before: str, refusal: type[Refused]) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, f"{before} {verb}", morning)
    told = deeds.story(matter)

    with pytest.raises(refusal):
        deeds.do(verb, matter, people, now + timedelta(minutes=1))

    assert deeds.story(matter) == told


def test_one_objection_is_heard_and_no_more(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "refuse object refuse", morning)

    with pytest.raises(AlreadyObjected):
        deeds.do("object", matter, people, now)


#: Verbs that somebody else reads the reason of.
REASONED = [
    ("guide", "", "words"),
    ("object", "refuse", "reason"),
    ("decline", "assign accept split", "reason"),
    ("contribute", "assign accept split join", "words"),
    ("ask", "assign accept", "question"),
    ("reply", "assign accept ask", "words"),
    ("ask_hold", "assign accept", "reason"),
    ("ask_extend", "assign accept", "reason"),
    ("deny", "assign accept ask_hold", "reason"),
    ("prioritise", "assign", "reason"),
    ("relax", "assign prioritise", "reason"),
    ("escalate", "assign", "reason"),
    ("check", "assign accept answer", "words"),
    ("undo_close", "assign accept answer check invite close", "reason"),
    ("correct_reporter", "assign", "reason"),
    ("note", "assign", "words"),
    ("hide", "assign publish", "reason"),
]


@pytest.mark.parametrize(("verb", "before", "field"), REASONED)
def test_not_without_a_reason(people: Cast, morning: datetime, verb: str, before: str, field: str) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, before, morning)
    told = deeds.story(matter)

    with pytest.raises(ReasonMissing):
        deeds.do(verb, matter, people, now, **{field: " "})

    assert deeds.story(matter) == told


def test_what_is_refused_leaves_no_rows(people: Cast, morning: datetime) -> None:
    matter: Matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "assign accept", morning)

    with pytest.raises(Refused):
        deeds.do("split", matter, people, now, units=["jijiang"])
    with pytest.raises(Refused):
        deeds.do("split", matter, people, now, units=["nobody"])
    with pytest.raises(Refused):
        deeds.do("ask_hold", matter, people, now, reason="")

    assert Order.objects.filter(matter_id=matter.id).count() == 1
    assert not Request.objects.filter(matter_id=matter.id).exists()
