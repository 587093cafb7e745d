"""Reads meetings: notice, agenda with drafts and counts, who is there, who speaks, what the paper says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Count, Prefetch, QuerySet

from yuanba.ballots import queries as ballots
from yuanba.ballots.queries import VoteRow
from yuanba.deliberation.models import AgendaItem, CouncilMeeting, DraftVersion, PaperRecord, Speech
from yuanba.deliberation.queries import councils, topics
from yuanba.deliberation.queries.councils import CouncilRow, SeatRow
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.events import queries as events
from yuanba.events.queries import AttendanceRow, EventRow
from yuanba.journal.services import Subject
from yuanba.packs import store
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState, Quorum
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.pack.meetings import Meeting

KIND, ITEM = "meeting", "agenda_item"
#: Who sits in a council with a vote.
VOTING = (SeatRole.CONVENER, SeatRole.MEMBER)
SHOWN = 50


class MeetingNotFound(Refused):
    """Raised when there is no such meeting, or no such item on its agenda."""

    code: ClassVar[str] = "meeting.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One agenda item: its words, state, the newest draft and how many there are, and its vote.

    `topic_id` is the topic that residents raised, with how many second it; None where nobody raised it.
    """

    id: int
    number: int
    title: str
    state: ItemState
    draft: str
    drafts: int
    vote: VoteRow | None
    topic_id: int | None = None
    supporters: int = 0
    #: The matter before the council that it is about, by its referral.
    referral_id: int | None = None

    @property
    def is_decided(self) -> bool:
        """Return whether the meeting decided on it, for or against."""
        return self.state in meetings.DECIDED

    @property
    def is_open(self) -> bool:
        """Return whether it is before the meeting now."""
        return self.state in meetings.BEFORE_THE_MEETING

    @property
    def is_voting(self) -> bool:
        """Return whether hands are being raised on it."""
        return self.state is ItemState.VOTING


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting as everyone may read it: whose, when and where, its agenda, and how its minutes stand."""

    id: int
    council: CouncilRow
    kind: Meeting
    event: EventRow
    posted_on: date
    meets_on: date
    days_before: int
    urgent_ground: str
    remarks: str
    listeners: int
    confirmed_by: str
    confirmed_at: datetime | None
    second_by: str
    second_at: datetime | None
    seat_ids: tuple[int, ...] | None
    #: The figures of a review as its minutes have them, by metric; empty until those are confirmed.
    figures: Mapping[str, tuple[str, int]]
    items: tuple[ItemRow, ...]

    @property
    def open_item(self) -> ItemRow | None:
        """Return the item before the meeting, if there is one."""
        return next((item for item in self.items if item.is_open), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatThere:
    """One seat of the council at this meeting, and the attendance of its holder, if they are there."""

    seat: SeatRow
    there: AttendanceRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRow:
    """One turn in the list of speakers: who, masked or by office, and since when they wait or speak."""

    id: int
    person_id: int
    asked_at: datetime
    began_at: datetime | None


def subject(meeting_id: int) -> Subject:
    """Return the subject under which the journal records a meeting."""
    return Subject(kind=KIND, key=str(meeting_id))


def seat_key(seat_id: int) -> str:
    """Return the key by which the event of a meeting knows the holder of a seat."""
    return f"seat:{seat_id}"


def lock_meeting(meeting_id: int) -> CouncilMeeting:
    """Lock a meeting until the transaction ends and return it, or raise MeetingNotFound."""
    found = CouncilMeeting.objects.select_for_update(of=("self",)).select_related("council")
    row = found.filter(pk=meeting_id).first()
    if row is None:
        raise MeetingNotFound
    return row


def meeting(meeting_id: int) -> MeetingRow:
    """Return the meeting with this id, or raise MeetingNotFound."""
    rows = _rows(CouncilMeeting.objects.filter(pk=meeting_id))
    if not rows:
        raise MeetingNotFound
    return rows[0]


def meetings_by_id(ids: Collection[int]) -> list[MeetingRow]:
    """Return these meetings, the first first."""
    return _rows(CouncilMeeting.objects.filter(pk__in=ids).order_by("meets_on", "pk"))


def meetings_of(council_id: int) -> list[MeetingRow]:
    """Return the meetings of a council, the newest first."""
    found = CouncilMeeting.objects.filter(council_id=council_id).order_by("-meets_on", "-pk")
    return _rows(found[:SHOWN])


def coming_in(council_ids: Collection[int], on: date) -> list[MeetingRow]:
    """Return the meetings of these councils from this day on, the next first."""
    found = CouncilMeeting.objects.filter(council_id__in=council_ids, meets_on__gte=on)
    return _rows(found.order_by("meets_on", "pk")[:SHOWN])


def last_place(council_id: int) -> str:
    """Return where the meeting of a council that was called last takes place; "" before its first one."""
    found = CouncilMeeting.objects.filter(council_id=council_id).order_by("-pk")
    return found.values_list("event__place", flat=True).first() or ""


def to_put_on(council_id: int) -> list[TopicRow]:
    """Return a council's topics that are to be deliberated and wait for a meeting, most supported first."""
    there = AgendaItem.objects.filter(meeting__council_id=council_id, topic__isnull=False)
    known = set(there.exclude(state=ItemState.DEFERRED).values_list("topic", flat=True))
    rows = topics.public_topics(council_id=council_id)
    return [row for row in rows if row.state is TopicState.ON_AGENDA and row.id not in known]


def not_reminded(on: date) -> list[int]:
    """Return the ids of the meetings to come of which nobody was reminded yet, the next first."""
    found = CouncilMeeting.objects.filter(meets_on__gte=on, event__reminded_at=None)
    found = found.filter(event__state__in=["planned", "open"]).order_by("meets_on", "pk")
    return list(found.values_list("pk", flat=True))


def coming_of(council_id: int) -> list[int]:
    """Return the ids of a council's meetings that are to come or running."""
    found = CouncilMeeting.objects.filter(council_id=council_id)
    return list(found.exclude(event__state__in=["ended", "cancelled"]).values_list("pk", flat=True))


def unconfirmed(council_ids: Collection[int]) -> list[MeetingRow]:
    """Return the ended meetings of these councils whose minutes two people have not confirmed yet."""
    found = CouncilMeeting.objects.filter(council_id__in=council_ids, second_by="", event__state="ended")
    return _rows(found.order_by("meets_on", "pk")[:SHOWN])


def seats_there(row: MeetingRow, *, with_names: bool = False) -> list[SeatThere]:
    """Return the seats that sit in the meeting, each with whether its holder is there.

    A seat that ended on the day of the meeting does not count beside its successor. Once the meeting has
    ended they are those of its end, whoever was seated or left later.
    """
    there = {one.key: one for one in events.attending(row.id)}
    found = councils.seats_in_meeting(row.council.id, row.meets_on, ids=row.seat_ids, with_names=with_names)
    return [SeatThere(seat=seat, there=there.get(seat_key(seat.id))) for seat in found]


def seat_of(row: MeetingRow, key: str) -> SeatThere | None:
    """Return the seat that the account with this key holds in a meeting, if it has one."""
    if not key:
        return None
    return next((one for one in seats_there(row, with_names=True) if one.seat.holder == key), None)


def quorum(row: MeetingRow, seats: Sequence[SeatThere]) -> Quorum:
    """Return how many members with a vote are there, and whether that is enough to decide."""
    voting = [one for one in seats if one.seat.role in VOTING]
    present = sum(1 for one in voting if one.there)
    return meetings.quorum(row.kind.preset, seats=len(voting), present=present)


def others_there(meeting_id: int) -> list[AttendanceRow]:
    """Return who is there without a seat: those who sit in or listen."""
    return [one for one in events.attending(meeting_id) if not one.key.startswith("seat:")]


def speeches(meeting_id: int) -> list[SpeechRow]:
    """Return who has the word, then who waits for it, in their order."""
    found = Speech.objects.filter(meeting_id=meeting_id, ended_at=None).order_by("began_at", "id")
    return [
        SpeechRow(id=one.pk, person_id=one.person_id, asked_at=one.asked_at, began_at=one.began_at)
        for one in found
    ]


def drafts(item_id: int) -> list[DraftVersion]:
    """Return the versions of an item's draft, the first first."""
    return list(DraftVersion.objects.filter(item_id=item_id).order_by("number"))


def papers(meeting_id: int) -> dict[str, Mapping[str, Any]]:
    """Return what was entered of a meeting from paper, by who entered it."""
    return dict(PaperRecord.objects.filter(meeting_id=meeting_id).values_list("by", "record"))


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return what meetings are called in the journal, by their keys: the titles of their events."""
    return events.titles(keys)


def edition(meeting_id: int) -> events.EventEdition | None:
    """Return what its event has come to, or None where there is no such meeting. One statement."""
    there = CouncilMeeting.objects.filter(pk=meeting_id)
    return events.edition(meeting_id, among=there.values("pk"))


def said_so_far(meeting_id: int) -> str:
    """Return what changes whenever something is said or decided in a meeting. Three statements."""
    items = AgendaItem.objects.filter(meeting_id=meeting_id).order_by("number")
    states = ",".join(items.values_list("state", flat=True))
    draft = DraftVersion.objects.filter(item__meeting_id=meeting_id).order_by("-pk").values_list("pk").first()
    word = ",".join(f"{one.id}/{one.began_at}" for one in speeches(meeting_id))
    return f"{states}|{draft}|{word}"


def votes_on(item_ids: Iterable[int]) -> dict[int, VoteRow]:
    """Return the newest vote on each of these agenda items, by the item's id."""
    keys = [str(one) for one in item_ids]
    return {int(row.subject_key): row for row in ballots.of_subject(ITEM, keys)} if keys else {}


def _rows(found: QuerySet[CouncilMeeting]) -> list[MeetingRow]:
    newest = DraftVersion.objects.order_by("number")
    items = AgendaItem.objects.annotate(seconded=Count("topic__supporters")).order_by("number")
    items = items.prefetch_related(Prefetch("drafts", newest))
    rows = list(found.select_related("council").prefetch_related(Prefetch("items", items)))
    planned = events.events_by_id([row.pk for row in rows])
    votes = votes_on([item.pk for row in rows for item in row.items.all()])
    packs = {row.pack_digest: store.pack_of(row.pack_digest) for row in rows}
    ids = {row.council_id for row in rows}
    by_council = councils.councils_by_id(ids, pack=packs[rows[0].pack_digest]) if rows else {}
    return [
        MeetingRow(
            id=row.pk,
            council=by_council[row.council_id],
            kind=packs[row.pack_digest].meetings[row.council.kind],
            event=planned[row.pk],
            posted_on=row.posted_on,
            meets_on=row.meets_on,
            days_before=row.days_before,
            urgent_ground=row.urgent_ground,
            remarks=row.remarks,
            listeners=row.listeners,
            confirmed_by=row.confirmed_by,
            confirmed_at=row.confirmed_at,
            second_by=row.second_by,
            second_at=row.second_at,
            seat_ids=None if row.seat_ids is None else tuple(row.seat_ids),
            figures={code: (one[0], one[1]) for code, one in row.figures.items()},
            items=tuple(_item(one, votes) for one in row.items.all()),
        )
        for row in rows
    ]


def _item(one: AgendaItem, votes: Mapping[int, VoteRow]) -> ItemRow:
    drafts = list(one.drafts.all())
    return ItemRow(
        id=one.pk,
        number=one.number,
        title=one.title,
        state=ItemState(one.state),
        draft=drafts[-1].text if drafts else "",
        drafts=len(drafts),
        vote=votes.get(one.pk),
        topic_id=one.topic_id,
        supporters=one.seconded,  # type: ignore[attr-defined]
        referral_id=one.referral_id,
    )
