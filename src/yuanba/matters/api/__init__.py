"""What the JSON APIs of matters share: who may call them, and what they return."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.security import APIKeyCookie, HttpBearer

from yuanba.journal.queries import Recorded
from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow, milestones
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.entrance import now

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
    awaits_signature: bool


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


DONE = {204: None, **PROBLEMS}


class MilestoneOut(Schema):
    """One milestone of a matter's present round: by when the resident is told of progress, and when."""

    code: str
    title: str
    due_at: datetime
    told_at: datetime | None
    is_paused: bool = Field(description="The clock stands still: there is no moment by which it is due.")
    is_late: bool


def milestones_told(row: MatterRow) -> list[MilestoneOut]:
    """Return by when a matter's resident is told of progress in the present round, as API values."""
    moment = now()
    return [
        MilestoneOut(
            code=one.code,
            title=one.title.zh,
            due_at=one.due_at,
            told_at=one.told_at,
            is_paused=one.is_paused,
            is_late=one.is_late(moment),
        )
        for one in milestones.milestones_of(row, queries.rules_for(row))
    ]
