"""Who is on duty now, by the positions that are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.people import queries as people
from yuanba.people.queries import PositionRow
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Pack, duty
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """A title of the rota that is on duty now, and who holds it; where nobody does, the rota is empty."""

    title: Text
    held: Sequence[PositionRow]


def titles_now(pack: Pack, now: datetime) -> Sequence[Text]:
    """What those on duty now are called; nothing where the pack has no rota. No statement."""
    return [pack.positions[code].title for code in duty.on_duty(pack.duty, now)] if pack.duty else []


def on_duty(actor: Actor, pack: Pack, now: datetime) -> Sequence[OnDuty]:
    """Who of those on duty now sees to where the actor works, and below. One statement."""
    if pack.duty is None:
        return []
    titles, today = titles_now(pack, now), day(now)
    paths = [one.area_path for one in actor.holdings if one.holds_on(today) and one.area_path]
    held = [
        seat
        for seat in people.held_by_title(one.zh for one in titles)
        if seat.holds_on(today)
        and any(seat.area_path.startswith(path) or path.startswith(seat.area_path) for path in paths)
    ]
    return [OnDuty(title=title, held=[seat for seat in held if seat.title == title.zh]) for title in titles]
