"""How messages reach somebody: in groups that each person chooses for, and not in the quiet hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from yuanba.rules.core.audience import Audience
from yuanba.rules.time.calendar import HERE

#: When the day's messages come together, for whoever chose no other hour.
DIGEST_AT = time(8, 30)
A_DAY = timedelta(days=1)


class MessageGroup(StrEnum):
    """The groups of messages for which a person chooses: residents the first two, staff the others."""

    PROGRESS = "progress"
    FOLLOWED = "followed"
    ORDERS = "orders"
    WATCH = "watch"
    HANDED = "handed"
    FIGURES = "figures"


class Reach(StrEnum):
    """How messages of a group reach somebody: each one, once a day together, or only on their page here."""

    EACH = "each"
    DAILY = "daily"
    INBOX = "inbox"


OF_RESIDENTS = (MessageGroup.PROGRESS, MessageGroup.FOLLOWED)
OF_STAFF = (MessageGroup.ORDERS, MessageGroup.WATCH, MessageGroup.HANDED, MessageGroup.FIGURES)
#: What is not here is told at once whatever was chosen: whoever is on duty when there is a danger.
GROUPS: Mapping[Audience, MessageGroup] = MappingProxyType(
    {
        Audience.RESIDENT: MessageGroup.PROGRESS,
        Audience.FOLLOWER: MessageGroup.FOLLOWED,
        Audience.NEIGHBOUR: MessageGroup.FOLLOWED,
        **dict.fromkeys(
            (Audience.UNIT, Audience.UNIT_BEFORE, Audience.HELPER, Audience.ABOVE), MessageGroup.ORDERS
        ),
        **dict.fromkeys(
            (Audience.TRIAGER, Audience.SUPERVISOR, Audience.ADMIN, Audience.GUARD), MessageGroup.WATCH
        ),
        **dict.fromkeys(
            (Audience.SIGNER, Audience.DRAFTER, Audience.TAKER, Audience.HOLDER), MessageGroup.HANDED
        ),
        Audience.LEADER: MessageGroup.FIGURES,
    }
)
#: What holds for whoever chose nothing.
DEFAULTS: Mapping[MessageGroup, Reach] = MappingProxyType(
    {
        **dict.fromkeys(MessageGroup, Reach.EACH),
        MessageGroup.ORDERS: Reach.INBOX,
        MessageGroup.WATCH: Reach.INBOX,
    }
)


#: Who is told nothing for longer learns of a night's messages only in the evening.
LONGEST_QUIET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours of each day in which nothing rings, by China's clock; none where both ends are the same."""

    from_at: time
    until_at: time

    def cover(self, at: datetime) -> bool:
        """Return whether a moment lies in the quiet hours; the last minute does not.

        >>> QuietHours(time(21, 30), time(8)).cover(datetime(2026, 3, 2, 22, tzinfo=HERE))
        True
        """
        clock = at.astimezone(HERE).time()
        if self.from_at <= self.until_at:
            return self.from_at <= clock < self.until_at
        return clock >= self.from_at or clock < self.until_at

    @property
    def length(self) -> timedelta:
        """Return how long the quiet hours of one day are.

        >>> QuietHours(time(21, 30), time(8)).length
        datetime.timedelta(seconds=37800)
        """
        from_at, until_at = (datetime.combine(date.min, at) for at in (self.from_at, self.until_at))
        return (until_at - from_at) % A_DAY

    def end_after(self, at: datetime) -> datetime:
        """Return when the quiet hours end next, after a moment."""
        return next_time(self.until_at, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What one person chose: how each group reaches them, when the day's messages come, and when it is quiet.

    ``quiet`` None: the district's quiet hours hold.
    """

    reaches: Mapping[MessageGroup, Reach] = field(default_factory=dict)
    digest_at: time = DIGEST_AT
    quiet: QuietHours | None = None

    def reach(self, audience: Audience, *, is_owed: bool) -> Reach:
        """Return how a message to an audience reaches this person; what is owed to them comes at once."""
        group = GROUPS.get(audience)
        if group is None or is_owed:
            return Reach.EACH
        return self.of(group)

    def of(self, group: MessageGroup) -> Reach:
        """Return how the messages of a group reach this person: as chosen, else as its default."""
        return self.reaches.get(group, DEFAULTS[group])


def next_time(clock: time, after: datetime) -> datetime:
    """Return the first moment after another at which China's clock shows this time.

    >>> next_time(time(8), datetime(2026, 3, 2, 9, tzinfo=HERE)).isoformat()
    '2026-03-03T08:00:00+08:00'
    """
    on: date = after.astimezone(HERE).date()
    found = datetime.combine(on, clock, tzinfo=HERE)
    return found if found > after else datetime.combine(on + A_DAY, clock, tzinfo=HERE)
