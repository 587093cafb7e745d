"""Prepares a matter's history for each audience: the resident, staff, and the public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from yuanba.journal.queries import Recorded
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.rules.core.action import Spoken
from yuanba.rules.core.actions import ACTIONS, action_of
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.escalation import SideKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import masking

#: The verbs whose words their owner reads.
_TO_OWNER = frozenset(verb for verb, action in ACTIONS.items() if action.words is not Spoken.STAFF)
#: The kind of ground that stands open beside the words.
_OPEN = "passing."
#: Kinds of ground that hold for the whole matter, so that a reader needs them once.
_SAID_ONCE = frozenset({"grounds", "calendar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    """One step of a matter's history as pages show it: what was done, when, by whom and why."""

    verb: str
    at: datetime
    who: str
    words: str
    because: tuple[str, ...]
    #: The grounds that stand open beside the words: why a unit passed it up.
    on_ground: tuple[str, ...]
    unit: str
    due_on: date | None
    #: The unit above that was told, where the step raised the matter a level.
    raised_to: str
    #: The class and code of the milestone that the step is about, where it is about one.
    milestone: tuple[str, str] | None = None
    #: Whether the step is about the part of a helping unit, not about the matter as a whole.
    is_of_part: bool = False
    #: Whether staff acted for a resident who was present or called.
    is_for_owner: bool = False
    #: How staff told the resident what is kept of them.
    informed: str = ""
    #: What went to the body above the district or came from it, with its number.
    letter: str = ""
    number: str = ""

    @property
    def is_for_party(self) -> bool:
        """Return whether the resident who filed the matter may read the words of this step."""
        return self.verb in _TO_OWNER


def for_party(row: MatterRow) -> list[StoryStep]:
    """Return a matter's history for its resident: the steps and texts that the resident may read."""
    return _told(row, queries.story_for_party(row.id), words=_TO_OWNER)


def for_staff(steps: Iterable[Recorded], names: queries.Names) -> list[StoryStep]:
    """Return a matter's history for staff: every step with all texts; personal data is masked."""
    return _once([_step(step, names, None) for step in steps])


def for_public(row: MatterRow) -> list[StoryStep]:
    """Return a matter's history for the public: the public steps, without any text that people wrote."""
    return _told(row, queries.story_for_public(row.id), words=frozenset())


def _told(row: MatterRow, steps: Iterable[Recorded], *, words: frozenset[Verb]) -> list[StoryStep]:
    steps = list(steps)
    names = queries.names_for([row], steps=steps)
    return _once([_step(step, names, words) for step in steps])


def _once(steps: list[StoryStep]) -> list[StoryStep]:
    """The same steps; rules in force, articles of law and calendars stand where they first count."""
    said: set[str] = set()
    told = []
    for step in steps:
        new = tuple(code for code in step.because if code not in said)
        said.update(code for code in new if "@" in code or code.partition(".")[0] in _SAID_ONCE)
        told.append(replace(step, because=new))
    return told


def _step(step: Recorded, names: queries.Names, words: frozenset[Verb] | None) -> StoryStep:
    """One step; ``words`` names the acts whose typed words are shown, None all of them."""
    action = action_of(step.verb)
    who = names.actors.get(step.id, "")
    above = step.told.text("unit_above") if step.verb == MatterVerb.ESCALATE else ""
    milestone = step.told.text("milestone")
    return StoryStep(
        milestone=(step.told.text("class"), milestone) if milestone else None,
        is_of_part=step.told.text("what") == SideKind.PART,
        verb=step.verb,
        at=step.at,
        who=who,
        words=masking.mask(step.words).text if words is None or step.verb in words else "",
        because=tuple(code for code in step.because if not code.startswith(_OPEN)),
        on_ground=tuple(code for code in step.because if code.startswith(_OPEN)),
        unit=names.units.get(step.told.text("unit"), "") if action and action.gives else "",
        due_on=step.told.day("due_on"),
        raised_to=names.units.get(above, ""),
        is_for_owner=step.told.flag("for_owner"),
        informed=step.told.text("informed"),
        letter=step.told.text("letter"),
        number=masking.mask(step.told.text("number")).text,
    )
