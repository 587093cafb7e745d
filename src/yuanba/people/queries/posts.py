"""Reads in which post somebody acted, of the several that they may hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yuanba.journal.queries import Recorded
from yuanba.people.queries.positions import PositionRow, Seat, seats_held_by
from yuanba.rules.core import access
from yuanba.rules.core.actions import action_of, verb_of
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.time.calendar import day


def posts(entries: Iterable[Recorded]) -> dict[int, str]:
    """Return the post in which each of these acts was done, by the entry's id: 几江街道办事处 · 分流员.

    It is a post that gave the right to the act, on its day, where the act was done; without personal names.
    Acts of residents, and of accounts without a post, are not in the answer. Positions are remembered.
    """
    acts = [one for one in entries if one.actor_kind == ActorKind.STAFF]
    held = seats_held_by({one.actor_key for one in acts})
    return {one.id: _label(_acted_in(one, held[one.actor_key])) for one in acts if held.get(one.actor_key)}


def _acted_in(act: Recorded, seats: Sequence[Seat]) -> PositionRow:
    rows = [seat.row for seat in seats]
    then = [row for row in rows if row.holds_on(day(act.at))] or rows
    if action_of(act.verb) is None:
        return then[-1]
    holdings = [row.holding() for row in then]
    facts = access.Facts(unit=act.told.text("unit"), area_path=act.told.text("area_path"))
    found = access.acted_in(holdings, verb_of(act.verb), facts, act.at)
    return then[next((place for place, one in enumerate(holdings) if one is found), -1)]


def _label(row: PositionRow) -> str:
    place = row.unit_name or row.estate_name or row.area_label
    return " · ".join(part for part in (place, row.title) if part)
