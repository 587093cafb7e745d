"""For whom somebody acts: for themselves, or, at a counter, for who showed a receipt with its query code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yuanba.matters import queries as matters
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.privacy import Assisted


class OfAccount(Refused):
    """This was filed by an account: its holder opens it with the password, nobody else."""

    code: ClassVar[str] = "privacy.of_account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Who stands before staff, by the receipt that they showed, and why they do it with help.

    Any counter of the district will do: what opens it is the code on the paper. That they showed who
    they are is seen, not kept.
    """

    key: str
    receipt: str
    why: Assisted


def shown(*, receipt: str, code: str, why: Assisted) -> Beside:
    """Who showed this receipt with its code; raises matters.NotFound, BadReceipt, OfAccount.

    The caller counts the attempts.
    """
    row = matters.matter_by_code(receipts.parse(receipt), code.translate(receipts.WIDE))
    if row is None:
        raise matters.NotFound
    if row.owner_key != matters.owner_by_receipt(row.receipt):
        raise OfAccount
    return Beside(key=row.owner_key, receipt=row.receipt, why=why)


def require(actor: Actor, verb: Verb, beside: Beside | None, now: datetime) -> str:
    """Whose data is meant, if this actor may do this with it; raises NotAllowed.

    Staff are nobody's owner: without a receipt that was shown to them they are let into nothing.
    """
    if actor.kind is ActorKind.STAFF and beside is None:
        raise access.NotAllowed(verb=verb.value)
    key = beside.key if beside else actor.key
    access.require(actor, verb, access.Facts(owner_key=key), now)
    return key


def told(beside: Beside | None) -> dict[str, Json]:
    """What the journal keeps of help: that it was for the owner, and why."""
    return {"for_owner": True, "why": beside.why.value} if beside else {}
