"""Views that show and add attachments of a matter for whoever holds its receipt."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yuanba.matters import queries
from yuanba.matters.views import attachments
from yuanba.residents.views import proof
from yuanba.web.entrance import ANYONE, DistrictRequest, open_to


@require_safe
@open_to(*ANYONE)
def show_own(request: DistrictRequest, token: str, key: str) -> HttpResponse:
    """Return one attachment to a receipt's holder; the owner's files only after proof of the query code."""
    row = queries.matter_by_token(token)
    return attachments.shown(request, proof.acting(request, row), row, key)


@require_POST
@open_to(*ANYONE)
def attach_own(request: DistrictRequest, token: str) -> HttpResponse:
    """Handle an upload of files by the owner of a matter, who has proven the receipt."""
    row = queries.matter_by_token(token)
    attachments.take_in(request, proof.acting(request, row), row)
    return redirect("residents:story", token=row.token)
