"""Erasing what somebody said against a notice, and the words of a notice about a matter that was erased."""

from __future__ import annotations

from collections.abc import Iterable

from yuanba.journal.services import erasing
from yuanba.notices import queries
from yuanba.notices.models import Notice, Objection


def erase_objections(*, keys: Iterable[str]) -> int:
    """Erase these people's objections and what they were answered; that they objected stays.

    A beat of a higher app's act; says how many there were.
    """
    found = Objection.objects.filter(by_key__in=[key for key in keys if key])
    for number in found.values_list("id", flat=True):
        subject = queries.objection_subject(number)
        erasing.erase_words(kind=subject.kind, keys=[subject.key])
    return found.update(sealed=b"", text="", sealed_answer=b"")


def empty_notices(*, kind: str, key: str) -> int:
    """Empty title and text of every notice about a subject; where and when it hung stays.

    A beat of a higher app's act; says how many.
    """
    found = Notice.objects.filter(subject_kind=kind, subject_key=key)
    for number in found.values_list("id", flat=True):
        subject = queries.subject(number)
        erasing.erase_words(kind=subject.kind, keys=[subject.key])
    return found.update(title="", text="")
