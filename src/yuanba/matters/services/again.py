"""Links a new matter to the closed one of which it says that it is broken again (又坏了)."""

from __future__ import annotations

from typing import ClassVar

from yuanba.matters.models import Matter
from yuanba.matters.queries.rows import MatterNotFound
from yuanba.packs import store
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State

#: What stands in the place of a matched word where the triager reads why something is suggested.
AGAIN = "again"


class NotClosedYet(Refused):
    """Raised when a matter is said to be broken again although it is not closed yet."""

    code: ClassVar[str] = "filing.not_closed_yet"


def link(matter: Matter, token: str) -> dict[str, Json]:
    """Link a new matter to the closed one with this token; return what the journal says of it.

    The triager, who decides, is suggested the old class and directory item. An empty token links nothing.
    Raises MatterNotFound, NotClosedYet.
    """
    if not token:
        return {}
    old = Matter.objects.filter(token=token).first()
    if old is None:
        raise MatterNotFound
    if old.state != State.CLOSED:
        raise NotClosedYet
    matter.again_of = old
    pack = store.pack_of(matter.pack_digest)
    if old.class_code in pack.classes and old.item_code in ("", *pack.items):
        reasons = [[AGAIN, old.receipt]]
        matter.suggestion = {
            "options": [{"class": old.class_code, "item": old.item_code, "weight": 1000, "reasons": reasons}]
        }
    return {"again_of": old.receipt}
