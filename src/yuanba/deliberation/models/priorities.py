"""Models of a town's priorities: each version of its list, and the entries in their order."""

from __future__ import annotations

from django.db import models

from yuanba.deliberation.models.topics import Topic


class PriorityList(models.Model):
    """One version of the priorities (协商重点) of a town; the newest holds, all stay readable."""

    area_path = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="priorities_version_once", fields=["area_path", "number"]),
        ]

    def __str__(self) -> str:
        return f"priorities {self.number} of {self.area_path}"


class Priority(models.Model):
    """One entry of a version: its words, why it is on the list, and the topic that is about it, if any."""

    version = models.ForeignKey(PriorityList, models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    why = models.CharField(max_length=200)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="priorities")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="priority_number_once", fields=["version", "number"]),
            models.UniqueConstraint(
                name="priority_topic_once",
                fields=["version", "topic"],
                condition=models.Q(topic__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"priority {self.number} of {self.version_id}"
