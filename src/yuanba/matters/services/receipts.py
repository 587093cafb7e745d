"""Services around the receipt: saving one in an account, and telling a resident at the counter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.matters import queries
from yuanba.matters.models import KeptReceipt
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries import receipts as questions
from yuanba.messages import services as messages
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people.verbs import PeopleVerb


@transaction.atomic
def keep_receipt(*, actor: Actor, receipt: str, code: str, now: datetime) -> None:
    """Save a receipt in an account after checking its query code; raise MatterNotFound if the code is wrong.

    The owner stays who it was: whoever has the paper can still act without the account. The entrance
    counts the attempts.
    """
    access.require(actor, PeopleVerb.ACCOUNT_KEEP_RECEIPT, access.Facts(owner_key=actor.key), now)
    row = queries.matter_by_code(receipt, code)
    if row is None:
        raise queries.MatterNotFound

    _keep(actor, row, now, proof="code")


@transaction.atomic
def keep_receipts_by_phone(*, actor: Actor, receipts: Collection[str], now: datetime) -> int:
    """Save in an account those receipts with which its proven phone number was left; return how many.

    Others among ``receipts``, and those saved already, change nothing. The owner stays who it was.
    """
    access.require(actor, PeopleVerb.ACCOUNT_KEEP_RECEIPT, access.Facts(owner_key=actor.key), now)
    found = [row for row in questions.to_keep(actor.key, now) if row.receipt in receipts]

    for row in found:
        _keep(actor, row, now, proof="phone")
    return len(found)


def _keep(actor: Actor, row: MatterRow, now: datetime, *, proof: str) -> None:
    _kept, is_new = KeptReceipt.objects.get_or_create(
        account_key=actor.key, matter_id=row.id, defaults={"kept_at": now}
    )
    if is_new and row.owner_key != actor.key:
        journal.record(
            Act(actor, PeopleVerb.ACCOUNT_KEEP_RECEIPT, now),
            Subject(kind="account", key=actor.key),
            outcome={"receipt": row.receipt, "proof": proof},
        )


def forget_kept(*, account_key: str) -> int:
    """Remove all receipts saved in an account; return their number. The caller records it in the journal."""
    return KeptReceipt.objects.filter(account_key=account_key).delete()[0]


def release(*, matter_id: int) -> None:
    """Remove a matter's receipt from all accounts that saved it, because its query code changed."""
    KeptReceipt.objects.filter(matter_id=matter_id).delete()


@transaction.atomic
def tell(*, actor: Actor, matter_id: int, message_id: int, now: datetime) -> None:
    """Record that a message was given to the resident in person or by phone."""
    matter = queries.lock(matter_id)

    access.require(actor, MessageVerb.TELL, queries.facts_of(matter), now)

    messages.told(message_id=message_id, kind=queries.STORY_KIND, key=str(matter.pk), now=now)

    journal.record(
        Act(actor, MessageVerb.TELL, now),
        queries.subject(matter.pk),
        outcome={"receipt": matter.receipt, "message": message_id},
    )
