"""What staff see of a dispatch that waits for a second person's signature (待签发)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, routing
from yuanba.people import queries as people
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.dispatching import Submitted


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingDraft:
    """One dispatch that waits for a signature: where the matter would go, who submitted it, and who signs."""

    draft: Submitted
    titles: tuple[Text, ...]
    unit: str
    helpers: tuple[str, ...]
    submitted_by: str
    signers: tuple[Text, ...]


def waiting(row: MatterRow, now: datetime) -> WaitingDraft | None:
    """Return the dispatch of a matter that waits for a signature as pages show it, or None."""
    draft = row.draft
    if draft is None:
        return None
    pack = queries.rules_for(row)
    item, goes_to = (
        pack.items.get(draft.item_code),
        routing.destination(row, draft.class_code, draft.item_code, now),
    )
    names = {unit.code: unit.name for unit in people.units(draft.helpers)}
    return WaitingDraft(
        draft=draft,
        titles=(pack.classes[draft.class_code].title, *([item.title] if item else [])),
        unit=goes_to.unit if goes_to else "",
        helpers=tuple(names.get(code, code) for code in draft.helpers),
        submitted_by=people.labels([draft.by]).get(draft.by, ""),
        signers=tuple(pack.positions[code].title for code in pack.classes[draft.class_code].signed_by),
    )
