"""Matters and the orders that were given for them."""

from django.db import models

from yuanba.rules.matter import State

OPEN_ORDER = models.Q(ended_at=None)


class Matter(models.Model):
    """What a resident brought, from the first words to the end.

    The words themselves are sealed; ``text`` and ``place`` are the masked working copies that staff
    read. The public reads ``title`` and ``summary``, which staff wrote and approved.
    """

    receipt = models.CharField(max_length=12)
    token = models.CharField(max_length=32)
    code_digest = models.BinaryField(max_length=32)
    state = models.CharField(max_length=20)
    channel = models.CharField(max_length=40)
    #: The other side's number of an imported matter; one per channel.
    source_number = models.CharField(max_length=80, blank=True)
    owner_key = models.CharField(max_length=80)
    sealed = models.BinaryField()
    text = models.TextField()
    place = models.TextField(blank=True)
    #: The area as it was on the filing day; later successions do not move a matter.
    area_code = models.CharField(max_length=40, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    subdistrict_code = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField()
    filed_at = models.DateTimeField()
    pack_digest = models.CharField(max_length=64)
    suggestion = models.JSONField(null=True)
    class_code = models.CharField(max_length=40, blank=True)
    item_code = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    since_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    title = models.CharField(max_length=60, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="matter_receipt_once", fields=["receipt"]),
            models.UniqueConstraint(name="matter_token_once", fields=["token"]),
            models.UniqueConstraint(
                name="matter_source_once",
                fields=["channel", "source_number"],
                condition=~models.Q(source_number=""),
            ),
            models.CheckConstraint(
                name="matter_state_known", condition=models.Q(state__in=[str(s) for s in State])
            ),
            models.CheckConstraint(
                name="matter_has_class_once_assigned",
                condition=models.Q(state__in=["filed", "refused", "archived"]) | ~models.Q(class_code=""),
            ),
            models.CheckConstraint(
                name="matter_published_has_title",
                condition=models.Q(published_at=None) | ~models.Q(title=""),
            ),
            models.CheckConstraint(
                name="matter_said_before_filed", condition=models.Q(said_at__lte=models.F("filed_at"))
            ),
        ]
        indexes = [
            # read backwards it is the order in which matters are triaged
            models.Index(name="matter_by_state", fields=["state", "-filed_at", "-id"]),
            models.Index(
                name="matter_public",
                fields=["-published_at", "-id"],
                condition=~models.Q(published_at=None),
            ),
            models.Index(
                name="matter_public_by_class",
                fields=["class_code", "-published_at", "-id"],
                condition=~models.Q(published_at=None),
            ),
            models.Index(
                name="matter_public_by_place",
                fields=["subdistrict_code", "-published_at", "-id"],
                condition=~models.Q(published_at=None),
            ),
            models.Index(name="matter_of_owner", fields=["owner_key", "-id"]),
            models.Index(name="matter_newest", fields=["-filed_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.receipt


class Order(models.Model):
    """What one unit was told to do about a matter. A matter has at most one open order."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="orders")
    unit = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=80, blank=True)
    #: How it ended: answered, returned, reassigned.
    ending = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="order_open_once", fields=["matter"], condition=OPEN_ORDER),
            models.CheckConstraint(
                name="order_ends_with_ending",
                condition=models.Q(ended_at=None, ending="")
                | (
                    models.Q(ended_at__isnull=False)
                    & models.Q(ending__in=["answered", "returned", "reassigned"])
                ),
            ),
        ]
        indexes = [
            models.Index(name="order_of_unit", fields=["unit", "due_at", "id"], condition=OPEN_ORDER),
        ]

    def __str__(self) -> str:
        return f"{self.unit} for {self.matter_id}"
