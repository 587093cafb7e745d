"""What waits for residents: open votes in which they may vote on these pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.ballots import queries
from yuanba.web.own import OwnQuery, OwnTasks
from yuanba.web.tasks import Task


def _to_vote(asked: OwnQuery) -> list[Task]:
    return [
        Task(
            title=row.title,
            link=reverse("ballots:vote", args=[row.id]),
            at=row.opened_at,
            due_at=row.closes_at,
            area_path=row.area_path,
        )
        for row in queries.own_votes(asked.keys, asked.now)
    ]


OWN = (OwnTasks(key="vote", order=10, label=_("You may vote"), icon="list-check", found=_to_vote),)
