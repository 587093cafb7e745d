"""Questions about loans."""

from dataclasses import dataclass
from datetime import datetime

from tests.toy.ladders.models import Loan
from yuanba.sealing import keyring

PURPOSE = "ladders.words"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """A loan with the borrower's words."""

    at: datetime
    words: str
    is_read: bool


def lent() -> int:
    """Return how many ladders are lent."""
    return Loan.objects.count()


def lent_at() -> list[datetime]:
    """Return when each of the ladders was lent."""
    return list(Loan.objects.values_list("lent_at", flat=True))


def of(borrower: str) -> tuple[LoanRow, ...]:
    """Return the loans of one borrower; the caller is them, or has asked."""
    return tuple(
        LoanRow(
            at=loan.lent_at,
            words=keyring.unseal(bytes(loan.sealed), purpose=PURPOSE) if loan.sealed else "",
            is_read=loan.is_read,
        )
        for loan in Loan.objects.filter(borrower=borrower).order_by("id")
    )
