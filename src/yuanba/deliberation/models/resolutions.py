"""Models of matters that councils deliberate, and of the resolutions that come of it."""

from __future__ import annotations

from django.db import models

from yuanba.deliberation.models.councils import Council
from yuanba.deliberation.models.meetings import AgendaItem


class MatterReferral(models.Model):
    """One matter before one council (提交议事), until it passes a resolution or sends the matter up.

    `taken_off` is why it is not deliberated any more: in words, or the state in which the matter ended.
    """

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    council = models.ForeignKey(Council, models.PROTECT, related_name="referrals")
    planned_on = models.DateField()
    referred_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: Until when the clock of the matter waits for the council at the longest; None where it goes on.
    waits_until = models.DateTimeField(null=True)
    taken_off = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="referral_open_once", fields=["matter"], condition=models.Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="referral_forward",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("referred_at")),
            ),
        ]
        indexes = [models.Index(name="referral_of_matter", fields=["matter", "id"])]

    def __str__(self) -> str:
        return f"{self.matter_id} before {self.council_id}"


class Resolution(models.Model):
    """What a council resolved on a matter (决议): text, how it was decided, who does it, until when.

    `item` is the agenda item in which it was decided; the ground says its count.
    """

    referral = models.OneToOneField(MatterReferral, models.PROTECT, related_name="resolution")
    item = models.OneToOneField(AgendaItem, models.PROTECT, null=True, related_name="resolution")
    text = models.CharField(max_length=500)
    #: The vote or consensus that it came from, in words, such as 应到31人、实到27人、同意24人.
    ground = models.CharField(max_length=200)
    responsible = models.CharField(max_length=60)
    due_on = models.DateField()
    passed_at = models.DateTimeField()
    #: When its matter's answer was first accepted.
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="resolution_newest", fields=["-passed_at", "-id"])]

    def __str__(self) -> str:
        return self.text


class UrgentDispatch(models.Model):
    """Why one matter is dispatched before its council resolved on it, in a class deliberated first."""

    matter = models.OneToOneField("matters.Matter", models.PROTECT, primary_key=True, related_name="+")
    ground = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="urgent_dispatch_with_ground", condition=~models.Q(ground=""))
        ]

    def __str__(self) -> str:
        return self.ground
