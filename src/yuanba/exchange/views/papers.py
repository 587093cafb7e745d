"""Views of PDF papers: the receipt slip, and the unit's order sheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.exchange import papers
from yuanba.exchange.papers import Slip
from yuanba.exchange.papers.orders import district_name, pdf, sheet_of
from yuanba.matters import queries
from yuanba.matters.views import fresh
from yuanba.rules.core.actor import ActorKind
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to


@require_safe
@open_to(*ANYONE)
def receipt(request: DistrictRequest, token: str) -> HttpResponse:
    """Return a receipt slip as PDF, for an hour with the query code in the browser that filed the matter."""
    row = queries.matter_by_token(token)
    track = request.build_absolute_uri(reverse("residents:track"))
    slip = Slip(
        receipt=row.receipt,
        code=fresh.code_of(request, row.receipt),
        filed_at=row.filed_at,
        area=queries.names_for([row]).areas.get(row.area_path, ""),
        address=request.build_absolute_uri(reverse("residents:story", args=[row.token])),
        track_address=track.partition("://")[2],
    )
    return pdf(papers.receipt_slip(slip, district=district_name(request)), f"receipt-{row.receipt}.pdf")


@require_safe
@open_to(ActorKind.STAFF)
def order(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Return the order sheet (交办单) of the matter's newest assignment as PDF; personal data is masked."""
    moment = now()
    row = queries.matter_for(request.actor, matter_id, moment)
    made = papers.order_sheets([sheet_of(request, row)], district=district_name(request), printed_at=moment)
    return pdf(made, f"order-{row.receipt}.pdf")
