"""Views of weekly menus for those who compose them: offerings, the draft of a week, publishing it."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.activities import forms, papers, queries, services
from yuanba.activities.queries import MenuRow, OfferingRow
from yuanba.activities.views import crowd_titles
from yuanba.packs import store
from yuanba.rules.activities.menus import AHEAD, monday_of
from yuanba.rules.activities.verbs import MenuVerb, OfferingVerb
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day
from yuanba.venues import queries as venues
from yuanba.venues.queries import CentreRow
from yuanba.venues.queries.entries import centres_kept_by
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

WHO = whoever_may(MenuVerb.COMPOSE)


@require_GET
@open_to(*WHO)
def centres(request: DistrictRequest) -> HttpResponse:
    """Render the centres whose weeks the reader composes."""
    rows = centres_kept_by(request.actor, MenuVerb.COMPOSE, now())
    return page(request, "activities/desk.html", centres=rows)


@require_GET
@open_to(*WHO)
def week(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Render one centre's week for whoever composes it, with what the centre offers."""
    return _week_page(request, _kept(request, centre_id, MenuVerb.COMPOSE))


def _week_page(
    request: DistrictRequest,
    row: CentreRow,
    form: forms.SessionForm | None = None,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    monday = _monday(request)
    menu, offered = queries.menu_of(row.id, monday), queries.offerings(row.id)
    address = request.build_absolute_uri(f"{reverse('activities:menu')}?week={monday.isoformat()}")
    is_out = menu is not None and menu.published_at is not None
    return page(
        request,
        "activities/week.html",
        centre=row,
        monday=monday,
        before=monday - timedelta(weeks=1) if monday > monday_of(day(now())) else None,
        after=monday + timedelta(weeks=1),
        menu=menu,
        offerings=offered,
        crowds=crowd_titles(request),
        form=form or _session_form(offered, monday),
        text=papers.menu_text(menu, crowds=crowd_titles(request), address=address) if menu and is_out else "",
        is_out=is_out,
        refusal=refusal,
        status=status,
    )


def _session_form(offered: list[OfferingRow], monday: date, given: object = None) -> forms.SessionForm:
    days = [monday + timedelta(days=number) for number in range(7)]
    return forms.SessionForm(
        given,
        offerings=offered,
        days=[(on, f"{date_format(on, 'MONTH_DAY_FORMAT')} {date_format(on, 'D')}") for on in days],
        initial=forms.usual_hours(offered),
    )


@require_POST
@open_to(*WHO)
def compose(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Draft a week with the fixed offerings (排一周菜单)."""
    row, monday = _kept(request, centre_id, MenuVerb.COMPOSE), _monday(request)
    services.compose(actor=request.actor, centre_id=row.id, monday=monday, now=now())
    messages.success(request, _("The fixed sessions are in. Add or take out what is different this week."))
    return _back(row.id, monday)


@require_POST
@open_to(*WHO)
def add(request: DistrictRequest, menu_id: int) -> HttpResponse:
    """Add a session to a week (加一场)."""
    menu, row = _menu(request, menu_id, MenuVerb.ADD)
    form = _session_form(queries.offerings(row.id), menu.monday, request.POST)
    if not form.is_valid():
        return _week_page(request, row, form, status=422)
    try:
        services.add(actor=request.actor, menu_id=menu_id, now=now(), **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as fault:
        forms.show(form, fault, forms.FIELDS)
        return _week_page(request, row, form, status=409)
    messages.success(request, _("The session is in the week."))
    return _back(row.id, menu.monday)


@require_POST
@open_to(*WHO)
def drop(request: DistrictRequest, session_id: int) -> HttpResponse:
    """Take a session out of a drafted week (去掉这场)."""
    try:
        menu = queries.menu_of_session(session_id)
    except queries.MenuNotFound as fault:
        raise Http404(str(session_id)) from fault
    access.require(request.actor, MenuVerb.DROP, queries.facts_of(menu), now())
    services.drop(actor=request.actor, session_id=session_id, now=now())
    messages.success(request, _("Taken out."))
    return _back(menu.centre_id, menu.monday)


@require_POST
@open_to(*WHO)
def publish(request: DistrictRequest, menu_id: int) -> HttpResponse:
    """Publish a week: its sessions stand in the calendar, with their rooms (发布菜单)."""
    menu, row = _menu(request, menu_id, MenuVerb.PUBLISH)
    try:
        number = services.publish(actor=request.actor, menu_id=menu_id, now=now())
    except NotAllowed:
        raise
    except Refused as fault:
        return _week_page(request, row, refusal=fault, status=409)
    messages.success(request, _("Published: %(n)s sessions. People can sign up.") % {"n": number})
    return _back(row.id, menu.monday)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def keep(request: DistrictRequest, centre_id: int) -> HttpResponse:
    """Show and handle the form for a new offering of a centre (登记服务项目)."""
    return _entry(request, _kept(request, centre_id, OfferingVerb.KEEP), None)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def offering(request: DistrictRequest, offering_id: int) -> HttpResponse:
    """Show and handle the entry of an offering."""
    found = _offering(request, offering_id, OfferingVerb.KEEP)
    return _entry(request, venues.centre(found.centre_id), found)


@require_POST
@open_to(*WHO)
def end(request: DistrictRequest, offering_id: int) -> HttpResponse:
    """End an offering (停办服务项目)."""
    found = _offering(request, offering_id, OfferingVerb.END)
    services.end_offering(actor=request.actor, offering_id=offering_id, now=now())
    messages.success(request, _("Ended. Its published sessions still take place."))
    return _back(found.centre_id, _monday(request))


def _entry(request: DistrictRequest, centre: CentreRow, row: OfferingRow | None) -> HttpResponse:
    pack = store.in_force(day(now()))
    things = [one for one in venues.bookables(path=centre.area_path) if one.centre_id in (centre.id, None)]
    form = forms.OfferingForm(
        request.POST or None,
        kinds=pack.activities,
        crowds=pack.crowds,
        things=things,
        initial=forms.first_of(row) if row else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_offering(
                actor=request.actor,
                entry=form.entry,
                centre_id=centre.id,
                offering_id=row.id if row else None,
                now=now(),
            )
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, forms.FIELDS)
        else:
            messages.success(request, _("Saved. It is in every week that you compose from now on."))
            return _back(centre.id, _monday(request))
    return page(
        request,
        "activities/offering.html",
        centre=centre,
        offering=row,
        form=form,
        status=422 if form.errors else 200,
    )


def _monday(request: DistrictRequest) -> date:
    """The week that an address names, from this one on; next week where it names none."""
    today = day(now())
    try:
        asked = monday_of(date.fromisoformat(request.GET.get("week", "")))
    except (ValueError, OverflowError):
        return monday_of(today) + timedelta(weeks=1)
    return min(max(asked, monday_of(today)), monday_of(today + AHEAD))


def _back(centre_id: int, monday: date) -> HttpResponse:
    return redirect(f"{reverse('activities:week', args=[centre_id])}?week={monday.isoformat()}")


def _kept(request: DistrictRequest, centre_id: int, verb: Verb) -> CentreRow:
    """A centre, for those who may do this there; others are refused."""
    try:
        row = venues.centre(centre_id)
    except venues.CentreNotFound as fault:
        raise Http404(str(centre_id)) from fault
    access.require(request.actor, verb, access.Facts(area_path=row.area_path), now())
    return row


def _menu(request: DistrictRequest, menu_id: int, verb: Verb) -> tuple[MenuRow, CentreRow]:
    try:
        menu = queries.menu(menu_id)
    except queries.MenuNotFound as fault:
        raise Http404(str(menu_id)) from fault
    return menu, _kept(request, menu.centre_id, verb)


def _offering(request: DistrictRequest, offering_id: int, verb: Verb) -> OfferingRow:
    try:
        row = queries.offering(offering_id)
    except queries.OfferingNotFound as fault:
        raise Http404(str(offering_id)) from fault
    access.require(request.actor, verb, queries.facts_of(row), now())
    return row
