"""Prepares what a rater is shown of a matter: its result, and as much of the rest as they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yuanba.evaluation import queries
from yuanba.evaluation.queries import InvitationRow
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import masking

ANSWERS = frozenset({MatterVerb.ANSWER, MatterVerb.SETTLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMatter:
    """A matter as shown to its raters; ``words`` is the public summary or, for its owner, their own text."""

    title: str
    kind: Text
    words: str
    answer: str
    unit: str
    area: str


def matter_of(invitation: InvitationRow, now: datetime) -> MatterRow:
    """Return the matter that an invitation is about."""
    return queries.matter_row(invitation.matter_id, now)


def told(row: MatterRow, *, is_owner: bool = False) -> ShownMatter:
    """Return a matter as its raters see it: public title and summary, masked answer, kind, unit and area."""
    pack = store.pack_of(row.pack_digest)
    item = pack.items.get(row.item_code)
    answers = [step.words for step in matters.story(row.id) if step.verb in ANSWERS]
    names = matters.names_for([row])
    published = row.summary if row.published_at else ""
    return ShownMatter(
        title=row.title if row.published_at else "",
        kind=item.title if item else pack.classes[row.class_code].title,
        words=row.text if is_owner else published,
        answer=masking.mask(answers[-1]).text if answers else "",
        unit=names.units.get(row.unit, ""),
        area=names.areas.get(row.area_path, ""),
    )
