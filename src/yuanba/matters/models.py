"""Models of matters, their orders, clock pauses, requests, attachments and followers."""

from enum import StrEnum

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from yuanba.media.enclosures import Kind
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.orders import Wish
from yuanba.rules.time.deadline import Unit, Why

OPEN_ORDER = models.Q(ended_at=None)
LIVING = ~models.Q(state__in=sorted(str(state) for state in ENDS))
#: States in which a matter may still have no class.
WITHOUT_CLASS = (
    State.FILED,
    State.REFUSED,
    State.GUIDED,
    State.WITHDRAWN,
    State.MERGED,
    State.ARCHIVED,
)


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


class Matters(models.Manager["Matter"]):
    """The manager of matters; it defers the search vector, which only the index reads."""

    def get_queryset(self) -> models.QuerySet["Matter"]:
        return super().get_queryset().defer("words")


class Matter(models.Model):
    """A matter (事项): what a resident reported, from the first words to the end.

    The words themselves are sealed; ``text`` and ``place`` are the masked working copies that staff
    read. The public reads ``title`` and ``summary``, which staff wrote and approved.
    """

    receipt = models.CharField(max_length=12)
    token = models.CharField(max_length=32)
    code_digest = models.BinaryField(max_length=32)
    state = models.CharField(max_length=20)
    channel = models.CharField(max_length=40)
    #: The number that another system gave an imported matter or external order; unique per channel.
    source_number = models.CharField(max_length=80, blank=True)
    owner_key = models.CharField(max_length=80)
    sealed = models.BinaryField()
    text = models.TextField()
    place = models.TextField(blank=True)
    #: The pairs of characters of text and place, and the numbers; ``reading.bigrams``.
    words = SearchVectorField(db_default="")
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
    #: The deadline that the sending platform gave an external order; our own is ``due_at``.
    outside_due_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    title = models.CharField(max_length=60, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    #: Who may learn the name of whoever filed the matter; see ``rules.naming``.
    naming = models.CharField(max_length=10, default=str(Naming.HANDLER), db_default=str(Naming.HANDLER))
    #: The state deadline: when the present state should end, or ends by itself.
    until_at = models.DateTimeField(null=True)
    #: The community list's version at the assignment, and its promised time if shorter than the directory's.
    local_list = models.ForeignKey(
        "lists.CommunityList", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    local_amount = models.PositiveSmallIntegerField(null=True)
    #: The highest level to which the matter was assigned or escalated so far.
    level = models.CharField(max_length=20, default="", db_default="", blank=True)
    returns = models.PositiveSmallIntegerField(default=0, db_default=0)
    reworks = models.PositiveSmallIntegerField(default=0, db_default=0)
    urges = models.PositiveSmallIntegerField(default=0, db_default=0)
    objections = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: Under supervision (挂牌督办).
    is_prioritised = models.BooleanField(default=False, db_default=False)
    #: The codes of the dangers that the words mention, separated by spaces.
    dangers = models.CharField(max_length=200, default="", db_default="", blank=True)
    #: The matter that this one was merged into, and its state before that.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    state_before = models.CharField(max_length=20, default="", db_default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    #: When the words were erased: at the person's request, or at the end of their retention.
    emptied_at = models.DateTimeField(null=True)

    objects = Matters()

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
                name="matter_naming_known", condition=models.Q(naming__in=[str(n) for n in Naming])
            ),
            models.CheckConstraint(
                name="matter_has_class_once_assigned",
                condition=models.Q(state__in=[str(s) for s in WITHOUT_CLASS]) | ~models.Q(class_code=""),
            ),
            models.CheckConstraint(
                name="matter_merged_into_another",
                condition=(models.Q(state="merged", merged_into__isnull=False) & ~models.Q(state_before=""))
                | (~models.Q(state="merged") & models.Q(merged_into=None, state_before="")),
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
            GinIndex(name="matter_words", fields=["words"]),
            models.Index(name="matter_until", fields=["until_at", "id"], condition=LIVING),
            models.Index(name="matter_due", fields=["due_at", "id"], condition=LIVING),
            models.Index(
                name="matter_prioritised",
                fields=["-filed_at", "-id"],
                condition=models.Q(is_prioritised=True),
            ),
            models.Index(
                name="matter_to_empty",
                fields=["ended_at", "id"],
                condition=models.Q(emptied_at=None, ended_at__isnull=False),
            ),
            models.Index(name="matter_merged", fields=["merged_into"], condition=~models.Q(merged_into=None)),
        ]

    def __str__(self) -> str:
        return self.receipt


class Order(models.Model):
    """An order (工单): what one unit was told to do about a matter, until it ends.

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
            models.Index(
                name="order_in_hand", fields=["in_hand"], condition=OPEN_ORDER & ~models.Q(in_hand="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} for {self.matter_id}"


class Pause(models.Model):
    """A period during which the clock of a matter's answer is paused (暂停); an open one has no end."""

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
    """A unit's request (申请) to pause the clock or for more time, with its decision."""

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
                name="request_unit_known", condition=models.Q(unit__in=[str(unit) for unit in Unit])
            ),
            models.CheckConstraint(
                name="request_decided_or_not",
                condition=models.Q(decided_at=None, is_granted=None)
                | models.Q(decided_at__isnull=False, is_granted__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} for {self.matter_id}"


class Mark(models.Model):
    """A record that the clock performed an action about a matter, so that it happens once."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mark_once", fields=["matter", "mark"])]

    def __str__(self) -> str:
        return f"{self.mark} of {self.matter_id}"


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
    added_by = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attachment_key_once", fields=["key"]),
            models.CheckConstraint(
                name="attachment_kind_known", condition=models.Q(kind__in=[str(k) for k in Kind])
            ),
            models.CheckConstraint(
                name="attachment_is_one_sided",
                condition=~models.Q(is_internal=True, is_from_owner=True),
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
    """A follower: somebody whom the matter concerns too, counted once by account, receipt or address."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="followers")
    #: An account's or a receipt's key, or ``contact:`` and a digest of the address.
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
    """A receipt saved in a resident's account, so that it is at hand on every device."""

    account_key = models.CharField(max_length=40)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="kept")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="receipt_kept_once", fields=["account_key", "matter"])]

    def __str__(self) -> str:
        return f"{self.account_key} keeps {self.matter_id}"
