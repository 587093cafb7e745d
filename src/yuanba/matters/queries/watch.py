"""Reads who is told of a danger at a moment: who is on duty by the rota, or whoever appoints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yuanba.messages import queries as messages
from yuanba.people.queries import leaves
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.audience import Audience
from yuanba.rules.matters.actions.who import TRIAGE
from yuanba.rules.pack import Pack
from yuanba.rules.pack.duty import on_duty
from yuanba.rules.time.calendar import day

#: Where whoever is on duty can be called: a contact point that follows the account itself.
ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfDanger:
    """The accounts that are told of a danger: those on duty, and if that is not enough those who appoint."""

    on_duty: tuple[str, ...]
    appoint: tuple[str, ...]

    @property
    def audiences(self) -> list[str]:
        """Return the audiences of the message, for the journal."""
        told = {Audience.DUTY: self.on_duty, Audience.ADMIN: self.appoint}
        return [audience.value for audience, keys in told.items() if keys]


def told_of_danger(area_path: str, pack: Pack, now: datetime) -> ToldOfDanger:
    """Return whom to tell of a danger in an area now; a pack without a rota means all who triage there.

    Those who appoint are added where nobody is on duty, or nobody of them can be called.
    """
    codes = [code for code, one in pack.positions.items() if one.kind in TRIAGE]
    if pack.duty:
        codes = list(on_duty(pack.duty, now))
    titles = [said.zh for code in codes for said in pack.positions[code].titles]
    keys = leaves.present(titles, area_path, day(now))
    called = messages.reachable(ACCOUNT, keys)
    appoint = () if called else leaves.present_of_kind(PositionKind.SYSTEM_ADMIN, day(now))
    return ToldOfDanger(on_duty=keys, appoint=tuple(appoint))
