"""The table of revisions: drafts of a district's next rules, and what became of them."""

from django.db import models

from yuanba.rules.revisions import OPEN, RevisionState


class Revision(models.Model):
    """One revision (规则修订) of the district's rules: the text of its file as it is being written.

    It began from the text of the day `began_from`. `hands` are the accounts that drafted, changed or
    submitted it: none of them releases it. Why it was submitted, sent back or withdrawn is in the journal.
    """

    state = models.CharField(max_length=20)
    in_force_from = models.DateField()
    text = models.TextField()
    began_from = models.DateField()
    hands = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()

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
