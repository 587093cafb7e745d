"""Reads what became of topics in meetings: when and where each was deliberated, and the count in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext

from yuanba.ballots import queries as ballots
from yuanba.deliberation.models import AgendaItem, Resolution
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries.meetings import ItemRow, MeetingRow
from yuanba.events import queries as events
from yuanba.events.queries import EventRow
from yuanba.journal.telling import keyed
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.resolutions import ItemNotDecided
from yuanba.rules.time.calendar import HERE

#: A form offers so many items at once.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One meeting that had a topic before it, or will have it: its item there, and what came of it."""

    meeting: MeetingRow
    item: ItemRow

    @property
    def is_adopted(self) -> bool:
        """Return whether the meeting decided for it."""
        return self.item.state in meetings.ADOPTED


def sittings(topic_id: int) -> list[Sitting]:
    """Return the meetings that have or had a topic on their agenda, the first first."""
    found = AgendaItem.objects.filter(topic_id=topic_id)
    places = dict(found.values_list("pk", "meeting_id"))
    rows = held.meetings_by_id(set(places.values())) if places else []
    return [Sitting(meeting=row, item=item) for row in rows for item in row.items if item.id in places]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsCounted:
    """How a meeting decided on an item: who had a vote, who was there, who voted online, and the count."""

    state: ItemState
    seats: int = 0
    present: int = 0
    online: int = 0
    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def words(self) -> str:
        """Return the count in words, in the reader's language."""
        if self.state is ItemState.AGREED:
            return gettext("All who were there agreed")
        words = (
            gettext(
                "%(seats)s with a vote, %(present)s there, %(online)s online: %(yes)s in favour, "
                "%(no)s against, %(abstain)s abstaining"
            )
            if self.online
            else gettext(
                "%(seats)s with a vote, %(present)s there: %(yes)s in favour, %(no)s against, "
                "%(abstain)s abstaining"
            )
        )
        return words % {
            "seats": self.seats,
            "present": self.present,
            "online": self.online,
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
        }

    @property
    def decision(self) -> str:
        """Return what was decided and by which count, in words, in the reader's language."""
        if self.state is ItemState.AGREED:
            return self.words
        word = gettext("adopted") if self.state in meetings.ADOPTED else gettext("not adopted")
        return gettext("%(decided)s (%(count)s)") % {"decided": word, "count": self.words}


def counted(item: ItemRow) -> HandsCounted | None:
    """Return how a meeting decided on an item; None while it has not."""
    if not item.is_decided:
        return None
    count = ballots.first_count(item.vote.id) if item.vote else None
    if item.vote is None or count is None:
        return HandsCounted(state=item.state)
    return HandsCounted(
        state=item.state,
        seats=ballots.roll(item.vote.roll_id).voters,
        present=ballots.present_count(item.vote.id),
        online=count.online,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
    )


def adopted_items(council_id: int, referral_id: int) -> list[Sitting]:
    """Return what a council's meetings adopted on which a resolution may rest: on this matter, then others.

    No item on a topic, on another matter, or with its own resolution is among them.
    """
    found = AgendaItem.objects.filter(
        meeting__council_id=council_id, state__in=meetings.ADOPTED, topic=None, resolution=None
    ).filter(Q(referral=None) | Q(referral=referral_id))
    places = dict(found.order_by("-pk").values_list("pk", "meeting_id")[:SHOWN])
    rows = held.meetings_by_id(set(places.values()))
    all_of = [Sitting(meeting=row, item=item) for row in rows for item in row.items if item.id in places]
    return sorted(all_of, key=lambda one: (one.item.referral_id is None, -one.item.id))


def lock_adopted(item_id: int, council_id: int, referral_id: int) -> AgendaItem:
    """Lock an item that a council adopted, on which a resolution on this matter may rest.

    Raises ItemNotDecided for one on another matter too, and where a resolution rests on it already.
    """
    found = AgendaItem.objects.select_for_update(of=("self",)).filter(
        pk=item_id, meeting__council_id=council_id, state__in=meetings.ADOPTED
    )
    row = found.filter(Q(referral=None) | Q(referral=referral_id)).first()
    if row is None or Resolution.objects.filter(item=item_id).exists():
        raise ItemNotDecided
    return row


def ground_of(item_id: int) -> str:
    """Return how an item was decided as a record says it: the meeting, its day, and the count."""
    found = AgendaItem.objects.get(pk=item_id)
    (row,) = held.meetings_by_id({found.meeting_id})
    item = next(one for one in row.items if one.id == item_id)
    count = counted(item)
    with translation.override("zh-hans"):
        words = count.words if count else ""
        return f"{row.event.title}（{date_format(row.meets_on, 'DATE_FORMAT')}）：{words}"[:200]


def names_of_meetings(keys: Collection[str]) -> Mapping[str, str]:
    """Return when and where meetings are, in words, by their keys."""
    found = events.events_by_id(sorted(keyed(keys)))
    return {str(key): _when_and_where(event) for key, event in found.items()}


def _when_and_where(event: EventRow) -> str:
    at = event.starts_at.astimezone(HERE)
    told: str = lazy(lambda: f"{date_format(at, 'MONTH_DAY_FORMAT')} {at:%H:%M} {event.place}", str)()
    return told


def names_of_items(keys: Collection[str]) -> Mapping[str, str]:
    """Return what was decided on agenda items and how, by their keys, in words of whoever reads them."""
    found = dict(AgendaItem.objects.filter(pk__in=keyed(keys)).values_list("pk", "meeting_id"))
    items = [item for row in held.meetings_by_id(set(found.values())) for item in row.items]
    hands = {item.id: counted(item) for item in items if item.id in found}
    return {str(key): _decision(one) for key, one in hands.items() if one}


def _decision(one: HandsCounted) -> str:
    words: str = lazy(lambda: one.decision, str)()
    return words
