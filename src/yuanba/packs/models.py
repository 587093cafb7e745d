"""The table of packs that matters of this district were filed under."""

from django.db import models
from django.db.models.functions import Now


class ResolvedPack(models.Model):
    """One stored pack as decisions used it: the district's file over `base`, with that time's calendars.

    Kept under the SHA-256 of its text, so that any decision can be replayed.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    district = models.SlugField(max_length=40)
    in_force_from = models.DateField()
    stored_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="resolved_pack_digest_plain",
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}@{self.in_force_from}"
