"""The selections that a pack names: what is awarded, who nominates and votes, how long an honour stands."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.core.declared import Declared, Grounded, Text


class NomineeKind(StrEnum):
    """What is nominated for an award: a person, a household, or a group such as a courtyard."""

    PERSON = "person"
    HOUSEHOLD = "household"
    GROUP = "group"


class Nominators(StrEnum):
    """Who may nominate: residents for themselves and others, or the staff alone."""

    RESIDENTS = "residents"
    STAFF = "staff"


class Award(Declared):
    """One award of a selection: its title, what it goes to, and how many there are at most."""

    title: Text
    meaning: Text | None = None
    of: NomineeKind
    places: int = Field(ge=1, le=100)


class SelectionKind(Grounded):
    """One kind of selection (评选): its awards, the councils that may vote on it, and its days.

    `held` says in words how often. Nominations are taken for `nominate_days` at least; the council's seats
    with a vote decide by `rule` on each nominee. The result hangs as a public notice for `posted_days`; an
    honour stands for so many months.
    """

    title: Text
    meaning: Text
    held: Text
    awards: Mapping[str, Award] = Field(min_length=1)
    councils: tuple[str, ...] = Field(min_length=1)
    nominators: Nominators
    rule: VoteRule
    nominate_days: int = Field(ge=1, le=90)
    posted_days: int = Field(ge=1, le=60)
    stands_months: int = Field(ge=1, le=60)
