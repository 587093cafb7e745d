"""From the answer to the end of a matter: check, public notice, evaluation, closing, or back to the unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.lists import Local
from yuanba.rules.matters import triage
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import Outcome, ground, need
from yuanba.rules.time.deadline import due


class JudgingNotOver(Refused):
    """Raised when somebody closes a matter that people may still judge, or that they found unsolved."""

    code: ClassVar[str] = "closing.not_over"


def check(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    passes: bool,
    words: str,
    pack: Pack,
    at: datetime,
    reworks: int = 0,
    local: Local | None = None,
    is_rural: bool = False,
) -> Outcome:
    """Return the outcome of checking an answer: public notice or evaluation if it passes, else a rework.

    What passes goes on public notice where its class is public, else those who judge are asked at once. What
    fails goes back to its body as a rework: then the outcome is a `triage.Assignment`.
    """
    need(words, MatterVerb.CHECK)
    if not passes:
        moved = move(state, MatterVerb.CHECK, State.ASSIGNED)
        return triage.rework(
            moved, class_code, item_code, pack=pack, at=at, reworks=reworks, local=local, is_rural=is_rural
        )
    matter_class = pack.classes[class_code]
    because = (pack.name, f"classes.{class_code}", *ground(matter_class))
    if not (matter_class.is_public and matter_class.notice):
        return _judged(move(state, MatterVerb.CHECK, State.EVALUATING), because, pack, at)
    over = due(at, matter_class.notice.period, pack.calendar)
    return Outcome(
        state=move(state, MatterVerb.CHECK, State.NOTICED),
        because=(*because, *over.because),
        until_at=over.at,
    )


def invite(state: State, class_code: str, *, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of the end of a public notice: the evaluation of the matter begins."""
    moved = move(state, MatterVerb.INVITE)
    because = (pack.name, f"classes.{class_code}", *ground(pack.classes[class_code]))
    return _judged(moved, because, pack, at)


def rate(state: State) -> Outcome:
    """Return the outcome of one rating: the state does not change, and no legal ground is cited.

    What the ratings decide together is `evaluation.verdict`.
    """
    return Outcome(state=move(state, MatterVerb.RATE), because=())


def close(state: State, verdict: Verdict, *, pack: Pack, without: Sequence[str] = ()) -> Outcome:
    """Return the outcome of closing a matter as solved or unrated; raise JudgingNotOver for other verdicts.

    All have judged, or the time for it is over. Silence closes as unrated. The decision names the groups
    that judged nothing because there was nobody in them (`without`).
    """
    moved = move(state, MatterVerb.CLOSE)
    if verdict not in (Verdict.SOLVED, Verdict.UNRATED):
        raise JudgingNotOver(verdict=verdict.value)
    lacking = (f"without.{group}" for group in without)
    because = (pack.name, f"evaluation.{verdict}", *lacking, *ground(pack.evaluation))
    return Outcome(state=moved, because=because)


def undo_close(state: State, *, reason: str, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of undoing a wrong closing: the answer must be checked and judged once more."""
    need(reason, MatterVerb.UNDO_CLOSE)
    moved = move(state, MatterVerb.UNDO_CLOSE)
    checked = due(at, pack.checking.term, pack.calendar)
    return Outcome(state=moved, because=(pack.name, *ground(pack.checking)), until_at=checked.at)


def follow_up(state: State, *, words: str) -> Outcome:
    """Return the outcome of a follow-up call about a result: the state does not change.

    `words` is what was said; ReasonMissing where they are empty.
    """
    need(words, MatterVerb.FOLLOW_UP)
    return Outcome(state=move(state, MatterVerb.FOLLOW_UP), because=())


def _judged(moved: State, because: tuple[str, ...], pack: Pack, at: datetime) -> Outcome:
    over = due(at, pack.evaluation.window, pack.calendar)
    return Outcome(state=moved, because=(*because, *over.because), until_at=over.at)
