"""Takes names off selections: of who steps back, who never answered, and who asks to be erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yuanba.honours import queries
from yuanba.honours.models import HeldSelection, Honour, Nominee
from yuanba.journal.services import erasing
from yuanba.notices.services.erasing import reword_notice
from yuanba.rules.honours.selections import NomineeState


def take_off(nominee: Nominee, state: NomineeState, *, by: str, now: datetime) -> None:
    """Empty what is kept of a locked nominee, take their honour off, and their name from a notice."""
    was_posted = nominee.is_posted
    nominee.state, nominee.account_key, nominee.on_list = str(state), "", False
    nominee.sealed_name, nominee.name_digest, nominee.sealed_deeds = b"", None, b""
    nominee.save(
        update_fields=["state", "account_key", "on_list", "sealed_name", "name_digest", "sealed_deeds"]
    )
    Honour.objects.filter(nominee=nominee, withdrawn_at=None).update(withdrawn_at=now)
    erasing.erase_words(kind=queries.NOMINEE, keys=[str(nominee.pk)], by=by, now=now)
    if was_posted and nominee.selection.notice_id:
        text = queries.result_text(nominee.selection)
        reword_notice(notice_id=nominee.selection.notice_id, text=text, by=by, now=now)


def lapse(selection: HeldSelection, *states: NomineeState, by: str, now: datetime) -> int:
    """Take off the nominees of a locked selection who are in these states; return how many."""
    found = selection.nominees.filter(state__in=[str(one) for one in states]).order_by("pk")
    for nominee in found:
        nominee.selection = selection
        take_off(nominee, NomineeState.LAPSED, by=by, now=now)
    return len(found)


def erase_nominees(*, keys: Iterable[str], by: str, now: datetime) -> int:
    """Erase these accounts from selections and honours; return how many nominees had their name taken off.

    Whom they nominated stands on, without them. Called within a higher app's transaction, which records it.
    """
    known = [key for key in keys if key]
    Nominee.objects.filter(by_key__in=known).update(by_key="")
    mine = list(
        Nominee.objects.filter(account_key__in=known).order_by("selection", "pk").values_list("pk", flat=True)
    )
    for number in mine:
        take_off(queries.lock_nominee(number), NomineeState.WITHDRAWN, by=by, now=now)
    return len(mine)
