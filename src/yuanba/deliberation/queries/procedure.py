"""Reads courses through a procedure: which steps stand, which one is next, and what was corrected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Prefetch, Q, QuerySet

from yuanba.deliberation.models import Council, DraftVersion, ProcedureCourse, ProcedureRecord
from yuanba.deliberation.queries.councils import CouncilRow, councils_by_id, reach
from yuanba.journal.services import Subject
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import procedure
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.procedure import CourseOutcome
from yuanba.rules.deliberation.verbs import ProcedureVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.meetings import ProcedureStep

#: The kind of subject under which what a step publishes is posted.
STEP = "procedure_step"
#: Pages show so many courses at once.
SHOWN = 50


#: How an item ends that a meeting decided in favour of its draft.
_ADOPTED = (str(ItemState.PASSED), str(ItemState.AGREED))


class NoCourse(Refused):
    """Raised when there is no such course."""

    code: ClassVar[str] = "procedure.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One step as it was recorded; `corrected_at` and `reason` where it was taken back."""

    id: int
    number: int
    held_on: date
    passed: bool
    due: int | None
    present: int | None
    agreed: int | None
    posted_until: date | None
    place: str
    notice_id: int | None
    note: str
    meeting_id: int | None
    by: str
    at: datetime
    corrected_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """One step of a course: what the rules say of it, the record that stands, and whether it is next."""

    number: int
    step: ProcedureStep
    record: RecordRow | None
    is_next: bool

    @property
    def tone(self) -> str:
        """Return as what the step is drawn: done, bad, next or later."""
        if self.record:
            return "done" if self.record.passed else "bad"
        return "next" if self.is_next else "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One course of a topic or matter; `title` is that which everybody may read, or none."""

    id: int
    council: CouncilRow
    topic_id: int | None
    referral_id: int | None
    matter_id: int | None
    title: str
    steps: tuple[ProcedureStep, ...]
    records: tuple[RecordRow, ...]
    began_at: datetime
    ended_at: datetime | None
    outcome: CourseOutcome | None

    @property
    def standing(self) -> tuple[RecordRow, ...]:
        """Return the records that were not corrected, in their order."""
        return tuple(one for one in self.records if one.corrected_at is None)

    @property
    def corrected(self) -> tuple[RecordRow, ...]:
        """Return the records that were taken back."""
        return tuple(one for one in self.records if one.corrected_at is not None)

    @property
    def taken(self) -> int:
        """Return how many steps were taken and passed."""
        return sum(1 for one in self.standing if one.passed)

    @property
    def next(self) -> ProcedureStep | None:
        """Return the step that comes next, or None once the course is over."""
        return None if self.ended_at else self.steps[self.taken]

    @property
    def shown(self) -> list[StepShown]:
        """Return all steps, each with the record that stands."""
        by_number = {one.number: one for one in self.standing}
        coming = 0 if self.ended_at else self.taken + 1
        return [
            StepShown(number=number, step=step, record=by_number.get(number), is_next=number == coming)
            for number, step in enumerate(self.steps, 1)
        ]

    @property
    def is_decided(self) -> bool:
        """Return whether the step that decides was taken and passed."""
        return self.outcome is not CourseOutcome.FAILED and procedure.is_decided(self.steps, self.taken)


def course_subject(course_id: int) -> Subject:
    """Return the subject (kind and key) under which the journal records a course."""
    return Subject(kind="procedure", key=str(course_id))


def course(course_id: int, *, pack: Pack) -> CourseRow:
    """Return one course; raise NoCourse if there is none."""
    rows = _rows(ProcedureCourse.objects.filter(pk=course_id), pack)
    if not rows:
        raise NoCourse
    return rows[0]


def courses_of(
    *,
    topic_id: int | None = None,
    referral_ids: Sequence[int] = (),
    council_id: int | None = None,
    pack: Pack,
) -> list[CourseRow]:
    """Return the courses of a topic, of matters before councils, or of a council, the last one first."""
    if topic_id is not None:
        found = ProcedureCourse.objects.filter(topic=topic_id)
    elif council_id is not None:
        found = ProcedureCourse.objects.filter(council=council_id)
    else:
        found = ProcedureCourse.objects.filter(referral__in=referral_ids)
    return _rows(found.order_by("-id")[:SHOWN], pack)


def open_courses(actor: Actor, now: datetime, *, pack: Pack) -> list[CourseRow]:
    """Return the courses under way in the councils that an actor runs, the oldest first."""
    mine = Council.objects.filter(reach(actor, ProcedureVerb.TAKE, now), until_on=None).values("pk")
    return _rows(ProcedureCourse.objects.filter(council__in=mine, ended_at=None).order_by("id")[:SHOWN], pack)


def lock_course(course_id: int) -> ProcedureCourse:
    """Lock a course until the transaction ends and return it; raise NoCourse if there is none."""
    found = ProcedureCourse.objects.select_for_update(of=("self",)).select_related("council")
    row = found.filter(pk=course_id).first()
    if row is None:
        raise NoCourse
    return row


def read_steps(written: Any) -> tuple[ProcedureStep, ...]:
    """Return the steps as a course keeps them."""
    return tuple(ProcedureStep.model_validate(one, strict=False) for one in written)


def standing(row: ProcedureCourse) -> list[ProcedureRecord]:
    """Return the records of a course that were not corrected, in their order."""
    return list(row.records.filter(correction=None).order_by("number"))


def finished(prefix: str = "") -> Q:
    """Return the filter for what went through all steps, or through no procedure at all."""
    return Q(**{f"{prefix}courses": None}) | Q(**{f"{prefix}courses__outcome": str(CourseOutcome.DONE)})


def names(keys: Collection[str]) -> dict[str, str]:
    """Return what courses are called in the journal, by their keys: the title that everybody reads."""
    numbers = [int(key) for key in keys if key.isdigit()]
    found = ProcedureCourse.objects.filter(pk__in=numbers).select_related("topic")
    return {str(one.pk): one.topic.title if one.topic else "" for one in found}


def _rows(found: QuerySet[ProcedureCourse], pack: Pack) -> list[CourseRow]:
    records = ProcedureRecord.objects.select_related("correction").order_by("id")
    rows = list(
        found.select_related("topic", "referral__matter").prefetch_related(Prefetch("records", records))
    )
    councils = councils_by_id({one.council_id for one in rows}, pack=pack) if rows else {}
    return [_row(one, councils[one.council_id]) for one in rows]


def _row(one: ProcedureCourse, council: CouncilRow) -> CourseRow:
    matter = one.referral.matter if one.referral else None
    public = matter.title if matter and matter.published_at else ""
    return CourseRow(
        id=one.pk,
        council=council,
        topic_id=one.topic_id,
        referral_id=one.referral_id,
        matter_id=matter.pk if matter else None,
        title=one.topic.title if one.topic else public,
        steps=read_steps(one.steps),
        records=tuple(_record(record) for record in one.records.all()),
        began_at=one.began_at,
        ended_at=one.ended_at,
        outcome=CourseOutcome(one.outcome) if one.outcome else None,
    )


def decided_words(topic_id: int | None) -> str:
    """Return what a meeting adopted on a topic, in the words of its last draft; "" without one."""
    found = DraftVersion.objects.filter(item__topic=topic_id, item__state__in=_ADOPTED)
    return (found.order_by("-number").values_list("text", flat=True).first() or "") if topic_id else ""


def _record(one: ProcedureRecord) -> RecordRow:
    correction = getattr(one, "correction", None)
    return RecordRow(
        id=one.pk,
        number=one.number,
        held_on=one.held_on,
        passed=one.passed,
        due=one.due,
        present=one.present,
        agreed=one.agreed,
        posted_until=one.posted_until,
        place=one.place,
        notice_id=one.notice_id,
        note=one.note,
        meeting_id=one.meeting_id,
        by=one.by,
        at=one.at,
        corrected_at=correction.at if correction else None,
        reason=correction.reason if correction else "",
    )
