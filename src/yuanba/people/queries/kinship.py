"""Reads declared family ties among staff."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from yuanba.people.models import KinTie


def kin_of(key: str) -> frozenset[str]:
    """Return the account keys of an account's declared relatives."""
    return kin_of_each([key]).get(key, frozenset())


def kin_of_each(keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the declared relatives of these accounts, as a dict by account key without empty entries."""
    asked, found = set(keys), dict[str, set[str]]()
    ties = KinTie.objects.filter(Q(first__key__in=asked) | Q(second__key__in=asked), retracted_at=None)
    for first, second in ties.values_list("first__key", "second__key"):
        found.setdefault(first, set()).add(second)
        found.setdefault(second, set()).add(first)
    return {key: frozenset(kin) for key, kin in found.items() if key in asked}


def kin_numbers(keys: Iterable[str]) -> dict[str, int]:
    """Return the number of declared relatives of each account, as a dict by account key."""
    wanted = set(keys)
    known = kin_of_each(wanted)
    return {key: len(known.get(key, ())) for key in wanted}
