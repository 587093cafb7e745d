"""The JSON API of the desk: the lists of staff, and one matter with its history."""

from __future__ import annotations

from datetime import datetime

from ninja import Router, Schema

from yuanba.matters import queries
from yuanba.matters.api import (
    MOST_ROWS,
    PROBLEMS,
    MatterOut,
    MilestoneOut,
    StepOut,
    milestones_told,
    staff,
    told,
)
from yuanba.matters.queries import MatterRow, handling
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import RUNNING
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, whoever_may

router = Router(tags=["matters"])


class DraftOut(Schema):
    """A dispatch that waits for a second signature: the number by which it is signed, its class and item."""

    number: int
    class_code: str
    item_code: str
    helpers: list[str]
    at: datetime


class MatterAtDesk(MatterOut):
    """A matter as its staff see it: also with the dispatch that waits for a signature, if one does."""

    draft: DraftOut | None


class MatterPage(Schema):
    """One page of matters; `after` is the cursor of the next page, and is empty on the last page."""

    rows: list[MatterOut]
    after: str


def require_position(actor: Actor, verb: Verb) -> None:
    """Raise NotAllowed unless the actor now holds a position that allows this action in some area or unit."""
    held = {holding.kind for holding in actor.holdings if holding.holds_on(day(now()))}
    if not held & set(whoever_may(verb)):
        raise NotAllowed(verb=verb.value)


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
    "/matters/{matter_id}", auth=staff, response={200: MatterAtDesk, **PROBLEMS}, operation_id="matter.read"
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


class PartOut(Schema):
    """One open part of a helping unit, and when its result is due."""

    unit: str
    due_at: datetime
    accepted_at: datetime | None
    is_late: bool


class ClocksOut(Schema):
    """The clocks that run beside the answer's: the matter's milestones, and the open parts of helpers."""

    milestones: list[MilestoneOut]
    parts: list[PartOut]


@router.get(
    "/matters/{matter_id}/clocks",
    auth=staff,
    response={200: ClocksOut, **PROBLEMS},
    operation_id="matter.read_clocks",
)
def read_clocks(request: DistrictRequest, matter_id: int) -> ClocksOut:
    """Return the milestones of a matter that the caller may read, and the open parts of helping units."""
    moment, row = now(), queries.matter_for(request.actor, matter_id, now())
    parts = [one for one in handling.orders_of(row.id) if not one.is_lead and one.ended_at is None]
    return ClocksOut(
        milestones=milestones_told(row),
        parts=[
            PartOut(
                unit=one.unit,
                due_at=one.due_at,
                accepted_at=one.accepted_at,
                is_late=row.state in RUNNING and one.due_at < moment,
            )
            for one in parts
        ],
    )
