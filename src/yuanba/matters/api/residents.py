"""What whoever holds a receipt can press, over JSON."""

from __future__ import annotations

from ninja import Field, Router, Schema, Status

from yuanba.matters import services
from yuanba.matters.api import DONE, QueryCode, WithReason, proven
from yuanba.rules.core.actor import bearer
from yuanba.web.entrance import Request, now

router = Router(tags=["matters"])


class ToReply(Schema):
    """What the unit asked for."""

    words: str = Field(min_length=1, max_length=4000)


class ToUrge(Schema):
    """What whoever has it should know."""

    words: str = Field("", max_length=1000)


@router.post("/receipts/{receipt}/withdraw", response=DONE, operation_id="matter.withdraw")
def withdraw(request: Request, receipt: str, x_query_code: QueryCode) -> Status[None]:
    """Take it back before it is answered."""
    row = proven(request, receipt, x_query_code)
    services.withdraw(actor=bearer(row.owner_key), matter_id=row.id, now=now())
    return Status(204, None)


@router.post("/receipts/{receipt}/object", response=DONE, operation_id="matter.object")
def object_to(request: Request, receipt: str, body: WithReason, x_query_code: QueryCode) -> Status[None]:
    """Say, once and in time, that it should be taken after all."""
    row = proven(request, receipt, x_query_code)
    services.object_to(actor=bearer(row.owner_key), matter_id=row.id, reason=body.reason, now=now())
    return Status(204, None)


@router.post("/receipts/{receipt}/reply", response=DONE, operation_id="matter.reply")
def reply(request: Request, receipt: str, body: ToReply, x_query_code: QueryCode) -> Status[None]:
    """Reply to what the unit asked; the clock runs on."""
    row = proven(request, receipt, x_query_code)
    services.reply(actor=bearer(row.owner_key), matter_id=row.id, words=body.words, now=now())
    return Status(204, None)


@router.post("/receipts/{receipt}/urge", response=DONE, operation_id="matter.urge")
def urge(request: Request, receipt: str, body: ToUrge, x_query_code: QueryCode) -> Status[None]:
    """Ask where it stays."""
    row = proven(request, receipt, x_query_code)
    services.urge(actor=bearer(row.owner_key), matter_id=row.id, words=body.words, now=now())
    return Status(204, None)
