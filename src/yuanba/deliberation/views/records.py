"""Views of a meeting's projector page and minutes, and of meetings that are entered from paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_http_methods, require_safe

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms import meetings as forms
from yuanba.deliberation.papers import minutes_sheet
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import reviews
from yuanba.deliberation.views.live import etag_of, live
from yuanba.deliberation.views.meetings import found
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.events import stages
from yuanba.web.addresses import qr
from yuanba.web.entrance import DistrictRequest, now, open_to, page, unattended, whoever_may

WHO = whoever_may(MeetingVerb.CALL)


@require_safe
@open_to(*WHO, chairs=True)
def minutes(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Return the minutes of a meeting as a PDF in the form of a Chinese record, with lines to sign."""
    row = found(meeting_id)
    access.require(request.actor, MeetingVerb.CONFIRM, queries.council_facts(row.council), now())
    seats = held.seats_there(row, with_names=True)
    review = reviews.review_of(row, now())
    made = minutes_sheet(live(row, seats), seats, review, district=request.district.name)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="minutes-{meeting_id}.pdf"'
    return response


@unattended
@require_safe
@open_to(*WHO, chairs=True)
@etag(etag_of)
def screen(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Render the page for the projector: QR code and code, agenda, draft and count, in large letters."""
    row = found(meeting_id)
    access.require(request.actor, MeetingVerb.CALL, queries.council_facts(row.council), now())
    path = reverse("deliberation:meeting_check_in", args=[meeting_id])
    return page(
        request,
        "deliberation/screen.html",
        meeting=row,
        live=live(row, held.seats_there(row)),
        review=None if row.open_item else reviews.review_of(row, now()),
        code=stages.door_code(row.event.door_token, now()),
        qr=qr(request.build_absolute_uri(f"{path}?door={row.event.door_token}")),
    )


@require_http_methods(["GET", "POST"])
@open_to(*WHO, chairs=True)
def enter(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Show and handle the form for a meeting that was kept on paper (补录纸质会议记录)."""
    row, at, differing = found(meeting_id), now(), []
    access.require(request.actor, MeetingVerb.ENTER, queries.council_facts(row.council), at)
    seats = held.seats_there(row, with_names=True)
    form = forms.PaperForm(request.POST or None, seats=seats, items=row.items)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            differing = services.enter_paper(
                actor=request.actor, meeting_id=meeting_id, paper=form.paper(), now=at
            )
        except NotAllowed:
            raise
        except Refused as fault:
            refusal = fault
        if not differing and not refusal:
            is_done = found(meeting_id).event.is_over
            messages.success(
                request,
                _("Both agree: the meeting is recorded.")
                if is_done
                else _("Kept. Now a second person enters the same paper."),
            )
            return redirect("deliberation:desk_meeting", meeting_id=meeting_id)
    return page(
        request,
        "deliberation/enter_meeting.html",
        meeting=row,
        form=form,
        differing=differing,
        refusal=refusal,
        status=409 if refusal or differing else 422 if form.errors else 200,
    )
