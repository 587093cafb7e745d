"""Models of projects, their milestones, and the times that their last day was moved."""

from django.db import models
from django.db.models import Q


class Project(models.Model):
    """One project: what a council resolved, led by a unit, to be done by a day, and what came of it.

    Its matter carries the clock of the answer, the check, the notice and the rating.
    """

    #: The code of its kind in the rules.
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    #: What was resolved.
    text = models.CharField(max_length=500)
    area_path = models.CharField(max_length=200)
    #: The code of the estate in which it lies; "" where it is the area's.
    estate = models.CharField(max_length=40, blank=True)
    #: The code of the unit that leads it.
    unit = models.CharField(max_length=40)
    matter = models.OneToOneField("matters.Matter", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    due_on = models.DateField()
    #: How it is to be done, as all who take part agreed.
    plan = models.CharField(max_length=500, blank=True)
    granted_fen = models.BigIntegerField(null=True)
    grantor = models.CharField(max_length=60, blank=True)
    #: How many people it is for.
    beneficiaries = models.PositiveIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=500, blank=True)
    #: How many people have a use of it, as its lead counted when it was done.
    served = models.PositiveIntegerField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(name="project_newest", fields=["-planned_at", "-id"]),
            models.Index(name="project_of_unit", fields=["unit", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="project_money_from_somebody",
                condition=Q(granted_fen=None, grantor="")
                | Q(granted_fen__isnull=False, granted_fen__gt=0) & ~Q(grantor=""),
            ),
            models.CheckConstraint(
                name="project_done_with_result",
                condition=Q(done_at=None, result="", served=None) | Q(done_at__isnull=False) & ~Q(result=""),
            ),
            models.CheckConstraint(
                name="project_stopped_with_reason",
                condition=Q(stopped_at=None, stopped_because="")
                | Q(stopped_at__isnull=False) & ~Q(stopped_because=""),
            ),
            models.CheckConstraint(
                name="project_done_or_stopped", condition=Q(done_at=None) | Q(stopped_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectMilestone(models.Model):
    """One milestone (节点) of a project: by when, and when it was reached, with what is said of it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=40)
    due_on = models.DateField()
    reached_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="project_milestone_once", fields=["project", "title"]),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectDelay(models.Model):
    """That the last day of a project was moved to a later one, with the reason that everyone reads."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="delays")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=500)
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_delay_later",
                condition=Q(to_on__gt=models.F("from_on")) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"
