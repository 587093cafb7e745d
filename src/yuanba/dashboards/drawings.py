"""The drawings of a leader's week, the same for its page and its paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yuanba.dashboards.queries.week import Series, WeekLine, WeekReport
from yuanba.places.views import drawing
from yuanba.places.views.drawing import Outlined
from yuanba.rules.core.metrics import Measure, percent
from yuanba.rules.evaluation import Exclusion
from yuanba.rules.matters.stages import TimeStage
from yuanba.web import charts
from yuanba.web.charts import BarPart, MapCell
from yuanba.web.templatetags.figures import amount, figure, said

STAGES = {
    TimeStage.DISPATCH: gettext_lazy("Dispatched again"),
    TimeStage.ACCEPTANCE: gettext_lazy("Waiting to be accepted"),
    TimeStage.RESIDENT: gettext_lazy("Waiting for the resident"),
    TimeStage.APPROVAL: gettext_lazy("Waiting for a decision"),
    TimeStage.HOLD: gettext_lazy("On hold"),
    TimeStage.WORK: gettext_lazy("In work"),
}
LEFT_OUT = {
    Exclusion.SILENT: gettext_lazy("gave no rating"),
    Exclusion.UNREACHABLE: gettext_lazy("not reached"),
    Exclusion.TIED: gettext_lazy("conflict of interest"),
    Exclusion.VACANT: gettext_lazy("nobody there"),
}
#: What a map is coloured by.
COLOURED_BY = "matters.came_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """The map of the areas of a report: by their outlines, or as tiles where they have none."""

    drawn: SafeString
    is_tiled: bool
    without: Sequence[WeekLine]


def columns(report: WeekReport) -> Mapping[str, SafeString]:
    """Return the small chart of each figure at the head, by the code of its metric."""
    return {one.metric.code: _columns(one) for one in report.heads}


def _columns(one: Series) -> SafeString:
    measure = one.metric.measure
    values = [found.value(measure) for found in (*reversed(one.before), one.now)]
    told = _("%(title)s, week by week, the last is this week: %(values)s") % {
        "title": said(one.metric.title),
        "values": "; ".join(figure(value, measure) for value in values),
    }
    return charts.columns(values, one.usual, label=told)


def stages(report: WeekReport) -> SafeString | None:
    """Return the bar of where the time of late answers went, or None where nothing was late."""
    if not report.stages:
        return None
    parts = [BarPart(name=str(STAGES[one.stage]), share=one.share, hue=one.hue) for one in report.stages]
    told = "; ".join(f"{part.name} {percent(part.share)}%" for part in parts)
    return charts.stacked(parts, label=f"{said(report.late_time.title)}: {told}")


def of_how_many(one: Series) -> str:
    """Return of how many a share is, in words; empty for a number."""
    if one.metric.measure is not Measure.SHARE:
        return ""
    if not one.now.of:
        return _("none yet")
    if one.metric.counts_people:
        return _("of %(of)s people") % {"of": one.now.of}
    return _("%(counted)s of %(of)s") % {"counted": int(one.now.counted), "of": one.now.of}


def usual(report: WeekReport, one: Series) -> str:
    """Return in words what a figure usually was in the weeks before, and in how many of them."""
    if one.usual is None:
        return _("nothing before to compare with")
    told = ngettext("%(n)s week before: %(usual)s", "%(n)s weeks before: %(usual)s", report.compared)
    return told % {"n": report.compared, "usual": figure(one.usual, one.metric.measure)}


def left_out(report: WeekReport) -> str:
    """Return in words who is left out of the shares of what people said; empty where nobody is."""
    told = [f"{LEFT_OUT[one.why]} {one.count}" for one in report.left_out]
    return f"{_('Left out')}: {', '.join(told)}" if told else ""


def area_map(report: WeekReport) -> AreaMap | None:
    """Return the map of what came in by area; areas without an outline stand in the table alone."""
    if not report.places:
        return None
    most = max(one.series[COLOURED_BY].now.counted for one in report.places)
    drawn = [one for one in report.places if one.area and one.area.outline]
    label = _("Map of what came in: the darker, the more. The table beside it has the same numbers.")
    sheet = drawing.sheet(
        Outlined(corners=one.area.outline, kind="", label=_name(one)) for one in drawn if one.area
    )
    if sheet is None:
        tiles = [_cell(one, most) for one in report.places]
        return AreaMap(drawn=charts.tiles(tiles, label=label), is_tiled=True, without=())
    cells = [
        _cell(one, most, points=shape.points, x=shape.x, y=shape.y, is_named=shape.is_named)
        for one, shape in zip(drawn, sheet.shapes, strict=True)
    ]
    return AreaMap(
        drawn=charts.outlines(cells, sheet.width, sheet.height, label=label),
        is_tiled=False,
        without=[one for one in report.places if one not in drawn],
    )


def _cell(
    line: WeekLine, most: Fraction, *, points: str = "", x: float = 0, y: float = 0, is_named: bool = True
) -> MapCell:
    series = line.series[COLOURED_BY]
    return MapCell(
        name=_name(line),
        number=amount(series.now, series.metric.measure),
        step=charts.step_of(series.now.counted, most),
        url=series.url,
        points=points,
        x=x,
        y=y,
        is_named=is_named,
    )


def _name(line: WeekLine) -> str:
    """A community is written without what all of them are called."""
    return line.name.removesuffix("社区").removesuffix("街道") or line.name
