"""Model of what somebody has ticked of their first day."""

from django.db import models


class FirstDayTick(models.Model):
    """A tick (打勾) of an account: a step of its first day that was seen; without a step, all is put away.

    Only the account itself ever sees its ticks.
    """

    account_key = models.CharField(max_length=80)
    step = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="first_day_ticked_once", fields=["account_key", "step"]),
            models.CheckConstraint(name="first_day_is_somebodys", condition=~models.Q(account_key="")),
        ]

    def __str__(self) -> str:
        return self.step or "put away"
