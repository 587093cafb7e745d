"""Tags for pages of matters: the councils before which a matter comes, and what they resolved."""

from __future__ import annotations

from typing import Any

from django import template

from yuanba.deliberation import queries
from yuanba.deliberation.queries import resolutions as records
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.state import OPEN
from yuanba.rules.deliberation.verbs import ResolutionVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

register = template.Library()


@register.inclusion_tag("deliberation/matter_part.html", takes_context=True)
def before_councils(context: template.Context, row: MatterRow) -> dict[str, Any]:
    """Return the part of a matter's page about councils, for its reader: `{% before_councils matter %}`."""
    moment, actor = now(), context["request"].actor
    rows = records.referrals_of(row.id, pack=store.in_force(day(moment)))
    present = next((one for one in rows if one.ended_at is None), None)
    facts = queries.council_facts(present.council) if present else None
    return {
        "matter": row,
        "rows": rows,
        "present": present,
        "may_refer": present is None
        and row.state in OPEN
        and access.may(actor, ResolutionVerb.REFER, access.Facts(area_path=row.area_path), moment),
        "may_resolve": facts is not None and access.may(actor, ResolutionVerb.ADOPT, facts, moment),
    }
