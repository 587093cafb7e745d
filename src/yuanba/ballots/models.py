"""Models of rolls and votes; the database keeps what was opened, handed in and counted as it was."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.sealing.fields import DigestField, SealedField


class RollSource(StrEnum):
    """Where a roll comes from: given by another part of these pages, or read from a file."""

    GIVEN = "given"
    FILE = "file"


class Roll(models.Model):
    """One roll (名册): the list of who may vote; frozen when the first vote on it opens, or before.

    ``subject_kind`` and ``subject_key`` say whose it is; the roll does not know what that is.
    """

    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    area_path = models.CharField(max_length=200)
    estate = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    #: The public notice under which it can be objected to.
    notice_id = models.BigIntegerField(null=True)
    frozen_at = models.DateTimeField(null=True)
    #: SHA-256 of voters and weights, as they were frozen.
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="roll_kind_known", condition=models.Q(kind__in=[str(one) for one in RollKind])
            ),
            models.CheckConstraint(
                name="roll_frozen_with_digest",
                condition=models.Q(frozen_at=None, digest="")
                | (models.Q(frozen_at__isnull=False) & ~models.Q(digest="")),
            ),
        ]
        indexes = [models.Index(name="roll_of_subject", fields=["subject_kind", "subject_key"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_kind}:{self.subject_key}"


class Voter(models.Model):
    """One head on a roll: a person, a household, or an owner with all units; the name is encrypted.

    ``code`` is random: the only name of a voter that leaves in an export. ``ref`` is what a room above calls
    them.
    """

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="voters")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=12)
    ref = models.CharField(max_length=80, blank=True)
    account_key = models.CharField(max_length=80, blank=True)
    sealed_name = SealedField(purpose="ballots.voter")
    #: Two names that differ in width or blanks alone are one; so the database finds them.
    name_digest = DigestField(of="sealed_name", before="roll")
    sealed_phone = SealedField(purpose="ballots.phone", default=b"")
    phone_digest = DigestField(of="sealed_phone", before="roll", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="voter_number_once", fields=["roll", "number"]),
            models.UniqueConstraint(name="voter_code_once", fields=["roll", "code"]),
            models.UniqueConstraint(name="voter_name_once", fields=["roll", "name_digest"]),
            models.UniqueConstraint(name="voter_phone_once", fields=["roll", "phone_digest"]),
            models.UniqueConstraint(
                name="voter_ref_once", fields=["roll", "ref"], condition=~models.Q(ref="")
            ),
            models.UniqueConstraint(
                name="voter_account_once",
                fields=["roll", "account_key"],
                condition=~models.Q(account_key=""),
            ),
        ]
        indexes = [models.Index(name="voter_of_account", fields=["account_key"])]

    def __str__(self) -> str:
        return f"{self.code} of roll {self.roll_id}"


class OwnedUnit(models.Model):
    """One unit (专有部分) on a roll of owners: whose it is, its area in cm², whether it is unsold."""

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="units")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="units")
    unit = models.CharField(max_length=60)
    area_cm2 = models.PositiveBigIntegerField()
    is_unsold = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="owned_unit_once", fields=["roll", "unit"]),
            models.CheckConstraint(name="owned_unit_has_area", condition=models.Q(area_cm2__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} of roll {self.roll_id}"


class HeldVote(models.Model):
    """One vote (表决) on a frozen roll; nothing but its end and its result is written after it opened."""

    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    area_path = models.CharField(max_length=200)
    estate = models.CharField(max_length=40, blank=True)
    roll = models.ForeignKey(Roll, models.PROTECT, related_name="votes")
    rule = models.CharField(max_length=40)
    #: Shares of the district's own, such as ">= 3/4", stricter than the rule; "" where the rule's stand.
    own_quorum = models.CharField(max_length=20, blank=True)
    own_majority = models.CharField(max_length=20, blank=True)
    standing = models.CharField(max_length=20)
    #: The local rule that allows an electronic vote.
    ground = models.CharField(max_length=200, blank=True)
    ways = models.JSONField()
    is_secret = models.BooleanField(default=False)
    proxy_cap = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    #: Until when it is planned to last.
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="vote_rule_known", condition=models.Q(rule__in=[str(one) for one in VoteRule])
            ),
            models.CheckConstraint(
                name="vote_standing_known",
                condition=models.Q(standing__in=[str(one) for one in VoteStanding]),
            ),
            models.CheckConstraint(
                name="vote_online_is_not_statutory",
                condition=~models.Q(ways__contains=[str(BallotWay.ONLINE)])
                | ~models.Q(standing=str(VoteStanding.STATUTORY)),
            ),
            models.CheckConstraint(
                name="vote_electronic_has_ground",
                condition=~models.Q(standing=str(VoteStanding.ELECTRONIC)) | ~models.Q(ground=""),
            ),
            models.CheckConstraint(
                name="vote_closed_after_opened",
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
            ),
            models.CheckConstraint(
                name="vote_counted_with_result",
                condition=models.Q(counted_at=None, result=None)
                | (
                    models.Q(counted_at__isnull=False)
                    & models.Q(result__isnull=False)
                    & models.Q(closed_at__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                name="vote_open_once",
                fields=["subject_kind", "subject_key"],
                condition=models.Q(closed_at=None),
            ),
        ]
        indexes = [
            models.Index(name="vote_of_subject", fields=["subject_kind", "subject_key"]),
            models.Index(name="vote_newest", fields=["-opened_at", "-id"]),
            models.Index(name="vote_in_area", fields=["area_path"], opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.rule} of {self.subject_kind}:{self.subject_key}"


class VoteMotion(models.Model):
    """One motion (表决事项) of a vote, in the words that people voted on; they never change."""

    vote = models.ForeignKey(HeldVote, models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(name="vote_motion_once", fields=["vote", "number"])]

    def __str__(self) -> str:
        return f"motion {self.number} of vote {self.vote_id}"


class Station(models.Model):
    """One place where a vote is taken (投票站); each is counted apart."""

    vote = models.ForeignKey(HeldVote, models.PROTECT, related_name="stations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="station_number_once", fields=["vote", "number"]),
            models.UniqueConstraint(name="station_title_once", fields=["vote", "title"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} of vote {self.vote_id}"


class Presence(models.Model):
    """One voter who was there when the vote was taken."""

    vote = models.ForeignKey(HeldVote, models.PROTECT, related_name="presences")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="presences")

    class Meta:
        constraints = [models.UniqueConstraint(name="presence_once", fields=["vote", "voter"])]

    def __str__(self) -> str:
        return f"voter {self.voter_id} at vote {self.vote_id}"


class VoteTotal(models.Model):
    """One count without names on a motion at a station: raised hands, or the papers of a secret box.

    A recount is a further row; the last of each person stands.
    """

    motion = models.ForeignKey(VoteMotion, models.PROTECT, related_name="totals")
    station = models.ForeignKey(Station, models.PROTECT, related_name="totals")
    way = models.CharField(max_length=10)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="vote_total_way_known",
                condition=models.Q(way__in=[str(BallotWay.HANDS), str(BallotWay.PAPER)]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} on motion {self.motion_id}"


class Proxy(models.Model):
    """One written proxy (委托): who votes for a voter, encrypted, until it is revoked."""

    vote = models.ForeignKey(HeldVote, models.PROTECT, related_name="proxies")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="proxies")
    sealed_name = SealedField(purpose="ballots.proxy")
    name_digest = DigestField(of="sealed_name", before="vote")
    listed_at = models.DateTimeField()
    listed_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="proxy_open_once", fields=["vote", "voter"], condition=models.Q(revoked_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"proxy of voter {self.voter_id}"


class PaperSheet(models.Model):
    """One sheet of paper ballots of a station, typed in by two people; counted once they agree."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    first_by = models.CharField(max_length=80, blank=True)
    second_by = models.CharField(max_length=80, blank=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paper_sheet_once", fields=["station", "number"]),
            models.CheckConstraint(
                name="paper_sheet_agreed_by_two",
                condition=models.Q(agreed_at=None, first_by="", second_by="")
                | (
                    models.Q(agreed_at__isnull=False)
                    & ~models.Q(first_by="")
                    & ~models.Q(second_by="")
                    & ~models.Q(first_by=models.F("second_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.number} of station {self.station_id}"


class SheetEntry(models.Model):
    """What one person typed in of a sheet, encrypted; typing it again replaces it."""

    sheet = models.ForeignKey(PaperSheet, models.PROTECT, related_name="entries")
    by = models.CharField(max_length=80)
    sealed_rows = SealedField(purpose="ballots.sheet")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="sheet_entry_once", fields=["sheet", "by"])]

    def __str__(self) -> str:
        return f"entry of sheet {self.sheet_id}"


class CastBallot(models.Model):
    """One ballot by name on one motion: whose, and in which way; it never changes.

    What it says lies encrypted in ``SealedChoice``; ``choice_digest`` shows that it is still the same.
    """

    motion = models.ForeignKey(VoteMotion, models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(Voter, models.PROTECT, related_name="ballots")
    way = models.CharField(max_length=10)
    station = models.ForeignKey(Station, models.PROTECT, null=True, related_name="ballots")
    sheet = models.ForeignKey(PaperSheet, models.PROTECT, null=True, related_name="ballots")
    proxy = models.ForeignKey(Proxy, models.PROTECT, null=True, related_name="ballots")
    choice_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cast_ballot_once", fields=["motion", "voter"]),
            models.CheckConstraint(
                name="cast_ballot_way_known",
                condition=models.Q(way=str(BallotWay.ONLINE), sheet=None, proxy=None)
                | models.Q(way=str(BallotWay.PAPER), sheet__isnull=False, proxy=None)
                | models.Q(way=str(BallotWay.PROXY), sheet__isnull=False, proxy__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ballot of voter {self.voter_id} on motion {self.motion_id}"


class SealedChoice(models.Model):
    """What one ballot says, encrypted with a random part, and shown to nobody."""

    ballot = models.OneToOneField(CastBallot, models.PROTECT, primary_key=True, related_name="choice")
    sealed = SealedField(purpose="ballots.choice")

    def __str__(self) -> str:
        return f"choice of ballot {self.ballot_id}"
