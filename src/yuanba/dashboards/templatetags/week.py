"""Template filters of a leader's week: names of stages and of reasons to be left out, and its drawings."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from yuanba.dashboards import drawings
from yuanba.dashboards.queries.week import Series, WeekReport
from yuanba.rules.core.metrics import tenths
from yuanba.rules.evaluation import Exclusion
from yuanba.rules.matters.stages import TimeStage

register = template.Library()


@register.filter
def chart_of(charts: Mapping[str, SafeString], code: str) -> SafeString:
    """Return the drawing of a figure by the code of its metric."""
    return charts[code]


@register.filter
def stage(value: TimeStage) -> str:
    """Return the translated name of a stage of a matter's time."""
    return str(drawings.STAGES[value])


@register.filter
def left_out(why: Exclusion) -> str:
    """Return the translated reason for which somebody is left out of the shares."""
    return str(drawings.LEFT_OUT[why])


@register.filter
def tidy(value: Fraction) -> str:
    """Return a number without a decimal where it is whole, else with one."""
    return str(value.numerator) if value.denominator == 1 else tenths(value)


@register.filter
def usual_of(report: WeekReport, one: Series) -> str:
    """Return in words what a figure usually was in the weeks before."""
    return drawings.usual(report, one)


@register.filter
def of_how_many(one: Series) -> str:
    """Return of how many a share is, in words; empty for a number."""
    return drawings.of_how_many(one)
