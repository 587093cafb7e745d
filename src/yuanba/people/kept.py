"""What is kept of the holder of an account, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass

from yuanba.people import queries, services
from yuanba.people.queries import keeping, phones
from yuanba.people.services import erasing
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, HeldQuery, Part, Retained


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHolder:
    """The personal data of one account's holder: log-in name, name and phone number."""

    login: str
    name: str
    phone: str


def _holder(asked: HeldQuery) -> AccountHolder | None:
    account = queries.account(asked.key) if asked.is_account else None
    if account is None:
        return None
    number = phones.phone_of(asked.key)
    return AccountHolder(
        login=account.login,
        name=queries.names([asked.key]).get(asked.key, ""),
        phone=number if asked.is_open or not number else f"{number[:3]}****{number[-4:]}",
    )


def _erase(asked: HeldQuery) -> int:
    if asked.is_account:
        erasing.erase_account(account_key=asked.key, by=asked.by, now=asked.now)
    return int(asked.is_account)


PARTS = (
    Part(
        name="account",
        order=10,
        held=_holder,
        data=lambda one: {"login": one.login, "name": one.name, "phone": one.phone} if one else None,
        has_words=lambda one: bool(one and one.phone),
    ),
)
ERASERS = (Eraser(name="account", order=90, erase=_erase, is_silent=True),)
RETAINED = (
    Retained(
        kind=Kept.COUNTS,
        owner="people",
        count=keeping.old_counts,
        empty=lambda before, now: services.forget_throttles(before=before),
    ),
)
