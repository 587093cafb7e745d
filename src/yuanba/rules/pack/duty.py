"""The weekly duty rota (24小时响应): who answers first at any hour of the week."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Annotated

from pydantic import Field

from yuanba.rules.core.declared import Declared, Grounded
from yuanba.rules.time.calendar import HERE

DAY = 24 * 60
WEEK = 7 * DAY


class Watch(Declared):
    """One shift of the duty rota: its weekdays (1 is Monday), its hours, and the title of who is on duty.

    It runs from `opens` to `closes`; what closes no later than it opens goes on into the next day.
    """

    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    opens: time
    closes: time
    position: str


class Duty(Grounded):
    """The weekly duty rota: the titles whose holders handle new matters first, for each hour of the week."""

    watches: tuple[Watch, ...] = Field(min_length=1)


def on_duty(duty: Duty, at: datetime) -> tuple[str, ...]:
    """Return the codes of the titles on duty at a moment, in the rota's order; holidays change nothing."""
    here = at.astimezone(HERE)
    minute = here.weekday() * DAY + here.hour * 60 + here.minute
    return tuple(dict.fromkeys(one.position for one in duty.watches if minute in _minutes(one)))


def gaps(duty: Duty) -> Iterator[tuple[int, time]]:
    """Yield the start of each time of the week when nobody is on duty, as weekday (1 is Monday) and time."""
    held = frozenset[int]().union(*(_minutes(one) for one in duty.watches))
    for minute in range(WEEK):
        if minute not in held and (minute - 1) % WEEK in held:
            yield minute // DAY + 1, time(*divmod(minute % DAY, 60))


def _minutes(watch: Watch) -> frozenset[int]:
    """The minutes of the week that a watch covers."""
    opens, closes = (one.hour * 60 + one.minute for one in (watch.opens, watch.closes))
    lasts = closes - opens if closes > opens else closes - opens + DAY
    return frozenset(
        (start + more) % WEEK
        for start in ((day - 1) * DAY + opens for day in watch.days)
        for more in range(lasts)
    )
