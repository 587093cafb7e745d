"""Sets what people choose about their messages, and the district's quiet hours and budget."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages.models import MessagePolicy, MessageWishes, SmsMonth
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.messages.reaching import QuietHours, Wishes
from yuanba.rules.messages.verbs import MessageVerb


class NobodyKnown(Refused):
    """Raised when somebody whom this place does not know wants to choose how messages come."""

    code: ClassVar[str] = "messages.nobody_known"


@transaction.atomic
def set_wishes(*, actor: Actor, owner: str, wishes: Wishes, now: datetime) -> None:
    """Set how messages reach one person, when the day's come together, and when it is quiet.

    For a group that is left out its default holds. Raises NobodyKnown without a person.
    """
    if not owner:
        raise NobodyKnown

    access.require(actor, MessageVerb.WISH, access.Facts(owner_key=owner), now)

    quiet = wishes.quiet
    reaches = {group.value: reach.value for group, reach in wishes.reaches.items()}
    MessageWishes.objects.update_or_create(
        owner=owner,
        defaults={
            "reaches": reaches,
            "digest_at": wishes.digest_at,
            "quiet_from": quiet.from_at if quiet else None,
            "quiet_until": quiet.until_at if quiet else None,
            "changed_at": now,
        },
    )

    journal.record(
        Act(actor, MessageVerb.WISH, now),
        Subject(kind="wishes", key=owner),
        outcome={"quiet": _spoken(quiet) if quiet else "", **reaches},
    )


@transaction.atomic
def set_policy(*, actor: Actor, quiet: QuietHours, sms_cap: int | None, now: datetime) -> None:
    """Set the district's quiet hours and its budget of text messages a month, None for no limit.

    Administrators are warned anew where the budget changes.
    """
    before = MessagePolicy.objects.select_for_update().filter(pk=1).first()

    access.require(actor, MessageVerb.SET_POLICY, access.Facts(), now)

    values = {"quiet_from": quiet.from_at, "quiet_until": quiet.until_at, "sms_cap": sms_cap}
    MessagePolicy.objects.update_or_create(pk=1, defaults={**values, "changed_at": now})
    if before is None or before.sms_cap != sms_cap:
        SmsMonth.objects.update(is_warned=False, is_ended=False)

    journal.record(
        Act(actor, MessageVerb.SET_POLICY, now),
        Subject(kind="message_policy", key="1"),
        outcome={"quiet": _spoken(quiet), "cap": "" if sms_cap is None else str(sms_cap)},
    )


def _spoken(quiet: QuietHours) -> str:
    return f"{quiet.from_at:%H:%M}-{quiet.until_at:%H:%M}"
