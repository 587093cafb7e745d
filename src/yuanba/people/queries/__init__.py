"""Reads accounts, units and positions as frozen rows; names are unsealed only where asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Length

from yuanba.people.models import Account, Position, Unit
from yuanba.rules.core.actor import Actor, ActorKind, Holding, PositionKind
from yuanba.sealing import keyring

NAME = "people.name"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit; an empty area path means that it is responsible for no particular area."""

    id: int
    code: str
    name: str
    kind: str
    body: str
    area_path: str
    area_label: str
    parent: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One position of an account, with the names of its unit, area and estate."""

    id: int
    account_key: str
    kind: PositionKind
    title: str
    unit: str
    unit_name: str
    area_path: str
    area_label: str
    estate: str
    estate_name: str
    from_on: date
    until_on: date | None
    stands_in_for: str

    def holds_on(self, on: date) -> bool:
        """Return whether the term of the position includes this day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def holding(self) -> Holding:
        """Return the position in the form that the access rules take."""
        return Holding(
            kind=self.kind,
            area_path=self.area_path,
            estate=self.estate,
            unit=self.unit,
            from_on=self.from_on,
            until_on=self.until_on,
            stands_in_for=self.stands_in_for,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account without its person's name, which ``names`` unseals separately."""

    key: str
    login: str
    kind: ActorKind
    is_active: bool
    must_change_password: bool
    is_program: bool = False
    positions: tuple[PositionRow, ...] = ()


def _unit_row(unit: Unit) -> UnitRow:
    return UnitRow(
        id=unit.pk,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        body=unit.body,
        area_path=unit.area.path if unit.area else "",
        area_label=unit.area.full_label if unit.area else "",
        parent=unit.parent.code if unit.parent else "",
        is_active=unit.is_active,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """A position with the paths that its area had before; what actors and rows are made of."""

    row: PositionRow
    former_paths: tuple[str, ...]


#: What is asked of a position, and nothing else: every request of staff asks it, and areas have outlines.
_OF_POSITION = (
    *("id", "account__key", "kind", "title", "from_on", "until_on", "stands_in_for__account__key"),
    *("unit__code", "unit__name", "estate__code", "estate__name", "area_id", "unit__area_id"),
    *("area__path", "area__full_label", "area__former_paths"),
    *("unit__area__path", "unit__area__full_label", "unit__area__former_paths"),
)


def _seats(condition: Q, *order: str) -> Iterator[_Seat]:
    """The positions under this condition, in this order and then the oldest first: one statement."""
    for told in Position.objects.filter(condition).order_by(*order, "from_on", "id").values(*_OF_POSITION):
        area = "area" if told["area_id"] else "unit__area"
        row = PositionRow(
            id=told["id"],
            account_key=told["account__key"],
            kind=PositionKind(told["kind"]),
            title=told["title"],
            unit=told["unit__code"] or "",
            unit_name=told["unit__name"] or "",
            area_path=told[f"{area}__path"] or "",
            area_label=told[f"{area}__full_label"] or "",
            estate=told["estate__code"] or "",
            estate_name=told["estate__name"] or "",
            from_on=told["from_on"],
            until_on=told["until_on"],
            stands_in_for=told["stands_in_for__account__key"] or "",
        )
        yield _Seat(row=row, former_paths=tuple(told[f"{area}__former_paths"] or ()))


def positions(condition: Q) -> list[PositionRow]:
    """Return the positions that match this condition, oldest first. One statement."""
    return [seat.row for seat in _seats(condition)]


def _seats_of(condition: Q) -> dict[str, list[_Seat]]:
    """The same by the key of their account."""
    found: dict[str, list[_Seat]] = {}
    for seat in _seats(condition):
        found.setdefault(seat.row.account_key, []).append(seat)
    return found


# --- actors ---------------------------------------------------------------------------------------


def actor_of(account: Account) -> Actor:
    """Return the actor of an account, with its positions if it is staff. One statement."""
    if account.kind == ActorKind.RESIDENT:
        return Actor(kind=ActorKind.RESIDENT, key=account.key)
    return _staff_actor(account.key, _seats(Q(account=account)))


def _staff_actor(key: str, seats: Iterable[_Seat]) -> Actor:
    holdings = (holding for seat in seats for holding in _holdings(seat))
    return Actor(kind=ActorKind.STAFF, key=key, holdings=tuple(holdings))


def actors(keys: Iterable[str]) -> dict[str, Actor]:
    """Return the actors of these accounts as a dict by key, without closed accounts. Two statements."""
    rows = Account.objects.filter(key__in=set(keys), is_active=True).values_list("pk", "key", "kind")
    found = list(rows)
    staff = [pk for pk, _, kind in found if kind != ActorKind.RESIDENT]
    seats = _seats_of(Q(account__in=staff)) if staff else {}
    return {
        key: Actor(kind=ActorKind.RESIDENT, key=key)
        if kind == ActorKind.RESIDENT
        else _staff_actor(key, seats.get(key, ()))
        for _, key, kind in found
    }


def actor(key: str) -> Actor | None:
    """Return the actor of an open account by its key, or None."""
    found = Account.objects.filter(key=key, is_active=True).first()
    return actor_of(found) if found else None


def actor_by_login(login: str) -> Actor | None:
    """Return the actor of an open account by its log-in name, or None."""
    found = Account.objects.filter(login=login, is_active=True).first()
    return actor_of(found) if found else None


def key_of(login: str) -> str:
    """Return the key of the account with this log-in name, or an empty string."""
    return Account.objects.filter(login=login).values_list("key", flat=True).first() or ""


def _holdings(seat: _Seat) -> Iterator[Holding]:
    """One holding, and one more for each area that went into the one it is for."""
    for path in (seat.row.area_path, *seat.former_paths):
        yield Holding(
            kind=seat.row.kind,
            area_path=path,
            estate=seat.row.estate,
            unit=seat.row.unit,
            from_on=seat.row.from_on,
            until_on=seat.row.until_on,
            stands_in_for=seat.row.stands_in_for,
        )


# --- units ----------------------------------------------------------------------------------------


def _units() -> QuerySet[Unit]:
    return Unit.objects.select_related("area", "parent").order_by("code")


def unit(code: str) -> UnitRow | None:
    """Return the unit with this code, active or not; None if there is none."""
    found = _units().filter(code=code).first()
    return _unit_row(found) if found else None


def units(codes: Iterable[str] | None = None) -> list[UnitRow]:
    """Return the units with these codes (None: all active units), in order of code."""
    found = _units().filter(is_active=True) if codes is None else _units().filter(code__in=set(codes))
    return [_unit_row(one) for one in found]


def unit_for(body: str, area_path: str) -> UnitRow | None:
    """Return the unit that embodies a body of the pack nearest to the area, walking up its path; or None."""
    found = _units_for(body, area_path).first()
    return _unit_row(found) if found else None


def units_for(body: str, area_path: str) -> list[UnitRow]:
    """Return all units that embody a body of the pack for the area, the nearest first."""
    return [_unit_row(found) for found in _units_for(body, area_path)]


def _units_for(body: str, area_path: str) -> QuerySet[Unit]:
    codes = [code for code in area_path.split("/") if code]
    prefixes = ["/" + "/".join(codes[: place + 1]) + "/" for place in range(len(codes))]
    near = Q(area__path__in=prefixes) | Q(area=None)
    if prefixes:
        near |= Q(area__former_paths__has_any_keys=prefixes)
    return (
        _units()
        .filter(near, body=body, is_active=True)
        .order_by(Length("area__path").desc(nulls_last=True), "code")
    )


def units_embodying(body: str) -> list[UnitRow]:
    """Return all active units that embody this body of the pack."""
    return [_unit_row(found) for found in _units().filter(body=body, is_active=True)]


def units_in(area_path: str) -> list[UnitRow]:
    """Return all active units whose area is this one or lies within it."""
    return [_unit_row(found) for found in _units().filter(area__path__startswith=area_path, is_active=True)]


def superiors(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return, for each of these units, the codes of all units above it. One statement per tree level."""
    parents: dict[str, str] = {}
    asked = wanted = set(codes)
    while wanted:
        found = Unit.objects.filter(code__in=wanted).values_list("code", "parent__code")
        parents |= {code: parent or "" for code, parent in found}
        wanted = {parent for parent in parents.values() if parent} - parents.keys()
    return {code: frozenset(_above(code, parents)) for code in asked if code in parents}


def _above(code: str, parents: dict[str, str]) -> Iterable[str]:
    seen: set[str] = set()
    while (code := parents.get(code, "")) and code not in seen:
        seen.add(code)
        yield code


def held_by_title(titles: Iterable[str], area_path: str = "") -> list[PositionRow]:
    """Return open accounts' past and present positions of these titles in, above or below an area."""
    codes = [code for code in area_path.split("/") if code]
    above = ["/" + "/".join(codes[: place + 1]) + "/" for place in range(len(codes))]
    near = Q(area__path__startswith=area_path) | Q(area__path__in=above) if area_path else Q()
    condition = near & Q(title__in=list(titles), account__is_active=True, account__is_program=False)
    condition &= Q(stands_in_for=None)
    return [seat.row for seat in _seats(condition, "area__path", "title")]


# --- accounts -------------------------------------------------------------------------------------


def _account_row(account: Account, seats: Iterable[_Seat] = ()) -> AccountRow:
    return AccountRow(
        key=account.key,
        login=account.login,
        kind=ActorKind(account.kind),
        is_active=account.is_active,
        must_change_password=account.must_change_password,
        is_program=account.is_program,
        positions=tuple(seat.row for seat in seats),
    )


def account(key: str) -> AccountRow | None:
    """Return the account with this key and its positions, or None."""
    found = Account.objects.filter(key=key).first()
    return _account_row(found, _seats(Q(account=found))) if found else None


def _account_rows(accounts: QuerySet[Account]) -> list[AccountRow]:
    """These accounts, each with all positions. Two statements."""
    found = list(accounts)
    seats = _seats_of(Q(account__in=[one.pk for one in found])) if found else {}
    return [_account_row(one, seats.get(one.key, ())) for one in found]


def staff(text: str = "", *, unit: str = "", after: str = "", limit: int = 50) -> list[AccountRow]:
    """Return a page of staff whose log-in, title, unit or area has every typed word, by log-in name."""
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


def programs() -> list[AccountRow]:
    """Return the open accounts of programs, by log-in name. Two statements."""
    return _account_rows(Account.objects.filter(is_program=True, is_active=True).order_by("login"))


def staff_of(keys: Iterable[str]) -> list[AccountRow]:
    """Return the open staff accounts among these keys, by log-in name. Two statements."""
    found = Account.objects.filter(key__in=set(keys), kind=ActorKind.STAFF, is_active=True)
    return _account_rows(found.order_by("login"))


def accounts_of_unit(unit: str, *, on: date) -> list[AccountRow]:
    """Return the open accounts that hold a position in a unit on a day, by log-in name. Two statements."""
    holding = Position.objects.filter(unit__code=unit, from_on__lte=on).filter(
        Q(until_on=None) | Q(until_on__gte=on)
    )
    found = Account.objects.filter(pk__in=holding.values("account_id"), is_active=True)
    return _account_rows(found.order_by("login"))


def holders(kind: PositionKind, *, on: date, area_path: str = "") -> list[AccountRow]:
    """Return the open accounts with a position of this kind on a day, covering the area if one is given."""
    found = Account.objects.filter(positions__kind=kind, is_active=True).distinct().order_by("login")
    return [
        row
        for row in _account_rows(found)
        if any(
            position.kind is kind
            and position.holds_on(on)
            and (not area_path or (position.area_path and area_path.startswith(position.area_path)))
            for position in row.positions
        )
    ]


def names(keys: Iterable[str]) -> dict[str, str]:
    """Return the unsealed names of these accounts, only for who may see them; one statement."""
    found = Account.objects.filter(key__in=set(keys)).values_list("key", "sealed_name")
    return {key: keyring.unseal(bytes(sealed), purpose=NAME) for key, sealed in found}


def logins(keys: Iterable[str]) -> dict[str, str]:
    """Return the log-in names of the staff accounts with these keys; one statement."""
    found = Account.objects.filter(key__in=set(keys), kind=ActorKind.STAFF)
    return dict(found.values_list("key", "login"))


def labels(keys: Iterable[str]) -> dict[str, str]:
    """Return the public label of each of these accounts, never a name: 几江街道办事处 · 分流员.

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
