"""Erasing what a borrower said."""

from tests.toy.ladders.models import Loan


def erase(*, borrower: str) -> int:
    """Empty the words of a borrower's loans; return how many. A beat of a higher app's act."""
    return Loan.objects.filter(borrower=borrower).exclude(sealed=b"").update(sealed=b"")
