"""What pages about judging say of levels, groups and rates."""

from __future__ import annotations

from django import template

from yuanba.evaluation.forms import CALLS, LEVELS
from yuanba.evaluation.queries import CallOutcome
from yuanba.rules import evaluation
from yuanba.rules.core.declared import Text
from yuanba.rules.evaluation import Rate, Satisfaction
from yuanba.rules.pack import Pack

register = template.Library()
PARTIES = Text(zh="涉事主体", en="The parties concerned")


@register.filter
def level(value: str) -> str:
    """A level as it is spoken: 满意."""
    return str(LEVELS[Satisfaction(value)]) if value else ""


@register.filter
def found(value: str) -> str:
    """What a follow-up call found."""
    return str(CALLS[CallOutcome(value)]) if value else ""


@register.simple_tag
def group(code: str, pack: Pack, area_path: str = "") -> Text:
    """What a group of evaluators is called: 民主监督员; in a town by its name there."""
    evaluator = pack.evaluators.get(code)
    if evaluator is None:
        return next((one.title for one in pack.evaluators.values() if one.is_party), PARTIES)
    return evaluation.title_of(evaluator, in_town=evaluation.is_town(area_path))


@register.filter
def percent(rate: Rate) -> str:
    """A share as whole per cent, rounded half up; a dash of nothing."""
    return "—" if rate.value is None else f"{int(rate.value * 100 + rate.value.__class__(1, 2))}%"


@register.filter
def counted(rate: Rate) -> str:
    """What a share counts, without decimals where it has none."""
    whole = rate.counted
    return str(whole.numerator) if whole.denominator == 1 else f"{float(whole):.1f}"
