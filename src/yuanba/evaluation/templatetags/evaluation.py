"""Template filters and tags for satisfaction levels, call outcomes, rater groups and figures."""

from __future__ import annotations

from typing import Any

from django import template

from yuanba.evaluation.forms import CALLS
from yuanba.evaluation.panel import panel_of
from yuanba.evaluation.queries import CallOutcome, posted
from yuanba.evaluation.sentences import LEVELS
from yuanba.matters.queries import MatterRow
from yuanba.notices.queries import NoticeRow
from yuanba.packs import store
from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import percent as rounded
from yuanba.rules.core.metrics import tenths
from yuanba.rules.evaluation import Rate, Satisfaction
from yuanba.rules.pack import Pack

register = template.Library()
register.filter("tenths", tenths)
PARTIES = Text(zh="当事人", en="The parties concerned")


@register.inclusion_tag("evaluation/panel.html", takes_context=True)
def own_panel(context: template.Context, row: MatterRow) -> dict[str, Any]:
    """Return the rating part of a matter's own page for its reader: `{% own_panel matter %}`."""
    shown: dict[str, Any] = {str(key): value for key, value in context.flatten().items()}
    return shown | panel_of(context["request"], row)


@register.inclusion_tag("evaluation/followers.html")
def followers(row: MatterRow) -> dict[str, list[Text]]:
    """Return who follows this matter by office, for a line on its page: `{% followers matter %}`."""
    pack = store.pack_of(row.pack_digest)
    named = pack.classes[row.class_code].followers if row.class_code in pack.classes else ()
    return {"followers": [pack.followers[code].title_in(row.area_path) for code in named]}


@register.simple_tag
def posted_ratings(row: MatterRow) -> NoticeRow | None:
    """Return the notice that says how a matter was rated, or None: `{% posted_ratings matter as rated %}`."""
    return posted.posted_ratings(row.id) if posted.posts_ratings(row) else None


@register.filter
def posts_ratings(row: MatterRow) -> bool:
    """Return whether the ratings of a matter's result are posted, in numbers."""
    return posted.posts_ratings(row)


@register.filter
def level(value: str) -> str:
    """Return the translated name of a satisfaction level (满意); empty for an empty value."""
    return str(LEVELS[Satisfaction(value)]) if value else ""


@register.filter
def found(value: str) -> str:
    """Return the translated name of a follow-up call's outcome; empty for an empty value."""
    return str(CALLS[CallOutcome(value)]) if value else ""


@register.simple_tag
def group(code: str, pack: Pack, area_path: str = "") -> Text:
    """Return the title of a rater group (民主监督员); for a town, the name that towns use for the group."""
    evaluator = pack.evaluators.get(code)
    if evaluator is None:
        return next((one.title for one in pack.evaluators.values() if one.is_party), PARTIES)
    return evaluator.title_in(area_path)


@register.filter
def percent(rate: Rate) -> str:
    """Return a rate as whole per cent, rounded half up; a dash if it has no value."""
    return "—" if rate.value is None else f"{rounded(rate.value)}%"


@register.filter
def counted(rate: Rate) -> str:
    """Return a rate's numerator as text, with one decimal only if it is not whole."""
    whole = rate.counted
    return str(whole.numerator) if whole.denominator == 1 else tenths(whole)
