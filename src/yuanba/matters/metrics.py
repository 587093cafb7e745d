"""The metrics of matters: what each counts, in words, and the list that it opens."""

from __future__ import annotations

from functools import partial

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from yuanba.matters.queries import counting, figures, lateness
from yuanba.matters.queries.public import published_at_places
from yuanba.rules.core.metrics import Measure
from yuanba.web import navigation
from yuanba.web.metrics import Gauge, Metric, MetricCut, key_of

REGISTER = _("the register of matters")
ORDERS = _("the units' orders: by when an answer was due, and when it came")
JOURNAL = _("the journal: each step of a matter with its moment")


def _opens(code: str, cut: MetricCut, part: str) -> str:
    """The address of the list of matters, filtered by what a metric counts."""
    return f"{navigation.link('matters')}?{urlencode({'figure': key_of(code, cut, part).text()})}"


METRICS = (
    Metric(
        code="matters.came_in",
        title=_("Came in"),
        formula=_(
            "Matters that were filed in these days, however they came. Archives that were taken over are "
            "not in."
        ),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.tallies_of(counting.came_in, "filed_at"),
        listed=counting.came_in,
        opens=partial(_opens, "matters.came_in"),
    ),
    Metric(
        code="matters.closed",
        title=_("Done"),
        formula=_(
            "Matters that were closed in these days: answered, checked and judged. One that is reopened "
            "is out again."
        ),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.tallies_of(counting.closed, "ended_at"),
        listed=counting.closed,
        opens=partial(_opens, "matters.closed"),
    ),
    Metric(
        code="matters.answers",
        title=_("Answers"),
        formula=_(
            "Answers that units in charge gave in these days; a matter that was sent back and answered "
            "again counts twice."
        ),
        source=ORDERS,
        measure=Measure.NUMBER,
        tallies=counting.answers,
    ),
    Metric(
        code="matters.in_time",
        title=_("Answered in time"),
        formula=_(
            "Of the matters whose answer fell due in these days, the share that was answered by then. "
            "What waits for the resident or is on hold has not fallen due; a pause and granted time move "
            "the day. Of a matter that fell due twice the last time counts."
        ),
        source=ORDERS,
        measure=Measure.SHARE,
        tallies=counting.answered_in_time,
        listed=counting.fell_due,
        opens=partial(_opens, "matters.in_time"),
    ),
    Metric(
        code="matters.late",
        title=_("Late answers"),
        formula=_(
            "Matters whose answer fell due in these days and came later, or has not come yet. They stay "
            "late when they are answered."
        ),
        source=ORDERS,
        measure=Measure.NUMBER,
        tallies=counting.late_answers,
        listed=counting.late,
        opens=partial(_opens, "matters.late"),
    ),
    Metric(
        code="matters.late_time",
        title=_("Where the time of late answers went"),
        formula=_(
            "For each late answer the time from the dispatch to the answer (or until now), stage by "
            "stage, added up and divided by the number of late answers. Each is measured as its own time "
            "limit counts: in office hours where it is in working days or hours, otherwise day and night."
            " While the resident is asked and while it is on hold the time limit stands still."
        ),
        source=JOURNAL,
        measure=Measure.HOURS,
        tallies=lateness.late_time,
        listed=counting.late,
        opens=partial(_opens, "matters.late"),
    ),
    Metric(
        code="matters.settled",
        title=_("Settled at its level"),
        formula=_(
            "Of the matters of a class that were closed in these days, the share that was never assigned "
            "or escalated above the level at which the class should end."
        ),
        source=REGISTER,
        measure=Measure.SHARE,
        tallies=figures.settled,
    ),
    Metric(
        code="matters.told_in_time",
        title=_("In time beside the answer"),
        formula=_(
            "Of the milestones and of the parts of helping units that fell due in these days, the share "
            "that came in time. What is late and has not come counts."
        ),
        source=ORDERS,
        measure=Measure.SHARE,
        tallies=figures.kept,
    ),
    Metric(
        code="matters.referred",
        title=_("Referred matters by their state"),
        formula=_(
            "Matters filed in these days that were ever given to a unit, by their present state. The share"
            " that was disposed of is computed from them."
        ),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.tallies_of(counting.referred, "filed_at", part="state"),
    ),
    Metric(
        code="matters.watched",
        title=_("Queues of supervision"),
        formula=_(
            "Matters that lie in each queue of supervision at this moment; a matter may lie in several."
        ),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.watched,
    ),
    Metric(
        code="matters.published",
        title=_("Public matters"),
        formula=_("Matters whose title and summary staff have published, at this moment."),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=published_at_places,
    ),
    Metric(
        code="matters.made_public",
        title=_("Made public"),
        formula=_(
            "Matters whose title and summary staff published in these days, and that are public still."
        ),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.tallies_of(counting.published, "published_at"),
    ),
    Metric(
        code="matters.open",
        title=_("Matters being dealt with"),
        formula=_("Matters that are not over, by the state in which they are at this moment."),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.living,
    ),
    Metric(
        code="matters.by_state",
        title=_("Matters by their state"),
        formula=_("All matters of the district, by the state in which they are at this moment."),
        source=REGISTER,
        measure=Measure.NUMBER,
        tallies=counting.of_all,
        gauge=Gauge(name="yuanba_matters", label="state", help="Matters by their state."),
    ),
)
