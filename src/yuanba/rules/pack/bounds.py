"""The times and numbers that bound what happens to a matter, as a pack gives them."""

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.time.deadline import Term


class Triage(Grounded):
    """The time limits of triage: to triage a matter, and to object to its refusal."""

    term: Term
    objection: Term


class OrderBounds(Grounded):
    """The limits of an order: time to accept it, number of co-handlers, questions, pauses and extensions.

    `co_term` is the time that a co-handler has for its part; without it the part is due with the answer.
    """

    accept: Term
    co_units: int = Field(gt=0, le=10)
    co_term: Term | None = None
    asks: int = Field(gt=0)
    reply: Term
    holds: int = Field(ge=0)
    hold: Term
    extensions: int = Field(ge=0)
    extension: Term
    urges_per_day: int = Field(gt=0)

    def hurried(self, *, accept: Term, answer: Term) -> "OrderBounds":
        """Return the same limits with no longer times to accept and to help than these."""
        part = self.co_term and min(self.co_term, answer, key=lambda one: one.in_days)
        return self.model_copy(
            update={
                "accept": min(self.accept, accept, key=lambda one: one.in_days),
                "co_term": part,
            }
        )


class Checking(Grounded):
    """The rule for checking an answer (核查): the time within which somebody must check it."""

    term: Term


class Evaluation(Grounded):
    """The rules for judging results: the time to judge, what counts as solved, and how ratings weigh.

    `window` is the time to judge, `follow_up` the time to call a dissatisfied person back. `pass_percent` of
    those who judged must find it solved. Of "basically satisfied" `basic_percent` counts.
    """

    window: Term
    follow_up: Term
    pass_percent: int = Field(ge=0, le=100)
    basic_percent: int = Field(ge=0, le=100)


class Supervisors(Grounded):
    """The rules for democratic supervisors: from whom they are chosen, for how long, and how many."""

    position: str
    chosen_from: tuple[Text, ...] = Field(min_length=1)
    term_months: int = Field(gt=0, le=120)
    at_least: int = Field(gt=0, le=100)


class Limits(Grounded):
    """The limits for every district's pack: longest terms, and shortest times to object or reply.

    In days; of the clocks of dangers in minutes.
    """

    answer_days: int = Field(gt=0)
    extension_days: int = Field(gt=0)
    triage_days: int = Field(default=15, gt=0)
    notice_days: int = Field(gt=0)
    objection_days: int = Field(gt=0)
    reply_days: int = Field(gt=0)
    evaluation_days: int = Field(gt=0)
    alarm_minutes: int = Field(default=120, gt=0)
