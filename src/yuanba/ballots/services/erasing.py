"""Erases the names of people on rolls."""

from __future__ import annotations

from collections.abc import Iterable

from yuanba.ballots.models import Voter


def erase_voters(*, keys: Iterable[str]) -> int:
    """Erase the names that stand for these accounts on rolls whose votes are closed; return how many.

    What they voted stays under a random code. Called within a higher app's transaction, which records it.
    """
    found = Voter.objects.filter(account_key__in=[key for key in keys if key])
    number = 0
    for voter in found.exclude(roll__votes__closed_at=None, roll__votes__isnull=False):
        voter.sealed_name, voter.name_digest, voter.account_key = b"", voter.code.encode(), ""
        voter.save(update_fields=["sealed_name", "name_digest", "account_key"])
        number += 1
    return number
