"""Decides whose data an actor handles: their own, or that of a person at a counter with a receipt."""

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
    """Raised when the receipt belongs to an account, whose data only the account's holder may see."""

    code: ClassVar[str] = "privacy.of_account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One person whom staff help at a counter (窗口代办): the receipt shown, and the reason for the help.

    Any counter of the district will do: what opens it is the code on the paper. That they showed who
    they are is seen, not kept.
    """

    key: str
    receipt: str
    why: Assisted


def shown(*, receipt: str, code: str, why: Assisted) -> Beside:
    """Return the person who showed this receipt with its query code.

    Raises matters.MatterNotFound, NotAReceipt, OfAccount. The caller counts the attempts.
    """
    row = matters.matter_by_code(receipts.parse(receipt), code.translate(receipts.WIDE))
    if row is None:
        raise matters.MatterNotFound
    if row.owner_key != matters.owner_by_receipt(row.receipt):
        raise OfAccount
    return Beside(key=row.owner_key, receipt=row.receipt, why=why)


def require(actor: Actor, verb: Verb, beside: Beside | None, now: datetime) -> str:
    """Return the key of the person whose data the action concerns; raise NotAllowed if it is forbidden.

    Staff are nobody's owner: without a receipt that was shown to them they are let into nothing.
    """
    if actor.kind is ActorKind.STAFF and beside is None:
        raise access.NotAllowed(verb=verb.value)
    key = beside.key if beside else actor.key
    access.require(actor, verb, access.Facts(owner_key=key), now)
    return key


def told(beside: Beside | None) -> dict[str, Json]:
    """Return the journal fields that record help at a counter and its reason; empty if nobody was helped."""
    return {"for_owner": True, "why": beside.why.value} if beside else {}
