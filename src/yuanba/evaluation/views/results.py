"""Views of the rating results, and of what each number counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import StringIO

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yuanba.evaluation import forms, queries
from yuanba.evaluation.queries import durations, rates, reviews
from yuanba.evaluation.queries import results as found
from yuanba.evaluation.views import table
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import By
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period
from yuanba.sheets import tables
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.metrics import MetricCut, PartNames

READERS = (
    PositionKind.SUPERVISOR,
    PositionKind.SUBDISTRICT_LEAD,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.AUDITOR,
)


@require_GET
@open_to(*READERS)
def results(request: DistrictRequest) -> HttpResponse:
    """Render the rating results by unit, class or rater group: rates, counts, exclusions, median level."""
    moment = now()
    form, period, by = _asked(request, moment)
    cut = found.cut_of(request.actor, period, moment)
    lines = found.lines(request.actor, period, moment, by=by)
    pack = store.in_force(day(moment))
    return page(
        request,
        "evaluation/results.html",
        form=form,
        period=period,
        by=by,
        pack=pack,
        cut=cut,
        figures=rates.figures(request.actor, period, moment),
        durations=durations.durations(request.actor, period, moment),
        volumes=durations.volumes(request.actor, period, moment),
        reviews=reviews.reviewed(request.actor, pack, moment),
        lines=[(line, _title(line.code, by, pack), *_marked(line, by, cut)) for line in lines],
        total=found.total(request.actor, period, moment),
    )


@require_GET
@open_to(*READERS)
def counted(request: DistrictRequest) -> HttpResponse:
    """Render every invitation that is included in one figure of the results."""
    moment = now()
    _form, period, by = _asked(request, moment)
    what = request.GET.get("what", "all")
    what = what if what in found.COUNTS else "all"
    code = request.GET.get("code", "")
    rows = found.counted(request.actor, period, moment, by=by, code=code, what=what)
    pack = store.in_force(day(moment))
    return page(
        request,
        "evaluation/counted.html",
        period=period,
        what=what,
        title=_title(code, by, pack) if code else None,
        pack=pack,
        rows=[(one, queries.matter_row(one.matter_id, moment)) for one in rows],
    )


@require_GET
@open_to(*READERS)
def figures(request: DistrictRequest) -> HttpResponse:
    """Return every figure that the rules name as a CSV table: with one decimal, and as exact fractions."""
    moment = now()
    _form, period, _by = _asked(request, moment)
    text = StringIO()
    writer = tables.CsvWriter(text)
    writer.writerows(table.rows(request.actor, period, moment))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"figures-{period.from_on:%Y%m%d}-{period.until_on:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: DistrictRequest, moment: datetime) -> tuple[forms.ResultsForm, Period, str]:
    first, last = found.usual(moment).from_on, day(moment)
    usual = {"from_on": first, "until_on": last, "by": "unit"}
    form = forms.ResultsForm({**usual, **{k: v for k, v in request.GET.dict().items() if v}})
    chosen = form.cleaned_data if form.is_valid() else {}
    first, last = chosen.get("from_on") or first, chosen.get("until_on") or last
    return form, Period(from_on=first, until_on=max(first, last)), chosen.get("by") or "unit"


def _marked(line: found.ResultLine, by: str, cut: MetricCut) -> tuple[MetricCut, str]:
    """The cut and part by which the registry counts a line too."""
    if by == "unit":
        return replace(cut, units=line.units), ""
    return cut, PartNames(by=By(by), values=(line.code,)).text()


def _title(code: str, by: str, pack: Pack) -> Text:
    if by == "unit":
        if code == people.ALONE:
            return durations.TOGETHER
        unit = people.unit(code)
        name = unit.name if unit else code
        return Text(zh=name, en=name)
    table = pack.classes if by == "class_code" else pack.evaluators
    return table[code].title if code in table else Text(zh=code, en=code)
