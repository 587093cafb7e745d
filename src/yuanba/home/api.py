"""The JSON API of what the public reads: the published matters."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from ninja import Router, Schema
from ninja.responses import Response

from yuanba.matters.api import MOST_ROWS, PROBLEMS
from yuanba.matters.queries import public as queries
from yuanba.web import shared
from yuanba.web.entrance import DistrictRequest

router = Router(tags=["matters"])


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


class PublicPage(Schema):
    """One page of published matters; `after` is the cursor of the next page, and is empty on the last one."""

    rows: list[PublicOut]
    after: str


@router.get("/public/matters", response={200: PublicPage, **PROBLEMS}, operation_id="matter.public")
def public(
    request: DistrictRequest, class_code: str = "", subdistrict: str = "", after: str = "", limit: int = 30
) -> HttpResponse:
    """Return a page of the published matters, newest first."""
    choice = queries.PublicFilter(class_code=class_code, town=subdistrict)
    found = queries.told(choice, after=after, limit=max(1, min(limit, MOST_ROWS)))

    def draw(**_more: object) -> HttpResponse:
        return Response(PublicPage.model_validate(found).model_dump())

    return shared.for_everyone(request, found, draw, beside=frozenset(request.COOKIES))
