"""Views of units, and of the imports of units and staff."""

from __future__ import annotations

from io import BytesIO, StringIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.packs import store
from yuanba.people import queries, services
from yuanba.people.queries import UnitBranch, vacancies
from yuanba.people.views import undoing
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import KEEPERS, PositionKind
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.sheets import tables
from yuanba.sheets.refusals import BadTable
from yuanba.sheets.tables import TakenTable
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.uploads import TableForm, fold, refused_file

_LISTED = 20


@require_safe
@open_to(*KEEPERS)
def units(request: DistrictRequest) -> HttpResponse:
    """Render the tree of active units, the organisations that handle matters, and a search through them."""
    typed = request.GET.get("q", "").strip()[:80]
    matching = queries.search_units(typed, limit=50) if typed else []
    found = [UnitBranch(unit=one, below=0) for one in matching]
    return page(
        request,
        "people/units.html",
        typed=typed,
        branches=found if typed else queries.unit_branches(),
        deeper=1,
        bodies=store.in_force(on=day(now())).bodies,
        may_import=_may(request, PeopleVerb.UNIT_IMPORT),
    )


@require_safe
@open_to(*KEEPERS)
def units_below(request: DistrictRequest, code: str) -> HttpResponse:
    """Render the units directly under a unit as rows that unfold in the tree."""
    depth = request.GET.get("depth", "1")
    depth_now = int(depth) if depth in ("1", "2", "3", "4", "5", "6") else 1
    return page(
        request,
        "people/unit_rows.html",
        branches=queries.unit_branches(code),
        indent="\u3000" * (depth_now - 1) + "└ ",
        deeper=depth_now + 1,
        bodies=store.in_force(on=day(now())).bodies,
    )


@require_safe
@open_to(*KEEPERS)
def of_area(request: DistrictRequest, code: str) -> HttpResponse:
    """Render the units of an area, how many posts are vacant there and below, and how units are added."""
    area = places.area(code)
    if area is None or area.valid_to is not None:
        raise Http404(code)
    today = day(now())
    return page(
        request,
        "people/of_area.html",
        area=area,
        units=queries.units_at([area.path])[:_LISTED],
        vacant=len(vacancies.vacancies(area.path, store.in_force(on=today), on=today)),
        may_add=_may(request, PeopleVerb.UNIT_ADD),
    )


@require_safe
@open_to(*KEEPERS)
def unit(request: DistrictRequest, code: str) -> HttpResponse:
    """Render one unit and the accounts that hold a position in it today."""
    found = queries.unit(code)
    if found is None:
        raise Http404(code)
    today = day(now())
    rows = queries.accounts_of_unit(code, on=today)
    may_change = _may(request, PeopleVerb.UNIT_CHANGE)
    return page(
        request,
        "people/unit.html",
        unit=found,
        body=store.in_force(on=today).bodies.get(found.body),
        rows=rows,
        names=queries.names(row.key for row in rows),
        today=today,
        may_change=may_change,
        undos=undoing.of_unit(found, now()) if may_change else [],
    )


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def import_units(request: DistrictRequest) -> HttpResponse:
    """Show and handle the import of units from a file: first a preview, then the writing."""
    form = TableForm(request.POST or None, request.FILES or None)
    taken: TakenTable | None = None
    refusal: BadTable | None = None
    folded = ""
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content(request)
            folded = fold(request, content)
            taken = services.import_units(
                actor=request.actor,
                file=BytesIO(content),
                commit=form.commits,
                skip_refused=form.cleaned_data["skip_refused"],
                now=now(),
            )
        except BadTable as fault:
            refusal = fault
    if taken and form.wants_refused:
        return refused_file(taken)
    if taken and taken.is_written:
        words = ngettext("%(count)s unit was written.", "%(count)s units were written.", taken.accepted)
        messages.success(request, words % {"count": taken.accepted})
        return redirect("people:units")
    return page(
        request,
        "people/import.html",
        verb=str(PeopleVerb.UNIT_IMPORT),
        columns=services.UNIT_COLUMNS,
        form=form,
        taken=taken,
        folded=folded,
        refused=refusal,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(PeopleVerb.STAFF_IMPORT))
def import_staff(request: DistrictRequest) -> HttpResponse:
    """Show and handle the import of staff from a file; new one-time passwords are downloaded once."""
    form = TableForm(request.POST or None, request.FILES or None)
    taken: TakenTable | None = None
    refusal: BadTable | None = None
    folded = ""
    if request.method == "POST" and form.is_valid():
        try:
            content = form.content(request)
            folded = fold(request, content)
            done = services.import_staff(
                actor=request.actor,
                file=BytesIO(content),
                commit=form.commits,
                skip_refused=form.cleaned_data["skip_refused"],
                now=now(),
            )
        except BadTable as fault:
            refusal = fault
        else:
            taken = done.taken
            if done.passwords:
                return _passwords(done.passwords)
    if taken and form.wants_refused:
        return refused_file(taken)
    if taken and taken.is_written:
        messages.success(request, _("Done and recorded."))
        return redirect("people:staff")
    return page(
        request,
        "people/import.html",
        verb=str(PeopleVerb.STAFF_IMPORT),
        columns=services.STAFF_COLUMNS,
        form=form,
        taken=taken,
        folded=folded,
        refused=refusal,
    )


def _passwords(passwords: tuple[tuple[str, str], ...]) -> HttpResponse:
    """The one-time passwords as a file: they are stored nowhere and cannot be shown again."""
    text = StringIO()
    writer = tables.CsvWriter(text)
    writer.writerow([_("Username"), _("One-time password")])
    writer.writerows(passwords)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="one-time-passwords.csv"'
    return response


def _may(request: DistrictRequest, verb: PeopleVerb) -> bool:
    return access.may(request.actor, verb, Facts(), at=now())
