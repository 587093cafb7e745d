"""What a department takes from the pool by itself (F6): its own duty, the urgent first, none twice."""

from collections.abc import Collection
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import Outcome, ground


class NotInPool(Refused):
    """Matters of this class are given by whoever triages, or this one lies with its department already."""

    code: ClassVar[str] = "picking.not_in_pool"


class NothingTicked(Refused):
    """Nothing was ticked, or more than one press may take."""

    code: ClassVar[str] = "picking.nothing_ticked"


class Urgency(StrEnum):
    """The order in which the pool is read (轻重缓急).

    Urgent is what speaks of danger or is counted in hours through the night; pressing what is under
    supervision, was urged, or what others report too.
    """

    URGENT = "urgent"
    PRESSING = "pressing"
    ORDINARY = "ordinary"


def body_of(class_code: str, item_code: str, *, pack: Pack) -> str:
    """The body whose duty it is to pick such a matter (职责对应、业务对口), if not its lead's."""
    matter_class, item = pack.classes.get(class_code), pack.items.get(item_code)
    if matter_class is None or item is None or not matter_class.is_picked:
        return ""
    return item.body if item.body != matter_class.lead else ""


def take(
    state: State, class_code: str, item_code: str, *, unit: str, takers: Collection[str], pack: Pack
) -> Outcome:
    """Take it from the pool: it is accepted with that, and who takes it stays answerable.

    `unit` has it now, `takers` are the units whose duty it is.
    """
    body = body_of(class_code, item_code, pack=pack)
    if not body or unit in takers:
        raise NotInPool
    because = (
        pack.name,
        f"classes.{class_code}",
        *ground(pack.classes[class_code]),
        f"items.{item_code}",
        f"bodies.{body}",
        "grounds.first_taker",
    )
    return Outcome(state=move(state, MatterVerb.TAKE), because=because)
