"""Models of councils, of their seats, and of the meetings that fall due by their cadence."""

from __future__ import annotations

from django.db import models

from yuanba.rules.deliberation.councils import SeatRole
from yuanba.sealing.fields import SealedField


class Council(models.Model):
    """One council (议事机构): the standing body of one kind in an area or estate, open until it is dissolved.

    ``kind`` is a meeting of the pack, which says who sits in it and how it decides.
    """

    kind = models.CharField(max_length=40)
    area_path = models.CharField(max_length=200)
    estate = models.CharField(max_length=40, blank=True)
    pack_digest = models.CharField(max_length=64)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="council_open_once",
                fields=["kind", "area_path", "estate"],
                condition=models.Q(until_on=None),
            ),
            models.CheckConstraint(
                name="council_term_forward",
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
            ),
        ]
        indexes = [
            models.Index(name="council_in_area", fields=["area_path"], opclasses=["varchar_pattern_ops"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.area_path}"


class CouncilSeat(models.Model):
    """One seat of a council: its holder, role, title in the composition, and term, last day included.

    ``holder`` is an account's key, or ``guest:`` and a digest for somebody without an account, whose name is
    sealed while the seat lasts.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats")
    holder = models.CharField(max_length=80)
    sealed_name = SealedField(purpose="deliberation.seat", default=b"", db_default=b"")
    role = models.CharField(max_length=10)
    #: The words of the composition in the pack, in Chinese; a convener or secretary may have none.
    title = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    #: The last day that was agreed, if one was.
    term_until_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="seat_open_once", fields=["council", "holder"], condition=models.Q(until_on=None)
            ),
            models.UniqueConstraint(
                name="seat_one_convener",
                fields=["council"],
                condition=models.Q(until_on=None, role=str(SeatRole.CONVENER)),
            ),
            models.CheckConstraint(
                name="seat_role_known", condition=models.Q(role__in=[str(one) for one in SeatRole])
            ),
            models.CheckConstraint(
                name="seat_term_forward",
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="seat_agreed_forward",
                condition=models.Q(term_until_on=None) | models.Q(term_until_on__gte=models.F("from_on")),
            ),
        ]
        indexes = [
            models.Index(name="seat_of_holder", fields=["holder"], condition=models.Q(until_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk} of {self.council_id}"


class DueMeeting(models.Model):
    """One meeting that a council owes by its cadence: once for each of its periods, such as ``2026-03``."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="due_meetings")
    period = models.CharField(max_length=10)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="due_meeting_once", fields=["council", "period"]),
        ]
        indexes = [models.Index(name="due_meeting_by_day", fields=["due_on"])]

    def __str__(self) -> str:
        return f"{self.period} of {self.council_id}"
