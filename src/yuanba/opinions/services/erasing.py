"""Erases who took part in consultations: what was said stays, and nobody can be told by it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from yuanba.opinions.models import OpinionStatement, StatementState
from yuanba.opinions.queries import statements


@transaction.atomic
def erase_participation(*, keys: Iterable[str]) -> int:
    """Cut off who somebody with these keys is, empty what was not shown, and return how many statements.

    A statement that was shown is everyone's by then: it stays, and nothing says whose it was.
    """
    mine = statements.participants(list(keys))
    written = OpinionStatement.objects.filter(author__in=mine)
    written.exclude(state=StatementState.ACCEPTED).update(sealed=b"", sealed_reason=b"")
    number = written.update(sealed=b"")
    mine.update(who="")
    return number
