"""Models of a matter's orders, its units' requests, its milestones, and the pauses of its clock."""

from enum import StrEnum

from django.db import models

from yuanba.matters.models.matter import Matter
from yuanba.rules.matters.orders import Wish
from yuanba.rules.time.deadline import TermUnit, Why

OPEN_ORDER = models.Q(ended_at=None)


class Role(StrEnum):
    """The role of a unit in an order: in charge of the whole matter, or a co-handler."""

    LEAD = "lead"
    CO = "co"


#: How an order ends. A co-handler's part is dropped if the unit in charge no longer waits for it.
ENDINGS = (
    "answered",
    "returned",
    "reassigned",
    "withdrawn",
    "merged",
    "contributed",
    "declined",
    "dropped",
)


class Order(models.Model):
    """An order (工单): a unit's task to handle a matter, or to help with it, until the order ends.

    A matter has at most one open order that leads, and of each helping unit at most one.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="orders")
    role = models.CharField(max_length=10, default=str(Role.LEAD), db_default=str(Role.LEAD))
    unit = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=80, blank=True)
    ending = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    #: Who works on the order now, and for which absent person. ``accepted_by`` never changes.
    in_hand = models.CharField(max_length=80, default="", db_default="", blank=True)
    in_hand_for = models.CharField(max_length=80, default="", db_default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="order_leads_once", fields=["matter"], condition=OPEN_ORDER & models.Q(role="lead")
            ),
            models.UniqueConstraint(
                name="order_helps_once", fields=["matter", "unit"], condition=OPEN_ORDER & models.Q(role="co")
            ),
            models.CheckConstraint(
                name="order_role_known", condition=models.Q(role__in=[str(role) for role in Role])
            ),
            models.CheckConstraint(
                name="order_ends_with_ending",
                condition=models.Q(ended_at=None, ending="")
                | (models.Q(ended_at__isnull=False) & models.Q(ending__in=ENDINGS)),
            ),
        ]
        indexes = [
            models.Index(name="order_of_unit", fields=["unit", "due_at", "id"], condition=OPEN_ORDER),
            models.Index(name="order_helping", fields=["unit", "matter"], condition=models.Q(role="co")),
            models.Index(
                name="order_in_hand", fields=["in_hand"], condition=OPEN_ORDER & ~models.Q(in_hand="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} for {self.matter_id}"


class Pause(models.Model):
    """A period during which the deadline clock of a matter is paused (暂停); an open pause has no end."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="pauses")
    why = models.CharField(max_length=10)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pause_open_once", fields=["matter"], condition=models.Q(until_at=None)
            ),
            models.CheckConstraint(
                name="pause_why_known", condition=models.Q(why__in=[str(why) for why in Why])
            ),
            models.CheckConstraint(
                name="pause_forward",
                condition=models.Q(until_at=None) | models.Q(until_at__gte=models.F("from_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} of {self.matter_id}"


class Request(models.Model):
    """A unit's request (申请) for a pause or for more time, with the decision on the request."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="requests")
    wish = models.CharField(max_length=10)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    is_granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="request_open_once", fields=["matter"], condition=models.Q(decided_at=None)
            ),
            models.CheckConstraint(
                name="request_wish_known", condition=models.Q(wish__in=[str(wish) for wish in Wish])
            ),
            models.CheckConstraint(
                name="request_unit_known", condition=models.Q(unit__in=[str(unit) for unit in TermUnit])
            ),
            models.CheckConstraint(
                name="request_decided_or_not",
                condition=models.Q(decided_at=None, is_granted=None)
                | models.Q(decided_at__isnull=False, is_granted__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} for {self.matter_id}"


#: How a milestone ends: progress was told, the answer told more, or nothing is to be told any more.
MILESTONE_ENDINGS = ("told", "answered", "dropped")


class Milestone(models.Model):
    """A moment (节点) by which the unit tells the resident of progress, in one round of work on a matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False, related_name="milestones")
    rework = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    ending = models.CharField(max_length=10, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="milestone_once", fields=["matter", "rework", "code"]),
            models.CheckConstraint(
                name="milestone_ends_with_ending",
                condition=models.Q(ended_at=None, ending="")
                | (models.Q(ended_at__isnull=False) & models.Q(ending__in=MILESTONE_ENDINGS)),
            ),
        ]
        indexes = [
            models.Index(name="milestone_open", fields=["due_at", "id"], condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.matter_id}"


class Mark(models.Model):
    """A record of an automatic action done on a matter, such as a reminder, so that it is not repeated."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mark_once", fields=["matter", "mark"])]

    def __str__(self) -> str:
        return f"{self.mark} of {self.matter_id}"
