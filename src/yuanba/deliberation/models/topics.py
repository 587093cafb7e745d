"""Models of topics that residents raise, and of who seconds them."""

from __future__ import annotations

from django.db import models

from yuanba.deliberation.models.councils import Council
from yuanba.rules.deliberation.topics import PUBLIC, TopicState
from yuanba.sealing.fields import SealedField


class Topic(models.Model):
    """One topic (议题) for a council: what somebody said, sealed and masked, and what of it is public.

    ``by_key`` is the proposer's account, or ``phone:`` and a digest of the number that staff took down.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="topics")
    by_key = models.CharField(max_length=80)
    #: Who wrote it down, where that was staff.
    taken_by = models.CharField(max_length=80, blank=True)
    sealed_words = SealedField(purpose="deliberation.topic", default=b"", db_default=b"")
    text = models.TextField()
    #: What everybody reads, once it was published.
    title = models.CharField(max_length=60, blank=True)
    summary = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    #: What the council answered when it declined it or put it on its agenda.
    reply = models.CharField(max_length=500, blank=True)
    #: Why what was adopted needs no task: it was done in the meeting, or by those concerned.
    without_task = models.CharField(max_length=500, blank=True, default="", db_default="")
    proposed_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="topic_state_known", condition=models.Q(state__in=[str(one) for one in TopicState])
            ),
            models.CheckConstraint(
                name="topic_merged_into_one",
                condition=models.Q(state=str(TopicState.MERGED), merged_into__isnull=False)
                | (~models.Q(state=str(TopicState.MERGED)) & models.Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="topic_not_into_itself",
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
            ),
            models.CheckConstraint(
                name="topic_public_with_title",
                condition=~models.Q(state__in=[str(one) for one in PUBLIC]) | ~models.Q(title=""),
            ),
        ]
        indexes = [
            models.Index(name="topic_of_council", fields=["council", "state", "-id"]),
            models.Index(name="topic_of_person", fields=["by_key", "-id"]),
        ]

    def __str__(self) -> str:
        return f"topic {self.pk} of {self.council_id}"


class Supporter(models.Model):
    """One person who seconds a topic: once, and once after it was merged.

    ``person`` is a digest of their telephone number, or the key of an account that has none.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="supporters")
    person = models.CharField(max_length=80)
    account_key = models.CharField(max_length=40, blank=True)
    #: Who pressed it for them at the counter.
    taken_by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="supporter_once", fields=["topic", "person"]),
        ]
        indexes = [models.Index(name="supporter_of_account", fields=["account_key", "-id"])]

    def __str__(self) -> str:
        return f"supporter {self.pk} of {self.topic_id}"
