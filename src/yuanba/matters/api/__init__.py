"""The JSON API of matters: filing without an account, tracking with a query code, staff lists."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Header, Router, Schema, Status
from ninja.security import APIKeyCookie, HttpBearer

from yuanba.journal.queries import Recorded
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow, handling
from yuanba.matters.services import Contact, Once
from yuanba.matters.services.filing import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT
from yuanba.packs import store
from yuanba.people import services as people
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.addresses import client_address
from yuanba.web.entrance import DistrictRequest, now, whoever_may
from yuanba.web.phones import Mobile

router = Router(tags=["matters"])

TRIES = 10
MOST_ROWS = 100


class KeyNeedsSecret(Refused):
    """Raised when an idempotency key is sent without an account and without a client secret."""

    code = "request.key_needs_secret"


class SessionAuth(APIKeyCookie):
    """Authenticates staff by their session cookie; requests that change data also need a CSRF token.

    Residents have their matters under their receipts, without what staff say among themselves.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.kind is ActorKind.RESIDENT:  # the desk's view holds notes that are not for owners
            raise NotAllowed(verb=MatterVerb.READ.value)
        return actor if actor.kind is ActorKind.STAFF else None


class ProgramKeyAuth(HttpBearer):
    """Authenticates a program by its API key, which the middleware has checked; needs no CSRF token."""

    openapi_description = "A key that the system administrator issued: `yb_…`. See docs/api.md."

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.only is None:
            return None
        if request.method == "GET" and MatterVerb.READ not in actor.only:
            raise NotAllowed(verb=MatterVerb.READ.value)
        return actor


staff = (ProgramKeyAuth(), SessionAuth())


def require_position(actor: Actor, verb: Verb) -> None:
    """Raise NotAllowed unless the actor now holds a position that allows this action in some area or unit."""
    held = {holding.kind for holding in actor.holdings if holding.holds_on(day(now()))}
    if not held & set(whoever_may(verb)):
        raise NotAllowed(verb=verb.value)


class Error(Schema):
    """The reason why a request was refused: a code, a message, and the faults of each field."""

    code: str
    message: str
    fields: list[dict[str, str]] = []


class Problem(Schema):
    """The JSON body of every error answer."""

    error: Error


class ToFile(Schema):
    """The request body that files a matter: what happened, where, and how to reach the reporter."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    place: str = Field("", max_length=LONGEST_PLACE)
    area_code: str = Field("", max_length=40)
    phone: Mobile = ""
    name: str = Field("", max_length=LONGEST_NAME)
    naming: Naming = Naming.HANDLER


class DangerOut(Schema):
    """A danger that a matter's words mention, and the emergency number to call first."""

    code: str
    title: str
    call: str


class FiledOut(Schema):
    """The receipt of a filed matter; its query code is shown only once."""

    receipt: str
    code: str
    token: str
    dangers: list[DangerOut] = Field(
        default=[], description="Where the words speak of a danger: call this number first, then wait for us."
    )


class MatterOut(Schema):
    """A matter as its reader may see it; personal data in its words is masked."""

    id: int
    receipt: str
    state: str
    class_code: str
    item_code: str
    unit: str
    text: str
    place: str
    area_path: str
    said_at: datetime
    filed_at: datetime
    due_at: datetime | None
    until_at: datetime | None
    is_provisional: bool
    reworks: int
    is_prioritised: bool


class PublicOut(Schema):
    """A published matter: the title and summary that staff wrote."""

    id: int
    title: str
    summary: str
    state: str
    class_code: str
    unit: str
    area_path: str
    due_at: datetime | None
    published_at: datetime


class MatterPage(Schema):
    """One page of matters; `after` is the cursor of the next page, and is empty on the last page."""

    rows: list[MatterOut]
    after: str


class PublicPage(Schema):
    """One page of published matters; `after` is the cursor of the next page, and is empty on the last one."""

    rows: list[PublicOut]
    after: str


class StepOut(Schema):
    """One step of a matter's history, with the reasons for it and its outcome."""

    verb: str
    at: datetime
    because: list[str]
    outcome: dict[str, Any]


QueryCode = Annotated[str, Header(alias="X-Query-Code", max_length=20)]
PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}


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


def dangers_of(filed: services.Filed, on: date) -> list[DangerOut]:
    """Return the dangers that a filed matter mentions, each with the number to call, as API values."""
    known = store.in_force(on).dangers
    return [
        DangerOut(code=code, title=known[code].title.zh, call=known[code].call)
        for code in filed.dangers
        if code in known
    ]


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
    return _steps(queries.story_for_party(row.id))


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


def _steps(steps: list[Recorded]) -> list[StepOut]:
    return [
        StepOut(verb=step.verb, at=step.at, because=list(step.because), outcome=step.outcome)
        for step in steps
    ]


@router.get("/public/matters", response={200: PublicPage, **PROBLEMS}, operation_id="matter.public")
def public(
    request: DistrictRequest, class_code: str = "", subdistrict: str = "", after: str = "", limit: int = 30
) -> queries.MatterRows:
    """Return a page of the published matters, newest first."""
    return queries.published(
        class_code=class_code,
        subdistrict=subdistrict,
        after=after,
        limit=max(1, min(limit, MOST_ROWS)),
    )


@router.get("/triage", auth=staff, response={200: MatterPage, **PROBLEMS}, operation_id="matter.triage")
def triage(request: DistrictRequest, after: str = "", limit: int = 30) -> queries.MatterRows:
    """Return the matters in the caller's area that wait for triage, oldest first."""
    require_position(request.actor, MatterVerb.ASSIGN)
    return queries.to_triage(request.actor, now(), after=after, limit=max(1, min(limit, MOST_ROWS)))


@router.get("/orders", auth=staff, response={200: MatterPage, **PROBLEMS}, operation_id="matter.orders")
def orders(request: DistrictRequest, after: str = "", limit: int = 30) -> queries.MatterRows:
    """Return the matters with open orders of the caller's units, earliest deadline first."""
    require_position(request.actor, MatterVerb.ACCEPT)
    return queries.orders_for(request.actor, now(), after=after, limit=max(1, min(limit, MOST_ROWS)))


@router.get("/pool", auth=staff, response={200: MatterPage, **PROBLEMS}, operation_id="matter.pool")
def pool(request: DistrictRequest) -> queries.MatterRows:
    """Return the matters that the caller's units may take from the pool, most urgent first.

    The list is bounded; what is taken makes room for more.
    """
    require_position(request.actor, MatterVerb.TAKE)
    moment = now()
    found = handling.pool(request.actor, store.in_force(day(moment)), moment)
    return queries.MatterRows(rows=[one.matter for one in found], after="")


@router.get(
    "/matters/{matter_id}", auth=staff, response={200: MatterOut, **PROBLEMS}, operation_id="matter.read"
)
def read(request: DistrictRequest, matter_id: int) -> MatterRow:
    """Return one matter that the caller may read."""
    return queries.matter_for(request.actor, matter_id, now())


@router.get(
    "/matters/{matter_id}/story",
    auth=staff,
    response={200: list[StepOut], **PROBLEMS},
    operation_id="matter.read_story",
)
def read_story(request: DistrictRequest, matter_id: int) -> list[StepOut]:
    """Return the steps of a matter that the caller may read, with the reasons for each step."""
    return _steps(queries.story(queries.matter_for(request.actor, matter_id, now()).id))


DONE = {204: None, **PROBLEMS}
