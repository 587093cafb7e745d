"""What pages say of a council: its composition office by office, with what is vacant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yuanba.deliberation.queries import CouncilRow, SeatRow
from yuanba.deliberation.sentences import ROLES
from yuanba.rules.core.declared import Text
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.web.sentences import words


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilOffice:
    """One office of a council: what it is called, its role, and the seats that are held under it."""

    title: Text | None
    role: SeatRole
    seats: Sequence[SeatRow]

    @property
    def label(self) -> str:
        """Return what the office is called, in the reader's language."""
        return words(self.title) if self.title else str(ROLES[self.role])

    @property
    def is_vacant(self) -> bool:
        """Return whether nobody sits there."""
        return not self.seats


def composition(row: CouncilRow, seats: Sequence[SeatRow]) -> list[CouncilOffice]:
    """Return the offices of a council as its kind names them, those that nobody holds too.

    A seat under a title that the rules no longer name keeps an office of its own.
    """
    members = {one.zh: one for one in row.meeting.members} if row.meeting else {}
    under: dict[str, list[SeatRow]] = {title: [] for title in members}
    for seat in seats:
        if seat.role is SeatRole.MEMBER:
            under.setdefault(seat.title, []).append(seat)
    found = [_office(SeatRole.CONVENER, seats), _office(SeatRole.SECRETARY, seats)]
    found += [
        CouncilOffice(title=members.get(title, Text(zh=title, en=title)), role=SeatRole.MEMBER, seats=held)
        for title, held in under.items()
    ]
    observing = _office(SeatRole.OBSERVER, seats)
    return found if observing.is_vacant else [*found, observing]


def _office(role: SeatRole, seats: Sequence[SeatRow]) -> CouncilOffice:
    return CouncilOffice(title=None, role=role, seats=[one for one in seats if one.role is role])
