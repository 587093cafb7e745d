"""Queries of the journal; they return entries as frozen rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Expression, Q, QuerySet, Subquery
from django.db.models.functions import Now

from yuanba.districts import queries as districts
from yuanba.districts.queries import PassedOver
from yuanba.journal.models import Chain, Entry, EntryPosition, Skipped, Waiting, Words
from yuanba.rules.core.outcome_reader import OutcomeReader
from yuanba.rules.core.paging import Cursor
from yuanba.rules.time.calendar import moment
from yuanba.sealing import keyring
from yuanba.web.once import once


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One journal entry as a frozen row; ``position`` is 0 while the entry has no position.

    ``outcome`` is what was recorded, as it stands, to be passed on; whoever reads it uses ``told``.
    """

    id: int
    position: int
    kind: str
    key: str
    number: int
    verb: str
    actor_kind: str
    actor_key: str
    at: datetime
    outcome: dict[str, Any]
    because: tuple[str, ...]
    words: str

    @property
    def told(self) -> OutcomeReader:
        """Return the typed reader of what was recorded as the entry's outcome."""
        return OutcomeReader(self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The newest position of the journal, with the running digest up to it."""

    position: int
    running: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The criteria of an auditor's search of the journal: days, action and account.

    `from_on` to `until_on`, both included; a verb; `key` is the account that acted, or that the entry is
    about; `matter` is the key of the one matter that it is about, whatever the days.
    """

    from_on: date
    until_on: date
    verb: str = ""
    key: str = ""
    matter: str = ""


def sought(wanted: Sought, *, after: str = "", limit: int) -> list[Recorded]:
    """Return the entries that match an auditor's search, newest first, without typed texts.

    `after` is the cursor of the page before.
    """
    rows = _sought(wanted)
    cursor = Cursor.parse(after)
    if cursor:
        rows = rows.filter(Q(at__lt=cursor.at) | Q(at=cursor.at, id__lt=cursor.id), at__lte=cursor.at)
    return [recorded(entry) for entry in rows.order_by("-at", "-id")[:limit]]


def cursor_of(row: Recorded) -> str:
    """Return the cursor of the page that follows this entry in a search."""
    return Cursor(at=row.at, id=row.id).text()


def _sought(wanted: Sought) -> QuerySet[Entry]:
    if wanted.matter:
        rows = Entry.objects.filter(subject_kind="matter", subject_key=wanted.matter)
    else:
        start, end = moment(wanted.from_on, time(0)), moment(wanted.until_on + timedelta(days=1), time(0))
        rows = Entry.objects.filter(at__gte=start, at__lt=end)
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.key:
        rows = rows.filter(Q(actor_key=wanted.key) | Q(subject_kind="account", subject_key=wanted.key))
    return rows


def waiting(*, limit: int) -> list[tuple[int, bytes | None]]:
    """Return the entries that have no position yet, oldest first, as (id, hash).

    One that was passed over is left out until it is tried again. No hash: there is no such entry.
    """
    later = Skipped.objects.filter(reader=Skipped.NUMBERING, retry_at__gt=Now()).values("entry_id")
    rows = Waiting.objects.exclude(entry_id__in=later).order_by("entry_id")
    ids = list(rows.values_list("entry_id", flat=True)[:limit])
    found = dict(Entry.objects.filter(id__in=ids).values_list("id", "hash"))
    return [(entry_id, bytes(found[entry_id]) if entry_id in found else None) for entry_id in ids]


def last_position() -> Placed | None:
    """Return the newest position and its running digest, or None in an empty journal."""
    last = EntryPosition.objects.order_by("-position").first()
    return Placed(position=last.position, running=bytes(last.running)) if last else None


def between(after: int, until: int, *, verbs: Iterable[str] | None = None) -> list[Recorded]:
    """Return the entries after one position up to another, in order; only those of ``verbs`` if given."""
    places = EntryPosition.objects.filter(position__gt=after, position__lte=until).order_by("position")
    placed = list(places.values_list("position", "entry_id"))
    # by their numbers: a join would read a table of unknown size, as every table is until it is analysed
    wanted = Entry.objects.filter(id__in=[entry_id for _, entry_id in placed])
    if verbs is not None:
        wanted = wanted.filter(verb__in=list(verbs))
    entries = {entry.pk: entry for entry in wanted}
    return [recorded(entries[entry_id], position=place) for place, entry_id in placed if entry_id in entries]


def first_verbs(actor_key: str, *, limit: int) -> set[str]:
    """Return the names of what an actor did in their first so many entries; one SQL statement."""
    first = Entry.objects.filter(actor_key=actor_key).order_by("at", "id")[:limit]
    return set(first.values_list("verb", flat=True))


_UNREAD = """
select exists (select 1 from journal_position
    where position > coalesce((select position from journal_reader where name = %(name)s), 0)),
exists (select 1 from journal_skipped where reader = %(name)s and retry_at <= statement_timestamp())
"""


def unread(name: str) -> tuple[bool, bool]:
    """Return whether a reader has new entries to read, and whether one is due that it passed over.

    One SQL statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, {"name": name})
        has_new, has_due = cursor.fetchone()
        return has_new, has_due


def skipped_due(name: str) -> list[int]:
    """Return the ids of the entries that a reader passed over and that are to be tried again by now."""
    due = Skipped.objects.filter(reader=name, retry_at__lte=Now())
    return list(due.order_by("entry_id").values_list("entry_id", flat=True))


def faults() -> list[PassedOver]:
    """Return every entry that a reader or the numbering passed over in the current district."""
    row = districts.current()
    return [
        PassedOver(
            district=row.code if row else "",
            part=one.reader,
            key=f"entry {one.entry_id}",
            fault=one.fault,
            tries=one.tries,
            since_at=one.since_at,
            retry_at=one.retry_at,
        )
        for one in Skipped.objects.order_by("since_at", "id")
    ]


def entry_at(position: int) -> int:
    """Return the id of the entry that has this position."""
    return EntryPosition.objects.values_list("entry_id", flat=True).get(position=position)


def placed_entry(entry_id: int) -> Recorded:
    """Return one entry with its position."""
    place = EntryPosition.objects.select_related("entry").get(entry_id=entry_id)
    return recorded(place.entry, position=place.position)


def story(kind: str, key: str) -> list[Recorded]:
    """Return all entries about one subject, oldest first, with the typed texts that were not erased."""
    return list(once(("story", kind, key), lambda: _story(kind, key)))


_STORY = """
select entry.id, number, verb, actor_kind, actor_key, at, outcome, because, sealed
from journal_entry entry left join journal_words words on words.entry_id = entry.id and erased_at is null
where subject_kind = %s and subject_key = %s order by number
"""


def _story(kind: str, key: str) -> list[Recorded]:
    """Every page with a history asks this, so it is raw SQL: the ORM would cost more than all else of it."""
    with connection.cursor() as cursor:
        cursor.execute(_STORY, [kind, key])
        return [
            Recorded(
                id=entry_id,
                position=0,
                kind=kind,
                key=key,
                number=number,
                verb=verb,
                actor_kind=actor_kind,
                actor_key=actor_key,
                at=at,
                outcome=json.loads(outcome),
                because=tuple(json.loads(because)),
                words=keyring.unseal(bytes(sealed), purpose="journal.words") if sealed else "",
            )
            for entry_id, number, verb, actor_kind, actor_key, at, outcome, because, sealed in cursor
        ]


def wordless_story(kind: str, key: str) -> list[Recorded]:
    """Return all entries about one subject, oldest first, without any typed text; one SQL statement."""
    entries = Entry.objects.filter(subject_kind=kind, subject_key=key).order_by("number")
    return [recorded(entry) for entry in entries]


def length_of(kind: str, key: Expression) -> Subquery:
    """Return the expression for the number of entries about a subject, for another app's statement."""
    return Subquery(Chain.objects.filter(kind=kind, key=key).values("length")[:1])


def with_words(found: Iterable[Entry]) -> list[Recorded]:
    """Return these entries, each with the text typed in it unless that text was erased."""
    entries = list(found)
    digested = [entry.pk for entry in entries if entry.words_digest]
    rows = Words.objects.filter(entry__in=digested, erased_at=None)
    words = {row.pk: keyring.unseal(row.sealed, purpose="journal.words") for row in rows}
    return [recorded(entry, words=words.get(entry.pk, "")) for entry in entries]


def times(kind: str, key: str, *, verb: str, actor_key: str, since: datetime) -> int:
    """Return the number of times that an actor performed an action on a subject since a moment."""
    entries = Entry.objects.filter(subject_kind=kind, subject_key=key, verb=verb)
    return entries.filter(actor_key=actor_key, at__gte=since).count()


def last(
    kind: str, key: str, *, verbs: Collection[str], told: Mapping[str, str | int] | None = None
) -> Recorded | None:
    """Return the newest entry of any of these actions about one subject, without its typed text, or None.

    ``told`` is what its outcome must say.
    """
    entries = Entry.objects.filter(subject_kind=kind, subject_key=key, verb__in=list(verbs))
    if told:
        entries = entries.filter(outcome__contains=dict(told))
    found = entries.order_by("-number").first()
    return recorded(found) if found else None


def last_at(kind: str, key: str) -> datetime | None:
    """Return the moment of the newest entry about one subject, or None where there is none."""
    found = Entry.objects.filter(subject_kind=kind, subject_key=key).order_by("-number")
    return found.values_list("at", flat=True).first()


def newest(kind: str, key: str, *, verbs: Collection[str], by: str) -> dict[str, Recorded]:
    """Return the newest entry of these actions about one subject, for each value of ``by`` in outcomes.

    Without typed texts. One SQL statement.
    """
    entries = Entry.objects.filter(subject_kind=kind, subject_key=key, verb__in=list(verbs))
    return {row.told.text(by): row for row in map(recorded, entries.order_by("number"))}


def acted_since(actor_key: str, at: datetime, *, but: Collection[str]) -> bool:
    """Return whether an actor has done anything but these actions since a moment."""
    return Entry.objects.filter(actor_key=actor_key, at__gte=at).exclude(verb__in=list(but)).exists()


def since(kind: str, key: str, *, verbs: Iterable[str], number: int) -> dict[str, int]:
    """Return, per action, how many entries about a subject follow its entry with this number."""
    entries = Entry.objects.filter(
        subject_kind=kind, subject_key=key, verb__in=list(verbs), number__gt=number
    )
    return dict(entries.values_list("verb").annotate(count=Count("id")))


def counts() -> dict[str, int]:
    """Return the number of all entries, and of the entries that wait for a position."""
    return {"entries": Entry.objects.count(), "waiting": Waiting.objects.count()}


def recorded(entry: Entry, *, position: int = 0, words: str = "") -> Recorded:
    """Return a database ``Entry`` as a ``Recorded`` row, with the given position and typed text."""
    return Recorded(
        id=entry.pk,
        position=position,
        kind=entry.subject_kind,
        key=entry.subject_key,
        number=entry.number,
        verb=entry.verb,
        actor_kind=entry.actor_kind,
        actor_key=entry.actor_key,
        at=entry.at,
        outcome=entry.outcome,
        because=tuple(entry.because),
        words=words,
    )
