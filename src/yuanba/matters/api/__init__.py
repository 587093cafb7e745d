"""The JSON API of matters: who may call it, what it returns, and the lists of staff."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import APIKeyCookie, HttpBearer

from yuanba.journal.queries import Recorded
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow, handling
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, whoever_may

router = Router(tags=["matters"])

MOST_ROWS = 100


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


class MatterPage(Schema):
    """One page of matters; `after` is the cursor of the next page, and is empty on the last page."""

    rows: list[MatterOut]
    after: str


class StepOut(Schema):
    """One step of a matter's history, with the reasons for it and its outcome."""

    verb: str
    at: datetime
    because: list[str]
    outcome: dict[str, Any]


PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}


def dangers_of(filed: services.Filed, on: date) -> list[DangerOut]:
    """Return the dangers that a filed matter mentions, each with the number to call, as API values."""
    known = store.in_force(on).dangers
    return [
        DangerOut(code=code, title=known[code].title.zh, call=known[code].call)
        for code in filed.dangers
        if code in known
    ]


def told(steps: list[Recorded]) -> list[StepOut]:
    """Return the steps of a matter's history as API values."""
    return [
        StepOut(verb=step.verb, at=step.at, because=list(step.because), outcome=step.outcome)
        for step in steps
    ]


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
    return told(queries.story(queries.matter_for(request.actor, matter_id, now()).id))


DONE = {204: None, **PROBLEMS}
