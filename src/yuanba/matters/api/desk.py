"""The JSON API of the desk: one operation per action that staff can take on a matter."""

from __future__ import annotations

from ninja import Field, Router, Schema, Status

from yuanba.matters import services
from yuanba.matters.api import DONE, PROBLEMS, FiledOut, WithReason, staff
from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.rules.time.deadline import Term, Unit
from yuanba.web.entrance import Request, now

router = Router(tags=["matters"], auth=staff)

Done = Status[None]
REASON = 1000


class ToAssign(Schema):
    """The request body of assign: class, item of the directory if one fits, and area."""

    class_code: str
    item_code: str = ""
    area_code: str = ""


class ToReassign(ToAssign):
    """The request body of reassign: new class or item, area, and the reason."""

    reason: str = Field(min_length=1, max_length=REASON)


class ToRefuse(Schema):
    """The request body of refuse: the code of a ground, and the reason that the resident reads."""

    refusal_code: str
    reason: str = Field(min_length=1, max_length=REASON)


class ToGuide(Schema):
    """The request body of guide: the code of a kind of guidance, and the words that the resident reads."""

    guidance_code: str
    words: str = Field(min_length=1, max_length=REASON)


class ToSettle(Schema):
    """The request body of settle: the class or item of the matter, and what was done on the spot."""

    class_code: str
    item_code: str = ""
    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)


class ToMerge(Schema):
    """The request body of merge: the id of the matter that this one is merged into."""

    into_id: int


class WithWords(Schema):
    """The request body with words that others will read."""

    words: str = Field(min_length=1, max_length=REASON)


class ToAnswer(Schema):
    """The request body of answer: what was done, and why it does not wait for missing co-handlers."""

    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)
    without_parts: str = Field("", max_length=REASON)


class ToSplit(WithWords):
    """The request body of split: the units asked to be co-handlers, and what each should do."""

    units: list[str] = Field(min_length=1, max_length=10)


class ToAsk(Schema):
    """The request body of ask: the question to the resident."""

    question: str = Field(min_length=1, max_length=REASON)


class ForLonger(WithReason):
    """The request body of ask_hold and ask_extend: how much time is requested, and why."""

    amount: int = Field(gt=0, le=366)
    unit: Unit = Unit.WORKING_DAYS


class ToCheck(WithWords):
    """The request body of check: whether the answer is true, and what was seen."""

    passes: bool


class ToUrge(Schema):
    """The request body of urge at the desk: what the responsible unit should know."""

    words: str = Field("", max_length=REASON)


class ToCorrectReporter(WithReason):
    """The request body of correct_reporter: the right owner's log-in (empty: the new receipt's holder)."""

    login: str = Field("", max_length=40)


class ToPublish(Schema):
    """The request body of publish: the title and summary that staff wrote."""

    title: str = Field(min_length=1, max_length=60)
    summary: str = Field(min_length=1, max_length=300)


@router.post("/matters/{matter_id}/assign", response=DONE, operation_id="matter.assign")
def assign(request: Request, matter_id: int, body: ToAssign) -> Done:
    """Assign the matter to the unit that its class or item names."""
    services.assign(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/reassign", response=DONE, operation_id="matter.reassign")
def reassign(request: Request, matter_id: int, body: ToReassign) -> Done:
    """Reassign the matter to the unit of another class or item."""
    services.reassign(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/refuse", response=DONE, operation_id="matter.refuse")
def refuse(request: Request, matter_id: int, body: ToRefuse) -> Done:
    """Refuse the matter on a ground that the pack names."""
    services.refuse(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/guide", response=DONE, operation_id="matter.guide")
def guide(request: Request, matter_id: int, body: ToGuide) -> Done:
    """Close a private matter with guidance: say who can help instead."""
    services.guide(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/settle", response=DONE, operation_id="matter.settle")
def settle(request: Request, matter_id: int, body: ToSettle) -> Done:
    """Settle a small matter on the spot and say what was done; somebody else checks it."""
    services.settle(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/merge", response=DONE, operation_id="matter.merge")
def merge(request: Request, matter_id: int, body: ToMerge) -> Done:
    """Merge the matter into another open matter."""
    services.merge(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/unmerge", response=DONE, operation_id="matter.unmerge")
def unmerge(request: Request, matter_id: int, body: WithReason) -> Done:
    """Separate the matter from the one that it was merged into."""
    services.unmerge(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/withdraw", response=DONE, operation_id="matter.withdraw_at_desk")
def withdraw(request: Request, matter_id: int) -> Done:
    """Withdraw the matter for the resident at the counter."""
    services.withdraw(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/object", response=DONE, operation_id="matter.object_at_desk")
def object_to(request: Request, matter_id: int, body: WithReason) -> Done:
    """Record a resident's objection to the refusal of the matter."""
    services.object_to(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/accept", response=DONE, operation_id="matter.accept")
def accept(request: Request, matter_id: int) -> Done:
    """Accept the order for my unit."""
    services.accept(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/take", response=DONE, operation_id="matter.take")
def take(request: Request, matter_id: int) -> Done:
    """Take the matter from the pool for my unit."""
    services.take(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/return", response=DONE, operation_id="matter.return")
def give_back(request: Request, matter_id: int, body: WithReason) -> Done:
    """Give the order back (退单) before accepting it, with the reason."""
    services.give_back(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/split", response=DONE, operation_id="matter.split")
def split(request: Request, matter_id: int, body: ToSplit) -> Done:
    """Ask other units to be co-handlers of the matter."""
    services.split(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/join", response=DONE, operation_id="matter.join")
def join(request: Request, matter_id: int) -> Done:
    """Accept, for my unit, the co-handler part that the unit in charge asks for."""
    services.join(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/decline", response=DONE, operation_id="matter.decline")
def decline(request: Request, matter_id: int, body: WithReason) -> Done:
    """Decline, for my unit, the co-handler part that the unit in charge asks for, with the reason."""
    services.decline(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/contribute", response=DONE, operation_id="matter.contribute")
def contribute(request: Request, matter_id: int, body: WithWords) -> Done:
    """Hand in the finished part of my unit as co-handler."""
    services.contribute(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/ask", response=DONE, operation_id="matter.ask")
def ask(request: Request, matter_id: int, body: ToAsk) -> Done:
    """Ask the resident a question; the clock pauses until there is a reply."""
    services.ask(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/reply", response=DONE, operation_id="matter.reply_at_desk")
def reply(request: Request, matter_id: int, body: WithWords) -> Done:
    """Record the resident's reply to the unit's question."""
    services.reply(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/ask_hold", response=DONE, operation_id="matter.ask_hold")
def ask_hold(request: Request, matter_id: int, body: ForLonger) -> Done:
    """Request that the clock be paused for a time."""
    term = Term(amount=body.amount, unit=body.unit)
    services.ask_hold(actor=request.actor, matter_id=matter_id, term=term, reason=body.reason, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/ask_extend", response=DONE, operation_id="matter.ask_extend")
def ask_extend(request: Request, matter_id: int, body: ForLonger) -> Done:
    """Request more time for the answer."""
    term = Term(amount=body.amount, unit=body.unit)
    services.ask_extend(actor=request.actor, matter_id=matter_id, term=term, reason=body.reason, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/grant", response=DONE, operation_id="matter.grant")
def grant(request: Request, matter_id: int) -> Done:
    """Grant the unit's open request for a pause or more time."""
    services.grant(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/deny", response=DONE, operation_id="matter.deny")
def deny(request: Request, matter_id: int, body: WithReason) -> Done:
    """Deny the unit's open request for a pause or more time."""
    services.deny(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/resume", response=DONE, operation_id="matter.resume")
def resume(request: Request, matter_id: int) -> Done:
    """End the clock pause, so that the clock runs on."""
    services.resume(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/urge", response=DONE, operation_id="matter.urge_at_desk")
def urge(request: Request, matter_id: int, body: ToUrge) -> Done:
    """Urge the responsible unit on behalf of the resident."""
    services.urge(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/prioritise", response=DONE, operation_id="matter.prioritise")
def prioritise(request: Request, matter_id: int, body: WithReason) -> Done:
    """Put the matter on the supervision list."""
    services.prioritise(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/relax", response=DONE, operation_id="matter.relax")
def relax(request: Request, matter_id: int, body: WithReason) -> Done:
    """Take the matter off the supervision list."""
    services.relax(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/escalate", response=DONE, operation_id="matter.escalate")
def escalate(request: Request, matter_id: int, body: WithReason) -> Done:
    """Escalate the matter to the lead of the next administrative level."""
    services.escalate(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/answer", response=DONE, operation_id="matter.answer")
def answer(request: Request, matter_id: int, body: ToAnswer) -> Done:
    """Answer the matter: say what was done."""
    services.answer(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/check", response=DONE, operation_id="matter.check")
def check(request: Request, matter_id: int, body: ToCheck) -> Done:
    """Record the check of the answer, passed or failed."""
    services.check(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/undo_close", response=DONE, operation_id="matter.undo_close")
def undo_close(request: Request, matter_id: int, body: WithReason) -> Done:
    """Reopen a matter that was closed wrongly."""
    services.undo_close(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/note", response=DONE, operation_id="matter.note")
def note(request: Request, matter_id: int, body: WithWords) -> Done:
    """Add an internal note that only staff can read."""
    services.note(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/publish", response=DONE, operation_id="matter.publish")
def publish(request: Request, matter_id: int, body: ToPublish) -> Done:
    """Publish a title and summary of the matter."""
    services.publish(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/hide", response=DONE, operation_id="matter.hide")
def hide(request: Request, matter_id: int, body: WithReason) -> Done:
    """Remove the matter from public view."""
    services.hide(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post(
    "/matters/{matter_id}/correct_reporter",
    response={200: FiledOut, **PROBLEMS},
    operation_id="matter.correct_reporter",
)
def correct_reporter(request: Request, matter_id: int, body: ToCorrectReporter) -> services.Filed:
    """Correct who reported the matter; return the new receipt, which replaces the old code."""
    return services.correct_reporter(
        actor=request.actor, matter_id=matter_id, reason=body.reason, login=body.login, now=now()
    )
