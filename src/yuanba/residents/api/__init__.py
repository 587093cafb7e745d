"""The JSON API for residents: filing without an account, and tracking with receipt and query code."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from ninja import Field, Header, Router, Schema, Status

from yuanba.matters import queries, services
from yuanba.matters.api import (
    PROBLEMS,
    FiledOut,
    MatterOut,
    MilestoneOut,
    StepOut,
    dangers_of,
    milestones_told,
    told,
)
from yuanba.matters.queries import MatterRow
from yuanba.matters.services import Contact, Once
from yuanba.matters.services.filing import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT
from yuanba.people import services as people
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now
from yuanba.web.phones import Mobile
from yuanba.web.proxies import client_address

router = Router(tags=["matters"])

TRIES = 10


class KeyNeedsSecret(Refused):
    """Raised when an idempotency key is sent without an account and without a client secret."""

    code = "request.key_needs_secret"


class ToFile(Schema):
    """The request body that files a matter: what happened, where, and how to reach the reporter."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    place: str = Field("", max_length=LONGEST_PLACE)
    area_code: str = Field("", max_length=40)
    phone: Mobile = ""
    name: str = Field("", max_length=LONGEST_NAME)
    naming: Naming = Naming.HANDLER
    again: str = Field("", max_length=64, description="The token of a closed matter that is broken again.")


QueryCode = Annotated[str, Header(alias="X-Query-Code", max_length=20)]


@router.post("/matters", response={201: FiledOut, **PROBLEMS}, operation_id="matter.file")
def file(
    request: DistrictRequest,
    body: ToFile,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", max_length=200)] = "",
    x_client_secret: Annotated[str, Header(alias="X-Client-Secret", max_length=200)] = "",
) -> Status[FiledOut]:
    """File a matter and return its receipt; the matter is stored on disk before the response is sent.

    With an `Idempotency-Key` the same request gives the same receipt again. Without an account the
    key is scoped to the secret in `X-Client-Secret`, so that nobody else can fetch the code with it.
    """
    moment = now()
    filed = services.file(
        actor=request.actor,
        text=body.text,
        place=body.place,
        area_code=body.area_code,
        channel="api",
        contact=Contact(channel="sms", address=body.phone) if body.phone else None,
        name=body.name,
        naming=body.naming,
        again=body.again,
        once=_once(request, idempotency_key, x_client_secret),
        now=moment,
    )
    return Status(
        201,
        FiledOut(
            receipt=filed.receipt,
            code=filed.code,
            token=filed.token,
            dangers=dangers_of(filed, day(moment)),
        ),
    )


def _once(request: DistrictRequest, key: str, secret: str) -> Once | None:
    if not key:
        return None
    who = request.actor.key or secret
    if not who:
        raise KeyNeedsSecret
    return Once(
        scope=sha256(f"matter.file\n{request.actor.kind}\n{who}\n{key}".encode()).digest(),
        body_digest=sha256(request.body).digest(),
    )


@router.get("/receipts/{receipt}", response={200: MatterOut, **PROBLEMS}, operation_id="matter.track")
def track(request: DistrictRequest, receipt: str, x_query_code: QueryCode) -> MatterRow:
    """Return the state of a matter to whoever knows its receipt number and query code (`X-Query-Code`)."""
    return proven(request, receipt, x_query_code)


@router.get(
    "/receipts/{receipt}/story", response={200: list[StepOut], **PROBLEMS}, operation_id="matter.story"
)
def story(request: DistrictRequest, receipt: str, x_query_code: QueryCode) -> list[StepOut]:
    """Return the steps of a matter with the reasons for each; texts that people wrote are left out."""
    row = proven(request, receipt, x_query_code)
    return told(queries.story_for_party(row.id))


@router.get(
    "/receipts/{receipt}/milestones",
    response={200: list[MilestoneOut], **PROBLEMS},
    operation_id="matter.milestones",
)
def milestones_of(request: DistrictRequest, receipt: str, x_query_code: QueryCode) -> list[MilestoneOut]:
    """Return by when the resident is told of progress, to whoever knows receipt number and query code."""
    return milestones_told(proven(request, receipt, x_query_code))


def proven(request: DistrictRequest, typed: str, code: str) -> MatterRow:
    """Return the matter whose receipt number and query code match, else raise MatterNotFound."""
    if request.actor.only is not None:  # a program acts as its account, never as the resident
        raise NotAllowed(verb=MatterVerb.READ.value)
    number = receipts.parse(typed)
    row = people.prove(
        code=number,
        asker=client_address(request),
        limit=TRIES,
        now=now(),
        check=lambda: queries.matter_by_code(number, code),
    )
    if row is None:
        raise queries.MatterNotFound
    return row
