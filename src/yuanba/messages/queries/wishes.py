"""Reads what people chose about their messages, the district's quiet hours, and the month's text messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from yuanba.messages.models import HUMAN, ContactPoint, MessageChannel, MessagePolicy, MessageWishes, SmsMonth
from yuanba.rules.messages import budget
from yuanba.rules.messages.reaching import MessageGroup, QuietHours, Reach, Wishes

#: Quiet hours of a district that set none.
QUIET = QuietHours(time(21, 30), time(8))
#: What a contact point follows that concerns one member of staff.
ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A district's quiet hours, and the most text messages that it pays for in a month; None: no limit."""

    quiet: QuietHours = QUIET
    sms_cap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsUse:
    """The text messages of one month: how many were used, of how many; and whether they run short."""

    used: int
    cap: int | None

    @property
    def percent(self) -> int:
        """Return the share that was used, in whole percent; 0 without a budget."""
        return self.used * 100 // self.cap if self.cap else 0

    @property
    def is_short(self) -> bool:
        """Return whether four fifths or more were used."""
        return budget.is_short(self.used, self.cap)

    @property
    def is_over(self) -> bool:
        """Return whether not one more fits."""
        return not budget.allows(self.used, 1, self.cap)


def policy() -> Policy:
    """Return the district's quiet hours and budget of text messages."""
    row = MessagePolicy.objects.first()
    if row is None:
        return Policy()
    return Policy(quiet=QuietHours(row.quiet_from, row.quiet_until), sms_cap=row.sms_cap)


def sms_use(at: datetime) -> SmsUse:
    """Return the text messages used in the month of a moment, and the budget."""
    used = SmsMonth.objects.filter(month=budget.month_of(at)).values_list("used", flat=True).first()
    return SmsUse(used=used or 0, cap=policy().sms_cap)


def wishes_of(owners: Iterable[str]) -> dict[str, Wishes]:
    """Return what these people chose, by their key; whoever chose nothing is left out."""
    found = MessageWishes.objects.filter(owner__in={owner for owner in owners if owner})
    return {row.owner: _wishes(row) for row in found}


def forwarding() -> list[tuple[ContactPoint, Wishes]]:
    """Return the contact points of staff who want to be told of what comes to their unit or position."""
    points = ContactPoint.objects.filter(kind=ACCOUNT, channel__in=[str(one) for one in HUMAN])
    chosen = {row.owner: _wishes(row) for row in MessageWishes.objects.filter(owner__in=points.values("key"))}
    wanted = {
        owner: wishes
        for owner, wishes in chosen.items()
        if any(wishes.of(group) is not Reach.INBOX for group in (MessageGroup.ORDERS, MessageGroup.WATCH))
    }
    if not wanted:
        return []
    found = points.filter(key__in=wanted).order_by("id")
    return [(contact, wanted[contact.key]) for contact in found]


def ways_of(owners: Iterable[str]) -> list[tuple[str, str]]:
    """Return channel and masked address by which messages to these people go out, each once."""
    found = ContactPoint.objects.filter(
        owner__in=[owner for owner in owners if owner], channel__in=[str(one) for one in HUMAN]
    )
    return sorted(set(found.values_list("channel", "masked")))


def has_more_sent(account_key: str) -> bool:
    """Return whether somebody asked to have more sent to their inbox, such as a week's figures."""
    return ContactPoint.objects.filter(owner=account_key, channel=MessageChannel.INBOX).exists()


def _wishes(row: MessageWishes) -> Wishes:
    quiet = None
    if row.quiet_from is not None and row.quiet_until is not None:
        quiet = QuietHours(row.quiet_from, row.quiet_until)
    return Wishes(
        reaches={MessageGroup(group): Reach(reach) for group, reach in row.reaches.items()},
        digest_at=row.digest_at,
        quiet=quiet,
    )
