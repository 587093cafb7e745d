"""Services that press for progress: residents urge, supervisors prioritise, the clock reminds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction

from yuanba.districts import jobs
from yuanba.journal import queries as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.queries import clock, milestones, routing, watch
from yuanba.matters.services.life import mark, mark_all, pressing_deed, record, told, turn
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.state import State
from yuanba.rules.matters import orders, upward
from yuanba.rules.matters.escalation import ClockAction, SideClock, SideKind
from yuanba.rules.matters.upward import Letter
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day, moment

#: Whom a reminder or a lapse is for, where it is not the unit that has the order.
DESKS = frozenset({State.FILED, State.ANSWERED})


@transaction.atomic
def urge(*, actor: Actor, matter_id: int, words: str = "", now: datetime) -> None:
    """Record that somebody urges the responsible unit to act; refuse more than the daily limit."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.URGE, queries.facts_of(matter, with_handlers=True), now)
    today = journal.times(
        queries.STORY_KIND,
        str(matter.pk),
        verb=MatterVerb.URGE,
        actor_key=actor.key,
        since=moment(day(now), time(0)),
    )
    outcome = orders.urge(State(matter.state), urges_today=today, pack=pack)

    matter.urges += 1
    turn(matter, outcome, now=now, also=["urges"])
    jobs.defer("matters.press", matter_id=matter.pk)

    said = {
        **_for(matter, also=milestones.parts_late(matter.pk, now)),
        "urges": matter.urges,
        **queries.on_behalf(actor.kind is ActorKind.STAFF),
    }
    record(
        Act(actor, MatterVerb.URGE, now),
        matter,
        because=outcome.because,
        words=words,
        said=said,
    )


@transaction.atomic
def prioritise(
    *, actor: Actor, matter_id: int, reason: str = "", deed: ClockAction | None = None, now: datetime
) -> None:
    """Put a matter on the supervision list, because a rule demands it or a person gives a reason."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.PRIORITISE, queries.facts_of(matter), now)
    if deed:
        because = pressing_deed(matter, pack, deed, now=now).because
        mark(matter, deed, now=now)
    else:
        outcome = orders.prioritise(State(matter.state), is_prioritised=matter.is_prioritised, reason=reason)
        because = outcome.because

    matter.is_prioritised = True
    matter.save(update_fields=["is_prioritised"])

    record(Act(actor, MatterVerb.PRIORITISE, now), matter, because=because, words=reason)


@transaction.atomic
def relax(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Take a matter off the supervision list, with a reason; the same causes do not put it back."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.RELAX, queries.facts_of(matter), now)
    outcome = orders.relax(State(matter.state), is_prioritised=matter.is_prioritised, reason=reason)

    matter.is_prioritised = False
    mark_all(matter, pack, now=now)
    turn(matter, outcome, now=now, also=["is_prioritised"])

    record(Act(actor, MatterVerb.RELAX, now), matter, because=outcome.because, words=reason)


@transaction.atomic
def escalate(
    *, actor: Actor, matter_id: int, reason: str = "", deed: ClockAction | None = None, now: datetime
) -> None:
    """Escalate a matter: notify the body in charge at the next level up; the unit stays responsible."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.ESCALATE, queries.facts_of(matter), now)
    level = clock.course_of(matter, pack).level
    if deed:
        pressing_deed(matter, pack, deed, now=now)
        mark(matter, deed, now=now)
    outcome = orders.escalate(
        State(matter.state), level=level, pack=pack, reason=deed.mark if deed else reason
    )

    matter.level = outcome.level
    turn(matter, outcome, now=now, also=["level"])
    above = routing.unit_leading(outcome.level, matter, pack)

    because = (*(deed.because if deed else ()), *outcome.because)
    about = _beside(matter, deed.side) if deed and deed.side else {}
    about.pop("tell", None)
    said = {**about, **told(outcome), "unit_above": above.code if above else ""}
    record(
        Act(actor, MatterVerb.ESCALATE, now),
        matter,
        because=tuple(dict.fromkeys(because)),
        words=reason,
        said=said,
    )


@transaction.atomic
def report_up(
    *,
    actor: Actor,
    matter_id: int,
    letter: str = Letter.REPORT,
    number: str = "",
    words: str = "",
    deed: ClockAction | None = None,
    now: datetime,
) -> None:
    """Record that a matter goes to the body above the district, or what that body replied, with its number.

    The clock records that a report is due; a person records the letter, which is sent outside of Yuanba.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.REPORT_UP, queries.facts_of(matter), now)
    course = clock.course_of(matter, pack)
    if deed:
        pressing_deed(matter, pack, deed, now=now)
        mark(matter, deed, now=now)
    outcome = upward.report_up(
        State(matter.state),
        level=course.level,
        is_late=course.due_at is not None and course.due_at < now,
        words=deed.mark if deed else words,
        pack=pack,
    )

    turn(matter, outcome, now=now)

    because = (*(deed.because if deed else ()), *outcome.because)
    said: dict[str, Json] = {} if deed else {"letter": Letter(letter).value, "number": number}
    record(
        Act(actor, MatterVerb.REPORT_UP, now),
        matter,
        because=tuple(dict.fromkeys(because)),
        words=words,
        said=said,
    )


@transaction.atomic
def alarm(*, actor: Actor, matter_id: int, deed: ClockAction, now: datetime) -> None:
    """Tell those who are on duty now that a matter speaks of a danger; where nobody is, those who appoint.

    Those who appoint are told too where nobody on duty has left a telephone number to be called at.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.ALARM, queries.facts_of(matter), now)
    found = pressing_deed(matter, pack, deed, now=now)
    told = watch.told_of_danger(matter.area_path, pack, now)

    mark(matter, found, now=now)

    said = {"on_duty": list(told.on_duty), "appoint": list(told.appoint), "tell": told.audiences}
    record(Act(actor, MatterVerb.ALARM, now), matter, because=found.because, said=said)


@transaction.atomic
def remind(*, actor: Actor, matter_id: int, deed: ClockAction, now: datetime) -> None:
    """Remind the responsible unit that a deadline is near or has passed; refuse to repeat a reminder."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.REMIND, queries.facts_of(matter), now)
    found = pressing_deed(matter, pack, deed, now=now)

    mark(matter, found, now=now)

    said = _what(matter, found)
    record(Act(actor, MatterVerb.REMIND, now), matter, because=found.because, said=said)


@transaction.atomic
def lapse(*, actor: Actor, matter_id: int, deed: ClockAction, now: datetime) -> None:
    """Record in the journal that a deadline of the matter has passed."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.LAPSE, queries.facts_of(matter), now)
    found = pressing_deed(matter, pack, deed, now=now)

    mark(matter, found, now=now)

    said = _what(matter, found)
    record(Act(actor, MatterVerb.LAPSE, now), matter, because=found.because, said=said)


def _what(matter: Matter, deed: ClockAction) -> dict[str, Json]:
    """What was due, and who is told."""
    if deed.side:
        return {**queries.due_told(matter), **_beside(matter, deed.side)}
    what = deed.mark.partition("@")[0].removeprefix(f"{deed.verb}.").partition(".")[0]
    return {"what": what, **queries.due_told(matter), **_for(matter)}


def _beside(matter: Matter, side: SideClock) -> dict[str, Json]:
    """What a clock beside the answer's is about, and who is told: of a part the unit that helps."""
    said: dict[str, Json] = {"what": side.kind.value}
    if side.kind is SideKind.PART:
        part = {"helping": [side.name], **queries.part_due_told(side.due_at)}
        return {**said, **part, "tell": ["helper", "supervisor"]}
    return {**said, "milestone": side.name, "class": matter.class_code, **_for(matter)}


def _for(matter: Matter, *, also: Sequence[str] = ()) -> dict[str, Json]:
    """Who is told: the triagers where the matter lies at their desk, else its unit, and these co-handlers."""
    told = ["triager" if State(matter.state) in DESKS else "unit", "supervisor"]
    return {"helping": list(also), "tell": [*told, "helper"]} if also else {"tell": list(told)}
