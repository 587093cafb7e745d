"""Pages of who rates results: for residents without names, for staff with names, terms and kin."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from yuanba.evaluation.queries import roster as rosters
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules import evaluation
from yuanba.rules.core import access
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack import Level
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, whoever_may


@require_safe
@open_to(*ANYONE)
def judges(request: DistrictRequest) -> HttpResponse:
    """Render the public page on who rates which results; it shows terms of office in an area but no names."""
    moment = now()
    pack, area = store.in_force(day(moment)), _area(request)
    path = area.path if area else ""
    return page(
        request,
        "evaluation/judges.html",
        area=area,
        towns=places.areas_at(Level.SUBDISTRICT),
        below=places.children(area.code) if area and area.level is Level.SUBDISTRICT else [],
        pack=pack,
        classes=[(row, evaluation.titles(code, pack, area_path=path)) for code, row in pack.classes.items()],
        bench=rosters.bench(path, moment) if area else None,
    )


@require_safe
@open_to(*whoever_may(EvaluationVerb.SEE_RESULTS, PeopleVerb.POSITION_APPOINT))
def roster(request: DistrictRequest) -> HttpResponse:
    """Render the staff page of raters by office: name, area, last day, and number of declared relatives."""
    moment = now()
    area = _area(request) or _own(request, moment)
    path = area.path if area else ""
    facts = access.Facts(area_path=path)
    may_appoint = access.may(request.actor, PeopleVerb.POSITION_APPOINT, facts, moment)
    if not may_appoint:
        access.require(request.actor, EvaluationVerb.SEE_RESULTS, facts, moment)
    bench = rosters.bench(path, moment)
    return page(
        request,
        "evaluation/roster.html",
        area=area,
        towns=places.areas_at(Level.SUBDISTRICT),
        pack=store.in_force(day(moment)),
        bench=bench,
        names=people.names(one.position.account_key for one in bench.seats),
        may_appoint=may_appoint,
    )


def _area(request: DistrictRequest) -> AreaRow | None:
    """The area that was asked for, by its code or its path."""
    asked = request.GET.get("at", "").strip("/").rpartition("/")[2]
    return places.area(asked) if asked else None


def _own(request: DistrictRequest, moment: datetime) -> AreaRow | None:
    """Where whoever asks is at work; the district for who is at work everywhere."""
    held = sorted(
        one.area_path for one in request.actor.holdings if one.area_path and one.holds_on(day(moment))
    )
    return places.area_by_path(held[0]) if held else None
