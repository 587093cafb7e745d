"""Rating over JSON: by whoever has the receipt and its code, and at the counter."""

from __future__ import annotations

from ninja import Field, Router, Schema, Status

from yuanba.evaluation import services
from yuanba.evaluation.services.judging import LONGEST_WORDS
from yuanba.matters.api import DONE, QueryCode, proven, staff
from yuanba.rules.core.actor import Actor, bearer
from yuanba.rules.evaluation import Satisfaction
from yuanba.web.entrance import Request, now

router = Router(tags=["matters"])


class ToRate(Schema):
    """Whether it is solved, how satisfied one is, or both; a one-time code for who was asked."""

    is_solved: bool | None = None
    satisfaction: Satisfaction | None = None
    words: str = Field("", max_length=LONGEST_WORDS)


class ToRateByCode(ToRate):
    """The same by whoever was asked, with their one-time code."""

    code: str = Field("", max_length=40)


@router.post("/receipts/{receipt}/rate", response=DONE, operation_id="matter.rate")
def rate(request: Request, receipt: str, body: ToRate, x_query_code: QueryCode) -> Status[None]:
    """Solved or not: one word that counts. Not solved sends it back."""
    row = proven(request, receipt, x_query_code)
    return _rate(bearer(row.owner_key), row.id, body, "")


@router.post("/matters/{matter_id}/rate", auth=staff, response=DONE, operation_id="matter.rate_at_desk")
def rate_at_desk(request: Request, matter_id: int, body: ToRateByCode) -> Status[None]:
    """Write down what a resident says, or judge where one was asked."""
    return _rate(request.actor, matter_id, body, body.code)


def _rate(actor: Actor, matter_id: int, body: ToRate, code: str) -> Status[None]:
    services.rate(
        actor=actor,
        matter_id=matter_id,
        is_solved=body.is_solved,
        satisfaction=body.satisfaction,
        words=body.words,
        code=code,
        now=now(),
    )
    return Status(204, None)
