"""Views of meetings for everyone: notice, what happens live, and checking in on one's own phone."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import reviews
from yuanba.deliberation.queries.meetings import MeetingRow
from yuanba.deliberation.views.live import LivePages, etag_of, live
from yuanba.events.forms import DoorForm
from yuanba.events.views.door import known_at_the_door, prove
from yuanba.opinions import queries as consultations
from yuanba.opinions.queries import ConsultationRow
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.events.stages import CheckInWay
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, unattended

_LIVE = LivePages()


@require_safe
@open_to(*ANYONE)
def meeting(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Render a meeting: its notice with the topics, what happens live, and what was decided."""
    row, at = found(meeting_id), now()
    return page(
        request,
        "deliberation/meeting.html",
        meeting=row,
        live=live(row, held.seats_there(row)),
        review=reviews.review_of(row, at),
        consultations=_asked_beside(row, at),
        now=at,
        is_staff=request.actor.kind is ActorKind.STAFF,
    )


def _asked_beside(row: MeetingRow, at: datetime) -> list[ConsultationRow]:
    """The consultations of the council's own place that run while its meeting is to come or is held."""
    if row.event.is_over:
        return []
    here = (row.council.area_path, row.council.estate)
    running = consultations.running(at, within=row.council.area_path)
    return [one for one in running if (one.area_path, one.estate) == here]


@unattended
@require_safe
@open_to(*ANYONE)
def meeting_live(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Render what happens in a meeting now, the same for everybody; a page that has it gets no body."""
    tag = etag_of(request, meeting_id)

    def render() -> bytes:
        row = found(meeting_id)
        return page(request, "deliberation/live.html", live=live(row, held.seats_there(row))).content

    answer: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if answer is None:
        answer = HttpResponse(_LIVE.page((request.district.code, meeting_id, tag), render))
        answer["ETag"] = tag
    assert isinstance(answer, HttpResponse)
    return answer


@require_http_methods(["GET", "POST"])
@open_to(*ANYONE)
def meeting_check_in(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Show and handle the form by which somebody checks in at a meeting on their own phone (签到)."""
    row = found(meeting_id)
    scanned = request.POST.get("door", "") or request.GET.get("door", "")
    is_known = request.actor.kind is ActorKind.RESIDENT or bool(held.seat_of(row, request.actor.key))
    form = DoorForm(request.POST or None, is_scanned=bool(scanned), is_known=is_known)
    refusal, is_in = None, False
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, row, form, scanned)
            is_in = True
        except Refused as fault:
            refusal = fault
    shown = page(
        request,
        "deliberation/meeting_check_in.html",
        meeting=row,
        form=form,
        scanned=scanned,
        is_in=is_in,
        refusal=refusal,
        status=409 if refusal else 422 if form.errors else 200,
    )
    return known_at_the_door(request, shown)


def _enter(request: DistrictRequest, row: MeetingRow, form: DoorForm, scanned: str) -> None:
    """Check somebody in by what they scanned or typed."""
    prove(
        request,
        row.id,
        scanned,
        lambda: services.come_in(
            actor=request.actor,
            meeting_id=row.id,
            how=CheckInWay.QR if scanned else CheckInWay.CODE,
            shown=scanned or form.cleaned_data["code"],
            given=form.given(),
            now=now(),
        ),
    )


def found(meeting_id: int) -> MeetingRow:
    """Return the meeting with this id; raise Http404 where there is none."""
    try:
        return held.meeting(meeting_id)
    except held.MeetingNotFound as fault:
        raise Http404(str(meeting_id)) from fault
