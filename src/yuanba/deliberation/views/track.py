"""The track of a topic, from who proposed it to what came of it, as its page and the desk show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yuanba.deliberation.queries import resolutions, tracks
from yuanba.deliberation.queries.meetings import ItemRow
from yuanba.deliberation.queries.topics import TopicRow, topic_subject
from yuanba.deliberation.queries.tracks import Sitting
from yuanba.journal import queries as journal
from yuanba.packs import store
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.events.stages import EventState
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now
from yuanba.works import queries as works


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackStep:
    """One step of a topic: what it is, when it was or will be, what is said of it, and where to read more.

    `is_done` is whether it lies behind.
    """

    title: str
    icon: str
    at: datetime | None = None
    words: str = ""
    link: str = ""
    link_words: str = ""
    due_on: date | None = None
    is_done: bool = True


def track(row: TopicRow, *, is_mine: bool = False) -> list[TrackStep]:
    """Return the steps of a topic, those to come after those behind; nothing of who proposed or seconded.

    Whoever proposed it is led to the page on which they judge the result.
    """
    met = tracks.sittings(row.id)
    adopted = next((one.item for one in met if one.is_adopted and row.state is TopicState.DECIDED), None)
    return [*_raised(row), *_met(row, met), *(_carried_out(row, adopted, is_mine) if adopted else ())]


def _raised(row: TopicRow) -> Iterator[TrackStep]:
    done = {entry.verb: entry.at for entry in journal.story("topic", topic_subject(row.id).key)}
    yield TrackStep(title=_("A neighbour proposed it"), icon="bulb", at=row.proposed_at)
    if row.state is TopicState.DECLINED:
        yield TrackStep(title=_("Declined"), icon="x", at=row.moved_at, words=row.reply)
        return
    yield TrackStep(
        title=_("Made public, neighbours second it"),
        icon="users",
        at=done.get(TopicVerb.PUBLISH),
        is_done=TopicVerb.PUBLISH in done,
    )
    is_on = row.state in {TopicState.ON_AGENDA, TopicState.DECIDED}
    yield TrackStep(
        title=_("On the agenda"),
        icon="calendar",
        at=done.get(TopicVerb.SCHEDULE) if is_on else None,
        is_done=is_on,
    )


def _met(row: TopicRow, found: Sequence[Sitting]) -> Iterator[TrackStep]:
    if row.state not in {TopicState.OPEN, TopicState.PROPOSED, TopicState.ON_AGENDA, TopicState.DECIDED}:
        return
    for sitting in found:
        yield from _sitting(sitting)
    if not found or found[-1].item.state is ItemState.DEFERRED:
        yield TrackStep(title=_("Meeting"), icon="calendar-event", is_done=False)
        yield TrackStep(title=_("Decision"), icon="gavel", is_done=False)


def _sitting(sitting: Sitting) -> Iterator[TrackStep]:
    event, item = sitting.meeting.event, sitting.item
    words = event.place
    if event.state is EventState.CANCELLED:
        words = _("Cancelled: %(why)s") % {"why": event.reason}
    elif item.state is ItemState.DEFERRED:
        words = _("Put off to the next meeting")
    yield TrackStep(
        title=_("Meeting"),
        icon="calendar-event",
        at=event.starts_at,
        words=words,
        link=reverse("deliberation:meeting", args=[sitting.meeting.id]),
        link_words=_("The meeting"),
        is_done=event.state in {EventState.BEGUN, EventState.ENDED, EventState.CANCELLED},
    )
    if item.state is ItemState.DEFERRED:
        return
    counted = tracks.counted(item)
    yield TrackStep(
        title=_("Decision"),
        icon="gavel",
        words=f"{counted.decision}\n{item.draft}".strip() if counted else "",
        link=reverse("ballots:vote", args=[item.vote.id]) if counted and item.vote else "",
        link_words=_("The vote, and why"),
        is_done=bool(counted),
    )


def _carried_out(row: TopicRow, item: ItemRow, is_mine: bool) -> Iterator[TrackStep]:
    """What becomes of what was adopted: who does it until when, the result, and what its proposer says."""
    if row.without_task:
        yield TrackStep(title=_("Settled without a task"), icon="circle-check", words=row.without_task)
        return
    found = resolutions.of_item(item.id, pack=store.in_force(day(now())))
    if found is None:
        yield TrackStep(title=_("Who carries it out"), icon="user", is_done=False)
        yield TrackStep(title=_("Result"), icon="checks", is_done=False)
        return
    project = works.of_matter(found.matter_id, day(now()))
    yield TrackStep(
        title=_("Who carries it out"),
        icon="user",
        at=found.passed_at,
        words=f"{found.responsible}\n{found.text}",
        due_on=found.due_on,
        link=reverse("works:project", args=[project.id]) if project else "",
        link_words=_("How far the project is"),
    )
    yield TrackStep(
        title=_("Result"),
        icon="checks",
        at=found.done_at,
        words=found.public_answer or (project.result if project else "") if found.done_at else "",
        is_done=found.done_at is not None,
    )
    if is_mine:
        yield TrackStep(
            title=_("What I say of it"),
            icon="star",
            link=reverse("residents:story", args=[found.token]),
            link_words=_("Follow it and rate it"),
            is_done=False,
        )
