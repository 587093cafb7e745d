"""What pages show of a meeting as it goes: quorum, agenda with drafts and counts, and who has the word."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yuanba.ballots import queries as ballots
from yuanba.ballots.queries import FirstCount
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries.meetings import ItemRow, MeetingRow, SeatThere, SpeechRow
from yuanba.deliberation.sentences import ROLES
from yuanba.rules.deliberation.meetings import ItemState, Quorum
from yuanba.rules.events import stages
from yuanba.rules.events.stages import EventState
from yuanba.web.entrance import now


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """One item of the agenda as pages show it, with what was counted."""

    row: ItemRow
    count: FirstCount | None

    @property
    def may_take_up(self) -> bool:
        """Return whether it can be brought before the meeting now."""
        return self.row.state in {ItemState.WAITING, ItemState.DEFERRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerShown:
    """One speaker, by office or masked, and whether they have the word."""

    name: str
    speaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveMeeting:
    """A meeting as it stands now; it holds no name, and is the same for everybody."""

    row: MeetingRow
    quorum: Quorum
    listeners: int
    items: Sequence[ItemShown]
    open_item: ItemShown | None
    speakers: Sequence[SpeakerShown]

    @property
    def has_opened(self) -> bool:
        """Return whether the door is open or was; before that nobody is missed."""
        return self.row.event.state not in {EventState.PLANNED, EventState.CANCELLED}


def live(row: MeetingRow, seats: Sequence[SeatThere]) -> LiveMeeting:
    """Return a meeting as it stands now, for every page of it."""
    others = held.others_there(row.id)
    items = [ItemShown(row=item, count=_count(item)) for item in row.items]
    names = {one.there.person_id: office(one) for one in seats if one.there}
    names |= {one.person_id: _("Resident %(name)s") % {"name": one.masked} for one in others}
    return LiveMeeting(
        row=row,
        quorum=held.quorum(row, seats),
        listeners=row.listeners + len(others),
        items=items,
        open_item=next((one for one in items if one.row.is_open), None),
        speakers=[_speaker(one, names) for one in held.speeches(row.id)],
    )


def office(one: SeatThere) -> str:
    """Return the office of a seat: its title in the composition, or its role."""
    return one.seat.title or str(ROLES[one.seat.role])


def _count(item: ItemRow) -> FirstCount | None:
    return ballots.first_count(item.vote.id) if item.vote else None


def _speaker(one: SpeechRow, names: dict[int, str]) -> SpeakerShown:
    return SpeakerShown(name=names.get(one.person_id, ""), speaks=one.began_at is not None)


def etag_of(request: HttpRequest, meeting_id: int) -> str:
    """Return the ETag of a page about a meeting that is polled: another one whenever something happened.

    Four statements, whoever asks and however many are there.
    """
    found = held.edition(meeting_id)
    if found is None:
        raise Http404(str(meeting_id))
    code = stages.door_code(found.door_token, now())
    said = f"{get_language()}|{code}|{found}|{held.said_so_far(meeting_id)}"
    return f'"{sha256(said.encode()).hexdigest()[:32]}"'


class LivePages:
    """The newest live pages, by district, meeting and tag: they are the same for everybody.

    So 500 phones that ask for the same within a second cost one page.
    """

    def __init__(self, most: int = 64) -> None:
        self._pages: OrderedDict[tuple[str, int, str], bytes] = OrderedDict()
        self._lock, self._most = Lock(), most

    def page(self, key: tuple[str, int, str], render: Callable[[], bytes]) -> bytes:
        """Return the page that is kept under this key, or render it and keep it."""
        with self._lock:
            kept = self._pages.get(key)
        if kept is None:
            kept = render()
            with self._lock:
                self._pages[key] = kept
                while len(self._pages) > self._most:
                    self._pages.popitem(last=False)
        return kept
