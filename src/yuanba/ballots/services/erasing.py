"""Erases the names of people on rolls."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from yuanba.ballots.models import HeldVote, Proxy, SheetEntry, Voter
from yuanba.ballots.queries.cast import PHONE
from yuanba.people.queries import phones
from yuanba.sealing import keyring


def erase_voters(*, keys: Iterable[str]) -> int:
    """Erase the names that stand for these accounts on rolls whose votes are closed; return how many.

    Who came from a file is found by the proven mobile number of the account. What they voted stays under a
    random code. Called within a higher app's transaction, which records it.
    """
    mine = [key for key in keys if key]
    found = Voter.objects.filter(Q(account_key__in=mine) | Q(pk__in=_by_phone(mine)))
    number = 0
    for voter in found.exclude(roll__votes__closed_at=None, roll__votes__isnull=False):
        voter.sealed_name, voter.name_digest, voter.account_key = b"", voter.code.encode(), ""
        voter.sealed_phone, voter.phone_digest = b"", None
        voter.save(
            update_fields=["sealed_name", "name_digest", "account_key", "sealed_phone", "phone_digest"]
        )
        number += 1
    return number


def _by_phone(keys: Iterable[str]) -> list[int]:
    """Each roll has its own digest of a number, so each is asked."""
    numbers = [number for key in keys if (number := phones.phone_of(key))]
    rolls = (
        Voter.objects.exclude(phone_digest=None).values_list("roll", flat=True).distinct() if numbers else ()
    )
    found: list[int] = []
    for roll in rolls:
        digests = [one for number in numbers for one in keyring.digests(f"{roll}:{number}", purpose=PHONE)]
        found += Voter.objects.filter(roll=roll, phone_digest__in=digests).values_list("pk", flat=True)
    return found


def erase_typed(*, vote: HeldVote) -> None:
    """Erase what a counted vote needs no more: what was typed in of its sheets, and proxies nobody used.

    The ballots and each ``SealedChoice`` stay, so that an export can be counted again.
    """
    SheetEntry.objects.filter(sheet__station__vote=vote).delete()
    Proxy.objects.filter(vote=vote, ballots=None).delete()
