"""Anonymity: who may learn who filed a matter, by three levels that are chosen at filing."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day

#: Who takes matters in and gives them out: they reach the resident where the unit may not.
INTAKE = frozenset({PositionKind.TRIAGER, PositionKind.CLERK})


class Naming(StrEnum):
    """The ways to name the filer: to the public, only to the unit that answers, or not even to that unit."""

    PUBLIC = "public"
    HANDLER = "handler"
    SECRET = "secret"  # noqa: S105 - a degree of naming


class KeptSecret(Refused):
    """Raised when an actor may not see a filer's contact and words because the filer asked for secrecy."""

    code: ClassVar[str] = "naming.kept_secret"


def may_know(naming: Naming, actor: Actor, facts: Facts, at: datetime) -> bool:
    """Return whether the filer's choice of naming lets the actor unmask the filer's contact and words.

    Asked in addition to the access table. What is kept secret, only the intake of the matter's area sees, and
    nobody who has handled it.
    """
    if naming is not Naming.SECRET:
        return True
    return (
        actor.kind is ActorKind.STAFF
        and actor.key not in facts.handler_keys
        and any(
            holding.kind in INTAKE
            and holding.holds_on(day(at))
            and bool(holding.area_path)
            and facts.area_path.startswith(holding.area_path)
            for holding in actor.holdings
        )
    )


def require(naming: Naming, actor: Actor, facts: Facts, at: datetime) -> None:
    """Raise KeptSecret where the filer's choice of naming bars the actor from unmasking contact and words."""
    if not may_know(naming, actor, facts, at):
        raise KeptSecret
