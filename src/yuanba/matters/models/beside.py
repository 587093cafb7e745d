"""Models of what belongs to a matter: attachments, followers, and receipts saved in accounts."""

from django.db import models

from yuanba.matters.models.matter import Matter
from yuanba.media.enclosures import MediaKind


class Attachment(models.Model):
    """An attachment of a matter: a picture, voice clip or document.

    ``name`` and ``thumbnail`` are names of files of the district; ``key`` is drawn at random and is the only
    address. What came with an internal note is for staff.
    """

    key = models.CharField(max_length=32)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=10)
    content_type = models.CharField(max_length=40)
    name = models.CharField(max_length=64)
    thumbnail = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField(default=0)
    #: The verb of the action that the file was attached in.
    verb = models.CharField(max_length=40)
    is_internal = models.BooleanField(default=False)
    is_from_owner = models.BooleanField(default=False)
    #: Whether staff released it to everyone, after they had looked at it; only what staff enclosed can be.
    is_released = models.BooleanField(default=False, db_default=False)
    added_by = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attachment_key_once", fields=["key"]),
            models.CheckConstraint(
                name="attachment_kind_known", condition=models.Q(kind__in=[str(k) for k in MediaKind])
            ),
            models.CheckConstraint(
                name="attachment_is_one_sided",
                condition=~models.Q(is_internal=True, is_from_owner=True),
            ),
            models.CheckConstraint(
                name="attachment_released_is_of_staff",
                condition=models.Q(is_released=False) | models.Q(is_internal=False, is_from_owner=False),
            ),
        ]
        indexes = [
            models.Index(name="attachment_by_name", fields=["name"]),
            models.Index(
                name="attachment_by_thumbnail", fields=["thumbnail"], condition=~models.Q(thumbnail="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.matter_id}"


class Follower(models.Model):
    """One follower of a matter; an account, receipt or address identifies the person, who counts once."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="followers")
    #: The key of an account, a receipt or a browser; or ``contact:`` and the digest of what staff wrote.
    key = models.CharField(max_length=80)
    since_at = models.DateTimeField()
    #: The merged matter from which this follower was copied.
    merged_from = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="follower_once", fields=["matter", "key"])]
        indexes = [models.Index(name="follower_by_key", fields=["key"])]

    def __str__(self) -> str:
        return f"{self.key} follows {self.matter_id}"


class KeptReceipt(models.Model):
    """A receipt saved in a resident's account, so that the matter is found on every device."""

    account_key = models.CharField(max_length=40)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="kept")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="receipt_kept_once", fields=["account_key", "matter"])]

    def __str__(self) -> str:
        return f"{self.account_key} keeps {self.matter_id}"
