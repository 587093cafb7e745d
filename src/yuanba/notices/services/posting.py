"""Posts notices, confirms them on boards, and takes them down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.media import enclosures
from yuanba.notices import queries
from yuanba.notices.models import Notice, NoticeState, Posting, PostingMedium
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.notices import terms as rules
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack import NoticeRule as Terms
from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.time.deadline import Due, due
from yuanba.sealing import files

#: Board postings are for where people pass by; the district as a whole has no door.
#: On the last day of a notice it hangs until this time, when offices close.
CLOSING = time(18)
BOARDS = frozenset({Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID, Level.MICRO_GRID})


class NoticeWithoutWords(Refused):
    """Raised when a notice has no title or no text."""

    code: ClassVar[str] = "notice.no_words"


class ClassNotPosted(Refused):
    """Raised when a notice is about a matter of a class that the rules do not post publicly."""

    code: ClassVar[str] = "notice.not_public"


class AlreadyPosted(Refused):
    """Raised when a notice about this subject is already posted."""

    code: ClassVar[str] = "notice.already_posted"


class NotUp(Refused):
    """Raised when the notice is no longer posted, or the period in which people may object is over."""

    code: ClassVar[str] = "notice.not_up"


class AlreadyProven(Refused):
    """Raised when a confirmed posting would be confirmed again without a new note or picture."""

    code: ClassVar[str] = "notice.already_proven"


class NoticeNotOver(Refused):
    """Raised when a notice would end before its period is over or while an objection is open."""

    code: ClassVar[str] = "notice.not_over"


@transaction.atomic
def post(
    *,
    actor: Actor,
    subject_kind: str,
    subject_key: str,
    title: str,
    text: str,
    area_path: str,
    class_code: str,
    pack_digest: str,
    barred_keys: Iterable[str] = (),
    until_on: date | None = None,
    now: datetime,
) -> int:
    """Post a notice online and request its posting on boards in the areas that the rules name; return its id.

    The words are what staff approved for the public, or name nothing but the kind of matter; a subject has
    one notice at a time. What is no matter has no class: "". Who is barred, because they handled it,
    answers no objection to it. It hangs until the day `until_on`, else as long as the rules say.
    """
    title, text = _words(title), _words(text)
    pack = store.pack_of(pack_digest)
    terms = _terms(pack, class_code)
    if queries.subjects_up(subject_kind, [subject_key]):
        raise AlreadyPosted

    access.require(actor, NoticeVerb.POST, access.Facts(area_path=area_path), now)

    over = due(now, terms.period, pack.calendar)
    notice = _put_up(
        subject_kind=subject_kind,
        subject_key=subject_key,
        title=title,
        text=text,
        area_path=area_path,
        class_code=class_code,
        pack_digest=pack_digest,
        barred_keys=sorted(barred_keys),
        **_period(over, until_on, now),
    )
    hung = _hang(notice, terms.levels, now)

    journal.record(
        Act(actor, NoticeVerb.POST, now),
        queries.subject(notice.pk),
        outcome={**_outcome(notice), "areas": hung},
        because=(pack.name, *rules.grounds(class_code, pack), *over.because),
        words=f"{title}\n{text}",
    )
    return notice.pk


def _put_up(**columns: Any) -> Notice:
    """Write it; another who posts the same at this moment is told so by the database."""
    try:
        with transaction.atomic():
            return Notice.objects.create(**columns)
    except IntegrityError as fault:
        raise AlreadyPosted from fault


def _period(over: Due, until_on: date | None, now: datetime) -> dict[str, datetime | date]:
    if until_on is None:
        return {"posted_at": now, "from_on": day(now), "until_on": over.on, "until_at": over.at}
    until_at = datetime.combine(until_on, CLOSING, tzinfo=HERE)
    return {"posted_at": now, "from_on": day(now), "until_on": until_on, "until_at": until_at}


def _words(typed: str) -> str:
    words = typed.strip()
    if not words:
        raise NoticeWithoutWords
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPicture:
    """One stored picture of a notice on a board, without metadata, that no posting refers to yet."""

    name: str
    small: str


def keep(content: bytes) -> BoardPicture:
    """Store a picture without its metadata; return its file names. Call this before the transaction.

    Files that nothing refers to are deleted after a day. Raises what ``enclosures.read`` raises.
    """
    made = enclosures.read(content, allowed=frozenset({enclosures.MediaKind.PICTURE}))
    return BoardPicture(name=files.put(made.content), small=files.put(made.thumbnail))


@transaction.atomic
def prove(
    *, actor: Actor, posting_id: int, note: str = "", picture: BoardPicture | None = None, now: datetime
) -> None:
    """Record that a notice was put up on a board; a note or a picture can be added now or later."""
    posting = queries.lock_posting(posting_id)

    access.require(actor, NoticeVerb.PROVE, access.Facts(area_path=posting.area_path), now)
    if posting.notice.state != NoticeState.POSTED:
        raise NotUp
    if posting.posted_at and not (note.strip() or picture):
        raise AlreadyProven

    posting.posted_at, posting.posted_by = posting.posted_at or now, posting.posted_by or actor.key
    posting.note = note.strip() or posting.note
    if picture:
        posting.proof, posting.proof_small = picture.name, picture.small
    posting.save(update_fields=["posted_at", "posted_by", "note", "proof", "proof_small"])

    journal.record(
        Act(actor, NoticeVerb.PROVE, now),
        queries.subject(posting.notice_id),
        outcome={"area": posting.area_code, "level": posting.level, "picture": picture is not None},
        words=note.strip(),
    )


@transaction.atomic
def end(*, actor: Actor, notice_id: int, now: datetime, is_withdrawn: bool = False) -> None:
    """End a notice: either its period is over and no objection is open, or it is withdrawn early."""
    notice = queries.lock(notice_id)

    access.require(actor, NoticeVerb.END, queries.facts_of(notice), now)
    if notice.state != NoticeState.POSTED:
        raise NotUp
    waiting = notice.objections.filter(answered_at=None).count()
    if not is_withdrawn and (notice.until_at > now or waiting):
        raise NoticeNotOver

    notice.state = NoticeState.WITHDRAWN if is_withdrawn else NoticeState.ENDED
    notice.ended_at = now
    notice.save(update_fields=["state", "ended_at"])

    journal.record(
        Act(actor, NoticeVerb.END, now),
        queries.subject(notice_id),
        outcome={
            "state": notice.state,
            "subject_kind": notice.subject_kind,
            "subject_key": notice.subject_key,
            "objections": notice.objections.count(),
        },
    )


def _terms(pack: Pack, class_code: str) -> Terms:
    found = rules.terms(class_code, pack)
    if found is None:
        raise ClassNotPosted(matter_class=class_code)
    return found


def _outcome(notice: Notice) -> dict[str, str]:
    return {
        "subject_kind": notice.subject_kind,
        "subject_key": notice.subject_key,
        "area_path": notice.area_path,
        "class": notice.class_code,
        "from_on": notice.from_on.isoformat(),
        "until_on": notice.until_on.isoformat(),
    }


def _hang(notice: Notice, levels: tuple[Level, ...], now: datetime) -> list[str]:
    """A posting online and one on the board for each place; online it hangs at once."""
    areas = _places_of(notice.area_path, levels)
    online = [_posting(notice, area, PostingMedium.ONLINE, now) for area in areas]
    boards = [_posting(notice, area, PostingMedium.BOARD, None) for area in areas if area.level in BOARDS]
    Posting.objects.bulk_create([*online, *boards])
    return [area.code for area in areas]


def _places_of(area_path: str, levels: tuple[Level, ...]) -> list[AreaRow]:
    """The areas of these levels on the way down to the place; where it names none of them, the lowest."""
    way = places.ancestors(area_path)
    return [area for area in way if area.level in levels] or way[-1:]


def _posting(notice: Notice, area: AreaRow, medium: PostingMedium, at: datetime | None) -> Posting:
    return Posting(
        notice=notice,
        level=area.level,
        area_code=area.code,
        area_path=area.path,
        medium=medium,
        posted_at=at,
    )
