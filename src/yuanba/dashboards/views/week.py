"""Views of a leader's week: one page of figures of a week, beside the weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yuanba.dashboards import drawings, papers, services
from yuanba.dashboards.queries import week as weeks
from yuanba.dashboards.queries.scopes import WeekScope, scopes
from yuanba.dashboards.views import tabled
from yuanba.messages.queries import following
from yuanba.papers import day_words
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.dashboards.verbs import WeekVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import ONE_WEEK, Period, week_of
from yuanba.rules.time.span import is_readable
from yuanba.sheets import writing
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.templatetags.figures import days, figure, said

LEADERS = whoever_may(WeekVerb.READ)
#: Weeks so near the edge of the stored range have no weeks before or after.
A_YEAR = timedelta(days=366)
#: The tables on paper: those of words break over pages, the map stands where it leaves no page half empty.
ON_PAPER = ("heads", "late", "unit", "place", "growing", "definitions")


@require_GET
@open_to(*LEADERS)
def week(request: DistrictRequest) -> HttpResponse:
    """Render the figures of a week: what came in, was done, was late and why, and what people said of it."""
    shown, found, areas = asked(request)
    moment = now()
    return page(
        request,
        "dashboards/week.html",
        report=found,
        columns=drawings.columns(found),
        stages=drawings.stages(found),
        map=drawings.area_map(found),
        areas=areas,
        is_sent=following.is_told(services.WEEK, request.actor.key, request.actor.key),
        deeper=(Level.SUBDISTRICT, Level.COMMUNITY),
        week=shown,
        before=shown.from_on - ONE_WEEK,
        after=shown.from_on + ONE_WEEK if shown.until_on < day(moment) else None,
        is_running=shown.until_on >= day(moment),
    )


def asked(request: DistrictRequest) -> tuple[Period, weeks.WeekReport, Sequence[WeekScope]]:
    """Return the week and the figures that an address asks for, and what else one may look at.

    Usually it is the last whole week of one's area.
    """
    moment = now()
    shown = week_of(_day_in(request.GET.get("week", "")) or day(moment) - ONE_WEEK)
    if shown.from_on > day(moment):
        shown = week_of(day(moment))
    own = scopes(request.actor, moment)
    if not own:
        raise NotAllowed(verb=WeekVerb.READ)
    wanted, known = request.GET.get("area", ""), choices(own)
    scope = next((one for one in known if one.code == wanted), own[0])
    return shown, weeks.report(request.actor, shown, scope, moment), known


def choices(own: Sequence[WeekScope]) -> Sequence[WeekScope]:
    """Return what one may look at: one's own areas, the towns and communities in them, and one's units."""
    found: dict[str, AreaRow] = {}
    for area in (one.area for one in own if not one.unit):
        found[area.path] = area
        level = Level.SUBDISTRICT if area.level is Level.DISTRICT else Level.COMMUNITY
        if area.level in (Level.DISTRICT, Level.SUBDISTRICT):
            found |= {below.path: below for below in places.subtree(area.path, level=level)}
    return [*(WeekScope(area=found[path]) for path in sorted(found)), *(one for one in own if one.unit)]


def _day_in(text: str) -> date | None:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return None
    return on if is_readable(on) and is_readable(on - A_YEAR) and is_readable(on + A_YEAR) else None


# --- by message -------------------------------------------------------------------------------------
@require_POST
@open_to(*LEADERS)
def subscribe(request: DistrictRequest) -> HttpResponse:
    """Have the week sent on Mondays."""
    services.subscribe(actor=request.actor, now=now())
    messages.success(request, _("The last week's figures will be in your inbox on Monday mornings."))
    return redirect("dashboards:week")


@require_POST
@open_to(*LEADERS)
def unsubscribe(request: DistrictRequest) -> HttpResponse:
    """Have the week sent no more."""
    services.unsubscribe(actor=request.actor, now=now())
    messages.success(request, _("The week is not sent to you any more."))
    return redirect("dashboards:week")


# --- to take along ----------------------------------------------------------------------------------
@require_GET
@open_to(*LEADERS)
def paper(request: DistrictRequest) -> HttpResponse:
    """Return the week as a PDF to print, with the drawings of the page."""
    shown, found, _areas = asked(request)
    made = papers.week_sheet(_sheet(found), district=_district(request))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="week-{found.scope.code}-{shown.from_on:%Y%m%d}.pdf"'
    return response


@require_GET
@open_to(*LEADERS)
def workbook(request: DistrictRequest) -> HttpResponse:
    """Return the week as a workbook (.xlsx): one sheet for each table of the page, numbers as numbers."""
    shown, found, _areas = asked(request)
    period = days(shown.from_on, shown.until_on)
    made = writing.workbook_of(
        writing.WrittenSheet(title=one.title, heads=one.headings, rows=one.written)
        for one in (*tabled.tables(found), tabled.about(found, period, day_words(day(now()))))
    )
    response = HttpResponse(made, content_type=writing.XLSX)
    name = f"week-{found.scope.code}-{shown.from_on:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sheet(found: weeks.WeekReport) -> papers.WeekSheet:
    drawn, area_map = drawings.columns(found), drawings.area_map(found)
    above = {"late": str(drawings.stages(found) or ""), "place": str(area_map.drawn) if area_map else ""}
    return papers.WeekSheet(
        area=found.scope.full_label,
        days=days(found.week.from_on, found.week.until_on),
        printed=day_words(day(now())),
        said=drawings.left_out(found),
        heads=[
            papers.PaperHead(
                title=said(one.metric.title),
                value=figure(one.value, one.metric.measure),
                of=drawings.of_how_many(one),
                usual=drawings.usual(found, one),
                drawing=str(drawn[one.metric.code]),
                is_bad=one.is_bad,
            )
            for one in found.heads
        ],
        tables=[
            papers.PaperTable(
                title=one.title,
                headings=one.headings,
                rows=one.spoken(),
                nothing=one.nothing,
                widths=one.widths,
                drawing=above.get(one.code, ""),
                width=52 if one.code == "place" else 100,
            )
            for one in sorted(tabled.tables(found), key=lambda one: ON_PAPER.index(one.code))
        ],
    )


def _district(request: DistrictRequest) -> str:
    row = request.district
    return row.name if (get_language() or "zh").startswith("zh") else row.name_en
