"""Models of ratings: who was invited to rate a matter, what they said, calls, and reviews of units."""

import uuid
from enum import StrEnum

from django.db import models

from yuanba.rules.evaluation import Exclusion, Satisfaction
from yuanba.sealing.fields import OpenField, SealedField


class CallOutcome(StrEnum):
    """The outcome of a follow-up call: settled, back for rework, or nobody reached."""

    SETTLED = "settled"
    REWORK = "rework"
    UNREACHED = "unreached"


class Invitation(models.Model):
    """One person's invitation to rate a matter in one rating round.

    The one-time code is derived from ``serial`` with a key outside the database; the row keeps its
    digest. ``exclusion`` says why somebody is outside the denominators; a vacant place has nobody in it,
    because the group has nobody who may judge. A round ends when the matter
    is closed or goes back; then its invitations are over, used or not.
    """

    serial = models.UUIDField(default=uuid.uuid4, unique=True)
    code_digest = OpenField(why="a lasting digest", max_length=32, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    group_code = models.CharField(max_length=40)
    is_party = models.BooleanField()
    #: Who is asked: an account's, a receipt's or a follower's key.
    key = models.CharField(max_length=80)
    exclusion = models.CharField(max_length=12, blank=True)
    #: What the results are counted by, as it was when they were asked.
    class_code = models.CharField(max_length=40)
    item_code = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40)
    area_path = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    window_until_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="invitation_once_a_round",
                fields=["matter", "key"],
                condition=models.Q(over_at=None),
            ),
            models.CheckConstraint(
                name="invitation_exclusion_known",
                condition=models.Q(exclusion__in=["", *(str(one) for one in Exclusion)]),
            ),
        ]
        indexes = [
            models.Index(name="invitation_by_key", fields=["key", "-id"]),
            models.Index(name="invitation_counted", fields=["asked_at", "unit", "class_code"]),
        ]

    def __str__(self) -> str:
        return f"{self.group_code} of {self.matter_id}"


class Rating(models.Model):
    """One person's rating of a result, at most one per invitation; its free text is encrypted."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="rating")
    is_solved = models.BooleanField(null=True)
    #: One of the five levels, best first, or nothing.
    satisfaction = models.CharField(max_length=24, blank=True)
    sealed = SealedField(purpose="evaluation.words", default=b"")
    text = models.CharField(max_length=1000, blank=True)
    #: Who wrote it down, where somebody said it at the counter or by telephone.
    taken_by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_says_something",
                condition=models.Q(is_solved__isnull=False) | ~models.Q(satisfaction=""),
            ),
        ]

    def __str__(self) -> str:
        return f"rating of {self.invitation_id}"


class FollowUp(models.Model):
    """One follow-up call (回访) due after a bad rating, made by somebody who did not handle the matter."""

    rating = models.OneToOneField(Rating, models.PROTECT, related_name="follow_up")
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    sealed = SealedField(purpose="evaluation.words", default=b"")
    text = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_up_done_with_outcome",
                condition=models.Q(done_at=None, outcome="")
                | (models.Q(done_at__isnull=False) & models.Q(outcome__in=[str(one) for one in CallOutcome])),
            ),
        ]
        indexes = [
            models.Index(name="follow_up_to_do", fields=["due_at", "id"], condition=models.Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"call about {self.rating_id}"


class UnitRating(models.Model):
    """One person's word on a unit's work in one period, by office; at most one for a period."""

    review_code = models.CharField(max_length=40)
    unit = models.CharField(max_length=40)
    area_path = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    key = models.CharField(max_length=80)
    satisfaction = models.CharField(max_length=24)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="unit_rating_once_a_period", fields=["review_code", "from_on", "unit", "key"]
            ),
            models.CheckConstraint(
                name="unit_rating_level_known",
                condition=models.Q(satisfaction__in=[str(one) for one in Satisfaction]),
            ),
            models.CheckConstraint(
                name="unit_rating_period_in_order", condition=models.Q(from_on__lte=models.F("until_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_code} of {self.unit} since {self.from_on}"
