"""Queries for privacy: who looked at personal data, what an actor typed, how many replies are old."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from yuanba.journal.models import Acknowledged, Entry
from yuanba.journal.queries import Recorded, recorded, with_words
from yuanba.rules.core.outcome_reader import OutcomeReader


def times_by(actor_key: str, *, verb: str, since: datetime) -> int:
    """Return the number of times that an actor performed an action since a moment, on any subject."""
    return Entry.objects.filter(actor_key=actor_key, verb=verb, at__gte=since).count()


def done(
    verbs: Iterable[str], *, since: datetime, until: datetime | None = None, limit: int = 500
) -> list[Recorded]:
    """Return the entries of these actions since a moment, newest first, without typed texts."""
    found = Entry.objects.filter(verb__in=list(verbs), at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return [recorded(entry) for entry in found.order_by("-at", "-id")[:limit]]


def last_of_each(
    kind: str, verbs: Iterable[str], *, telling: Mapping[str, Iterable[str]], since: datetime, limit: int
) -> list[int]:
    """Return the id of the last of these actions on each subject of a kind since a moment, the newest first.

    Only of entries that tell one of these texts under each of these names. Ids alone, so that very many fit
    into little room; `entries` reads some of them.
    """
    told = {f"outcome__{name}__in": list(texts) for name, texts in telling.items()}
    done = Entry.objects.filter(subject_kind=kind, verb__in=list(verbs), at__gte=since, **told)
    last = done.order_by("subject_key", "-number").distinct("subject_key")
    newest = Entry.objects.filter(pk__in=last.values("pk")).order_by("-at", "-id")
    return list(newest.values_list("pk", flat=True)[:limit])


def entries(ids: Iterable[int]) -> list[Recorded]:
    """Return the entries with these ids, newest first, without typed texts."""
    return [recorded(entry) for entry in Entry.objects.filter(pk__in=list(ids)).order_by("-at", "-id")]


def done_to(kind: str, keys: Iterable[str], verbs: Iterable[str]) -> list[Recorded]:
    """Return all entries of these actions about these subjects, newest first, with texts not yet erased."""
    found = Entry.objects.filter(subject_kind=kind, subject_key__in=list(keys), verb__in=list(verbs))
    return with_words(list(found.order_by("-at", "-id")))


def states_of(kind: str, keys: Iterable[str]) -> dict[str, list[tuple[str, datetime, str]]]:
    """Return the steps of some subjects, oldest first, as (verb, moment, state after it), by their keys.

    The state is empty where the entry names none. One statement; typed texts are not read.
    """
    found: dict[str, list[tuple[str, datetime, str]]] = {}
    rows = Entry.objects.filter(subject_kind=kind, subject_key__in=list(keys))
    told = rows.order_by("subject_key", "number")
    for key, verb, at, outcome in told.values_list("subject_key", "verb", "at", "outcome"):
        found.setdefault(key, []).append((verb, at, OutcomeReader(outcome).text("state")))
    return found


def said_by(actor_key: str, *, limit: int = 2000) -> list[Recorded]:
    """Return the entries in which an actor typed a text that was not erased, oldest first."""
    found = Entry.objects.filter(actor_key=actor_key, words_digest__isnull=False)
    told = with_words(list(found.order_by("at", "id")[:limit]))
    return [one for one in told if one.words]


def old_replies(before: datetime) -> int:
    """Return the number of stored replies to requests with idempotency keys that are older than a moment."""
    return Acknowledged.objects.filter(at__lt=before).count()
