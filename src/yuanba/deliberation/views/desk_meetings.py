"""Views in which staff call meetings, keep them through the evening, and confirm their minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.ballots import queries as ballots
from yuanba.deliberation import queries, services
from yuanba.deliberation.forms import meetings as forms
from yuanba.deliberation.forms.councils import show
from yuanba.deliberation.queries import CouncilRow, priorities, resolutions, reviews
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries.meetings import ItemRow, MeetingRow
from yuanba.deliberation.views.councils import council_or_404
from yuanba.deliberation.views.live import live
from yuanba.deliberation.views.meetings import found
from yuanba.events import queries as events
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.time.calendar import HERE, day
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may

WHO = whoever_may(MeetingVerb.CALL)
#: What is mostly right for a new meeting: in the evening, for an hour and a half.
USUAL_HOUR, USUAL_LENGTH = 19, timedelta(minutes=90)


@require_GET
@open_to(*WHO, chairs=True)
def desk_meetings(request: DistrictRequest) -> HttpResponse:
    """Render the meetings of the councils that the reader keeps: to come, minutes to confirm, and calling."""
    at = now()
    pack = store.in_force(day(at))
    rows = queries.run_by(request.actor, MeetingVerb.CALL, at, pack=pack)
    ids = [row.id for row in rows]
    coming = [one for one in held.coming_in(ids, day(at)) if not one.event.is_over]
    return page(
        request,
        "deliberation/desk_meetings.html",
        councils=rows,
        coming=coming,
        unconfirmed=held.unconfirmed(ids),
    )


@require_http_methods(["GET", "POST"])
@open_to(*WHO, chairs=True)
def call(request: DistrictRequest, council_id: int) -> HttpResponse:
    """Show and handle the form that calls a meeting of a council (召集会议)."""
    at = now()
    row = council_or_404(council_id, store.in_force(day(at)))
    access.require(request.actor, MeetingVerb.CALL, queries.council_facts(row), at)
    days = max(row.meeting.days_before, row.meeting.preset.notice_days) if row.meeting else 0
    first = day(at) + timedelta(days=max(days, 1))
    due = queries.owed_meeting(council_id, first)
    on = due.due_on if due and row.meeting and row.meeting.on_day else first
    begins = datetime.combine(on, time(USUAL_HOUR), HERE)
    last, venues = _venues(row)
    usual = {"place": last, "starts_at": begins, "ends_at": begins + USUAL_LENGTH}
    offered = held.to_put_on(council_id)
    placed = priorities.places_on_lists({one.id for one in offered}) if _follows_priorities(row) else {}
    matters = resolutions.to_put_on(council_id, pack=store.in_force(day(at)))
    offers: dict[str, Any] = {"offered": offered, "matters": matters, "placed": placed, "venues": venues}
    form = forms.CallMeetingForm(request.POST or None, initial=usual, **offers)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.call_meeting(
                actor=request.actor, council_id=council_id, now=at, **form.cleaned_data
            )
        except NotAllowed:
            raise
        except Refused as fault:
            show(form, fault, forms.CallMeetingForm.FIELDS)
        else:
            arrived(
                request,
                _("Called. It is posted, and whoever has a seat is told. Print the notice for the board."),
                draft=f"meeting.call.{council_id}",
            )
            return redirect("deliberation:desk_meeting", meeting_id=made)
    return page(
        request,
        "deliberation/call_meeting.html",
        council=row,
        days=days,
        due=due,
        form=form,
        status=422 if form.errors else 200,
    )


def _venues(row: CouncilRow) -> tuple[str, list[str]]:
    """Return where the council met last, and all usual places: those of its area, then those of the rules."""
    used = events.places_used([row.area_path], estate=row.estate)
    named = [one.zh for one in row.meeting.venues] if row.meeting else []
    return held.last_place(row.id), [*used, *named]


@require_GET
@open_to(*WHO, chairs=True)
def desk_meeting(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Render the page from which a meeting is kept: the door, the agenda item by item, and the minutes."""
    return _desk(request, found(meeting_id))


def _desk(request: DistrictRequest, row: MeetingRow, **faulty: Any) -> HttpResponse:
    at = now()
    access.require(request.actor, MeetingVerb.CALL, queries.council_facts(row.council), at)
    seats = held.seats_there(row, with_names=True)
    item = row.open_item
    event = row.event
    usual = {"place": event.place, "starts_at": event.starts_at, "ends_at": event.ends_at}
    given: dict[str, Any] = {
        "moving": forms.MoveMeetingForm(
            initial=usual, auto_id="move_%s", venues=() if event.is_over else _venues(row.council)[1]
        ),
        "cancelling": forms.CancelMeetingForm(auto_id="cancel_%s"),
        "draft": forms.DraftForm(initial={"text": item.draft if item else ""}),
        "hands": forms.MeetingHandsForm(initial={"yes": 0} if _is_counted(item) else None),
        "ending": forms.EndMeetingForm(),
        "refusal": None,
    } | faulty
    is_faulty = given["refusal"] or any(
        form.errors for form in given.values() if isinstance(form, django_forms.Form)
    )
    return page(
        request,
        "deliberation/desk_meeting.html",
        meeting=row,
        seats=seats,
        absent=[one for one in seats if not one.there],
        **_on_two_nets(item),
        others=held.others_there(row.id),
        live=live(row, seats),
        review=reviews.review_of(row, at),
        papers=len(held.papers(row.id)),
        is_mine=row.confirmed_by == request.actor.key,
        may_list=access.may(
            request.actor,
            EventVerb.CHECK_IN,
            access.Facts(area_path=event.area_path, estate=event.estate),
            at,
        ),
        is_past=event.starts_at <= at,
        status=409 if given["refusal"] else 422 if is_faulty else 200,
        **given,
    )


def _follows_priorities(row: CouncilRow) -> bool:
    """Whether a council talks over first what its town put first."""
    return bool(row.meeting and row.meeting.has_priorities)


def _on_two_nets(item: ItemRow | None) -> dict[str, int]:
    """How many raise hands on the item before the meeting, and how many absent members have voted online."""
    vote = item.vote if item and item.is_voting else None
    if vote is None or not vote.is_online:
        return {"raising": 0, "online": 0}
    return {"raising": ballots.present_count(vote.id), "online": ballots.turnout(vote.id).heads}


def _is_counted(item: ItemRow | None) -> bool:
    """Whether the hands on this item were counted among the votes of the desk."""
    return bool(item and item.vote and item.vote.counted_at)


@require_POST
@open_to(*WHO, chairs=True)
def move(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Handle the form that moves a meeting (会议改期)."""
    return _send(
        request,
        meeting_id,
        "moving",
        forms.MoveMeetingForm(request.POST, auto_id="move_%s"),
        services.move_meeting,
        _("Moved. It is posted anew, and whoever has a seat is told."),
    )


@require_POST
@open_to(*WHO, chairs=True)
def cancel(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Handle the form that cancels a meeting (取消会议)."""
    return _send(
        request,
        meeting_id,
        "cancelling",
        forms.CancelMeetingForm(request.POST, auto_id="cancel_%s"),
        services.cancel_meeting,
        _("Cancelled. What was decided before stays decided."),
    )


@require_POST
@open_to(*WHO, chairs=True)
def open_door(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Open the door of a meeting for checking in (开始签到)."""
    row = found(meeting_id)
    return _do(
        request, row, lambda at: services.open_meeting_door(actor=request.actor, meeting_id=row.id, now=at)
    )


@require_POST
@open_to(*WHO, chairs=True)
def begin(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Begin a meeting (会议开始)."""
    row = found(meeting_id)
    return _do(
        request, row, lambda at: services.begin_meeting(actor=request.actor, meeting_id=row.id, now=at)
    )


@require_POST
@open_to(*WHO, chairs=True)
def check_in(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Check in by the list all seats that were ticked (签到)."""
    row = found(meeting_id)
    ticked = {int(one) for one in request.POST.getlist("seat") if one.isascii() and one.isdigit()}
    return _do(
        request,
        row,
        lambda at: services.check_in_seats(actor=request.actor, meeting_id=row.id, seat_ids=ticked, now=at),
    )


@require_POST
@open_to(*WHO, chairs=True)
def take_up(request: DistrictRequest, meeting_id: int, number: int) -> HttpResponse:
    """Bring another item before the meeting (审议议题)."""
    row = found(meeting_id)
    return _do(
        request,
        row,
        lambda at: services.take_up(actor=request.actor, meeting_id=row.id, number=number, now=at),
    )


@require_POST
@open_to(*WHO, chairs=True)
def draft(request: DistrictRequest, meeting_id: int, number: int) -> HttpResponse:
    """Handle the box in which the draft resolution is typed (修改决议草案); put it to the vote on demand."""
    row, form = found(meeting_id), forms.DraftForm(request.POST)
    if not form.is_valid():
        return _desk(request, row, draft=form)
    said: dict[str, Any] = {"actor": request.actor, "meeting_id": row.id, "number": number}

    def write(at: datetime) -> None:
        services.draft(text=form.cleaned_data["text"], now=at, **said)
        if "vote" in request.POST:
            services.put_to_vote(with_absent=request.POST["vote"] == "absent", now=at, **said)
        elif "agreed" in request.POST:
            services.settle(outcome=ItemState.AGREED, now=at, **said)

    return _do(request, row, write)


@require_POST
@open_to(*WHO, chairs=True)
def settle(request: DistrictRequest, meeting_id: int, number: int) -> HttpResponse:
    """Put an item off without a vote (不表决的结果)."""
    row = found(meeting_id)
    return _do(
        request,
        row,
        lambda at: services.settle(
            actor=request.actor, meeting_id=row.id, number=number, outcome=ItemState.DEFERRED, now=at
        ),
    )


@require_POST
@open_to(*WHO, chairs=True)
def decide(request: DistrictRequest, meeting_id: int, number: int) -> HttpResponse:
    """Handle the form with the hands that were counted (记录表决结果)."""
    row, form = found(meeting_id), forms.MeetingHandsForm(request.POST)
    if not form.is_valid():
        return _desk(request, row, hands=form)
    return _do(
        request,
        row,
        lambda at: services.decide(
            actor=request.actor, meeting_id=row.id, number=number, now=at, **form.cleaned_data
        ),
    )


@require_POST
@open_to(*WHO, chairs=True)
def ask_word(request: DistrictRequest, meeting_id: int, person_id: int) -> HttpResponse:
    """Put somebody on the list of speakers (登记发言)."""
    row = found(meeting_id)
    return _do(
        request,
        row,
        lambda at: services.ask_word(actor=request.actor, meeting_id=row.id, person_id=person_id, now=at),
    )


@require_POST
@open_to(*WHO, chairs=True)
def give_word(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Give the word to who waits longest (请下一位发言)."""
    row = found(meeting_id)
    return _do(request, row, lambda at: services.give_word(actor=request.actor, meeting_id=row.id, now=at))


@require_POST
@open_to(*WHO, chairs=True)
def end(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """End a meeting (会议结束)."""
    return _send(
        request,
        meeting_id,
        "ending",
        forms.EndMeetingForm(request.POST),
        services.end_meeting,
        _("It has ended. Look at the minutes; two people confirm them."),
    )


@require_POST
@open_to(*WHO, chairs=True)
def confirm(request: DistrictRequest, meeting_id: int) -> HttpResponse:
    """Confirm the minutes of a meeting (确认会议记录)."""
    row = found(meeting_id)
    return _do(
        request, row, lambda at: services.confirm_minutes(actor=request.actor, meeting_id=row.id, now=at)
    )


def _send(
    request: DistrictRequest,
    meeting_id: int,
    name: str,
    form: Any,
    service: Callable[..., object],
    told: str,
) -> HttpResponse:
    """Handle a form of the desk's page; a refusal is shown at the field that it is about."""
    row = found(meeting_id)
    if form.is_valid():
        try:
            service(actor=request.actor, meeting_id=meeting_id, now=now(), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as fault:
            show(form, fault, getattr(form, "FIELDS", {}))
        else:
            messages.success(request, told)
            return redirect("deliberation:desk_meeting", meeting_id=meeting_id)
    return _desk(request, row, **{name: form})


def _do(request: DistrictRequest, row: MeetingRow, do: Callable[[datetime], object]) -> HttpResponse:
    """Do it and go back to the meeting's page; a refusal is shown above it, and nothing typed is lost."""
    try:
        do(now())
    except NotAllowed:
        raise
    except Refused as refusal:
        return _desk(request, found(row.id), refusal=refusal)
    return redirect("deliberation:desk_meeting", meeting_id=row.id)
