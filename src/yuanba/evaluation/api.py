"""The JSON API for ratings: by the holder of a receipt and its query code, and by staff at a counter."""

from __future__ import annotations

from ninja import Field, Router, Schema, Status

from yuanba.evaluation import services
from yuanba.evaluation.services.judging import LONGEST_WORDS
from yuanba.matters.api import DONE, staff
from yuanba.residents.api import QueryCode, proven
from yuanba.rules.core.actor import Actor, bearer
from yuanba.rules.evaluation import Satisfaction
from yuanba.web.entrance import DistrictRequest, now

router = Router(tags=["matters"])


class ToRate(Schema):
    """The request body that rates a result: solved or not, a satisfaction level, or both, and free text."""

    is_solved: bool | None = None
    satisfaction: Satisfaction | None = None
    words: str = Field("", max_length=LONGEST_WORDS)


class ToRateByCode(ToRate):
    """The request body with which staff rate a result; `code` is the rater's one-time code, if any."""

    code: str = Field("", max_length=40)


@router.post("/receipts/{receipt}/rate", response=DONE, operation_id="matter.rate")
def rate(request: DistrictRequest, receipt: str, body: ToRate, x_query_code: QueryCode) -> Status[None]:
    """Rate a matter's result: solved or not, how satisfied; "not solved" sends the matter back for rework."""
    row = proven(request, receipt, x_query_code)
    return _rate(bearer(row.owner_key), row.id, body, "")


@router.post("/matters/{matter_id}/rate", auth=staff, response=DONE, operation_id="matter.rate_at_desk")
def rate_at_desk(request: DistrictRequest, matter_id: int, body: ToRateByCode) -> Status[None]:
    """Rate a matter's result as staff: for a resident who is present, or for oneself when invited."""
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
