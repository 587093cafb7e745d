"""Template filters and tags for figures of the registry: their value, their key, their definition."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django import template
from django.utils.translation import get_language, gettext

from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import Amount, Measure, percent, tenths
from yuanba.web import sentences
from yuanba.web.metrics import Metric, MetricCut, Words, key_of, metric

register = template.Library()
register.filter("tenths", tenths)


@register.filter
def figure(value: Fraction | None, measure: Measure) -> str:
    """Return a value as it is shown: a number (with one decimal where it is a mean), per cent, or hours.

    A share or a mean of nothing is a dash.
    """
    if value is None:
        return "—"
    if measure == Measure.SHARE:
        return f"{percent(value)}%"
    if measure == Measure.HOURS:
        return gettext("%(n)s h") % {"n": tenths(value)}
    return str(value.numerator) if value.denominator == 1 else tenths(value)


@register.filter
def amount(found: Amount, measure: Measure) -> str:
    """Return an amount as it is shown in this measure."""
    return figure(found.value(measure), measure)


@register.filter
def said(words: Words) -> str:
    """Return words of a definition in the reader's language, whoever wrote them: the house or a pack."""
    return sentences.words(words) if isinstance(words, Text) else str(words)


@register.simple_tag
def days(first: date, last: date) -> str:
    """Return a period of days in words, both of them included: 2026年11月23日至29日."""
    is_chinese = (get_language() or "zh").startswith("zh")
    if is_chinese:
        same_month = (first.year, first.month) == (last.year, last.month)
        month = "" if same_month else f"{last.month}月"
        year = "" if first.year == last.year else f"{last.year}年"
        return f"{first.year}年{first.month}月{first.day}日至{year}{month}{last.day}日"
    return f"{first.day} {first:%b %Y} – {last.day} {last:%b %Y}"


@register.simple_tag
def figure_key(code: str, cut: MetricCut, part: str = "") -> str:
    """Return what identifies a figure on every page: its metric, days, area, units and part."""
    return key_of(code, cut, part).text()


@register.inclusion_tag("web/components/definition.html")
def definition(of: Metric | str) -> dict[str, object]:
    """Return the folded definition of a metric, or of a code, to stand beside its figure."""
    found = metric(of) if isinstance(of, str) else of
    return {"metric": found, "unit": unit_of(found)}


@register.simple_tag
def unit_of(found: Metric) -> str:
    """Return in words in what a metric is measured."""
    return {
        Measure.NUMBER: gettext("number"),
        Measure.SHARE: gettext("per cent"),
        Measure.HOURS: gettext("hours"),
    }[found.measure]
