"""The table of revisions: drafts of a district's next rules, and what became of them."""

from django.db import models

from yuanba.rules.revisions import OPEN, RevisionState


class Revision(models.Model):
    """One revision (规则修订) of the district's rules: the text of its file as it is being written.

    It began from the text of the day `began_from`. `hands` are the accounts that drafted, changed or
    submitted it: none of them releases it. `sent_back_at` is set while it is to be written anew. Why it was
    submitted, sent back or withdrawn is in the journal.
    """

    state = models.CharField(max_length=20)
    in_force_from = models.DateField()
    text = models.TextField()
    began_from = models.DateField()
    hands = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revision_state_known",
                condition=models.Q(state__in=[str(one) for one in RevisionState]),
            ),
            models.CheckConstraint(
                name="revision_goes_forward",
                condition=models.Q(in_force_from__gt=models.F("began_from")),
            ),
            models.UniqueConstraint(
                models.Value(1),
                name="revision_one_open",
                condition=models.Q(state__in=sorted(map(str, OPEN))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.in_force_from} ({self.state})"


class RulesTrial(models.Model):
    """One trial of a draft on the matters decided in some last days: how far it is, and what came out.

    `counts` are numbers by effect, `named` the first matters of each effect by their numbers.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="trials")
    text_digest = models.CharField(max_length=64)
    days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    named = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"trial {self.pk} of {self.revision_id}"
