"""Views that show and add attachments of a matter for staff; the URL alone opens nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yuanba.matters import queries
from yuanba.matters.views import attachments
from yuanba.rules.core.actor import ActorKind
from yuanba.web.entrance import DistrictRequest, now, open_to


@require_safe
@open_to(ActorKind.STAFF)
def show(request: DistrictRequest, matter_id: int, key: str) -> HttpResponse:
    """Return the content of one attachment to staff who may read the matter."""
    row = queries.matter_for(request.actor, matter_id, now())
    return attachments.shown(request, request.actor, row, key)


@require_POST
@open_to(ActorKind.STAFF)
def attach(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Handle an upload by staff: their own files, or files that the resident brought to the counter."""
    row = queries.matter_for(request.actor, matter_id, now())
    for_owner = "for_owner" in request.POST
    attachments.take_in(request, request.actor, row, for_owner=for_owner)
    return redirect("desk:matter", matter_id=row.id)
