"""The pool (待筛选接办): matters that a department takes by itself because they are its duty."""

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
    """Raised when a matter cannot be taken from the pool: it is in no pool, or a unit took it already."""

    code: ClassVar[str] = "picking.not_in_pool"


class NothingTicked(Refused):
    """Raised when a request to take matters from the pool selects no matter, or more than the limit."""

    code: ClassVar[str] = "picking.nothing_ticked"


class Urgency(StrEnum):
    """The degrees of urgency of a matter in the pool, the most urgent first (轻重缓急).

    Urgent is what speaks of danger or is counted in hours through the night; pressing what is under
    supervision, was urged, or what others report too.
    """

    URGENT = "urgent"
    PRESSING = "pressing"
    ORDINARY = "ordinary"


def body_of(class_code: str, item_code: str, *, pack: Pack) -> str:
    """Return the code of the body that takes matters of this item from the pool, or "" if it has no pool.

    (职责对应、业务对口.) That is the item's own body, where the class is picked and its lead is another body.
    """
    matter_class, item = pack.classes.get(class_code), pack.items.get(item_code)
    if matter_class is None or item is None or not matter_class.is_picked:
        return ""
    return item.body if item.body != matter_class.lead else ""


def take(
    state: State, class_code: str, item_code: str, *, unit: str, takers: Collection[str], pack: Pack
) -> Outcome:
    """Return the outcome of a unit taking a matter from the pool, which counts as accepting it (首接负责制).

    `unit` has it now, `takers` are the units whose duty it is. Raises NotInPool.
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
