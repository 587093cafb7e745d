"""Views of the work queues of a unit or person: orders, checks, requests."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, handling, heaps, waiting
from yuanba.packs import store
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

CHECKERS = (
    PositionKind.TRIAGER,
    PositionKind.SUBDISTRICT_LEAD,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.GRID_WORKER,
    PositionKind.CLERK,
)


@require_GET
@open_to(*whoever_may(MatterVerb.ACCEPT))
def orders(request: DistrictRequest) -> HttpResponse:
    """Render the open orders of my units, earliest deadline first, with requested co-handler parts."""
    moment, after = now(), request.GET.get("after", "")
    found = queries.orders_for(request.actor, moment, after=after)
    return page(
        request,
        "matters/orders.html",
        page=found,
        after=after,
        names=queries.names_for(found.rows),
        packs=packs_of(found.rows),
        parts=waiting.parts_asked(request.actor, moment),
        behind=heaps.behind([row.id for row in found.rows]),
        has_pool=handling.has_pool(store.in_force(day(moment))),
        now=moment,
    )


@require_GET
@open_to(*CHECKERS)
def checks(request: DistrictRequest) -> HttpResponse:
    """Render the queue of answers to check and of requests to decide."""
    moment, after = now(), request.GET.get("after", "")
    found = waiting.to_check(request.actor, moment, after=after)
    wishes = waiting.to_decide(request.actor, moment)
    rows = [*found.rows, *(one.matter for one in wishes)]
    return page(
        request,
        "matters/checks.html",
        page=found,
        after=after,
        wishes=wishes,
        names=queries.names_for(rows),
        packs=packs_of(rows),
        now=moment,
    )


def packs_of(rows: Iterable[MatterRow]) -> dict[str, Pack]:
    """Return the pack of each matter by its digest; no query if they are cached."""
    return {digest: store.pack_of(digest) for digest in {row.pack_digest for row in rows}}
