"""The figures that a mechanism names: shares (rates), durations of stages, and volumes."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.time.deadline import TermUnit


class Formula(StrEnum):
    """The formulas of the named rates, which `rules.evaluation.rates` computes."""

    DISPOSED = "disposed"
    SOLVED = "solved"
    SATISFIED = "satisfied"


class MeasuredStage(StrEnum):
    """A stretch of a matter's life that is measured, from one event to another.

    From filing to the first dispatch; from an order to its acceptance; from an order to its answer; from the
    last answer to the end; from filing to the end.
    """

    TRIAGE = "triage"
    ACCEPT = "accept"
    ANSWER = "answer"
    JUDGE = "judge"
    WHOLE = "whole"


#: Stages in which the clock may stand still: while the resident is asked, or a hold was granted.
MAY_PAUSE = frozenset({MeasuredStage.ANSWER, MeasuredStage.WHOLE})


class Statistic(StrEnum):
    """How many durations become one: their mean, or the one in the middle."""

    MEAN = "mean"
    MEDIAN = "median"


class CountedEvent(StrEnum):
    """What a volume counts in a period: matters that were filed, answers, or matters that closed."""

    FILED = "filed"
    ANSWERED = "answered"
    CLOSED = "closed"


class Split(StrEnum):
    """By what a figure is told apart: class, unit in charge, or area (subdistrict or town)."""

    CLASS = "class"
    UNIT = "unit"
    AREA = "area"


class NamedFigure(Grounded):
    """What all named figures have: a title, and the classes and channels that they count; with none, all."""

    title: Text
    classes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


class NamedRate(NamedFigure):
    """One rate that a source names: its formula, and what stands above and below its line, as text."""

    formula: Formula
    numerator: Text
    denominator: Text


class NamedDuration(NamedFigure):
    """One mean or median duration of a stage, with its definition as a sentence.

    `unit` decides what runs: working hours and days only in office hours, all others day and night. A
    `working_days` is one day's office hours. `without_pauses` leaves out the time in which the clock stood
    still.
    """

    stage: MeasuredStage
    statistic: Statistic
    unit: TermUnit
    definition: Text
    by: Split | None = None
    without_pauses: bool = False


class NamedVolume(NamedFigure):
    """One number of matters in a period, with its definition as a sentence.

    `per_thousand` also relates it to the number of residents, as far as `[residents]` tells it.
    """

    event: CountedEvent
    definition: Text
    by: Split | None = None
    per_thousand: bool = False


class Residents(Grounded):
    """The number of residents by area code, as counted on one day; of areas without one nobody knows it."""

    counted_on: date
    areas: Mapping[str, Annotated[int, Field(gt=0)]] = Field(min_length=1)
