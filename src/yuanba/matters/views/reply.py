"""Prepares what a matter was answered with: words, who, when, and the pictures before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yuanba.matters.queries import MatterRow
from yuanba.matters.queries.attachments import AttachmentRow
from yuanba.matters.views.story import StoryStep
from yuanba.media.enclosures import MediaKind
from yuanba.rules.core.state import OPEN
from yuanba.rules.matters.verbs import MatterVerb

#: By what a matter is answered: what was done about it, or why it went to no unit and who can help.
REPLIES = frozenset({MatterVerb.ANSWER, MatterVerb.SETTLE, MatterVerb.REFUSE, MatterVerb.GUIDE})
DONE = frozenset({MatterVerb.ANSWER, MatterVerb.SETTLE})
#: More words than these are folded, so that what is to be pressed stays on the first screen.
FOLDED = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The last answer of a matter; ``before`` came from the resident, ``after`` with the answer.

    ``is_standing``: it was not sent back, so it is what the matter's page begins with.
    """

    words: str
    who: str
    step: StoryStep
    is_standing: bool
    before: tuple[AttachmentRow, ...]
    after: tuple[AttachmentRow, ...]
    others: tuple[AttachmentRow, ...]

    @property
    def is_done(self) -> bool:
        """Return whether something was done, as against a refusal or guidance."""
        return self.step.verb in DONE

    @property
    def is_long(self) -> bool:
        """Return whether the words are so many that a page folds them."""
        return len(self.words) > FOLDED


def reply_of(
    row: MatterRow, steps: Sequence[StoryStep], files: Sequence[AttachmentRow], *, unit: str = ""
) -> Reply | None:
    """Return the last answer in a matter's steps with its pictures; None without one, or if taken back.

    ``unit`` is the name of the unit, for who reads no positions. Of ``files`` the reader may see all.
    """
    found: StoryStep | None = None
    for step in steps:
        if step.verb in REPLIES:
            found = step
        elif step.verb == MatterVerb.RECALL:
            found = None
    if found is None:
        return None
    after = tuple(one for one in files if _came_with(one, found))
    before = tuple(one for one in files if one.is_from_owner and one.kind is MediaKind.PICTURE)
    return Reply(
        words=found.words,
        who=found.who or unit,
        step=found,
        is_standing=row.state not in OPEN,
        before=before if after else (),
        after=after,
        others=tuple(one for one in files if one not in after and not (after and one in before)),
    )


def _came_with(one: AttachmentRow, step: StoryStep) -> bool:
    return not one.is_internal and one.verb == step.verb and one.added_at >= step.at
