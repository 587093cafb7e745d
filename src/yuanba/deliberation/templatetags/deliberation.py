"""Tags for pages of matters, topics and councils: where a matter comes, and how far a procedure is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template

from yuanba.ballots.wordings import because_sentence
from yuanba.deliberation import queries
from yuanba.deliberation.queries import procedure as procedures
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries.councils import CouncilRow
from yuanba.deliberation.queries.procedure import CourseRow, StepShown
from yuanba.deliberation.queries.resolutions import ReferralRow
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.state import OPEN, State
from yuanba.rules.deliberation import procedure
from yuanba.rules.deliberation.demands import has_demands
from yuanba.rules.deliberation.procedure import CourseOutcome
from yuanba.rules.deliberation.verbs import ResolutionVerb
from yuanba.rules.pack.meetings import ProcedureStep
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

register = template.Library()


@register.inclusion_tag("deliberation/meets_next.html")
def meets_next(row: CouncilRow) -> dict[str, Any]:
    """Return when a council meets next, by when it should, or should have: `{% meets_next council %}`."""
    return {"row": row, "today": day(now())}


@register.inclusion_tag("deliberation/matter_part.html", takes_context=True)
def before_councils(context: template.Context, row: MatterRow) -> dict[str, Any]:
    """Return the part of a matter's page about councils, for its reader: `{% before_councils matter %}`."""
    moment, actor = now(), context["request"].actor
    pack, facts_of_place = store.in_force(day(moment)), access.Facts(area_path=row.area_path)
    rows = records.referrals_of(row.id, pack=pack)
    has_first = any(one.deliberates_first for one in pack.classes.values())
    ground = records.urgent_ground(row.id) if has_first else ""
    present = next((one for one in rows if one.ended_at is None), None)
    facts = queries.council_facts(present.council) if present else None
    courses = _courses_of([one.id for one in rows], moment)
    return {
        "matter": row,
        "rows": rows,
        "present": present,
        "moment": moment,
        "stands": row.state in {State.FILED, State.HELD} and not row.dangers,
        "course": courses[0] if courses else None,
        "urgent_ground": ground,
        "may_waive": has_first
        and not ground
        and row.state in OPEN
        and not any(one.text for one in rows)
        and access.may(actor, ResolutionVerb.WAIVE, facts_of_place, moment),
        "may_refer": present is None
        and row.state in OPEN
        and access.may(actor, ResolutionVerb.REFER, facts_of_place, moment),
        "may_resolve": facts is not None and access.may(actor, ResolutionVerb.ADOPT, facts, moment),
    }


@register.inclusion_tag("deliberation/decided_by.html")
def decided_by(matter_id: int) -> dict[str, Any]:
    """Return the part of a project's page about who decided it: `{% decided_by project.matter_id %}`."""
    return {"rows": records.referrals_of(matter_id, pack=store.in_force(day(now())))}


@register.inclusion_tag("deliberation/topic_course.html", takes_context=True)
def topic_course(context: template.Context, row: TopicRow, *, desk: bool = False) -> dict[str, Any]:
    """Return the part of a topic's page about its procedure: `{% topic_course row desk=True %}`."""
    pack = store.in_force(day(now()))
    courses = procedures.courses_of(topic_id=row.id, pack=pack)
    meeting = pack.meetings.get(row.kind)
    steps = meeting.procedure if meeting and row.is_public else ()
    may_be_demanded = bool(meeting and row.is_public and has_demands(meeting))
    return _part(
        context,
        courses,
        steps,
        desk=desk,
        begin="deliberation:begin_for_topic",
        number=row.id,
        demanded_on=row.id if may_be_demanded else 0,
    )


@register.inclusion_tag("deliberation/topic_course.html", takes_context=True)
def referral_course(context: template.Context, row: ReferralRow) -> dict[str, Any]:
    """Return the part of a resolution's form about the procedure before it: `{% referral_course row %}`."""
    courses = _courses_of([row.id], now())
    steps = row.council.meeting.procedure if row.council.meeting else ()
    return _part(context, courses, steps, desk=True, begin="deliberation:begin_for_matter", number=row.id)


@register.inclusion_tag("deliberation/course_links.html")
def council_courses(row: CouncilRow, *, desk: bool = False) -> dict[str, Any]:
    """Return the list of a council's courses through its procedure: `{% council_courses row desk=True %}`."""
    courses = procedures.courses_of(council_id=row.id, pack=store.in_force(day(now())))
    return {"courses": courses, "link": "deliberation:desk_course" if desk else "deliberation:course"}


@register.filter
def reasons(one: StepShown) -> list[str]:
    """Return why a counted step passed or not, as sentences: `{{ step|reasons }}`."""
    record, rule = one.record, one.step.rule
    if record is None or rule is None:
        return []
    _passed, because = procedure.counted(rule, due=record.due, present=record.present, agreed=record.agreed)
    return [because_sentence(why) for why in because]


def _courses_of(referral_ids: list[int], moment: datetime) -> list[CourseRow]:
    if not referral_ids:
        return []
    return procedures.courses_of(referral_ids=referral_ids, pack=store.in_force(day(moment)))


def _part(
    context: template.Context,
    courses: list[CourseRow],
    steps: Sequence[ProcedureStep],
    *,
    desk: bool,
    begin: str,
    number: int,
    demanded_on: int = 0,
) -> dict[str, Any]:
    is_under_way = any(one.outcome is not CourseOutcome.FAILED for one in courses)
    return {
        "courses": courses,
        "steps": steps,
        "is_desk": desk,
        "demanded_on": demanded_on,
        "begin": begin,
        "number": number,
        "may_begin": bool(steps) and not is_under_way,
        "csrf_token": context.get("csrf_token"),
    }
