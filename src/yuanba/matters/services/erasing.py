"""Erases the words and pictures of matters; that they existed, what they were and when stays.

They run within a higher app's transaction (a person erases their data; retention is over), which checks
access and journals.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from yuanba.journal.services import erasing as journal
from yuanba.matters import queries
from yuanba.matters.models import Attachment, Follower
from yuanba.matters.queries import attachments as questions
from yuanba.matters.queries.keeping import to_empty, with_codes
from yuanba.reading import bigrams
from yuanba.rules.matters.naming import Naming
from yuanba.sealing import files, keyring
from yuanba.web.kept import RETENTION

WORDS = "matter.words"
EMPTIED = (
    "sealed",
    "text",
    "place",
    "words",
    "suggestion",
    "draft",
    "naming",
    "title",
    "summary",
    "public_answer",
    "published_at",
    "emptied_at",
)
BATCH = 200


def empty(*, matter_id: int, by: str, now: datetime, keeps_public: bool = False) -> None:
    """Erase a matter's texts, pictures and voice clips from the database, the journal and the disk.

    With ``keeps_public`` the title, summary and answer that staff released to everyone stay.
    """
    matter = queries.lock(matter_id)
    matter.sealed = keyring.seal(json.dumps({"text": "", "place": ""}), purpose=WORDS)
    matter.text, matter.place, matter.suggestion, matter.draft = "", "", None, None
    matter.words = bigrams.vector(matter.receipt, matter.source_number)
    matter.naming = Naming.HANDLER
    if not keeps_public:
        matter.title, matter.summary, matter.public_answer, matter.published_at = "", "", "", None
    matter.emptied_at = now
    matter.save(update_fields=EMPTIED)
    journal.erase_words(kind=queries.STORY_KIND, keys=[str(matter.pk)], by=by, now=now)
    _throw_away(Attachment.objects.filter(matter_id=matter.pk))


def _throw_away(found: QuerySet[Attachment]) -> None:
    """Drop the rows, and the files once that is committed; a file that another row names stays."""
    names = [name for pair in found.values_list("name", "thumbnail") for name in pair if name]
    found.delete()
    transaction.on_commit(lambda: files.remove(names, known=questions.names_known))


def correct_name(*, matter_id: int, name: str) -> None:
    """Replace the reporter's name that is stored with a matter; an empty name removes it."""
    matter = queries.lock(matter_id)
    words = json.loads(keyring.unseal(matter.sealed, purpose=WORDS))
    words = {key: value for key, value in words.items() if key != "name"} | ({"name": name} if name else {})
    matter.sealed = keyring.seal(json.dumps(words, ensure_ascii=False), purpose=WORDS)
    matter.save(update_fields=["sealed"])


def part_followers(*, keys: Iterable[str]) -> int:
    """Remove these people as followers of all matters; return the number of removed rows."""
    return Follower.objects.filter(key__in=[key for key in keys if key]).delete()[0]


@transaction.atomic
def empty_old(*, before: datetime, is_private: bool, now: datetime) -> int:
    """Erase the words of a batch of matters ended before this moment; return the number, 0 if none is left.

    What was public keeps the title and summary that staff wrote. Their contact points go by themselves.
    """
    found = list(to_empty(before, is_private=is_private).order_by("id").values_list("id", flat=True)[:BATCH])
    for matter_id in found:
        empty(matter_id=matter_id, by=RETENTION, now=now, keeps_public=not is_private)
    return len(found)


@transaction.atomic
def forget_codes(*, before: datetime) -> int:
    """Make the query codes of matters that ended before this moment invalid; return the number of codes."""
    return with_codes(before).update(code_digest=b"")
