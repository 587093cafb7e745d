"""Erases the words of objections, and of notices about an erased matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from yuanba.journal.services import erasing
from yuanba.notices import queries
from yuanba.notices.models import Notice, Objection, Posting
from yuanba.sealing import files

#: Says which of these files a row of any app refers to.
Known = Callable[[list[str]], frozenset[str]]
_BATCH = 200


def erase_objections(*, keys: Iterable[str], by: str, now: datetime) -> int:
    """Erase the texts of these people's objections and of the answers; return how many objections.

    Called within a higher app's transaction, which records it.
    """
    found = Objection.objects.filter(by_key__in=[key for key in keys if key])
    for number in found.values_list("id", flat=True):
        subject = queries.objection_subject(number)
        erasing.erase_words(kind=subject.kind, keys=[subject.key], by=by, now=now)
    return found.update(sealed=b"", text="", sealed_answer=b"")


def empty_notices(*, kind: str, key: str, known: Known, by: str, now: datetime) -> int:
    """Erase title, text and board pictures of all notices about a subject; return how many notices.

    Where and when they hung stays. Called within a higher app's transaction, which records it.
    """
    found = Notice.objects.filter(subject_kind=kind, subject_key=key)
    for number in found.values_list("id", flat=True):
        subject = queries.subject(number)
        erasing.erase_words(kind=subject.kind, keys=[subject.key], by=by, now=now)
    _drop_pictures(Posting.objects.filter(notice__in=found), known)
    return found.update(title="", text="")


def reword_notice(*, notice_id: int, text: str, by: str, now: datetime) -> None:
    """Write the text of a notice anew, without the name of somebody who asked for it.

    The journal loses the words too. Called within a higher app's transaction, which records it.
    """
    subject = queries.subject(notice_id)
    erasing.erase_words(kind=subject.kind, keys=[subject.key], by=by, now=now)
    Notice.objects.filter(pk=notice_id).update(text=text)


def old_pictures(before: datetime) -> QuerySet[Posting]:
    """Return the postings that have a board picture and whose notice ended before this moment."""
    return Posting.objects.filter(notice__ended_at__lt=before).exclude(proof="")


@transaction.atomic
def drop_old_pictures(*, before: datetime, known: Known) -> int:
    """Delete a batch of board pictures of notices that ended before this moment; return how many postings.

    That it hung there, when, and who said so stays.
    """
    found = old_pictures(before).order_by("pk").values_list("pk", flat=True)
    return _drop_pictures(Posting.objects.filter(pk__in=list(found[:_BATCH])), known)


def _drop_pictures(found: QuerySet[Posting], known: Known) -> int:
    """Forget the pictures, and drop the files once that is committed; one that another row names stays."""
    pairs = found.exclude(proof="").values_list("proof", "proof_small")
    names = [name for pair in pairs for name in pair if name]
    transaction.on_commit(lambda: files.remove(names, known=known))
    return found.exclude(proof="").update(proof="", proof_small="")
