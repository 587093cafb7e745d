"""What waits around ratings: results to rate, calls to make, public texts to write, units to review."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.desk.tasks import of_matters
from yuanba.evaluation import queries
from yuanba.evaluation.queries import InvitationRow, reviews
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries import tasks as of_the_matters
from yuanba.packs import store
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day, moment
from yuanba.web import sentences
from yuanba.web.own import OwnQuery, OwnTasks
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource


def shown_as(row: MatterRow) -> str:
    """Return what a rater reads of a matter in a list: its public title, or the kind of thing that it is."""
    if row.published_at:
        return row.title
    pack = store.pack_of(row.pack_digest)
    item = pack.items.get(row.item_code)
    return sentences.words(item.title if item else pack.classes[row.class_code].title)


def as_task(one: InvitationRow, row: MatterRow, link: str) -> Task:
    """Return an invitation to rate a result as something that waits."""
    return Task(
        title=shown_as(row),
        link=link,
        at=one.asked_at,
        due_at=one.window_until_at,
        number=row.receipt,
        area_path=row.area_path,
    )


def _to_rate(asked: TaskQuery) -> TaskList:
    def read() -> list[Task]:
        asked_of = queries.asked_of(asked.actor)
        rows = matters.kept_among(one.matter_id for one in asked_of)
        return [
            as_task(one, rows[one.matter_id], reverse("evaluation:rate", args=[one.matter_id]))
            for one in asked_of
        ]

    return TaskList.of(read)


def _to_call(asked: TaskQuery) -> TaskList:
    def read() -> list[Task]:
        calls = queries.calls_to_make(asked.actor, asked.now)
        rows = matters.kept_among(one.matter_id for one in calls)
        return [
            Task(
                title=one.rating.text or shown_as(rows[one.matter_id]),
                link=reverse("evaluation:follow_up", args=[one.id]),
                at=one.rating.at,
                due_at=one.due_at,
                number=rows[one.matter_id].receipt,
                area_path=rows[one.matter_id].area_path,
                unit=rows[one.matter_id].unit,
            )
            for one in calls
        ]

    return TaskList.of(read)


def _to_review(asked: TaskQuery) -> TaskList:
    def read() -> list[Task]:
        found = reviews.to_review(asked.actor, store.in_force(day(asked.now)), asked.now)
        return [
            Task(
                title=one.unit.name,
                link=f"{reverse('evaluation:unit_reviews')}#unit-{one.unit.code}",
                at=moment(review.period.until_on + timedelta(days=1), time(0)),
                area_path=one.unit.area_path,
            )
            for review in found
            for one in review.units
            if one.own is None
        ]

    return TaskList.of(read)


def _own_to_rate(asked: OwnQuery) -> list[Task]:
    """What a resident is asked to rate: their own matters on their pages, others by the code sent to them."""
    found = queries.asked_of_any(asked.keys)
    rows = matters.kept_among(one.matter_id for one, _code in found)

    def link(one: InvitationRow, code: str) -> str:
        row = rows[one.matter_id]
        if one.key == row.owner_key:
            return f"{reverse('residents:story', args=[row.token])}#last-word"
        return reverse("evaluation:code", args=[code])

    def waits(one: InvitationRow, code: str) -> Task:
        row = rows[one.matter_id]
        task = as_task(one, row, link(one, code))
        return replace(task, title=row.title or row.text) if one.key == row.owner_key else task

    return [waits(one, code) for one, code in found]


OWN_TASKS = (
    OwnTasks(
        key="rate", order=20, label=_("Please say whether it is solved"), icon="star", found=_own_to_rate
    ),
)
SOURCES = (
    TaskSource(
        key="call",
        order=100,
        label=_("Call back"),
        icon="phone",
        to="evaluation:calls",
        verbs=(MatterVerb.FOLLOW_UP,),
        found=_to_call,
    ),
    TaskSource(
        key="write",
        order=110,
        label=_("Write the public text"),
        icon="edit",
        to="evaluation:to_write",
        verbs=(MatterVerb.PUBLISH,),
        found=of_matters(of_the_matters.unwritten),
    ),
    TaskSource(
        key="rate",
        order=120,
        label=_("Rate a result"),
        icon="star",
        to="evaluation:mine",
        verbs=(MatterVerb.RATE,),
        found=_to_rate,
    ),
    TaskSource(
        key="review",
        order=130,
        label=_("Review a unit"),
        icon="scale",
        to="evaluation:unit_reviews",
        verbs=(EvaluationVerb.REVIEW_UNIT,),
        where=reviews.has_reviews,
        found=_to_review,
    ),
)
