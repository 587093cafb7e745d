"""The desk over JSON: one operation per verb that staff press."""

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
    """The class, and the directory's item if one fits."""

    class_code: str
    item_code: str = ""
    area_code: str = ""


class ToReassign(ToAssign):
    """The same with the reason."""

    reason: str = Field(min_length=1, max_length=REASON)


class ToRefuse(Schema):
    """A ground that the pack names, and what the resident reads."""

    refusal_code: str
    reason: str = Field(min_length=1, max_length=REASON)


class ToGuide(Schema):
    """A way of helping that the pack names, and what the resident reads."""

    guidance_code: str
    words: str = Field(min_length=1, max_length=REASON)


class ToSettle(Schema):
    """What it was, and what was done about it on the spot."""

    class_code: str
    item_code: str = ""
    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)


class ToMerge(Schema):
    """The matter that it is joined to."""

    into_id: int


class WithWords(Schema):
    """Words that others read."""

    words: str = Field(min_length=1, max_length=REASON)


class ToAnswer(Schema):
    """What was done; and why the answer does not wait for a part, where one is missing."""

    words: str = Field(min_length=1, max_length=LONGEST_ANSWER)
    without_parts: str = Field("", max_length=REASON)


class ToSplit(WithWords):
    """The units that are asked to help, and for what."""

    units: list[str] = Field(min_length=1, max_length=10)


class ToAsk(Schema):
    """What the resident is asked."""

    question: str = Field(min_length=1, max_length=REASON)


class ForLonger(WithReason):
    """How long, and why."""

    amount: int = Field(gt=0, le=366)
    unit: Unit = Unit.WORKING_DAYS


class ToCheck(WithWords):
    """Whether what the answer says is so, and what was seen."""

    passes: bool


class ToUrge(Schema):
    """What whoever has it should know."""

    words: str = Field("", max_length=REASON)


class ToCorrectReporter(WithReason):
    """The account whose matter it is; without one, whoever gets the new receipt."""

    login: str = Field("", max_length=40)


class ToPublish(Schema):
    """Staff's own words for the public."""

    title: str = Field(min_length=1, max_length=60)
    summary: str = Field(min_length=1, max_length=300)


@router.post("/matters/{matter_id}/assign", response=DONE, operation_id="matter.assign")
def assign(request: Request, matter_id: int, body: ToAssign) -> Done:
    """Give it to the body that its class or item names."""
    services.assign(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/reassign", response=DONE, operation_id="matter.reassign")
def reassign(request: Request, matter_id: int, body: ToReassign) -> Done:
    """Give it to the body of another class or item."""
    services.reassign(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/refuse", response=DONE, operation_id="matter.refuse")
def refuse(request: Request, matter_id: int, body: ToRefuse) -> Done:
    """Do not take it, on a ground that the pack names."""
    services.refuse(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/guide", response=DONE, operation_id="matter.guide")
def guide(request: Request, matter_id: int, body: ToGuide) -> Done:
    """Leave a private matter to those whose own it is, and say who helps."""
    services.guide(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/settle", response=DONE, operation_id="matter.settle")
def settle(request: Request, matter_id: int, body: ToSettle) -> Done:
    """Do a small thing on the spot and say so."""
    services.settle(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/merge", response=DONE, operation_id="matter.merge")
def merge(request: Request, matter_id: int, body: ToMerge) -> Done:
    """Join it to another living matter."""
    services.merge(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/unmerge", response=DONE, operation_id="matter.unmerge")
def unmerge(request: Request, matter_id: int, body: WithReason) -> Done:
    """Part it from the matter that it was joined to."""
    services.unmerge(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/withdraw", response=DONE, operation_id="matter.withdraw_at_desk")
def withdraw(request: Request, matter_id: int) -> Done:
    """Take it back for the resident at the counter."""
    services.withdraw(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/object", response=DONE, operation_id="matter.object_at_desk")
def object_to(request: Request, matter_id: int, body: WithReason) -> Done:
    """Write down a resident's objection to not being taken."""
    services.object_to(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/accept", response=DONE, operation_id="matter.accept")
def accept(request: Request, matter_id: int) -> Done:
    """Take the order."""
    services.accept(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/take", response=DONE, operation_id="matter.take")
def take(request: Request, matter_id: int) -> Done:
    """Take it from the pool for my unit."""
    services.take(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/return", response=DONE, operation_id="matter.return")
def give_back(request: Request, matter_id: int, body: WithReason) -> Done:
    """Return the order with the reason."""
    services.give_back(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/split", response=DONE, operation_id="matter.split")
def split(request: Request, matter_id: int, body: ToSplit) -> Done:
    """Ask other units to help."""
    services.split(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/join", response=DONE, operation_id="matter.join")
def join(request: Request, matter_id: int) -> Done:
    """Take the part that another unit asks for."""
    services.join(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/decline", response=DONE, operation_id="matter.decline")
def decline(request: Request, matter_id: int, body: WithReason) -> Done:
    """Say why a part is not ours."""
    services.decline(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/contribute", response=DONE, operation_id="matter.contribute")
def contribute(request: Request, matter_id: int, body: WithWords) -> Done:
    """Hand in our part."""
    services.contribute(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/ask", response=DONE, operation_id="matter.ask")
def ask(request: Request, matter_id: int, body: ToAsk) -> Done:
    """Ask the resident something; the clock stands still."""
    services.ask(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/reply", response=DONE, operation_id="matter.reply_at_desk")
def reply(request: Request, matter_id: int, body: WithWords) -> Done:
    """Write down what the resident replies."""
    services.reply(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/ask_hold", response=DONE, operation_id="matter.ask_hold")
def ask_hold(request: Request, matter_id: int, body: ForLonger) -> Done:
    """Ask that the clock stand still for a while."""
    term = Term(amount=body.amount, unit=body.unit)
    services.ask_hold(actor=request.actor, matter_id=matter_id, term=term, reason=body.reason, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/ask_extend", response=DONE, operation_id="matter.ask_extend")
def ask_extend(request: Request, matter_id: int, body: ForLonger) -> Done:
    """Ask for more time."""
    term = Term(amount=body.amount, unit=body.unit)
    services.ask_extend(actor=request.actor, matter_id=matter_id, term=term, reason=body.reason, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/grant", response=DONE, operation_id="matter.grant")
def grant(request: Request, matter_id: int) -> Done:
    """Allow what the unit asked for."""
    services.grant(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/deny", response=DONE, operation_id="matter.deny")
def deny(request: Request, matter_id: int, body: WithReason) -> Done:
    """Refuse what the unit asked for."""
    services.deny(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/resume", response=DONE, operation_id="matter.resume")
def resume(request: Request, matter_id: int) -> Done:
    """Let the clock run on."""
    services.resume(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post("/matters/{matter_id}/urge", response=DONE, operation_id="matter.urge_at_desk")
def urge(request: Request, matter_id: int, body: ToUrge) -> Done:
    """Ask where it stays."""
    services.urge(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/prioritise", response=DONE, operation_id="matter.prioritise")
def prioritise(request: Request, matter_id: int, body: WithReason) -> Done:
    """Put it on the supervision list."""
    services.prioritise(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/relax", response=DONE, operation_id="matter.relax")
def relax(request: Request, matter_id: int, body: WithReason) -> Done:
    """Take it off the supervision list."""
    services.relax(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/escalate", response=DONE, operation_id="matter.escalate")
def escalate(request: Request, matter_id: int, body: WithReason) -> Done:
    """Tell the next level up."""
    services.escalate(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/answer", response=DONE, operation_id="matter.answer")
def answer(request: Request, matter_id: int, body: ToAnswer) -> Done:
    """Say what was done."""
    services.answer(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/check", response=DONE, operation_id="matter.check")
def check(request: Request, matter_id: int, body: ToCheck) -> Done:
    """Look whether what the answer says is so."""
    services.check(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/undo_close", response=DONE, operation_id="matter.undo_close")
def undo_close(request: Request, matter_id: int, body: WithReason) -> Done:
    """Undo a wrong closing."""
    services.undo_close(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/note", response=DONE, operation_id="matter.note")
def note(request: Request, matter_id: int, body: WithWords) -> Done:
    """Note something for the staff."""
    services.note(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/publish", response=DONE, operation_id="matter.publish")
def publish(request: Request, matter_id: int, body: ToPublish) -> Done:
    """Show a title and a summary to everyone."""
    services.publish(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post("/matters/{matter_id}/hide", response=DONE, operation_id="matter.hide")
def hide(request: Request, matter_id: int, body: WithReason) -> Done:
    """Take it from public view."""
    services.hide(actor=request.actor, matter_id=matter_id, now=now(), **body.dict())
    return Status(204, None)


@router.post(
    "/matters/{matter_id}/correct_reporter",
    response={200: FiledOut, **PROBLEMS},
    operation_id="matter.correct_reporter",
)
def correct_reporter(request: Request, matter_id: int, body: ToCorrectReporter) -> services.Filed:
    """Say that somebody else brought it; the new code opens it, the old one no longer."""
    return services.correct_reporter(
        actor=request.actor, matter_id=matter_id, reason=body.reason, login=body.login, now=now()
    )
