"""Models of consultations: the statements in them, who took part, what they said, and the groups found."""

from enum import StrEnum

from django.db import models
from django.db.models.functions import Now

from yuanba.sealing.fields import SealedField


class StatementState(StrEnum):
    """The state of a statement: waiting for somebody to read it, shown to everyone, or not shown."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Consultation(models.Model):
    """One question (意见征集) to the residents of an area or estate, with statements to agree with or not."""

    question = models.CharField(max_length=120)
    background = models.TextField(blank=True)
    area_path = models.CharField(max_length=200)
    #: The code of the estate that it is for; "" where it is for the whole area.
    estate = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    until_on = models.DateField()
    #: When the last day is over.
    until_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    #: Of the file of all opinions as it was at the end.
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consultation_once",
                fields=["question", "area_path", "estate"],
                condition=models.Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="consultation_lasts", condition=models.Q(until_at__gt=models.F("opened_at"))
            ),
            models.CheckConstraint(
                name="consultation_closed_with_digest",
                condition=models.Q(closed_at=None, digest="") | models.Q(closed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="consultation_running", fields=["until_at", "id"], condition=models.Q(closed_at=None)
            ),
            models.Index(name="consultation_newest", fields=["-opened_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.question


class Participant(models.Model):
    """Somebody who takes part in a consultation, known by a keyed digest of account or browser alone."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="participants")
    #: Empty once the person has had their data erased; then nobody can be told by it.
    who = models.CharField(max_length=64)
    #: Whether somebody of the staff pressed for them.
    is_beside = models.BooleanField(default=False)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="participant_once", fields=["consultation", "who"], condition=~models.Q(who="")
            ),
        ]
        indexes = [models.Index(name="participant_who", fields=["who"], condition=~models.Q(who=""))]

    def __str__(self) -> str:
        return f"{self.pk} in {self.consultation_id}"


class OpinionStatement(models.Model):
    """One statement (观点) of a consultation; its words never change, and are open once it is accepted."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="statements")
    sealed = SealedField(purpose="opinions.statement", default=b"")
    #: The words as everyone reads them; "" until somebody accepts it.
    text = models.CharField(max_length=140, blank=True)
    state = models.CharField(max_length=10, default=str(StatementState.WAITING))
    #: Why it is not shown; its author reads that.
    sealed_reason = SealedField(purpose="opinions.reason", default=b"")
    at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="statement_number_once", fields=["consultation", "number"]),
            models.UniqueConstraint(
                name="statement_once",
                fields=["consultation", "text"],
                condition=models.Q(state=str(StatementState.ACCEPTED)),
            ),
            models.CheckConstraint(
                name="statement_state_known",
                condition=models.Q(state__in=[str(one) for one in StatementState]),
            ),
            models.CheckConstraint(
                name="statement_open_when_accepted",
                condition=models.Q(state=str(StatementState.ACCEPTED)) & ~models.Q(text="")
                | ~models.Q(state=str(StatementState.ACCEPTED)) & models.Q(text=""),
            ),
            models.CheckConstraint(
                name="statement_judged_with_moment",
                condition=models.Q(state=str(StatementState.WAITING), judged_at=None)
                | ~models.Q(state=str(StatementState.WAITING)) & models.Q(judged_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="statement_waiting",
                fields=["at", "id"],
                condition=models.Q(state=str(StatementState.WAITING)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} in {self.consultation_id}"


class TakenStance(models.Model):
    """What one participant says of one statement: agree (1), disagree (-1), pass (0); the last one counts."""

    pk = models.CompositePrimaryKey("participant", "statement")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="stances")
    statement = models.ForeignKey(OpinionStatement, models.PROTECT, related_name="stances")
    value = models.SmallIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="stance_known", condition=models.Q(value__in=[-1, 0, 1])),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}: {self.value}"


class OpinionPicture(models.Model):
    """The groups of opinion of a consultation as they were found last; nobody's place is in it."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="picture")
    made_at = models.DateTimeField()
    #: The newest opinion and how many there were when it was made: the same again gives the same picture.
    stances = models.PositiveIntegerField()
    newest_at = models.DateTimeField()
    found = models.JSONField()

    def __str__(self) -> str:
        return f"{self.consultation_id} at {self.made_at}"
