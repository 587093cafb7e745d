"""Questions about people, units and positions. Rows are frozen; names leave this app only where asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.functions import Length

from yuanba.districts import keyring
from yuanba.people.models import Account, KinTie, Position, Unit
from yuanba.rules.actor import Actor, ActorKind, Holding, PositionKind

NAME = "people.name"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit; an empty area path means that it lies nowhere in particular."""

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
    """A position of an account, with the names of what it is for."""

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
        """Whether the term covers this legal day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account without its name (``name`` is a separate question)."""

    key: str
    login: str
    kind: ActorKind
    is_active: bool
    must_change_password: bool
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


def _position_row(position: Position) -> PositionRow:
    unit, estate = position.unit, position.estate
    area = position.area or (unit.area if unit else None)
    return PositionRow(
        id=position.pk,
        account_key=position.account.key,
        kind=PositionKind(position.kind),
        title=position.title,
        unit=unit.code if unit else "",
        unit_name=unit.name if unit else "",
        area_path=area.path if area else "",
        area_label=area.full_label if area else "",
        estate=estate.code if estate else "",
        estate_name=estate.name if estate else "",
        from_on=position.from_on,
        until_on=position.until_on,
        stands_in_for=position.stands_in_for.account.key if position.stands_in_for else "",
    )


def _positions() -> QuerySet[Position]:
    return Position.objects.select_related(
        "account", "unit__area", "area", "estate", "stands_in_for__account"
    ).order_by("from_on", "id")


# --- actors ---------------------------------------------------------------------------------------


def actor_of(account: Account) -> Actor:
    """Who acts when this account acts: one statement."""
    if account.kind == ActorKind.RESIDENT:
        return Actor(kind=ActorKind.RESIDENT, key=account.key)
    holdings = [
        holding for position in _positions().filter(account=account) for holding in _holdings(position)
    ]
    return Actor(kind=ActorKind.STAFF, key=account.key, holdings=tuple(holdings))


def actor(key: str) -> Actor | None:
    """The actor of an account's key."""
    found = Account.objects.filter(key=key, is_active=True).first()
    return actor_of(found) if found else None


def actor_by_login(login: str) -> Actor | None:
    """The actor of a log-in name."""
    found = Account.objects.filter(login=login, is_active=True).first()
    return actor_of(found) if found else None


def key_of(login: str) -> str:
    """The key of a log-in name, or the empty string."""
    return Account.objects.filter(login=login).values_list("key", flat=True).first() or ""


def _holdings(position: Position) -> Iterable[Holding]:
    """One holding, and one more for each area that went into the one it is for."""
    area = position.area or (position.unit.area if position.unit else None)
    for path in (area.path, *area.former_paths) if area else ("",):
        yield Holding(
            kind=PositionKind(position.kind),
            area_path=path,
            estate=position.estate.code if position.estate else "",
            unit=position.unit.code if position.unit else "",
            from_on=position.from_on,
            until_on=position.until_on,
            stands_in_for=position.stands_in_for.account.key if position.stands_in_for else "",
        )


# --- units ----------------------------------------------------------------------------------------


def _units() -> QuerySet[Unit]:
    return Unit.objects.select_related("area", "parent").order_by("code")


def unit(code: str) -> UnitRow | None:
    """The unit of this code, at work or not."""
    found = _units().filter(code=code).first()
    return _unit_row(found) if found else None


def units(codes: Iterable[str] | None = None) -> list[UnitRow]:
    """These units, or all that are at work, by code."""
    found = _units().filter(is_active=True) if codes is None else _units().filter(code__in=set(codes))
    return [_unit_row(one) for one in found]


def unit_for(body: str, area_path: str) -> UnitRow | None:
    """The unit that embodies this body of the pack nearest to the area, walking up its path."""
    codes = [code for code in area_path.split("/") if code]
    prefixes = ["/" + "/".join(codes[: place + 1]) + "/" for place in range(len(codes))]
    near = Q(area__path__in=prefixes) | Q(area=None)
    if prefixes:
        near |= Q(area__former_paths__has_any_keys=prefixes)
    found = (
        _units()
        .filter(near, body=body, is_active=True)
        .order_by(Length("area__path").desc(nulls_last=True), "code")
        .first()
    )
    return _unit_row(found) if found else None


def units_embodying(body: str) -> list[UnitRow]:
    """Every unit at work that embodies this body of the pack."""
    return [_unit_row(found) for found in _units().filter(body=body, is_active=True)]


def units_in(area_path: str) -> list[UnitRow]:
    """The units at work in this area, those of the areas under it included."""
    return [_unit_row(found) for found in _units().filter(area__path__startswith=area_path, is_active=True)]


def superiors(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """These units, each with every unit above it. One statement for each level of the tree."""
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
    """Positions of these local titles, running or over, of accounts that are open: of this area, of those
    under it, and of those above it. One statement."""
    codes = [code for code in area_path.split("/") if code]
    above = ["/" + "/".join(codes[: place + 1]) + "/" for place in range(len(codes))]
    near = Q(area__path__startswith=area_path) | Q(area__path__in=above) if area_path else Q()
    found = _positions().filter(near, title__in=list(titles), account__is_active=True, stands_in_for=None)
    return [_position_row(one) for one in found.order_by("area__path", "title", "from_on", "id")]


# --- kin ------------------------------------------------------------------------------------------


def kin_of(key: str) -> frozenset[str]:
    """The keys of an account's declared kin."""
    ties = KinTie.objects.filter(Q(first__key=key) | Q(second__key=key), retracted_at=None)
    pairs = ties.values_list("first__key", "second__key")
    return frozenset(one for pair in pairs for one in pair) - {key}


def kin_numbers(keys: Iterable[str]) -> dict[str, int]:
    """How many kin each of these accounts has declared; one statement."""
    wanted = set(keys)
    ties = KinTie.objects.filter(Q(first__key__in=wanted) | Q(second__key__in=wanted), retracted_at=None)
    pairs = ties.values_list("first__key", "second__key")
    counted = Counter(key for pair in pairs for key in pair)
    return {key: counted[key] for key in wanted}


def logins(keys: Iterable[str]) -> dict[str, str]:
    """The log-in names of these accounts."""
    return dict(Account.objects.filter(key__in=set(keys)).values_list("key", "login"))


# --- accounts -------------------------------------------------------------------------------------


def _account_row(account: Account, positions: Iterable[Position] = ()) -> AccountRow:
    return AccountRow(
        key=account.key,
        login=account.login,
        kind=ActorKind(account.kind),
        is_active=account.is_active,
        must_change_password=account.must_change_password,
        positions=tuple(_position_row(position) for position in positions),
    )


def account(key: str) -> AccountRow | None:
    """The account of this key, with its positions."""
    found = Account.objects.filter(key=key).first()
    return _account_row(found, _positions().filter(account=found)) if found else None


def staff(text: str = "", *, unit: str = "", after: str = "", limit: int = 50) -> list[AccountRow]:
    """Staff by log-in name after this one, whose log-in, title, unit or area holds the text."""
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
    found = found.distinct().order_by("login").prefetch_related(Prefetch("positions", queryset=_positions()))
    return [_account_row(one, one.positions.all()) for one in found[:limit]]


def accounts_of_unit(unit: str, *, on: date) -> list[AccountRow]:
    """Who holds a position in this unit on this day; each with all positions. Two statements."""
    holding = Position.objects.filter(unit__code=unit, from_on__lte=on).filter(
        Q(until_on=None) | Q(until_on__gte=on)
    )
    found = (
        Account.objects.filter(pk__in=holding.values("account_id"), is_active=True)
        .order_by("login")
        .prefetch_related(Prefetch("positions", queryset=_positions()))
    )
    return [_account_row(one, one.positions.all()) for one in found]


def holders(kind: PositionKind, *, on: date, area_path: str = "") -> list[AccountRow]:
    """Who holds a position of this kind on this day; with an area path, one that covers the area."""
    found = (
        Account.objects.filter(positions__kind=kind, is_active=True)
        .distinct()
        .order_by("login")
        .prefetch_related(Prefetch("positions", queryset=_positions()))
    )
    rows = [_account_row(one, one.positions.all()) for one in found]
    return [
        row
        for row in rows
        if any(
            position.kind is kind
            and position.holds_on(on)
            and (not area_path or (position.area_path and area_path.startswith(position.area_path)))
            for position in row.positions
        )
    ]


def names(keys: Iterable[str]) -> dict[str, str]:
    """The names behind these keys, opened. Only for who may see them; one statement."""
    found = Account.objects.filter(key__in=set(keys)).values_list("key", "sealed_name")
    return {key: keyring.unseal(bytes(sealed), purpose=NAME) for key, sealed in found}


def labels(keys: Iterable[str]) -> dict[str, str]:
    """How the public knows these actors: 几江街道办事处 · 分流员. Never a name; one statement.

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
    place = position.unit.name if position.unit else ""
    if not place and position.estate:
        place = position.estate.name
    if not place and position.area:
        place = position.area.full_label
    return " · ".join(part for part in (place, position.title) if part)
