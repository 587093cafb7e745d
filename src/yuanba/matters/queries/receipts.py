"""Which receipts an account keeps."""

from __future__ import annotations

from yuanba.matters.models import KeptReceipt


def kept_by(account_key: str) -> list[str]:
    """The numbers of the receipts that an account keeps, the newest first."""
    found = KeptReceipt.objects.filter(account_key=account_key).order_by("-id")
    return list(found.values_list("matter__receipt", flat=True))
