"""Which receipts a browser has proven, and which an account keeps."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from yuanba.matters.models import KeptReceipt, Matter


def kept_by(account_key: str) -> list[str]:
    """The numbers of the receipts that an account keeps, the newest first."""
    found = KeptReceipt.objects.filter(account_key=account_key).order_by("-id")
    return list(found.values_list("matter__receipt", flat=True))


def proof_mark(token: str) -> str:
    """What a browser keeps to show later that it proved a receipt: it ends with the address of the story."""
    return sha256(token.encode()).hexdigest()[:16]


def still_proven(marks: Mapping[str, str]) -> list[str]:
    """Those of these receipts whose mark still holds, in their order; one statement, none for none."""
    found = Matter.objects.filter(receipt__in=list(marks)).values_list("receipt", "token") if marks else []
    held = {receipt for receipt, token in found if marks[receipt] == proof_mark(token)}
    return [receipt for receipt in marks if receipt in held]
