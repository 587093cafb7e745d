"""Tags for projects: their state as a badge, and the part of a matter's page about the project that it is."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yuanba.matters.queries import MatterRow
from yuanba.rules.core import access
from yuanba.rules.time.calendar import day
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.web.entrance import now
from yuanba.works import queries
from yuanba.works.navigation import has_projects
from yuanba.works.queries import ProjectRow
from yuanba.works.sentences import STATES, TONES

register = template.Library()


@register.simple_tag
def project_badge(row: ProjectRow) -> SafeString:
    """Return the HTML badge of a project's state: `{% project_badge row %}`."""
    return format_html('<span class="yb-badge yb-badge--{}">{}</span>', TONES[row.state], STATES[row.state])


@register.inclusion_tag("works/matter_part.html", takes_context=True)
def project_of(context: template.Context, row: MatterRow) -> dict[str, Any]:
    """Return the part of a matter's page about the project that it carries out: `{% project_of matter %}`.

    Where the rules of the district know no projects nothing is asked.
    """
    moment = now()
    found = queries.of_matter(row.id, day(moment)) if has_projects(day(moment)) else None
    may_carry_on = found is not None and access.may(
        context["request"].actor, ProjectVerb.SHAPE, queries.facts_of(found), moment
    )
    return {"project": found, "may_carry_on": may_carry_on}
