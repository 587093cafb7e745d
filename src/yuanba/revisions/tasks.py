"""What waits for those who revise the rules: a draft to go on with, or one to release as a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuanba.revisions import queries
from yuanba.rules import revisions as rules
from yuanba.rules.core import access
from yuanba.rules.revisions import RevisionState
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.web.tasks import Task, TaskList, TaskQuery, TaskSource

DRAFT, SENT_BACK, RELEASE = _("Go on with the draft"), _("Sent back: change it"), _("Release the rules")


def _waiting(asked: TaskQuery) -> Iterator[Task]:
    """The one revision that is open, for those who wrote it while it is drafted; then for all others."""
    found = queries.open_revision()
    if found is None:
        return
    is_drafted = found.state is RevisionState.DRAFTING
    verb = RevisionVerb.SUBMIT if is_drafted else RevisionVerb.RELEASE
    may = access.may(asked.actor, verb, queries.facts_today(asked.now), asked.now)
    if not may or (asked.actor.key in found.hands) is not is_drafted:
        return
    on = found.in_force_from
    yield Task(
        title=gettext("Rules from %(on)s") % {"on": date_format(on)},
        link=reverse("revisions:revision", args=[found.id]),
        at=found.sent_back_at or found.changed_at,
        due_at=rules.settled_at(on),
        to_do=RELEASE if not is_drafted else SENT_BACK if found.sent_back_at else DRAFT,
    )


SOURCES = (
    TaskSource(
        key="rules",
        order=220,
        label=_("Revise the rules"),
        icon="scale",
        to="revisions:desk",
        verbs=(RevisionVerb.DRAFT, RevisionVerb.RELEASE),
        found=lambda asked: TaskList.of(lambda: _waiting(asked)),
    ),
)
