"""Views of weekly menus for everyone: what takes place this week and the next, on a page and on paper."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.activities import papers, queries
from yuanba.activities.queries import MenuRow, SessionRow
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.activities.menus import monday_of
from yuanba.rules.time.calendar import day
from yuanba.web import devices
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.printing import district_name, printed
from yuanba.web.sentences import words


def crowd_titles(request: DistrictRequest) -> dict[str, str]:
    """Return the titles of the crowds that the rules name, in the reader's language."""
    return {code: words(one.title) for code, one in store.in_force(day(now())).crowds.items()}


@require_safe
@open_to(*ANYONE)
def menu(request: DistrictRequest) -> HttpResponse:
    """Render what takes place in the centres this week or the next, for a crowd or all; nearest first."""
    today = day(now())
    next_monday = monday_of(today) + timedelta(weeks=1)
    is_next = request.GET.get("week", "") in ("next", next_monday.isoformat())
    monday = next_monday if is_next else monday_of(today)
    crowds, everyone = crowd_titles(request), _everyone()
    crowd = request.GET.get("crowd", "") if request.GET.get("crowd", "") in crowds else ""
    wanted = {crowd, *everyone} if crowd else set()
    own = devices.place(request)
    home = places.area(own) if own else None
    rows = queries.published(monday)
    if home:
        rows.sort(
            key=lambda row: not (row.area_path.startswith(home.path) or home.path.startswith(row.area_path))
        )
    return page(
        request,
        "activities/menu.html",
        menus=[(row, days) for row in rows if (days := shown(row, wanted, today))],
        is_next=is_next,
        has_next=bool(queries.published(next_monday)),
        crowds=crowds,
        crowd=crowd,
        monday=monday,
    )


def _everyone() -> set[str]:
    """The codes of crowds that everybody belongs to."""
    return {code for code, one in store.in_force(day(now())).crowds.items() if one.is_everyone}


def shown(row: MenuRow, crowds: set[str], today: date) -> list[tuple[date, list[SessionRow]]]:
    """Return the days of a menu from today on that have sessions for one of these crowds, or for any."""
    days = [
        (on, [one for one in held if not crowds or one.offering.crowd in crowds]) for on, held in row.days
    ]
    return [(on, held) for on, held in days if held and on >= today]


@require_safe
@open_to(*ANYONE)
def sheet(request: DistrictRequest, menu_id: int, form: str) -> HttpResponse:
    """Return a published week as a PDF for the door or a long picture to send along."""
    row = _published(menu_id)
    made = papers.menu_sheet(
        row,
        district=district_name(request),
        crowds=crowd_titles(request),
        address=request.build_absolute_uri(f"{reverse('activities:menu')}?week={row.monday.isoformat()}"),
        is_picture=form == "png",
    )
    return printed(made, f"menu-{menu_id}", form)


def _published(menu_id: int) -> MenuRow:
    try:
        row = queries.menu(menu_id)
    except queries.MenuNotFound as fault:
        raise Http404(str(menu_id)) from fault
    if row.published_at is None:
        raise Http404(str(menu_id))
    return row
