"""The tables of packs that matters of this district were filed under, and of the editions released in it."""

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


class RulesEdition(models.Model):
    """One edition of this district's rules that was released in the browser: the text of a file of that day.

    It is released and, at most, taken back before the moment in which its day begins; the database refuses
    every other change.
    """

    in_force_from = models.DateField()
    begins_at = models.DateTimeField()
    text = models.TextField()
    released_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="edition_once_a_day",
                fields=["in_force_from"],
                condition=models.Q(revoked_at=None),
            ),
            models.CheckConstraint(
                name="edition_released_before_its_day",
                condition=models.Q(released_at__lt=models.F("begins_at")),
            ),
            models.CheckConstraint(
                name="edition_frozen_on_its_day",
                condition=models.Q(revoked_at=None) | models.Q(revoked_at__lt=models.F("begins_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.in_force_from)
