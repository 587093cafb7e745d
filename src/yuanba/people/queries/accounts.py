"""Reads accounts: their actors, names and labels, and the rows that staff see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from yuanba.people.models import Account, Position
from yuanba.people.queries.positions import PositionRow, Seat, seats, seats_by_account, seats_held_by
from yuanba.rules.core.actor import Actor, ActorKind, Holding
from yuanba.sealing import keyring
from yuanba.web.pinyin import is_latin, sounds_like

NAME = "people.name"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account with its positions but without its holder's name, which ``names`` decrypts."""

    key: str
    login: str
    kind: ActorKind
    is_active: bool
    must_change_password: bool
    is_program: bool = False
    reset_asked_by: str = ""
    reset_asked_at: datetime | None = None
    positions: tuple[PositionRow, ...] = ()


def actor_of(account: Account) -> Actor:
    """Return the actor of an account, with its positions if it is staff; they are remembered."""
    if account.kind == ActorKind.RESIDENT:
        return Actor(kind=ActorKind.RESIDENT, key=account.key)
    return _staff_actor(account.key, seats_of(account), account.has_chair)


def seats_of(account: Account) -> list[Seat]:
    """Return the positions of an account, oldest first; remembered."""
    return seats_held_by([account.key])[account.key]


def name_of(account: Account) -> str:
    """Return the decrypted name of an account's holder; the caller checks who may see it."""
    return keyring.unseal(bytes(account.sealed_name), purpose=NAME)


def _staff_actor(key: str, seats: Iterable[Seat], has_chair: bool) -> Actor:
    holdings = (holding for seat in seats for holding in _holdings(seat))
    return Actor(kind=ActorKind.STAFF, key=key, holdings=tuple(holdings), has_chair=has_chair)


def actors(keys: Iterable[str]) -> dict[str, Actor]:
    """Return the actors of these accounts as a dict by key, without closed accounts. Two SQL statements."""
    rows = Account.objects.filter(key__in=set(keys), is_active=True)
    found = list(rows.values_list("pk", "key", "kind", "has_chair"))
    staff = [pk for pk, _, kind, _chair in found if kind != ActorKind.RESIDENT]
    held = seats_by_account(Q(account__in=staff)) if staff else {}
    return {
        key: Actor(kind=ActorKind.RESIDENT, key=key)
        if kind == ActorKind.RESIDENT
        else _staff_actor(key, held.get(key, ()), has_chair)
        for _, key, kind, has_chair in found
    }


def actor(key: str) -> Actor | None:
    """Return the actor of the open account with this key, or None if there is none."""
    found = Account.objects.filter(key=key, is_active=True).first()
    return actor_of(found) if found else None


def actor_by_login(login: str) -> Actor | None:
    """Return the actor of the open account with this log-in name, or None if there is none."""
    found = Account.objects.filter(login=login, is_active=True).first()
    return actor_of(found) if found else None


def key_of(login: str) -> str:
    """Return the key of the account with this log-in name, or an empty string if there is none."""
    return Account.objects.filter(login=login).values_list("key", flat=True).first() or ""


def _holdings(seat: Seat) -> Iterator[Holding]:
    """One holding, and one more for each area that went into the one it is for."""
    for path in (seat.row.area_path, *seat.former_paths):
        yield Holding(
            kind=seat.row.kind,
            area_path=path,
            estate=seat.row.estate,
            unit=seat.row.unit,
            title=seat.row.title,
            from_on=seat.row.from_on,
            until_on=seat.row.until_on,
            stands_in_for=seat.row.stands_in_for,
        )


def _account_row(account: Account, seats: Iterable[Seat] = ()) -> AccountRow:
    return AccountRow(
        key=account.key,
        login=account.login,
        kind=ActorKind(account.kind),
        is_active=account.is_active,
        must_change_password=account.must_change_password,
        is_program=account.is_program,
        reset_asked_by=account.reset_asked_by,
        reset_asked_at=account.reset_asked_at,
        positions=tuple(seat.row for seat in seats),
    )


def account(key: str) -> AccountRow | None:
    """Return the account with this key and its positions, or None."""
    found = Account.objects.filter(key=key).first()
    return _account_row(found, seats(Q(account=found))) if found else None


def _account_rows(accounts: QuerySet[Account]) -> list[AccountRow]:
    """These accounts, each with all positions. Two statements."""
    found = list(accounts)
    held = seats_by_account(Q(account__in=[one.pk for one in found])) if found else {}
    return [_account_row(one, held.get(one.key, ())) for one in found]


def staff(text: str = "", *, unit: str = "", after: str = "", limit: int = 50) -> list[AccountRow]:
    """Return one page of the staff accounts that match every typed word, sorted by log-in name."""
    found = Account.objects.filter(kind=ActorKind.STAFF, login__gt=after)
    if unit:
        found = found.filter(positions__unit__code=unit)
    for word in text.split():
        found = found.filter(
            Q(login__contains=word)
            | Q(positions__title__contains=word)
            | Q(positions__unit__name__contains=word)
            | Q(positions__area__full_label__contains=word)
        )
    return _account_rows(found.distinct().order_by("login")[:limit])


def resets_asked(*, since: datetime) -> list[AccountRow]:
    """Return the open accounts whose log-in somebody asked to reset since then, sorted by log-in name."""
    return _account_rows(Account.objects.filter(reset_asked_at__gte=since, is_active=True).order_by("login"))


def programs() -> list[AccountRow]:
    """Return the open accounts of programs, sorted by log-in name. Two SQL statements."""
    return _account_rows(Account.objects.filter(is_program=True, is_active=True).order_by("login"))


def staff_of(keys: Iterable[str]) -> list[AccountRow]:
    """Return the open staff accounts among these keys, sorted by log-in name. Two SQL statements."""
    found = Account.objects.filter(key__in=set(keys), kind=ActorKind.STAFF, is_active=True)
    return _account_rows(found.order_by("login"))


def accounts_of_unit(unit: str, *, on: date) -> list[AccountRow]:
    """Return the open accounts that hold a position in a unit on a day, sorted by log-in name."""
    holding = Position.objects.filter(unit__code=unit, from_on__lte=on).filter(
        Q(until_on=None) | Q(until_on__gte=on)
    )
    found = Account.objects.filter(pk__in=holding.values("account_id"), is_active=True)
    return _account_rows(found.order_by("login"))


def names(keys: Iterable[str]) -> dict[str, str]:
    """Return the decrypted names of these accounts by key; the caller checks who may see them."""
    found = Account.objects.filter(key__in=set(keys)).values_list("key", "sealed_name")
    return {key: keyring.unseal(bytes(sealed), purpose=NAME) for key, sealed in found}


def logins(keys: Iterable[str]) -> dict[str, str]:
    """Return the log-in names of the staff accounts with these keys, as a dict by key."""
    found = Account.objects.filter(key__in=set(keys), kind=ActorKind.STAFF)
    return dict(found.values_list("key", "login"))


def named_staff(keys: Iterable[str]) -> dict[str, str]:
    """Return name and username of the staff accounts with these keys, as a dict by key: 陈芳（chen）."""
    found = Account.objects.filter(key__in=set(keys), kind=ActorKind.STAFF)
    told = found.values_list("key", "login", "sealed_name")
    return {key: _named(login, keyring.unseal(bytes(sealed), purpose=NAME)) for key, login, sealed in told}


def _named(login: str, name: str) -> str:
    return f"{name}（{login}）" if name else login


def labels(keys: Iterable[str]) -> dict[str, str]:
    """Return public labels without personal names by account key, such as 几江街道办事处 · 分流员.

    Residents and accounts without a position are not in the answer.
    """
    newest = (
        Position.objects.filter(account__key__in=set(keys))
        .values("account")
        .annotate(newest=Max("id"))
        .values("newest")
    )
    found = Position.objects.filter(pk__in=newest).select_related("account", "unit", "area", "estate")
    return {position.account.key: _public_label(position) for position in found}


def _public_label(position: Position) -> str:
    unit, estate, area = position.unit, position.estate, position.area
    place = (unit and unit.name) or (estate and estate.name) or (area and area.full_label)
    return " · ".join(part for part in (place, position.title) if part)


def staff_like(text: str, *, limit: int) -> list[tuple[str, str]]:
    """Return username and decrypted name of the open staff accounts that match, sorted by username.

    A word is a part of either, or in Latin letters how the name sounds. Without words, those that hold no
    position. The caller checks who may see names.
    """
    found = Account.objects.filter(kind=ActorKind.STAFF, is_active=True, is_program=False).order_by("login")
    words = text.lower().split()
    if not words:
        found = found.filter(positions=None)[:limit]
    rows = [
        (login, keyring.unseal(bytes(sealed), purpose=NAME))
        for login, sealed in found.values_list("login", "sealed_name")
    ]
    matching = [row for row in rows if all(_is_called(word, *row) for word in words)]
    return matching[:limit]


def _is_called(word: str, login: str, name: str) -> bool:
    return word in login or word in name or (is_latin(word) and sounds_like(word, name))


def staff_named(login: str) -> str:
    """Return the decrypted name of the open staff account with this username (else that), "" without one."""
    found = Account.objects.filter(login=login, kind=ActorKind.STAFF, is_active=True, is_program=False)
    sealed = found.values_list("sealed_name", flat=True).first()
    return "" if sealed is None else keyring.unseal(bytes(sealed), purpose=NAME) or login
