"""Views of the door: the page with code and QR code for the wall, and checking in on one's own phone."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yuanba.events import forms, queries, services
from yuanba.events.queries import EventRow
from yuanba.events.views import found
from yuanba.people import services as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events import stages
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.events.verbs import EventVerb
from yuanba.web.addresses import qr
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, unattended, whoever_may
from yuanba.web.proxies import client_address

#: Wrong codes that one address may try at one door in ten minutes.
TRIES = 5


@unattended
@require_GET
@open_to(*whoever_may(EventVerb.OPEN_DOOR))
def door(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Render the page for the wall: QR code, the code of this minute, and how many are there."""
    row, at = found(event_id), now()
    access.require(request.actor, EventVerb.OPEN_DOOR, queries.facts_of(row), at)
    path = reverse("events:check_in", args=[event_id])
    address = request.build_absolute_uri(f"{path}?door={row.door_token}")
    return page(
        request,
        "events/door.html",
        event=row,
        code=stages.door_code(row.door_token, at),
        qr=qr(address),
        there=len(queries.attending(event_id)),
    )


@require_http_methods(["GET", "POST"])
@open_to(*ANYONE)
def check_in(request: DistrictRequest, event_id: int) -> HttpResponse:
    """Show and handle the form by which somebody checks in on their own phone (签到)."""
    row, at = found(event_id), now()
    if row.subject_kind:  # whoever sits there with a vote checks in with the room that planned it
        raise Http404(str(event_id))
    scanned = request.POST.get("door", "") or request.GET.get("door", "")
    is_known = request.actor.kind is ActorKind.RESIDENT
    form = forms.DoorForm(request.POST or None, is_scanned=bool(scanned), is_known=is_known)
    refusal, is_in = None, False
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, row, form, scanned)
            is_in = True
        except Refused as fault:
            refusal = fault
    return page(
        request,
        "events/check_in.html",
        event=row,
        form=form,
        scanned=scanned,
        is_in=is_in,
        refusal=refusal,
        status=409 if refusal else 422 if form.errors else 200,
        now=at,
    )


def _enter(request: DistrictRequest, row: EventRow, form: forms.DoorForm, scanned: str) -> None:
    """Check somebody in; wrong codes of one address are counted, for four digits can be guessed."""
    at = now()

    def enter() -> int:
        return services.check_in(
            actor=request.actor,
            event_id=row.id,
            how=CheckInWay.QR if scanned else CheckInWay.CODE,
            shown=scanned or form.cleaned_data["code"],
            given=form.given(),
            now=at,
        )

    if scanned:
        enter()
        return
    people.prove(code=f"door:{row.id}", asker=client_address(request), limit=TRIES, now=at, check=enter)
