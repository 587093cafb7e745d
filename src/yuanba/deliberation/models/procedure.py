"""Models of a procedure that cannot be skipped: one course of a topic or matter, its steps, corrections."""

from __future__ import annotations

from django.db import models

from yuanba.deliberation.models.councils import Council
from yuanba.deliberation.models.meetings import CouncilMeeting
from yuanba.deliberation.models.resolutions import MatterReferral
from yuanba.deliberation.models.topics import Topic
from yuanba.rules.deliberation.procedure import POSTED_DAYS, PUBLISHING, CourseOutcome
from yuanba.rules.pack.meetings import ProcedureAct

_PUBLISHING = [str(one) for one in PUBLISHING]


class ProcedureCourse(models.Model):
    """One course (过程) of a topic or matter through its council's procedure, with the steps of its day.

    ``steps`` is a copy: a later edition of the rules changes no course that has begun.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="courses")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="courses")
    referral = models.ForeignKey(MatterReferral, models.PROTECT, null=True, related_name="courses")
    pack_digest = models.CharField(max_length=64)
    steps = models.JSONField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="course_of_one_thing",
                condition=models.Q(topic=None, referral__isnull=False)
                | models.Q(topic__isnull=False, referral=None),
            ),
            models.UniqueConstraint(
                name="course_topic_once",
                fields=["topic"],
                condition=~models.Q(outcome=str(CourseOutcome.FAILED)),
            ),
            models.UniqueConstraint(
                name="course_referral_once",
                fields=["referral"],
                condition=~models.Q(outcome=str(CourseOutcome.FAILED)),
            ),
            models.CheckConstraint(
                name="course_ended_somehow",
                condition=models.Q(ended_at=None, outcome="")
                | models.Q(ended_at__isnull=False, outcome__in=[str(one) for one in CourseOutcome]),
            ),
        ]
        indexes = [models.Index(name="course_of_council", fields=["council", "-id"])]

    def __str__(self) -> str:
        return f"course {self.pk} of {self.council_id}"


class ProcedureRecord(models.Model):
    """One step of a course as it was recorded: when, by whom, how it ended; never changed, only corrected.

    The database takes a step only where the one before it stands and passed.
    """

    course = models.ForeignKey(ProcedureCourse, models.PROTECT, related_name="records")
    number = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    held_on = models.DateField()
    passed = models.BooleanField()
    #: 应到, 实到, 同意: who was due, who came, who agreed, where the step has a rule.
    due = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    agreed = models.PositiveIntegerField(null=True)
    #: What is published hangs from ``held_on`` until this day.
    posted_until = models.DateField(null=True)
    place = models.CharField(max_length=100, blank=True)
    #: The public notice by which it hangs on these pages too.
    notice_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="step_act_known", condition=models.Q(act__in=[str(one) for one in ProcedureAct])
            ),
            models.CheckConstraint(
                name="step_heads_fit",
                condition=models.Q(due=None, present=None, agreed=None)
                | models.Q(due__gt=0, due__gte=models.F("present"), present__gte=models.F("agreed")),
            ),
            models.CheckConstraint(
                name="step_posted_long_enough",
                condition=~models.Q(act__in=_PUBLISHING)
                | models.Q(
                    posted_until__isnull=False,
                    posted_until__gte=models.ExpressionWrapper(
                        models.F("held_on") + (POSTED_DAYS - 1), output_field=models.DateField()
                    ),
                ),
            ),
        ]
        indexes = [models.Index(name="step_of_course", fields=["course", "id"])]

    def __str__(self) -> str:
        return f"step {self.number} of {self.course_id}"


class ProcedureCorrection(models.Model):
    """What takes the last step of a course back: who, when, and why; the record itself stays as it is."""

    record = models.OneToOneField(ProcedureRecord, models.PROTECT, related_name="correction")
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"correction of {self.record_id}"
