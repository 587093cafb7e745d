"""Models of what centres offer: offerings, weekly menus, and the sessions in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Offering(models.Model):
    """One thing that a centre offers (服务项目): fixed on a weekday, or held when somebody adds a session."""

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=200)
    #: The codes of its kind and its crowd in the rules.
    kind = models.CharField(max_length=40)
    crowd = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    about = models.CharField(max_length=500, blank=True)
    #: Who provides it: a unit, a team, a firm.
    provider = models.CharField(max_length=60, blank=True)
    #: What it costs, in words; nothing is collected here.
    fee = models.CharField(max_length=60, blank=True)
    #: Monday is 0; None where it is not fixed.
    weekday = models.PositiveSmallIntegerField(null=True)
    begins = models.TimeField()
    ends = models.TimeField()
    #: What is booked for it: a room, and whoever teaches.
    room = models.ForeignKey("venues.Bookable", models.PROTECT, null=True, related_name="+")
    lecturer = models.ForeignKey("venues.Bookable", models.PROTECT, null=True, related_name="+")
    capacity = models.PositiveIntegerField(null=True)
    cutoff_hours = models.PositiveSmallIntegerField(default=2)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="offering_once", fields=["centre", "title"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="offering_weekday_known", condition=Q(weekday=None) | Q(weekday__lte=6)
            ),
            models.CheckConstraint(name="offering_has_seats", condition=Q(capacity=None) | Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title


class WeeklyMenu(models.Model):
    """One centre's menu of one week (每周菜单), drafted until it is published."""

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=200)
    monday = models.DateField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="menu_once_a_week", fields=["centre", "monday"])]
        indexes = [models.Index(name="menu_by_week", fields=["monday"])]

    def __str__(self) -> str:
        return f"menu of {self.centre_id} from {self.monday}"


class OfferedSession(models.Model):
    """One session (一场) of an offering in a week; published, it is an event with a booking."""

    menu = models.ForeignKey(WeeklyMenu, models.PROTECT, related_name="sessions")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="sessions")
    on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    event = models.OneToOneField("events.Event", models.PROTECT, null=True, related_name="+")
    booking = models.OneToOneField("venues.Booking", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="session_once", fields=["offering", "on", "begins"]),
            models.CheckConstraint(
                name="session_booked_as_event", condition=Q(booking=None) | Q(event__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} on {self.on}"
