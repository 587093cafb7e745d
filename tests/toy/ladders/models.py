"""Ladders that are lent."""

from django.db import models

from yuanba.sealing.fields import SealedField


class Loan(models.Model):
    """A ladder that somebody has, and what it is for, in their words."""

    borrower = models.CharField(max_length=80)
    sealed = SealedField(purpose="ladders.words")
    lent_at = models.DateTimeField()
    is_read = models.BooleanField(default=False)
