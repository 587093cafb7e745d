"""Who looked at what is kept of a person, and how often somebody looked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yuanba.journal.models import Acknowledged, Entry
from yuanba.journal.queries import Recorded, recorded, with_words


def times_by(actor_key: str, *, verb: str, since: datetime) -> int:
    """How often somebody did this since a moment, to anything."""
    return Entry.objects.filter(actor_key=actor_key, verb=verb, at__gte=since).count()


def done(
    verbs: Iterable[str], *, since: datetime, until: datetime | None = None, limit: int = 500
) -> list[Recorded]:
    """Every such act since a moment, newest first, without anybody's words."""
    found = Entry.objects.filter(verb__in=list(verbs), at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return [recorded(entry) for entry in found.order_by("-at", "-id")[:limit]]


def done_to(kind: str, keys: Iterable[str], verbs: Iterable[str]) -> list[Recorded]:
    """Every such act on these subjects, newest first, with the words that remain."""
    found = Entry.objects.filter(subject_kind=kind, subject_key__in=list(keys), verb__in=list(verbs))
    return with_words(list(found.order_by("-at", "-id")))


def said_by(actor_key: str, *, limit: int = 2000) -> list[Recorded]:
    """What somebody said in acts of their own, oldest first, as far as the words remain."""
    found = Entry.objects.filter(actor_key=actor_key, words_digest__isnull=False)
    told = with_words(list(found.order_by("at", "id")[:limit]))
    return [one for one in told if one.words]


def old_replies(before: datetime) -> int:
    """How many answers under idempotency keys were given before a moment."""
    return Acknowledged.objects.filter(at__lt=before).count()
