"""Takes a topic or matter through its council's procedure step by step, none of which can be skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import Council, ProcedureCorrection, ProcedureCourse, ProcedureRecord, Topic
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import procedure as courses
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries import topics
from yuanba.deliberation.services.councils import require_open
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices import queries as read_notices
from yuanba.notices import services as notices
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.deliberation import procedure
from yuanba.rules.deliberation.procedure import (
    CourseOutcome,
    NothingNoted,
    NoTopicOfProcedure,
    StepEntry,
    StepMissing,
    StepTaken,
)
from yuanba.rules.deliberation.topics import PUBLIC, TopicMoved
from yuanba.rules.deliberation.verbs import ProcedureVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack.meetings import ProcedureAct, ProcedureStep
from yuanba.rules.time.calendar import day

#: A notice's title holds so many signs.
LONGEST_TITLE = 120


@transaction.atomic
def begin_course(
    *, actor: Actor, topic_id: int | None = None, referral_id: int | None = None, now: datetime
) -> int:
    """Begin the procedure of its council for a public topic, or for a matter before it; return its id.

    Raises NoProcedure, TopicMoved, NoReferral, and StepTaken where it has begun already.
    """
    council, topic = _council_of(topic_id, referral_id)
    pack = store.in_force(day(now))

    access.require(actor, ProcedureVerb.BEGIN, queries.council_facts(council), now)
    require_open(council)
    if topic and topic.state not in PUBLIC:
        raise TopicMoved(state=topic.state)
    steps = procedure.steps_of(pack.meetings.get(council.kind))

    try:
        with transaction.atomic():
            made = ProcedureCourse.objects.create(
                council=council,
                topic_id=topic_id,
                referral_id=referral_id,
                pack_digest=pack.digest,
                steps=[step.model_dump(mode="json") for step in steps],
                began_at=now,
            )
    except IntegrityError as fault:
        raise StepTaken from fault

    journal.record(
        Act(actor, ProcedureVerb.BEGIN, now),
        courses.course_subject(made.pk),
        outcome={"council": council.pk, "area_path": council.area_path, "steps": len(steps)},
        because=(pack.name, f"meetings.{council.kind}"),
    )
    return made.pk


@transaction.atomic
def take_step(
    *,
    actor: Actor,
    course_id: int,
    number: int,
    entry: StepEntry,
    meeting_id: int | None = None,
    now: datetime,
) -> bool:
    """Record one step of a course, and return whether it passed; a step that did not ends the course.

    Raises StepMissing, StepTaken, CourseOver, BadStepDay, BadHeads, PostedTooShort, NothingNoted.
    """
    course = courses.lock_course(course_id)
    steps, before = courses.read_steps(course.steps), courses.standing(course)

    access.require(actor, ProcedureVerb.TAKE, queries.council_facts(course.council), now)
    if course.ended_at is not None:
        raise procedure.CourseOver
    step = procedure.next_step(steps, len(before), number=number)
    last = before[-1].held_on if before else None
    passed = procedure.passes(step, entry, after=last, on=day(now))
    if meeting_id is not None and held.meeting(meeting_id).council.id != course.council_id:
        raise held.MeetingNotFound

    notice_id = _publish(actor, course, step, number, entry, now) if passed else None
    ProcedureRecord.objects.create(
        course=course,
        number=number,
        act=step.act,
        passed=passed,
        **_said(step, entry),
        notice_id=notice_id,
        meeting_id=meeting_id,
        by=actor.key,
        at=now,
    )
    _end(course, procedure.outcome_after(steps, number, passed=passed), now)

    journal.record(
        Act(actor, ProcedureVerb.TAKE, now),
        courses.course_subject(course_id),
        outcome={**_where(course), "step": number, "act": step.act.value, "passed": passed},
        because=(f"meetings.{course.council.kind}",),
        words=entry.note.strip(),
    )
    return passed


@transaction.atomic
def correct_step(*, actor: Actor, course_id: int, reason: str, now: datetime) -> None:
    """Take the last step of a course back with a reason; its record stays, and the step is next again.

    Raises StepMissing where none was taken, NothingNoted, and StepTaken where another course has begun.
    """
    course = courses.lock_course(course_id)
    before = courses.standing(course)

    access.require(actor, ProcedureVerb.CORRECT, queries.council_facts(course.council), now)
    if not before:
        raise StepMissing(number=1)
    if not reason.strip():
        raise NothingNoted

    ProcedureCorrection.objects.create(record=before[-1], reason=reason.strip(), by=actor.key, at=now)
    if course.ended_at is not None:
        _reopen(course)
    _take_down(actor, before[-1], now)

    journal.record(
        Act(actor, ProcedureVerb.CORRECT, now),
        courses.course_subject(course_id),
        outcome={**_where(course), "step": before[-1].number},
        words=reason.strip(),
    )


def require_decided(
    council: Council, *, topic_id: int | None = None, referral_id: int | None = None, now: datetime
) -> None:
    """Raise StepMissing where a council has a procedure whose deciding step was not taken and passed.

    The steps of a course that has begun hold, otherwise those of the rules in force.
    """
    about = {"topic_id": topic_id, "referral_id": referral_id}
    steps, taken = _progress(council, now, **{name: key for name, key in about.items() if key is not None})
    if steps and not procedure.is_decided(steps, taken):
        raise StepMissing(number=taken + 1)


def require_turn(
    council: Council, *, topic_id: int | None = None, referral_id: int | None = None, now: datetime
) -> None:
    """Raise StepMissing where a topic or matter would be decided before the steps that come first.

    What is neither never goes through the procedure: where the council has one, NoTopicOfProcedure is raised.
    """
    if topic_id:
        steps, taken = _progress(council, now, topic_id=topic_id)
    elif referral_id:
        steps, taken = _progress(council, now, referral_id=referral_id)
    else:
        meeting = store.in_force(day(now)).meetings.get(council.kind)
        if meeting and meeting.procedure:
            raise NoTopicOfProcedure
        return
    if steps and not procedure.may_decide(steps, taken):
        raise StepMissing(number=taken + 1)


def _publish(
    actor: Actor, course: ProcedureCourse, step: ProcedureStep, number: int, entry: StepEntry, now: datetime
) -> int | None:
    """Post what a step publishes as a public notice, up to its last day; return its id, or None."""
    if step.act not in procedure.PUBLISHING or not entry.posted_until or entry.posted_until < day(now):
        return None
    row = courses.course(course.pk, pack=store.in_force(day(now)))
    council = f"{row.council.where} {row.council.title.zh}"
    about = row.title or council
    decided = _decided(course) if step.act is ProcedureAct.PUBLISH_DECISION else ()
    said = [f"{council}：{about}", *decided, entry.note.strip()]
    return notices.post(
        actor=actor.stepping(NoticeVerb.POST),
        subject_kind=courses.STEP,
        subject_key=f"{course.pk}.{number}",
        title=f"{step.title.zh}：{about}"[:LONGEST_TITLE],
        text="\n".join([*filter(None, said), f"张贴在{entry.place.strip()}。"]),
        area_path=course.council.area_path,
        class_code="",
        pack_digest=course.pack_digest,
        until_on=entry.posted_until,
        now=now,
    )


def _decided(course: ProcedureCourse) -> Iterator[str]:
    """What was decided and by how many; of a matter that is not public its numbers alone."""
    if words := courses.decided_words(course.topic_id):
        yield f"决议：{words}"
    for one in courses.standing(course):
        if one.act == ProcedureAct.DECIDE and one.due is not None:
            yield f"应到{one.due}人，实到{one.present}人，同意{one.agreed}人。"


def _take_down(actor: Actor, record: ProcedureRecord, now: datetime) -> None:
    """Withdraw the notice of a step that is taken back, where it still hangs."""
    if record.notice_id and read_notices.notice(record.notice_id).is_up:
        notices.end(
            actor=actor.stepping(NoticeVerb.END), notice_id=record.notice_id, now=now, is_withdrawn=True
        )


def _progress(council: Council, now: datetime, **about: int) -> tuple[tuple[ProcedureStep, ...], int]:
    """The steps that a topic or matter goes through, none without a procedure, and how many were taken."""
    found = ProcedureCourse.objects.select_for_update().filter(**about)
    course = found.exclude(outcome=CourseOutcome.FAILED).first()
    if course is None:
        meeting = store.in_force(day(now)).meetings.get(council.kind)
        return meeting.procedure if meeting else (), 0
    return courses.read_steps(course.steps), len(courses.standing(course))


def _council_of(topic_id: int | None, referral_id: int | None) -> tuple[Council, Topic | None]:
    """The council before which an open referral or a topic is, locked, and the topic."""
    if referral_id is not None:
        return records.lock_referral(referral_id).council, None
    assert topic_id is not None, "a course is that of a topic or of a matter"
    topic = topics.lock_topics(topic_id)[topic_id]
    return topic.council, topic


def _said(step: ProcedureStep, entry: StepEntry) -> dict[str, date | int | str | None]:
    """What was said of a step: heads only where they are counted, until when and where only if it hangs."""
    heads = {"due": entry.due, "present": entry.present, "agreed": entry.agreed}
    hangs = step.act in procedure.PUBLISHING
    return {
        "held_on": entry.held_on,
        **(heads if step.rule is not None else dict.fromkeys(heads)),
        "posted_until": entry.posted_until if hangs else None,
        "place": entry.place.strip() if hangs else "",
        "note": entry.note.strip(),
    }


def _end(course: ProcedureCourse, outcome: CourseOutcome | None, now: datetime) -> None:
    if outcome is not None:
        course.ended_at, course.outcome = now, outcome
        course.save(update_fields=["ended_at", "outcome"])


def _reopen(course: ProcedureCourse) -> None:
    course.ended_at, course.outcome = None, ""
    try:
        with transaction.atomic():
            course.save(update_fields=["ended_at", "outcome"])
    except IntegrityError as fault:
        raise StepTaken from fault


def _where(course: ProcedureCourse) -> dict[str, Json]:
    return {"council": course.council_id, "area_path": course.council.area_path}
