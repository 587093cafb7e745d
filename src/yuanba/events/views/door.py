"""Views of the door: the page with code and QR code for the wall, and checking in on one's own phone."""

from __future__ import annotations

from collections.abc import Callable

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
from yuanba.web import devices
from yuanba.web.addresses import qr
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, unattended, whoever_may
from yuanba.web.proxies import client_address

#: Wrong codes in ten minutes at one door: of one browser, of all behind one address, of all together. A whole
#: village is behind one address when it shares the room's Wi-Fi; of four digits 200 guesses find 4 in 100.
TRIES, TRIES_HERE, TRIES_IN_ALL = 5, 60, 200


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
    return known_at_the_door(
        request,
        page(
            request,
            "events/check_in.html",
            event=row,
            form=form,
            scanned=scanned,
            is_in=is_in,
            refusal=refusal,
            status=409 if refusal else 422 if form.errors else 200,
            now=at,
        ),
    )


def _enter(request: DistrictRequest, row: EventRow, form: forms.DoorForm, scanned: str) -> None:
    """Check somebody in by what they scanned or typed."""
    at = now()
    prove(
        request,
        row.id,
        scanned,
        lambda: services.check_in(
            actor=request.actor,
            event_id=row.id,
            how=CheckInWay.QR if scanned else CheckInWay.CODE,
            shown=scanned or form.cleaned_data["code"],
            given=form.given(),
            now=at,
        ),
    )


def prove(request: DistrictRequest, event_id: int, scanned: str, enter: Callable[[], int]) -> int:
    """Let somebody in by `enter`; wrong codes are counted, for four digits can be guessed, a QR code cannot.

    They are counted by account or browser, so that whoever types wrongly locks nobody else out.
    """
    if scanned:
        return enter()
    door, asker = f"door:{event_id}", request.actor.key or devices.number_for(request)
    limits = {
        f"{door}:{asker}": TRIES,
        f"{door}:{client_address(request)}": TRIES_HERE,
        door: TRIES_IN_ALL,
    }
    return people.guess(limits=limits, now=now(), wrong=stages.WrongDoorCode, check=enter)


def known_at_the_door(request: DistrictRequest, response: HttpResponse) -> HttpResponse:
    """Return the page of the door with a number for the browser, by which its wrong codes are counted."""
    if not request.actor.key:
        devices.keep(request, response, devices.number_for(request))
    return response
