"""What waits around selections: for those who convene them the next step, for nominees their answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.honours import queries
from yuanba.honours.navigation import has_selections
from yuanba.honours.queries import NomineeRow
from yuanba.honours.sentences import NOMINEE_STATES, STAGES
from yuanba.rules.honours.selections import NomineeState, SelectionStage
from yuanba.rules.honours.verbs import SelectionVerb
from yuanba.web.own import OwnQuery, OwnTasks, RaisedThing, RaisedThings
from yuanba.web.sentences import words
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource

#: The stages at which whoever convenes a selection has to do something.
WAITING = frozenset(
    {SelectionStage.GATHERED, SelectionStage.VOTING, SelectionStage.COUNTED, SelectionStage.HEARD}
)


def _to_do(asked: TaskQuery) -> TaskList:
    return TaskList.of(
        lambda: [
            Task(
                title=f"{row.title} · {STAGES[row.stage]}",
                link=reverse("honours:desk_selection", args=[row.id]),
                at=row.opened_at,
                area_path=row.council.area_path,
            )
            for row in queries.convened_by(asked.actor, asked.now)
            if row.stage in WAITING
        ]
    )


def _asked(asked: OwnQuery) -> Sequence[Task]:
    return [
        Task(
            title=words(row.award.title),
            link=reverse("honours:nominee", args=[row.id]),
            at=row.nominated_at,
        )
        for row in queries.nominees_of(asked.keys)
        if row.state is NomineeState.ASKED
    ]


def _standing(asked: OwnQuery) -> Sequence[RaisedThing]:
    """Where they stand themselves, and whom they nominated: the words alone, without a name."""
    return [
        *(_thing(row, reverse("honours:nominee", args=[row.id])) for row in queries.nominees_of(asked.keys)),
        *(
            _thing(row, reverse("honours:selection", args=[row.selection_id]))
            for row in queries.nominated_by(asked.keys)
            if row.account_key not in asked.keys
        ),
    ]


def _thing(row: NomineeRow, link: str) -> RaisedThing:
    return RaisedThing(
        title=words(row.award.title),
        link=link,
        at=row.nominated_at,
        standing=_("honoured") if row.is_honoured else NOMINEE_STATES[row.state],
    )


SOURCES = (
    TaskSource(
        key="selection",
        order=218,
        label=_("Take a selection to the next step"),
        icon="star",
        to="honours:desk_selections",
        verbs=(SelectionVerb.VOTE,),
        found=_to_do,
        where=has_selections,
        chairs=True,
    ),
)
ASKED = (
    OwnTasks(
        key="nominee",
        order=25,
        label=_("Say whether you agree to stand"),
        icon="star",
        found=_asked,
    ),
)
RAISED = (RaisedThings(key="nominee", order=32, heading=_("Selections"), found=_standing),)
