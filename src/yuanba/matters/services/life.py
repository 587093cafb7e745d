"""Steps that services of matters share: store a rule's outcome, and record the act in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from django.db.models import F
from django.db.models.functions import Greatest

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.matters import queries
from yuanba.matters.models import Mark, Matter, Order, Pause, Request, Role
from yuanba.matters.queries import clock
from yuanba.matters.services import clocks
from yuanba.rules.core.action import Spoken
from yuanba.rules.core.actions import action_of
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import OPEN, PAUSED, RUNNING, State
from yuanba.rules.matters.escalation import ClockAction, pressing, triggered
from yuanba.rules.matters.orders import Raised
from yuanba.rules.matters.passing import Passed
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack, Trigger
from yuanba.rules.pack.outcome import Outcome, filled
from yuanba.rules.time.deadline import Due

LOCAL = ("local_list", "local_amount")
#: States in which a pause may be open: a merger keeps it open in case the matters are separated again.
STANDS = PAUSED | {State.MERGED}
#: The actor of actions that the clock triggers.
CLOCK = system("matters.clock")


class NotPressing(Refused):
    """Raised when an automatic action, such as a reminder, is no longer due."""

    code: ClassVar[str] = "clock.not_pressing"


def turn(matter: Matter, outcome: Outcome, *, now: datetime, also: Iterable[str] = ()) -> None:
    """Store the result of an action in the matter: its new state, deadlines and pause."""
    before, fields = matter.state, {"state", *also}
    matter.state = outcome.state
    if outcome.state != before or isinstance(outcome, Assignment | Passed):
        matter.until_at = outcome.until_at
        fields.add("until_at")
    if outcome.due:
        fields |= _set_due(matter, outcome.due)
    if matter.draft and outcome.state not in OPEN:
        matter.draft = None
        fields.add("draft")
    _pause(matter, outcome, now, before=before)
    matter.save(update_fields=sorted(fields))
    if outcome.state in RUNNING and (outcome.due or outcome.state != before):
        clocks.set_beside(matter, now=now)


def _set_due(matter: Matter, due: Due) -> set[str]:
    matter.due_at, matter.is_provisional = due.at, due.provisional
    Order.objects.filter(matter=matter, role=Role.LEAD, ended_at=None).update(due_at=due.at)
    return {"due_at", "is_provisional"}


def _pause(matter: Matter, outcome: Outcome, now: datetime, *, before: str) -> None:
    """Begin the pause that the rule names; a state that does not stand still ends the open one."""
    if outcome.pause:
        Pause.objects.create(matter=matter, why=outcome.pause, from_at=now)
    elif before in STANDS and outcome.state not in STANDS:
        # two servers' clocks may differ a little: a pause never ends before it began
        Pause.objects.filter(matter=matter, until_at=None).update(until_at=Greatest(F("from_at"), now))


def give(matter: Matter, outcome: Assignment, unit: str, *, now: datetime, also: Iterable[str] = ()) -> None:
    """Store an assignment in the matter and create the unit's order."""
    told = "" if outcome.reworks > matter.reworks else matter.level  # each round begins at the body
    matter.class_code, matter.item_code, matter.unit = outcome.class_code, outcome.item_code, unit
    matter.since_at, matter.reworks = outcome.since_at, outcome.reworks
    matter.level = highest(told, outcome.level)
    matter.draft = None
    local = outcome.local
    matter.local_list_id = local.version if local else None
    matter.local_amount = local.term.amount if local and local.term else None
    fields = ("class_code", "item_code", "unit", "since_at", "reworks", "level", "draft", *LOCAL, *also)
    turn(matter, outcome, now=now, also=fields)
    Order.objects.create(matter=matter, unit=unit, sent_at=now, due_at=outcome.due_at)


def highest(told: str, level: Level) -> str:
    """Return the higher of two administrative levels as text; ``level`` if ``told`` is empty."""
    order = list(Level)
    return min(Level(told), level, key=order.index) if told else level


def end_orders(matter: Matter, *, ending: str, actor: Actor, now: datetime) -> None:
    """End the matter's open orders, including those of co-handlers, its milestones and undecided requests.

    A request that nobody has decided ends with them; a merger leaves it for when the two are parted.
    """
    orders = Order.objects.filter(matter=matter, ended_at=None)
    part = ending if ending == "merged" else "dropped"
    orders.filter(role=Role.CO).update(ending=part, ended_at=now, ended_by=actor.key)
    orders.filter(role=Role.LEAD).update(ending=ending, ended_at=now, ended_by=actor.key)
    clocks.end_milestones(matter, ending="answered" if ending == "answered" else "dropped", now=now)
    if ending != "merged":
        waiting = Request.objects.filter(matter=matter, decided_at=None)
        waiting.update(decided_at=now, decided_by=actor.key, is_granted=False)


def supervise(matter: Matter, pack: Pack, *, now: datetime) -> None:
    """Put a matter on the supervision list because it was reopened more often than the rules allow."""
    if matter.is_prioritised:
        return
    deeds = pressing(clock.course_of(matter, pack), pack, now)
    found = [deed for deed in deeds if deed.verb is MatterVerb.PRIORITISE and Trigger.REWORKED in deed.mark]
    for deed in found:
        mark(matter, deed, now=now)
    matter.is_prioritised = True
    matter.save(update_fields=["is_prioritised"])
    because = found[0].because if found else (pack.name, "evaluation.supervised_rework")
    record(Act(CLOCK, MatterVerb.PRIORITISE, now), matter, because=because, said={"reworks": matter.reworks})


def pressing_deed(matter: Matter, pack: Pack, wanted: ClockAction, *, now: datetime) -> ClockAction:
    """Return the automatic action if it is still due for the matter; else raise NotPressing."""
    for deed in pressing(clock.course_of(matter, pack), pack, now):
        if deed.mark == wanted.mark:
            return deed
    raise NotPressing(verb=wanted.verb)


def mark(matter: Matter, deed: ClockAction, *, now: datetime) -> None:
    """Record that this automatic action was done for the matter, so that it is not repeated."""
    Mark.objects.create(matter=matter, mark=deed.mark, at=now)


def mark_all(matter: Matter, pack: Pack, *, now: datetime) -> None:
    """Record all actions triggered now as done, so that the same reasons do not trigger them again."""
    found = triggered(clock.course_of(matter, pack), pack, now)
    Mark.objects.bulk_create(
        (Mark(matter=matter, mark=one, at=now) for one in sorted(found)), ignore_conflicts=True
    )


def record(
    act: Act,
    matter: Matter,
    *,
    because: Sequence[str] = (),
    words: str = "",
    said: Mapping[str, Json] | None = None,
) -> None:
    """Record an action on a matter in the journal, with the matter's state, receipt, unit and area.

    Raises BlankLeft where words for the resident still have a blank of their template: nothing is done then.
    """
    action = action_of(act.verb)
    if action and action.words is Spoken.ADDRESSED:
        filled(words)
    outcome = {
        "state": matter.state,
        "receipt": matter.receipt,
        "unit": matter.unit,
        "area_path": matter.area_path,
        **({"dangers": matter.dangers.split()} if matter.dangers else {}),
        **(said or {}),
    }
    journal.record(act, subject_of(matter), outcome=outcome, because=because, words=words)


def subject_of(matter: Matter) -> Subject:
    """Return the kind and key by which the journal identifies a matter."""
    return queries.subject(matter.pk)


def told(outcome: Outcome) -> dict[str, Json]:
    """Return the result of an action as journal fields: deadlines, pause, and the level escalated to."""
    said: dict[str, Json] = {}
    if outcome.until_at:
        said["until"] = outcome.until_at.isoformat()
    if outcome.due:
        said |= {"due_on": outcome.due.on.isoformat(), "provisional": outcome.due.provisional}
    if outcome.pause:
        said["pause"] = outcome.pause
    if isinstance(outcome, Raised):
        said |= {"level": outcome.level, "body": outcome.body}
    return said


def assigned(matter: Matter, outcome: Assignment, *, before: str) -> dict[str, Json]:
    """Return an assignment as journal fields: class, item, responsible body, deadlines and former unit."""
    return {
        **told(outcome),
        "class": outcome.class_code,
        "item": outcome.item_code,
        "body": outcome.body,
        "level": outcome.level,
        "unit_before": before,
        "reworks": outcome.reworks,
        "area": matter.area_code,
        "pack": matter.pack_digest,
    }
