"""The tables of the journal: who did what, when and on what grounds; rows are only ever added.

The hash of an entry is SHA-256 over: the hash before it in its subject's chain (32 zero bytes at the start),
its number in the chain and the database clock in microseconds (both as eight bytes, big endian), and the
SHA-256 of its canonical body (``rules.core.chain.body_digest``).
"""

from django.db import models

from yuanba.sealing.fields import OpenField, SealedField


class Entry(models.Model):
    """One journal entry: who did what, in codes and keys only, never personal data or typed text."""

    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    number = models.BigIntegerField()
    verb = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=20)
    actor_key = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    outcome = models.JSONField()
    because = models.JSONField()
    words_digest = OpenField(why="salted digest of erasable words", max_length=32, null=True)
    hash = OpenField(why="the chain", max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="entry_once_per_number", fields=["subject_kind", "subject_key", "number"]
            )
        ]
        indexes = [
            models.Index(name="entry_by_day", fields=["at", "id"]),
            models.Index(name="entry_by_actor", fields=["actor_key", "at", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_key}#{self.number}"


class Chain(models.Model):
    """The length and the newest hash of one subject's chain of entries; locked while an entry is added."""

    pk = models.CompositePrimaryKey("kind", "key")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    length = models.BigIntegerField()
    head = OpenField(why="the chain", max_length=32)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Words(models.Model):
    """The text that somebody typed as a reason or an answer: encrypted, salted, and erasable.

    The entry keeps only the digest, so erasing the words leaves the chain valid. The row stays and says who
    erased them and when; a trigger refuses to delete it, or to change it in another way.
    """

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True)
    salt = OpenField(why="makes the digest of short words hard to guess; goes with them", max_length=16)
    sealed = SealedField(purpose="journal.words")
    erased_at = models.DateTimeField(null=True)
    erased_by = models.CharField(max_length=80, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="words_here_or_erased_by_somebody",
                condition=models.Q(erased_at=None, erased_by="") & ~models.Q(sealed=b"")
                | models.Q(erased_at__isnull=False, sealed=b"", salt=b"") & ~models.Q(erased_by=""),
            )
        ]

    def __str__(self) -> str:
        return f"words of {self.pk}"


class Waiting(models.Model):
    """One committed entry that has not been given its position in the journal yet."""

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry_id)


class EntryPosition(models.Model):
    """The position of one entry in the single order of all entries, which readers and checkpoints follow.

    ``running`` is SHA-256 over the running digest before it and the entry's hash.
    """

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.DO_NOTHING, db_constraint=True, related_name="position")
    running = OpenField(why="the chain", max_length=32)

    class Meta:
        db_table = "journal_position"

    def __str__(self) -> str:
        return str(self.position)


class Reader(models.Model):
    """The position up to which one reader of the journal (messages, points, webhooks) has read."""

    name = models.CharField(max_length=40, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Skipped(models.Model):
    """One entry that a reader, or the numbering, could not take: it was passed over and is tried again later.

    ``reader`` is the reader's name, or ``NUMBERING``. Codes only, as in the entry itself.
    """

    NUMBERING = "journal.number"

    reader = models.CharField(max_length=40)
    entry_id = models.BigIntegerField()
    fault = models.CharField(max_length=200)
    tries = models.IntegerField()
    since_at = models.DateTimeField()
    retry_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="skipped_once", fields=["reader", "entry_id"])]

    def __str__(self) -> str:
        return f"{self.reader} passed over {self.entry_id}"


class Acknowledged(models.Model):
    """One request that was carried out under an idempotency key, with its encrypted reply."""

    scope = OpenField(why="digest of an idempotency key", max_length=32, primary_key=True)
    body_digest = OpenField(why="digest of what was sent", max_length=32)
    reply = SealedField(purpose="journal.reply")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return bytes(self.scope).hex()[:12]
