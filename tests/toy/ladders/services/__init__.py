"""Lending ladders, and reading in the journal that one was lent."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from yuanba.rules.ladders.verbs import LadderVerb

from tests.toy.ladders import queries
from tests.toy.ladders.models import Loan
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.journal.services import Act
from yuanba.rules import ladders
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.sealing import keyring


@transaction.atomic
def lend(*, actor: Actor, borrower: str, words: str, now: datetime) -> None:
    """Lend a ladder to somebody; raises NoneLeft, NotAllowed."""
    lent = queries.lent()

    access.require(actor, LadderVerb.LEND, access.Facts(), now)
    ladders.require_one(lent)

    sealed = keyring.seal(words, purpose=queries.PURPOSE)
    loan = Loan.objects.create(borrower=borrower, sealed=sealed, lent_at=now)

    subject = journal.Subject(kind="ladder", key=str(loan.pk))
    journal.record(Act(actor, LadderVerb.LEND, now), subject, outcome={})


def read_journal() -> int:
    """Note of each loan that the journal has it; return how many positions were read."""
    return journal.read(name="ladders", take=_take, verbs={LadderVerb.LEND})


def _take(entries: Sequence[Recorded]) -> None:
    Loan.objects.filter(pk__in=[int(entry.key) for entry in entries]).update(is_read=True)
