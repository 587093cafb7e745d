"""Models of meetings that people demand: one demand on a topic, and who signed it."""

from __future__ import annotations

from django.db import models

from yuanba.deliberation.models.councils import DueMeeting
from yuanba.deliberation.models.topics import Topic
from yuanba.rules.deliberation.demands import Signers


class MeetingDemand(models.Model):
    """One demand (联名) for a meeting on a topic, by voters or representatives; when enough sign, it is owed.

    ``whole`` is of how many the share is taken: entered with its ``source``, or the seats with a vote.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="demands")
    signers = models.CharField(max_length=20)
    #: The share that suffices, as the rules of its first day said it: 1/10.
    share = models.CharField(max_length=12)
    whole = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)
    due = models.OneToOneField(DueMeeting, models.PROTECT, null=True, related_name="demand")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="demand_once", fields=["topic", "signers"]),
            models.CheckConstraint(
                name="demand_signers_known", condition=models.Q(signers__in=[str(one) for one in Signers])
            ),
            models.CheckConstraint(
                name="demand_reached_is_owed",
                condition=models.Q(reached_at=None, due=None)
                | models.Q(reached_at__isnull=False, due__isnull=False, whole__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"demand {self.pk} on {self.topic_id}"


class DemandSignature(models.Model):
    """One person who signs a demand, once: a digest of their number, their account, or their seat."""

    demand = models.ForeignKey(MeetingDemand, models.PROTECT, related_name="signatures")
    person = models.CharField(max_length=80)
    #: Who pressed it for them at the counter.
    taken_by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="signature_once", fields=["demand", "person"])]

    def __str__(self) -> str:
        return f"signature {self.pk} of {self.demand_id}"
