"""Models of compacts: one for each place that has one, with numbered versions."""

from django.db import models


class Compact(models.Model):
    """The compact (公约) of an area or of an estate; what it says stands in its versions."""

    area_path = models.CharField(max_length=200)
    #: The code of the estate whose it is; "" where it is the whole area's.
    estate = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="compact_once", fields=["area_path", "estate"]),
        ]

    def __str__(self) -> str:
        return f"{self.area_path} {self.estate}"


class CompactVersion(models.Model):
    """One version of a compact: a draft, until a counted vote adopts it or somebody gives it up."""

    compact = models.ForeignKey(Compact, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    #: Pairs of a topic and the words of a clause.
    clauses = models.JSONField()
    why = models.CharField(max_length=500, blank=True)
    #: When its words were written last.
    worded_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    vote = models.ForeignKey("ballots.HeldVote", models.PROTECT, null=True, related_name="+")
    motion = models.PositiveSmallIntegerField(null=True)
    from_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="compact_version_once", fields=["compact", "number"]),
            models.UniqueConstraint(
                name="compact_one_draft",
                fields=["compact"],
                condition=models.Q(adopted_at=None, dropped_at=None),
            ),
            models.UniqueConstraint(
                name="compact_one_from_a_day",
                fields=["compact", "from_on"],
                condition=models.Q(from_on__isnull=False),
            ),
            models.CheckConstraint(
                name="compact_adopted_by_a_vote",
                condition=models.Q(adopted_at=None, vote=None, motion=None, from_on=None)
                | models.Q(
                    adopted_at__isnull=False, vote__isnull=False, motion__isnull=False, from_on__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="compact_adopted_or_dropped",
                condition=models.Q(adopted_at=None) | models.Q(dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
