"""The JSON API for external orders: takes in orders of other platforms one at a time."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from ninja import Field, Router, Schema, Status

from yuanba.exchange.services import outside
from yuanba.exchange.services.reading import LONGEST_PHONE, Foreign
from yuanba.matters import queries
from yuanba.matters.api import PROBLEMS, DangerOut, dangers_of, staff
from yuanba.matters.services import Once
from yuanba.matters.services.filing import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT
from yuanba.rules.time.calendar import day
from yuanba.web.dates import GivenMoment
from yuanba.web.entrance import DistrictRequest, now

router = Router(tags=["matters"], auth=staff)

LONGEST_NUMBER = 80


class ToTakeOrder(Schema):
    """One external order as the other platform sent it; times must have a time zone."""

    channel: str = Field(max_length=40, description="The platform, a channel of the pack: platform_12345.")
    number: str = Field(
        pattern=r"^\S(.*\S)?$", max_length=LONGEST_NUMBER, description="Their number of the order."
    )
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    place: str = Field("", max_length=LONGEST_PLACE)
    area_code: str = Field("", max_length=40)
    name: str = Field("", max_length=LONGEST_NAME)
    phone: str = Field("", max_length=LONGEST_PHONE)
    said_at: GivenMoment | None = Field(None, description="When it was said; without it, now.")
    due_at: GivenMoment | None = Field(None, description="When the platform wants it done.")


class TakenOut(Schema):
    """The matter that was filed for an external order, with the platform's number of the order."""

    id: int
    number: str
    receipt: str
    token: str
    due_at: datetime | None
    dangers: list[DangerOut] = []


@router.post("/orders/outside", response={201: TakenOut, **PROBLEMS}, operation_id="matter.import_orders")
def take(request: DistrictRequest, body: ToTakeOrder) -> Status[TakenOut]:
    """File an external order as a matter; the platform's number and deadline are stored with it.

    A number comes in once per platform. The same order sent again within seven days (`retention.replies`
    of the base pack) gives the same receipt. Later, and with other words at any time, a number that is here
    already is refused (`matter.already_taken`): the matter is there, and is not taken twice.
    """
    moment = now()
    order = Foreign(
        number=body.number,
        text=body.text,
        place=body.place,
        area_code=body.area_code,
        name=body.name,
        phone=body.phone,
        said_at=body.said_at or moment,
        due_at=body.due_at,
    )
    filed = outside.take_order(
        actor=request.actor,
        order=order,
        channel=body.channel,
        once=Once(
            scope=sha256(f"matter.take_order\n{body.channel}\n{order.number}".encode()).digest(),
            body_digest=sha256(body.model_dump_json().encode()).digest(),
        ),
        now=moment,
    )
    return Status(
        201,
        TakenOut(
            id=queries.matter_by_token(filed.token).id,
            number=order.number,
            receipt=filed.receipt,
            token=filed.token,
            due_at=body.due_at,
            dangers=dangers_of(filed, day(moment)),
        ),
    )
