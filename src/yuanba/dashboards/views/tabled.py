"""A leader's week as tables, for its paper and its workbook: the numbers of the page, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from yuanba.dashboards.drawings import STAGES
from yuanba.dashboards.queries.week import Series, WeekLine, WeekReport
from yuanba.rules.core.metrics import Measure
from yuanba.sheets.writing import Percent, Tenths, Written
from yuanba.web.sentences import words
from yuanba.web.templatetags.figures import figure, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabled:
    """One table of the week: its code, its title, its headings, and rows of words and numbers.

    `nothing` says why there are no rows. `widths` are the columns' shares on paper, 0 for what one needs.
    """

    code: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Written]]
    widths: Sequence[int]
    nothing: str = ""

    @property
    def written(self) -> Sequence[Sequence[Written]]:
        """Return the rows for a workbook: where there are none, the sentence that says why."""
        return self.rows or [(self.nothing,)]

    def spoken(self) -> list[list[str]]:
        """Return the rows as words, for paper."""
        return [[_spoken(cell) for cell in row] for row in self.rows]


def _spoken(cell: Written) -> str:
    if isinstance(cell, Percent):
        return figure(cell.share, Measure.SHARE)
    if isinstance(cell, Tenths):
        return figure(cell.number, Measure.NUMBER)
    return "" if cell is None else str(cell)


def tables(report: WeekReport) -> list[Tabled]:
    """Return the tables of a week: figures, why late, by place, by unit, what grows, and definitions."""
    found = [_heads(report), _late(report)]
    if report.places:
        rest = [report.unplaced] if report.unplaced else []
        found.append(_lines("place", _("By place"), _("Area"), [*report.busy_places, *rest]))
    if report.units:
        found.append(_lines("unit", _("By unit"), _("Unit"), report.units))
    return [*found, _growing(report), _definitions(report)]


def _heads(report: WeekReport) -> Tabled:
    return Tabled(
        code="heads",
        title=_("The week in figures"),
        headings=(_("Figure"), _("This week"), _("Counted"), _("Of"), _("usual")),
        rows=[
            (
                said(one.metric.title),
                _value(one),
                *_of_how_many(one),
                _usual(one),
            )
            for one in report.heads
        ],
        widths=(0, 1, 1, 1, 1),
    )


def _of_how_many(one: Series) -> tuple[Written, Written]:
    """What was counted, and of how many; a mere number is of nothing else."""
    if one.metric.measure is not Measure.SHARE:
        return None, None
    counted = one.now.counted
    return Tenths(counted) if counted.denominator > 1 else int(counted), one.now.of


def _value(one: Series) -> Written:
    return Percent(one.value) if one.metric.measure is Measure.SHARE else int(one.now.counted)


def _usual(one: Series) -> Written:
    if one.metric.measure is Measure.SHARE:
        return Percent(one.usual)
    return Tenths(one.usual)


def _late(report: WeekReport) -> Tabled:
    return Tabled(
        code="late",
        title=_("Why it was late"),
        headings=(_("Stage"), _("Share"), _("Together, hours"), _("For each late answer, hours")),
        rows=[
            *(
                (str(STAGES[one.stage]), Percent(one.share), Tenths(one.hours), Tenths(one.mean))
                for one in report.stages
            ),
            *_whole(report),
        ],
        widths=(0, 1, 1, 1),
        nothing=_("No answer fell due in this week.")
        if report.none_due
        else _("Every answer that fell due in this week came in time."),
    )


def _whole(report: WeekReport) -> list[tuple[Written, ...]]:
    """All stages together; nothing where nothing was late."""
    if not report.stages:
        return []
    return [(_("All stages"), Percent(Fraction(1)), Tenths(report.late_hours), Tenths(report.late_mean))]


def _lines(code: str, title: str, heading: str, lines: Sequence[WeekLine]) -> Tabled:
    metrics = [one.metric for one in lines[0].series.values()] if lines else []
    headings = [heading]
    for one in metrics:
        headings += [said(one.title), _("usual")]
    return Tabled(
        code=code,
        title=title,
        headings=headings,
        rows=[
            (_name(line), *(cell for one in line.series.values() for cell in (_value(one), _usual(one))))
            for line in lines
        ],
        widths=(3, *(1 for _one in headings[1:])),
        nothing=_("Nothing to count in this week."),
    )


def _name(line: WeekLine) -> str:
    if line.name:
        return line.name
    is_place = not any(one.url for one in line.series.values())
    return _("Place not known more exactly") if is_place else _("Units in which one person works, together")


def _growing(report: WeekReport) -> Tabled:
    return Tabled(
        code="growing",
        title=_("What grows"),
        headings=(_("Item of the directory"), _("This week"), _("usual")),
        rows=[(words(one.title), one.count, Tenths(one.usual)) for one in report.growing],
        widths=(3, 1, 1),
        nothing=_("Nothing came in clearly more often than in the weeks before.")
        if report.compared
        else _("This is the first week: what grows shows from the next one on."),
    )


def _definitions(report: WeekReport) -> Tabled:
    known = [*(one.metric for one in report.heads), report.late_time]
    return Tabled(
        code="definitions",
        title=_("How it is counted"),
        headings=(_("Figure"), _("Definition"), _("Source"), _("Version")),
        rows=[(said(one.title), said(one.formula), said(one.source), one.version) for one in known],
        widths=(3, 8, 4, 0),
    )


def about(report: WeekReport, days: str, made: str) -> Tabled:
    """Return what a workbook is about, for whoever opens it apart from its page."""
    return Tabled(
        code="about",
        title=_("About this workbook"),
        headings=(_("Area"), _("Week"), _("Printed on")),
        rows=[(report.scope.full_label, days, made)],
        widths=(1, 1, 1),
    )
