"""Models of selections, of who is nominated in them, and of the honours that they end with."""

from __future__ import annotations

from django.db import models

from yuanba.rules.honours.selections import ConsentWay, NomineeState
from yuanba.sealing.fields import DigestField, SealedField


class HeldSelection(models.Model):
    """One round of a selection (评选) at a council: nominations, a vote, a public notice, honours."""

    kind = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    #: What the rules said of it on the day it was opened.
    terms = models.JSONField()
    council = models.ForeignKey("deliberation.Council", models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    #: The last day on which anybody can be nominated.
    nominate_until = models.DateField()
    vote = models.OneToOneField("ballots.HeldVote", models.PROTECT, null=True, related_name="+")
    notice = models.OneToOneField("notices.Notice", models.PROTECT, null=True, related_name="+")
    conferred_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    #: What was said of objections when the honours were conferred, or why it was given up.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="selection_runs_once",
                fields=["council", "kind"],
                condition=models.Q(conferred_at=None, dropped_at=None),
            ),
            models.CheckConstraint(
                name="selection_posted_after_vote",
                condition=models.Q(notice=None) | models.Q(vote__isnull=False),
            ),
            models.CheckConstraint(
                name="selection_conferred_after_notice",
                condition=models.Q(conferred_at=None) | models.Q(notice__isnull=False, dropped_at=None),
            ),
            models.CheckConstraint(
                name="selection_dropped_with_reason",
                condition=models.Q(dropped_at=None) | ~models.Q(reason=""),
            ),
        ]
        indexes = [models.Index(name="selection_newest", fields=["-opened_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.council_id}"


class Nominee(models.Model):
    """One nominee (候选) for an award: shown once they agreed; name and deeds are encrypted.

    ``account_key`` is their own account, where they have one; ``by_key`` is who nominated them. Whoever does
    not stand any more leaves nothing here but a number.
    """

    selection = models.ForeignKey(HeldSelection, models.PROTECT, related_name="nominees")
    award = models.CharField(max_length=40)
    sealed_name = SealedField(purpose="honours.nominee", default=b"", db_default=b"")
    name_digest = DigestField(of="sealed_name", before="selection", null=True)
    sealed_deeds = SealedField(purpose="honours.deeds", default=b"", db_default=b"")
    account_key = models.CharField(max_length=80, blank=True)
    by_key = models.CharField(max_length=80, blank=True)
    #: Who wrote it down, where that was staff.
    taken_by = models.CharField(max_length=80, blank=True)
    nominated_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    agreed_at = models.DateTimeField(null=True)
    consent = models.CharField(max_length=12, blank=True)
    #: Whether the name may stand on the public list afterwards.
    on_list = models.BooleanField(default=False)
    #: The number of their motion in the vote.
    motion = models.PositiveSmallIntegerField(null=True)
    #: Whether the public notice named them.
    is_posted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="nominee_once", fields=["selection", "award", "name_digest"]),
            models.UniqueConstraint(name="nominee_motion_once", fields=["selection", "motion"]),
            models.CheckConstraint(
                name="nominee_state_known", condition=models.Q(state__in=[str(one) for one in NomineeState])
            ),
            models.CheckConstraint(
                name="nominee_agreed_somehow",
                condition=~models.Q(state=str(NomineeState.AGREED))
                | models.Q(agreed_at__isnull=False, consent__in=[str(one) for one in ConsentWay]),
            ),
            models.CheckConstraint(
                name="nominee_voted_on_agreed",
                condition=models.Q(motion=None) | models.Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nominee_posted_after_vote",
                condition=models.Q(is_posted=False) | models.Q(motion__isnull=False),
            ),
            models.CheckConstraint(
                name="nominee_gone_without_name",
                condition=models.Q(state__in=[str(NomineeState.ASKED), str(NomineeState.AGREED)])
                | models.Q(sealed_name=b"", sealed_deeds=b"", name_digest=None, account_key=""),
            ),
        ]
        indexes = [
            models.Index(name="nominee_of_account", fields=["account_key"]),
            models.Index(name="nominee_by", fields=["by_key"]),
        ]

    def __str__(self) -> str:
        return f"nominee {self.pk} of {self.selection_id}"


class Honour(models.Model):
    """One honour (荣誉) of a nominee, from a day to its last day; taken off the list when they ask for it."""

    nominee = models.OneToOneField(Nominee, models.PROTECT, related_name="honour")
    from_on = models.DateField()
    until_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="honour_term_forward", condition=models.Q(until_on__gte=models.F("from_on"))
            ),
        ]
        indexes = [models.Index(name="honour_stands", fields=["until_on", "id"])]

    def __str__(self) -> str:
        return f"honour of {self.nominee_id}"
