"""Models of messages: contact points, sent messages, and the lines of staff inboxes.

Addresses and texts are sealed. An inbox item holds codes only; its sentence is made when it is read,
in the reader's language.
"""

import uuid
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from yuanba.sealing.fields import DigestField, SealedField


class MessageChannel(StrEnum):
    """The channel of a contact point; ``paper``: staff pass messages on in person; ``none``: no messages."""

    SMS = "sms"
    WECHAT = "wechat"
    WEBHOOK = "webhook"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    EMAIL = "email"
    INBOX = "inbox"
    PAPER = "paper"
    NONE = "none"


#: Robots of group chats, which one contact point of a unit posts to.
ROBOTS = frozenset({MessageChannel.WECOM, MessageChannel.DINGTALK})


class Pace(StrEnum):
    """The pace at which a contact point gets its messages: each one at once, or one digest a day."""

    EACH = "each"
    DAILY = "daily"


class MessageState(StrEnum):
    """The delivery state of a message.

    A gathered one waits for the day's digest that will contain it, a held one for the end of the quiet
    hours; a kept one is not sent at all, by the wish of who it is for or because the budget is used up.
    """

    WAITING = "waiting"
    FAILED = "failed"
    SENT = "sent"
    GIVEN_UP = "given_up"
    GATHERED = "gathered"
    DIGESTED = "digested"
    ON_PAPER = "on_paper"
    DROPPED = "dropped"
    HELD = "held"
    KEPT = "kept"


#: What people read, as against what machines take.
HUMAN = frozenset({MessageChannel.SMS, MessageChannel.WECHAT, MessageChannel.EMAIL})
#: What waits until a moment, and then leaves in a digest or by itself.
RESTING = (MessageState.HELD, MessageState.GATHERED)
DUE = (MessageState.WAITING, MessageState.FAILED)


class ContactPoint(models.Model):
    """One subscription: a receiver follows a subject, a unit or an account over one channel.

    What is followed is a pair of kind and key: ``matter`` ``17``, ``unit`` ``city_services`` (what
    concerns this unit) or ``account`` and its key (what concerns this person).
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    owner = models.CharField(max_length=80, blank=True)
    sealed = SealedField(purpose="messages.address")
    masked = models.CharField(max_length=120, blank=True)
    digest = DigestField(of="sealed", before="channel", max_length=32)
    pace = models.CharField(max_length=10, default=str(Pace.EACH))
    language = models.CharField(max_length=10, default="zh-hans")
    added_at = models.DateTimeField()
    #: Why its platform takes nothing more from it, until it is set anew; nothing is sent meanwhile.
    fault = models.CharField(max_length=40, default="", db_default="", blank=True)
    #: Until when nothing is sent to it, because it did not answer or was asked to go slower.
    rests_until = models.DateTimeField(null=True)
    #: The key of the merged subject from which this contact point was copied.
    carried_from = models.CharField(max_length=80, default="", db_default="", blank=True)

    class Meta:
        db_table = "messages_contactpoint"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="contact_once_per_address", fields=["kind", "key", "channel", "digest"]
            ),
            models.CheckConstraint(
                name="contact_channel_known",
                condition=models.Q(channel__in=[str(known) for known in MessageChannel]),
            ),
            models.CheckConstraint(
                name="contact_pace_known", condition=models.Q(pace__in=[str(known) for known in Pace])
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="contact_by_owner", fields=["owner"]),
            models.Index(name="contact_by_address", fields=["digest", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.channel} for {self.kind}:{self.key}"


class Message(models.Model):
    """One message to one contact point: about a journal entry, or the digest of a day.

    ``token`` is what the receiving side tells doubles apart by: outside channels are served at least once.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True)
    contact = models.ForeignKey(ContactPoint, models.SET_NULL, null=True, related_name="messages")
    entry_id = models.BigIntegerField(null=True)
    digest_on = models.DateField(null=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()
    sealed = SealedField(purpose="messages.body")
    state = models.CharField(max_length=10, default=str(MessageState.WAITING))
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    fault = models.CharField(max_length=40, blank=True)
    #: News of a danger for those who act on it: neither quiet hours nor the budget hold it back.
    is_urgent = models.BooleanField(default=False, db_default=False)
    #: As how many text messages it counts, once it was let out; and to which month.
    parts = models.PositiveSmallIntegerField(null=True)
    counted_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_message"
        constraints: ClassVar = [
            models.UniqueConstraint(name="message_once_per_entry", fields=["entry_id", "contact"]),
            models.CheckConstraint(
                name="message_state_known",
                condition=models.Q(state__in=[str(known) for known in MessageState]),
            ),
            models.CheckConstraint(
                name="message_about_entry_or_day",
                condition=models.Q(entry_id__isnull=True, digest_on__isnull=False)
                | models.Q(entry_id__isnull=False, digest_on__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="message_due",
                fields=["next_attempt_at", "id"],
                condition=models.Q(state__in=[str(known) for known in DUE]),
            ),
            models.Index(
                name="message_resting",
                fields=["next_attempt_at", "id"],
                condition=models.Q(state__in=[str(known) for known in RESTING]),
            ),
            models.Index(name="message_by_state", fields=["state", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} by {self.channel} ({self.state})"


class InboxItem(models.Model):
    """One line in the inbox of a unit, account or position; one reader marks it as read for all readers."""

    box_kind = models.CharField(max_length=20)
    box_key = models.CharField(max_length=80)
    area_path = models.CharField(max_length=200, blank=True)
    entry_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    audience = models.CharField(max_length=20)
    outcome = models.JSONField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_inboxitem"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="inbox_once_per_entry", fields=["box_kind", "box_key", "entry_id", "audience"]
            )
        ]
        indexes: ClassVar = [
            models.Index(
                name="inbox_unread",
                fields=["box_kind", "box_key", "-id"],
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(name="inbox_in_order", fields=["box_kind", "box_key", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} for {self.box_kind}:{self.box_key}"


class MessageWishes(models.Model):
    """What one person chose: how each group of messages reaches them, when, and when it is quiet.

    Without own quiet hours the district's hold; the same moment twice means none.
    """

    owner = models.CharField(max_length=80, unique=True)
    reaches = models.JSONField(default=dict)
    digest_at = models.TimeField()
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "messages_wishes"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="wishes_quiet_both_or_none",
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"wishes of {self.owner}"


class MessagePolicy(models.Model):
    """The district's own: its quiet hours, and how many text messages it pays for in a month; one row."""

    quiet_from = models.TimeField()
    quiet_until = models.TimeField()
    sms_cap = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "messages_policy"
        constraints: ClassVar = [
            models.CheckConstraint(name="policy_is_one_row", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"quiet {self.quiet_from:%H:%M}-{self.quiet_until:%H:%M}"


class SmsMonth(models.Model):
    """The text messages that a district used in one month, and whether its administrators were told."""

    month = models.DateField(unique=True)
    used = models.PositiveIntegerField(default=0)
    is_warned = models.BooleanField(default=False)
    is_ended = models.BooleanField(default=False)

    class Meta:
        db_table = "messages_smsmonth"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.used}"
