"""The JSON API for holders of a receipt: withdraw, object, reply, urge."""

from __future__ import annotations

from ninja import Field, Router, Schema, Status

from yuanba.matters import services
from yuanba.matters.api import DONE, QueryCode, WithReason, proven
from yuanba.rules.core.actor import bearer
from yuanba.web.entrance import Request, now

router = Router(tags=["matters"])


class ToReply(Schema):
    """The request body of reply: the resident's reply to the unit's question."""

    words: str = Field(min_length=1, max_length=4000)


class ToUrge(Schema):
    """The request body of urge: what the responsible unit should know."""

    words: str = Field("", max_length=1000)


@router.post("/receipts/{receipt}/withdraw", response=DONE, operation_id="matter.withdraw")
def withdraw(request: Request, receipt: str, x_query_code: QueryCode) -> Status[None]:
    """Withdraw one's own matter before it is answered."""
    row = proven(request, receipt, x_query_code)
    services.withdraw(actor=bearer(row.owner_key), matter_id=row.id, now=now())
    return Status(204, None)


@router.post("/receipts/{receipt}/object", response=DONE, operation_id="matter.object")
def object_to(request: Request, receipt: str, body: WithReason, x_query_code: QueryCode) -> Status[None]:
    """Object once and in time to the refusal of one's own matter."""
    row = proven(request, receipt, x_query_code)
    services.object_to(actor=bearer(row.owner_key), matter_id=row.id, reason=body.reason, now=now())
    return Status(204, None)


@router.post("/receipts/{receipt}/reply", response=DONE, operation_id="matter.reply")
def reply(request: Request, receipt: str, body: ToReply, x_query_code: QueryCode) -> Status[None]:
    """Reply to the unit's question; the clock runs on."""
    row = proven(request, receipt, x_query_code)
    services.reply(actor=bearer(row.owner_key), matter_id=row.id, words=body.words, now=now())
    return Status(204, None)


@router.post("/receipts/{receipt}/urge", response=DONE, operation_id="matter.urge")
def urge(request: Request, receipt: str, body: ToUrge, x_query_code: QueryCode) -> Status[None]:
    """Urge the responsible unit to act on one's own matter."""
    row = proven(request, receipt, x_query_code)
    services.urge(actor=bearer(row.owner_key), matter_id=row.id, words=body.words, now=now())
    return Status(204, None)
