"""Dispatch as the pack narrows it: by which titles, with which helpers, and after whose signature."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.orders import NoCoUnit, TooManyUnits
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import Outcome, ground, need


class NotOfTitle(Refused):
    """Raised when somebody dispatches or signs for whom the pack names holders of other titles."""

    code: ClassVar[str] = "dispatching.not_of_title"


class NoHelpers(Refused):
    """Raised when helping units are named at the dispatch of a class for which the pack has none."""

    code: ClassVar[str] = "dispatching.no_helpers"


class NoDraft(Refused):
    """Raised when a dispatch is signed or sent back, but none of this matter waits for a signature."""

    code: ClassVar[str] = "dispatching.no_draft"


class DraftChanged(Refused):
    """Raised when the dispatch that waits for a signature is another than the one that the signer read."""

    code: ClassVar[str] = "dispatching.draft_changed"


class OwnDraft(Refused):
    """Raised when somebody signs the dispatch that they submitted themselves."""

    code: ClassVar[str] = "dispatching.own_draft"


class Submitted(BaseModel):
    """A dispatch as somebody submitted it, until a second person signs it (待签发).

    `number` counts the dispatches submitted for the matter, and tells this one from those. `task` is what
    the helping units should do, `reason` why the matter leaves its unit; `title` and `summary` go public
    with the dispatch.
    """

    model_config = ConfigDict(frozen=True)

    number: int = 1
    class_code: str
    item_code: str = ""
    helpers: tuple[str, ...] = ()
    task: str = ""
    reason: str = ""
    title: str = ""
    summary: str = ""
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """Return what was typed for staff: the reason, and what the helping units should do."""
        return "\n".join(text.strip() for text in (self.reason, self.task) if text.strip())


def draft_of(stored: Mapping[str, object] | None) -> Submitted | None:
    """Return the dispatch that waits for a signature as it was stored, or None where none does."""
    return Submitted.model_validate(stored) if stored else None


def titles_of(codes: Collection[str], pack: Pack) -> frozenset[str]:
    """Return the local titles of these positions as people hold them: in Chinese, as the pack writes them."""
    rows = [pack.positions[code] for code in codes if code in pack.positions]
    return frozenset(title.zh for row in rows for title in row.titles)


def kept_from(titles: Collection[str], pack: Pack) -> frozenset[str]:
    """Return the codes of the classes that holders of only these titles may not dispatch.

    The pack narrows what the table of actions gives: a class that names no titles is open to all of them.
    """
    return frozenset(
        code
        for code, row in pack.classes.items()
        if row.dispatched_by and not titles_of(row.dispatched_by, pack).intersection(titles)
    )


def require_title(class_code: str, titles: Collection[str], pack: Pack) -> None:
    """Raise NotOfTitle where the pack keeps the dispatch of this class for holders of other titles."""
    if class_code in kept_from(titles, pack):
        raise NotOfTitle(titles="、".join(sorted(titles_of(pack.classes[class_code].dispatched_by, pack))))


def require_helpers(class_code: str, units: Collection[str], *, lead: str, task: str, pack: Pack) -> None:
    """Check the units that are asked to help in the act of dispatch, and that it says what they should do.

    Raises NoHelpers, TooManyUnits, NoCoUnit (twice the same, or the unit in charge) or ReasonMissing.
    """
    if not units:
        return
    most = pack.classes[class_code].helpers
    if not most:
        raise NoHelpers
    if len(units) > most:
        raise TooManyUnits(most=most)
    if len(set(units)) < len(units) or lead in units:
        raise NoCoUnit
    need(task, MatterVerb.SPLIT)


def is_signed(class_code: str, pack: Pack) -> bool:
    """Return whether the dispatch of this class waits for a second person's signature."""
    return bool(pack.classes[class_code].signed_by)


def submit(state: State, class_code: str, *, pack: Pack) -> Outcome:
    """Return the outcome of submitting a dispatch for signature: the matter stays where it is."""
    row = pack.classes[class_code]
    because = (pack.name, f"classes.{class_code}", *ground(row), "dispatching.signed")
    return Outcome(state=move(state, MatterVerb.SUBMIT), because=because)


def sign(
    state: State, draft: Submitted | None, *, number: int, by: str, titles: Collection[str], pack: Pack
) -> Submitted:
    """Return the dispatch that somebody signs; `number` is of the one that they read, `titles` are theirs.

    Raises NoDraft, DraftChanged, OwnDraft or NotOfTitle.
    """
    waiting = _waiting(draft, number)
    move(state, MatterVerb.SIGN)
    if waiting.by == by:
        raise OwnDraft
    _require_signer(waiting, titles, pack)
    return waiting


def reject(
    state: State,
    draft: Submitted | None,
    *,
    number: int,
    titles: Collection[str],
    reason: str,
    pack: Pack,
) -> Outcome:
    """Return the outcome of not signing a dispatch, with the reason: whoever triages chooses again.

    Raises NoDraft, DraftChanged or NotOfTitle.
    """
    need(reason, MatterVerb.REJECT)
    moved = move(state, MatterVerb.REJECT)
    _require_signer(_waiting(draft, number), titles, pack)
    return Outcome(state=moved, because=(pack.name, "dispatching.signed"))


def may_sign(draft: Submitted, titles: Collection[str], pack: Pack) -> bool:
    """Return whether one of these titles signs the dispatch that waits."""
    return bool(titles_of(pack.classes[draft.class_code].signed_by, pack) & set(titles))


def _waiting(draft: Submitted | None, number: int) -> Submitted:
    if draft is None:
        raise NoDraft
    if draft.number != number:
        raise DraftChanged
    return draft


def _require_signer(draft: Submitted, titles: Collection[str], pack: Pack) -> None:
    if not may_sign(draft, titles, pack):
        raise NotOfTitle(titles="、".join(sorted(titles_of(pack.classes[draft.class_code].signed_by, pack))))
