"""Views of centres for those who keep them: their entries, rooms, closures, and the week."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.rules.venues.actions import WHO_KEEPS
from yuanba.rules.venues.verbs import BookableVerb, BookingVerb, CentreVerb
from yuanba.venues import forms, queries, services
from yuanba.venues.metrics import BACK
from yuanba.venues.queries import BookableRow, CentreRow, numbers, weeks
from yuanba.venues.queries.entries import centres_kept_by
from yuanba.venues.queries.free import closures_of
from yuanba.venues.views.public import first_day, found_bookable, found_centre
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

WHO = whoever_may(BookableVerb.KEEP)


@require_GET
@open_to(*WHO)
def centres(request: DistrictRequest) -> HttpResponse:
    """Render the centres that the reader keeps, with the bookings that wait for them."""
    at = now()
    return page(
        request,
        "venues/desk.html",
        centres=centres_kept_by(request.actor, CentreVerb.KEEP, at),
        waiting=queries.waiting(request.actor, BookingVerb.CONFIRM, at),
        displaced=queries.displaced(request.actor, BookingVerb.MOVE, at),
        has_functions=bool(store.in_force(day(at)).functions),
    )


@require_GET
@open_to(*WHO)
def centre(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Render one centre for whoever keeps it: the week of its rooms, and what can be done."""
    row, at = kept(request, centre_id, BookableVerb.KEEP), now()
    on = first_day(request.GET.get("on", ""), at)
    rows = things_of(row)
    return page(
        request,
        "venues/desk_centre.html",
        centre=row,
        weeks=weeks.week(rows, on, pack=store.in_force(day(at)), now=at, with_bookings=True),
        days=[on + timedelta(days=number) for number in range(7)],
        used=_used(row, at),
        before=on - timedelta(days=7) if on > day(at) else None,
        after=on + timedelta(days=7),
        others=[one for one in queries.centres() if one.id != row.id],
        may_merge=access.may(request.actor, CentreVerb.MERGE, queries.facts_of(row), at),
    )


def _used(row: CentreRow, at: datetime) -> Fraction | None:
    """The share of the time for which the centre's rooms were used lately; None where it has none."""
    used, minutes = numbers.minutes_used(at - BACK, at, row.area_path, centre_id=row.id)
    return Fraction(used, minutes) if minutes else None


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def keep(request: DistrictRequest, centre_id: int | None = None) -> HttpResponse:
    """Show and handle the form for a centre's entry (登记中心)."""
    row, at = kept(request, centre_id, CentreVerb.KEEP) if centre_id else None, now()
    areas = [] if row else _areas(request)
    form = forms.CentreForm(
        request.POST or None,
        areas=areas,
        functions=store.in_force(day(at)).functions,
        initial=forms.first_of(row) if row else {},
    )
    if request.method == "POST" and form.is_valid():
        path = "" if row else places.path_of(form.cleaned_data["area_code"])
        try:
            made = services.keep_centre(
                actor=request.actor, entry=form.entry, area_path=path, centre_id=centre_id, now=at
            )
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
        else:
            messages.success(request, _("Saved. Everybody reads it on the centre's page."))
            return redirect("venues:desk_centre", made)
    return page(request, "venues/keep_centre.html", centre=row, form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def add(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Show and handle the form for a new room, lecturer or thing of a centre (登记场地设备)."""
    row, at = kept(request, centre_id, BookableVerb.KEEP), now()
    kinds = store.in_force(day(at)).bookables
    halls = [one for one in things_of(row) if one.within is None and one.sort == "room"]
    form = forms.BookableForm(request.POST or None, kinds=kinds, halls=halls)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.keep_bookable(actor=request.actor, entry=form.entry, centre_id=centre_id, now=at)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
        else:
            messages.success(request, _("Saved. It can be booked from now on."))
            return redirect("venues:desk_room", made)
    return page(request, "venues/keep_room.html", centre=row, form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def room(request: DistrictRequest, bookable_id: int) -> HttpResponse:
    """Show and handle the entry of one room or thing, with its closures."""
    row, at = kept_bookable(request, bookable_id, BookableVerb.KEEP), now()
    kinds = store.in_force(day(at)).bookables
    first = {name: getattr(row, name) for name in ("kind", "title", "about", "capacity", "is_barrier_free")}
    form = forms.BookableForm(request.POST or None, kinds=kinds, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_bookable(actor=request.actor, entry=form.entry, bookable_id=bookable_id, now=at)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
        else:
            messages.success(request, _("Saved."))
            return redirect("venues:desk_room", bookable_id)
    return _room_page(request, row, form, status=422 if form.errors else 200)


def _room_page(
    request: DistrictRequest,
    row: BookableRow,
    form: forms.BookableForm | None = None,
    closing: django_forms.Form | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    at = now()
    first = {name: getattr(row, name) for name in ("kind", "title", "about", "capacity", "is_barrier_free")}
    kinds = store.in_force(day(at)).bookables
    return page(
        request,
        "venues/desk_room.html",
        room=row,
        form=form or forms.BookableForm(kinds=kinds, initial=first),
        closing=closing or forms.CloseForm(initial={"from_at": at}, auto_id="close_%s"),
        closures=closures_of(row.id, at),
        status=status,
    )


@require_POST
@open_to(*WHO)
def close(request: DistrictRequest, bookable_id: int) -> HttpResponse:
    """Close a room or thing for a time or for ever (停用)."""
    row = kept_bookable(request, bookable_id, BookableVerb.CLOSE)
    form = forms.CloseForm(request.POST, auto_id="close_%s")
    if not form.is_valid():
        return _room_page(request, row, closing=form, status=422)
    try:
        displaced = services.close(
            actor=request.actor, bookable_ids=[bookable_id], now=now(), **form.cleaned_data
        )
    except NotAllowed:
        raise
    except Refused as fault:
        forms.show(form, fault, forms.FIELDS)
        return _room_page(request, row, closing=form, status=409)
    if displaced:
        words = _("Closed. %(n)s bookings lost their place; their holders are told. Find them another one.")
        messages.warning(request, words % {"n": len(displaced)})
        return redirect("venues:desk")
    messages.success(request, _("Closed. Nobody had booked it for that time."))
    return redirect("venues:desk_room", bookable_id)


@require_POST
@open_to(*WHO)
def reopen(request: DistrictRequest, bookable_id: int, closure_id: int) -> HttpResponse:
    """Lift a closure before its end (恢复使用)."""
    kept_bookable(request, bookable_id, BookableVerb.REOPEN)
    services.reopen(actor=request.actor, closure_id=closure_id, now=now())
    messages.success(request, _("It can be booked again."))
    return redirect("venues:desk_room", bookable_id)


@require_POST
@open_to(*whoever_may(CentreVerb.MERGE))
def merge(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Merge a centre into another one (合并中心)."""
    row = kept(request, centre_id, CentreVerb.MERGE)
    form = forms.MergeCentresForm(
        request.POST, centres=[one for one in queries.centres() if one.id != row.id]
    )
    if not form.is_valid():
        raise services.SameCentre
    into = form.cleaned_data["into_id"]
    services.merge(actor=request.actor, centre_id=centre_id, into_id=into, now=now())
    messages.success(request, _("Merged. Rooms and bookings are at the other centre now."))
    return redirect("venues:desk_centre", into)


def things_of(row: CentreRow) -> list[BookableRow]:
    """Return what can be booked at a centre, and what its area has that belongs to no centre."""
    loose = [one for one in queries.bookables(path=row.area_path) if one.centre_id is None]
    return [*queries.bookables(centre_id=row.id), *loose]


def kept(
    request: DistrictRequest, centre_id: int, verb: CentreVerb | BookableVerb | BookingVerb
) -> CentreRow:
    """Return a centre to those who may do this there; others are refused."""
    row = found_centre(centre_id)
    access.require(request.actor, verb, queries.facts_of(row), now())
    if row.merged_into is not None:
        raise Http404(str(centre_id))
    return row


def kept_bookable(request: DistrictRequest, bookable_id: int, verb: BookableVerb) -> BookableRow:
    """Return a room or thing to those who may do this with it; others are refused."""
    row = found_bookable(bookable_id)
    access.require(request.actor, verb, queries.facts_of(row), now())
    return row


def _areas(request: DistrictRequest) -> list[AreaRow]:
    """The areas in which the reader may open a centre, each with what lies just below it."""
    held = {
        one.area_path
        for one in request.actor.holdings
        if one.kind in WHO_KEEPS and one.holds_on(day(now())) and one.area_path and not one.estate
    }
    found: dict[str, AreaRow] = {}
    for area in places.areas_by_path(sorted(held)).values():
        for one in (area, *places.children(area.code)):
            found.setdefault(one.code, one)
    return list(found.values())
