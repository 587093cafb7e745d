"""Models of accounts, units and the positions that accounts hold."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from yuanba.rules.core.actor import PositionKind
from yuanba.sealing.fields import DigestField, OpenField, SealedField


class Accounts(BaseUserManager["Account"]):
    """The model manager by which Django's log-in finds accounts."""


class Account(AbstractBaseUser):
    """One account of a district; the holder's name is encrypted, and the journal names only ``key``."""

    login = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    sealed_name = SealedField(purpose="people.name")
    #: The mobile number by which a resident logs in, sealed, and the index by which it is found.
    sealed_phone = SealedField(purpose="people.phone", default=b"", db_default=b"")
    phone_digest = DigestField(of="sealed_phone", before="kind", max_length=32, null=True, unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    #: A program's account enters by its keys only and has no password.
    is_program = models.BooleanField(default=False)
    #: Which system administrator asked to have the log-in reset, and when; another one carries it out.
    reset_asked_by = models.CharField(max_length=40, blank=True, default="", db_default="")
    reset_asked_at = models.DateTimeField(null=True)
    #: Whether it convenes a council or writes its minutes: the room of councils says so, menus ask it.
    has_chair = models.BooleanField(default=False, db_default=False)
    #: How often its second factor was given up; a session that is older than the last time is over.
    factors_dropped = models.IntegerField(default=0, db_default=0)
    created_at = models.DateTimeField()

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_kind_known", condition=models.Q(kind__in=["resident", "staff"])
            ),
            models.CheckConstraint(
                name="account_phone_of_residents",
                condition=models.Q(phone_digest=None) | models.Q(kind="resident"),
            ),
            models.CheckConstraint(
                name="account_reset_asked_by_somebody",
                condition=models.Q(reset_asked_at=None, reset_asked_by="")
                | (~models.Q(reset_asked_at=None) & ~models.Q(reset_asked_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.login

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must hold: it ends with the password, and with the second factor."""
        parts = f"{self.password}:{self.factors_dropped}"
        return salted_hmac("people.session", parts, secret=secret, algorithm="sha256").hexdigest()


class UnitKind(StrEnum):
    """The kind of a unit, such as a department, a community or a property firm."""

    DEPARTMENT = "department"
    SUBDISTRICT = "subdistrict"
    OFFICE = "office"
    COMMUNITY = "community"
    GRID_PARTY = "grid_party"
    PROPERTY_FIRM = "property_firm"
    OWNERS = "owners"
    ASSOCIATION = "association"
    OTHER = "other"


class Unit(models.Model):
    """One unit (承办单位): an office, community or firm that people work in.

    ``body`` is the body of the pack that it embodies.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    body = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+")
    #: The one estate for which it is, where the rules want one such unit for each.
    estate = models.ForeignKey("places.Estate", models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(name="unit_embodies", fields=["body"], condition=~models.Q(body=""))]
        constraints = [
            models.UniqueConstraint(
                name="unit_once_per_estate",
                fields=["body", "estate"],
                condition=models.Q(is_active=True),
            ),
            models.CheckConstraint(
                name="unit_kind_known", condition=models.Q(kind__in=[str(kind) for kind in UnitKind])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Position(models.Model):
    """One position (岗位) of an account: its kind, unit, area or estate, and a term, last day included.

    The database refuses two overlapping terms of one account in the same position
    (``position_once_at_a_time``: an exclusion constraint, in the migration), and a second position
    of administrator beside the first (``keeper_once_at_a_time``).
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="positions")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="positions")
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+")
    estate = models.ForeignKey("places.Estate", models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    stands_in_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="stand_ins")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="position_kind_known",
                condition=models.Q(kind__in=[str(kind) for kind in PositionKind]),
            ),
            models.CheckConstraint(
                name="position_term_forward",
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.account_id}"


class ProgramKey(models.Model):
    """One API key of a program, stored as a digest and found by its public prefix.

    The secret is 256 random bits, so its SHA-256 needs no stretching and no ring. The last day counts.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="program_keys")
    prefix = models.CharField(max_length=12, unique=True)
    digest = OpenField(why="SHA-256 of 256 random bits: nothing to guess, and no ring needed", max_length=32)
    verbs = models.JSONField()
    issued_at = models.DateTimeField()
    until_on = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.prefix


class KinTie(models.Model):
    """One declared family tie between two members of staff, who do not judge each other's work (回避).

    The pair is kept in one order; a tie that was retracted stays, with its end.
    """

    first = models.ForeignKey(Account, models.PROTECT, related_name="+")
    second = models.ForeignKey(Account, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="kin_tie_once", fields=["first", "second"], condition=models.Q(retracted_at=None)
            ),
            models.CheckConstraint(
                name="kin_tie_in_order", condition=models.Q(first_id__lt=models.F("second_id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class Leave(models.Model):
    """One leave of a member of staff: the absent account, its stand-in, and the first and last day."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="leaves")
    stand_in = models.ForeignKey(Account, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leave_forward", condition=models.Q(until_on__gte=models.F("from_on"))
            ),
            models.CheckConstraint(
                name="leave_to_another", condition=~models.Q(account=models.F("stand_in"))
            ),
        ]
        indexes = [models.Index(name="leave_by_term", fields=["until_on", "from_on"])]

    def __str__(self) -> str:
        return f"{self.account_id} from {self.from_on}"


class Throttle(models.Model):
    """One rate-limit counter: the number of events under a key in the current time window.

    The key is a digest; the table is unlogged.
    """

    key = OpenField(why="a lasting digest", max_length=32, primary_key=True)
    window_at = models.DateTimeField()
    count = models.IntegerField()

    def __str__(self) -> str:
        return bytes(self.key).hex()[:12]
