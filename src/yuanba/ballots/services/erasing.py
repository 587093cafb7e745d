"""Erases the names of people on rolls."""

from __future__ import annotations

from collections.abc import Iterable

from yuanba.ballots.models import HeldVote, Proxy, SheetEntry, Voter


def erase_voters(*, keys: Iterable[str]) -> int:
    """Erase the names that stand for these accounts on rolls whose votes are closed; return how many.

    What they voted stays under a random code. Called within a higher app's transaction, which records it.
    """
    found = Voter.objects.filter(account_key__in=[key for key in keys if key])
    number = 0
    for voter in found.exclude(roll__votes__closed_at=None, roll__votes__isnull=False):
        voter.sealed_name, voter.name_digest, voter.account_key = b"", voter.code.encode(), ""
        voter.sealed_phone, voter.phone_digest = b"", None
        voter.save(
            update_fields=["sealed_name", "name_digest", "account_key", "sealed_phone", "phone_digest"]
        )
        number += 1
    return number


def erase_typed(*, vote: HeldVote) -> None:
    """Erase what a counted vote needs no more: what was typed in of its sheets, and proxies nobody used.

    The ballots and each ``SealedChoice`` stay, so that an export can be counted again.
    """
    SheetEntry.objects.filter(sheet__station__vote=vote).delete()
    Proxy.objects.filter(vote=vote, ballots=None).delete()
