"""Services of a unit's order: accept, tell of progress, return, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.districts import jobs
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Attachment, Milestone, Order, Request, Role
from yuanba.matters.queries import handling, handover
from yuanba.matters.queries.story import ANSWERS, answered
from yuanba.matters.services.attachments import Enclosure, enclose, release
from yuanba.matters.services.life import end_orders, record, told, turn
from yuanba.people import queries as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import milestones, orders, triage
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day

LONGEST_ANSWER = 4000


class AnswerTooLong(Refused):
    """Raised when the text of an answer is longer than allowed."""

    code: ClassVar[str] = "matter.answer_too_long"


class PartsOpen(Refused):
    """Raised when a unit answers without its co-handlers' results and does not say why."""

    code: ClassVar[str] = "orders.parts_open"


class UnitHasOrders(Refused):
    """Raised when a unit would close that still has orders in hand."""

    code: ClassVar[str] = "orders.unit_has_orders"


def require_no_orders(unit: str) -> None:
    """Raise UnitHasOrders if the unit with this code still has open orders."""
    open_orders = Order.objects.filter(unit=unit, ended_at=None).count()
    if open_orders:
        raise UnitHasOrders(orders=open_orders)


@transaction.atomic
def accept(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Accept the order; whoever accepts stays responsible until it is reassigned."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.ACCEPT, queries.facts_of(matter), now)
    outcome = orders.accept(State(matter.state))

    turn(matter, outcome, now=now)
    lead = Order.objects.filter(matter=matter, role=Role.LEAD, ended_at=None)
    lead.update(accepted_at=now, accepted_by=actor.key, in_hand=actor.key)

    record(Act(actor, MatterVerb.ACCEPT, now), matter, because=outcome.because)


@transaction.atomic
def report_progress(*, actor: Actor, matter_id: int, words: str, milestone: str = "", now: datetime) -> None:
    """Tell the resident how the work is coming on, and so reach a milestone; the deadline stays.

    ``milestone`` is the code of the one that is reached, empty for none.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)
    still_open = Milestone.objects.filter(matter=matter, rework=matter.reworks, ended_at=None)

    access.require(actor, MatterVerb.REPORT_PROGRESS, queries.facts_of(matter), now)
    outcome = milestones.report_progress(
        State(matter.state),
        matter.class_code,
        milestone=milestone,
        still_open=set(still_open.values_list("code", flat=True)),
        words=words,
        pack=pack,
    )

    turn(matter, outcome, now=now)
    still_open.filter(code=milestone).update(ending="told", ended_at=now)

    said = {"milestone": milestone, "class": matter.class_code} if milestone else {}
    record(
        Act(actor, MatterVerb.REPORT_PROGRESS, now),
        matter,
        because=outcome.because,
        words=words,
        said=said,
    )


@transaction.atomic
def hand_to(*, actor: Actor, matter_id: int, login: str, now: datetime) -> None:
    """Give the unit's order to a colleague, who has it in hand from now on and is told."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.HAND_TO, queries.facts_of(matter), now)
    order = Order.objects.filter(matter=matter, role=Role.LEAD, ended_at=None).first()
    before, to_key = order.in_hand if order else "", people.key_of(login)
    colleagues = handover.workers_of(matter.unit, day(now))
    outcome = orders.hand_to(State(matter.state), to_key, in_hand=before, colleagues=colleagues)

    turn(matter, outcome, now=now)
    lead = Order.objects.filter(matter=matter, role=Role.LEAD, ended_at=None)
    lead.update(in_hand=to_key, in_hand_for="")

    record(Act(actor, MatterVerb.HAND_TO, now), matter, said={"from": before, "to": to_key})


@transaction.atomic
def give_back(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Return the unit's order to triage with a reason (退单), and count the return."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.RETURN, queries.facts_of(matter), now)
    outcome = orders.give_back(State(matter.state), reason=reason)

    end_orders(matter, ending="returned", actor=actor, now=now)
    matter.returns += 1
    again = triage.file(pack=pack, at=now)
    turn(matter, replace(outcome, until_at=again.until_at), now=now, also=["returns"])
    jobs.defer("matters.press", matter_id=matter.pk)

    record(
        Act(actor, MatterVerb.RETURN, now),
        matter,
        because=outcome.because,
        words=reason,
        said={"returns": matter.returns},
    )


@transaction.atomic
def answer(
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    without_parts: str = "",
    enclosures: Sequence[Enclosure] = (),
    now: datetime,
) -> None:
    """Record the unit's answer to a matter, which somebody else then checks.

    The lead waits for the parts of those who help, or says in ``without_parts`` why not.
    """
    words = words.strip()
    if len(words) > LONGEST_ANSWER:
        raise AnswerTooLong(most=LONGEST_ANSWER)
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.ANSWER, queries.facts_of(matter), now)
    outcome = orders.answer(State(matter.state), words=words, pack=pack, at=now)
    missing = handling.parts_open(matter.pk)
    if missing and not without_parts.strip():
        raise PartsOpen(units=len(missing))

    end_orders(matter, ending="answered", actor=actor, now=now)
    turn(matter, outcome, now=now)
    files = enclose(matter=matter, enclosures=enclosures, verb=MatterVerb.ANSWER, actor=actor, now=now)

    said = {**told(outcome), **files, **({"missing": missing} if missing else {})}
    spoken = f"{words}\n{without_parts.strip()}" if missing else words
    record(Act(actor, MatterVerb.ANSWER, now), matter, because=outcome.because, words=spoken, said=said)


@transaction.atomic
def recall(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Take the unit's answer back: open its order again, and hide the answer's text and files from residents.

    The clock never stood still for the answer, so the due moment stays.
    """
    matter = queries.lock(matter_id)
    given = answered(matter.pk)

    access.require(actor, MatterVerb.RECALL, queries.facts_of(matter), now)
    if given is None:
        raise WrongState(state=matter.state, verb=MatterVerb.RECALL.value)
    outcome = orders.recall(State(matter.state), answered_at=given.at, judged_at=given.judged_at, at=now)

    matter.public_answer = ""
    turn(matter, outcome, now=now, also=["public_answer"])
    release(matter, [])
    # The order that was answered stays as it ended: whoever answered it had a hand in the matter.
    was = Order.objects.get(matter=matter, role=Role.LEAD, ending="answered", ended_at=given.at)
    Order.objects.create(
        matter=matter,
        unit=was.unit,
        sent_at=was.sent_at,
        due_at=was.due_at,
        accepted_at=was.accepted_at or given.at,
        accepted_by=was.accepted_by or was.ended_by,
        in_hand=was.in_hand or actor.key,
    )
    parts = Order.objects.filter(matter=matter, role=Role.CO, ending="dropped", ended_at=given.at)
    parts.update(ending="", ended_at=None, ended_by="")
    wishes = Request.objects.filter(matter=matter, decided_at=given.at)
    wishes.update(decided_at=None, decided_by="", is_granted=None)
    Attachment.objects.filter(matter=matter, verb__in=ANSWERS, added_at=given.at).update(is_internal=True)

    record(Act(actor, MatterVerb.RECALL, now), matter, said=queries.due_told(matter))
