"""Models of events: when, where and for whom; who registered, and who was there."""

from django.db import models

from yuanba.rules.events.stages import AttendanceRole, CheckInWay, EventState, RegistrationState
from yuanba.sealing.fields import SealedField


class Event(models.Model):
    """Something that people attend at a time and place: a meeting, an activity, a shift.

    ``subject_kind`` and ``subject_key`` say what it is for; the event does not know what that is. One that
    stands for itself has none.
    """

    subject_kind = models.CharField(max_length=40, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    #: What kind of thing it is, by a code of the room above.
    kind = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    area_path = models.CharField(max_length=200)
    estate = models.CharField(max_length=40, blank=True)
    #: Where in the area: a room, a yard.
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveIntegerField(null=True)
    #: Until when people register; None where nobody has to.
    registers_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=str(EventState.PLANNED))
    #: What the QR code at the door holds, and what the spoken codes are made of.
    door_token = models.CharField(max_length=43)
    #: Why it was moved or cancelled, for everyone to read.
    reason = models.CharField(max_length=200, blank=True)
    planned_at = models.DateTimeField()
    #: When those who registered were reminded of it; moving it forgets that.
    reminded_at = models.DateTimeField(null=True)
    #: From when on nobody is added to who was there, or taken out: a record of it was confirmed.
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="event_one_of_a_subject",
                fields=["subject_kind", "subject_key"],
                condition=~models.Q(subject_kind="") & ~models.Q(state=str(EventState.CANCELLED)),
            ),
            models.UniqueConstraint(
                name="event_once",
                fields=["area_path", "place", "title", "starts_at"],
                condition=models.Q(subject_kind="") & ~models.Q(state=str(EventState.CANCELLED)),
            ),
            models.CheckConstraint(
                name="event_state_known", condition=models.Q(state__in=[str(one) for one in EventState])
            ),
            models.CheckConstraint(
                name="event_forward", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="event_has_seats", condition=models.Q(capacity=None) | models.Q(capacity__gt=0)
            ),
            models.CheckConstraint(
                name="event_cancelled_with_reason",
                condition=~models.Q(state=str(EventState.CANCELLED)) | ~models.Q(reason=""),
            ),
        ]
        indexes = [models.Index(name="event_by_end", fields=["ends_at", "id"])]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_key} at {self.starts_at}"


class EventPerson(models.Model):
    """One person as an event knows them: an account, a seat, or whoever gave a name; the name is sealed.

    ``key`` is an account's, one that the room above gives, or a digest of name and number.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="persons")
    key = models.CharField(max_length=80)
    sealed_name = SealedField(purpose="events.name", default=b"")
    #: Enough for whoever keeps the door: 王** 138****8000.
    masked = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="event_person_once", fields=["event", "key"])]
        indexes = [models.Index(name="event_person_of_key", fields=["key", "-id"])]

    def __str__(self) -> str:
        return f"{self.masked} at {self.event_id}"


class Registration(models.Model):
    """One person's registration for an event: with a seat, waiting for one in the order of ids, or withdrawn.

    ``token`` is the address under which whoever has no account reads and withdraws it.
    """

    person = models.ForeignKey(EventPerson, models.PROTECT, related_name="registrations")
    token = models.CharField(max_length=43)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    #: Whether staff registered them.
    is_for_other = models.BooleanField(default=False)
    seated_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="registration_token_once", fields=["token"]),
            models.UniqueConstraint(
                name="registration_open_once",
                fields=["person"],
                condition=~models.Q(state=str(RegistrationState.WITHDRAWN)),
            ),
            models.CheckConstraint(
                name="registration_state_known",
                condition=models.Q(state__in=[str(one) for one in RegistrationState]),
            ),
            models.CheckConstraint(
                name="registration_withdrawn_with_moment",
                condition=models.Q(state=str(RegistrationState.WITHDRAWN), withdrawn_at__isnull=False)
                | (~models.Q(state=str(RegistrationState.WITHDRAWN)) & models.Q(withdrawn_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} registration {self.pk}"


class Attendance(models.Model):
    """One person's presence at an event, written once; a wrong one is taken back by another row.

    ``after`` is the correction of the same person's attendance before it, so one person is there once.
    """

    person = models.ForeignKey(EventPerson, models.PROTECT, related_name="attendances")
    role = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    at = models.DateTimeField()
    after = models.OneToOneField("AttendanceCorrection", models.PROTECT, null=True, related_name="renewed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="attendance_once", fields=["person"], condition=models.Q(after=None)
            ),
            models.CheckConstraint(
                name="attendance_role_known",
                condition=models.Q(role__in=[str(one) for one in AttendanceRole]),
            ),
            models.CheckConstraint(
                name="attendance_way_known", condition=models.Q(how__in=[str(one) for one in CheckInWay])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} by {self.how}"


class AttendanceCorrection(models.Model):
    """An attendance that was taken back, because it was wrong or the event moved to another day."""

    attendance = models.OneToOneField(Attendance, models.PROTECT, related_name="correction")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"correction of {self.attendance_id}"
