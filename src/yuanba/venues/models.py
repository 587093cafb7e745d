"""Models of centres, of what can be booked there, and of the bookings that keep others out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuanba.rules.pack.venues import BookableSort
from yuanba.rules.venues.bookings import HOLDING, BookingState
from yuanba.rules.venues.repeating import Rhythm
from yuanba.sealing.fields import SealedField


class Centre(models.Model):
    """One centre (党群服务中心): a house with rooms and functions, and how much of it serves residents."""

    title = models.CharField(max_length=60)
    area_path = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    #: When it is open, in words.
    hours = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    #: Whole square metres, and how many of them serve residents.
    floor_m2 = models.PositiveIntegerField(null=True)
    residents_m2 = models.PositiveIntegerField(null=True)
    #: Into which centre it was merged; its rooms are there now.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="centre_once", fields=["area_path", "title"], condition=Q(merged_into=None)
            ),
            models.CheckConstraint(
                name="centre_serves_within_its_floor",
                condition=Q(residents_m2=None) | Q(residents_m2__lte=models.F("floor_m2")),
            ),
            models.CheckConstraint(
                name="centre_floor_known_with_its_part",
                condition=Q(residents_m2=None) | Q(floor_m2__isnull=False, floor_m2__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfferedFunction(models.Model):
    """One function that a centre has, by its code in the rules, with where and when in words."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="functions")
    code = models.CharField(max_length=40)
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="function_once", fields=["centre", "code"])]

    def __str__(self) -> str:
        return f"{self.code} in {self.centre_id}"


class AtomicPart(models.Model):
    """One indivisible part of what can be booked: half of a hall, a lecturer, a projector."""

    def __str__(self) -> str:
        return f"part {self.pk}"


class Bookable(models.Model):
    """One thing that can be booked: a room, a lecturer, or equipment; it consists of atomic parts.

    A hall has a part of its own and those of its halves, so that the hall and a half are never both taken.
    """

    #: The code of its kind in the rules.
    kind = models.CharField(max_length=40)
    sort = models.CharField(max_length=10)
    #: A lecturer's is the name under which they agreed to be shown.
    title = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True)
    #: None for a lecturer or a thing that belongs to no centre.
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, related_name="bookables")
    area_path = models.CharField(max_length=200)
    capacity = models.PositiveIntegerField(null=True)
    is_barrier_free = models.BooleanField(default=False)
    #: The hall of which it is a part.
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="pieces")
    parts = models.ManyToManyField(AtomicPart, related_name="bookables")
    #: Since when it is no longer there to be booked.
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="bookable_once",
                fields=["area_path", "centre", "title"],
                condition=Q(gone_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="bookable_sort_known", condition=Q(sort__in=[str(one) for one in BookableSort])
            ),
            models.CheckConstraint(name="bookable_seats", condition=Q(capacity=None) | Q(capacity__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title


class Repetition(models.Model):
    """One booking that repeats (周期预约): its days are bookings; it can be ended from a day on."""

    purpose = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=12)
    from_on = models.DateField()
    until_on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    skips_holidays = models.BooleanField()
    area_path = models.CharField(max_length=200)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    #: From which day on it takes place no more, and why.
    stopped_from = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="repetition_rhythm_known", condition=Q(rhythm__in=[str(one) for one in Rhythm])
            ),
            models.CheckConstraint(name="repetition_forward", condition=Q(until_on__gte=models.F("from_on"))),
            models.CheckConstraint(
                name="repetition_stopped_with_reason",
                condition=Q(stopped_from=None, reason="") | Q(stopped_from__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} from {self.from_on}"


class Booking(models.Model):
    """One booking (预约) of one or more things for a time: by an account, by who left a name, or by staff.

    Its claims keep others out while it is asked for or confirmed. ``subject_kind`` and ``subject_key`` say
    for what a room above made it; this one does not know what that is.
    """

    purpose = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    area_path = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    #: Why it was declined, cancelled or displaced.
    reason = models.CharField(max_length=200, blank=True)
    #: Who holds it: an account, or a digest of name and number; "" for the staff of the place.
    holder = models.CharField(max_length=80, blank=True)
    sealed_name = SealedField(purpose="venues.holder", default=b"", db_default=b"")
    masked = models.CharField(max_length=80, blank=True)
    #: The address under which whoever has no account reads and cancels it.
    token = models.CharField(max_length=43, unique=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    repetition = models.ForeignKey(Repetition, models.PROTECT, null=True, related_name="bookings")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="booking_forward", condition=Q(ends_at__gt=models.F("starts_at"))),
            models.CheckConstraint(
                name="booking_state_known", condition=Q(state__in=[str(one) for one in BookingState])
            ),
            models.CheckConstraint(
                name="booking_ended_with_reason",
                condition=Q(state__in=[*(str(one) for one in sorted(HOLDING)), str(BookingState.CANCELLED)])
                | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="booking_once_a_day", fields=["repetition", "starts_at"], condition=~Q(repetition=None)
            ),
        ]
        indexes = [
            models.Index(name="booking_by_holder", fields=["holder", "ends_at"]),
            models.Index(name="booking_waiting", fields=["starts_at"], condition=Q(state="asked")),
            models.Index(name="booking_displaced", fields=["starts_at"], condition=Q(state="displaced")),
            models.Index(name="booking_of_subject", fields=["subject_kind", "subject_key"]),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk} {self.state}"


class Claim(models.Model):
    """One atomic part that a booking takes, for its time with the buffers around it.

    While `is_open`, no other open claim of the part may share a moment: an exclusion constraint of the
    database (migration 0002) refuses it.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="claims")
    bookable = models.ForeignKey(Bookable, models.PROTECT, related_name="claims")
    part = models.ForeignKey(AtomicPart, models.PROTECT, related_name="claims")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="claim_once", fields=["booking", "part"], condition=Q(is_open=True)),
            models.CheckConstraint(name="claim_forward", condition=Q(until_at__gt=models.F("from_at"))),
        ]
        indexes = [models.Index(name="claim_of_bookable", fields=["bookable", "from_at"])]

    def __str__(self) -> str:
        return f"claim on {self.part_id}"


class Closure(models.Model):
    """A time in which a thing cannot be booked, and why, for everyone to read; without an end for ever."""

    bookable = models.ForeignKey(Bookable, models.PROTECT, related_name="closures")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200)
    closed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closure_forward", condition=Q(until_at=None) | Q(until_at__gt=models.F("from_at"))
            ),
            models.CheckConstraint(name="closure_with_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(name="closure_of_bookable", fields=["bookable", "from_at"])]

    def __str__(self) -> str:
        return f"{self.bookable_id} closed from {self.from_at}"
