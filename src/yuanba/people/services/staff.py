"""Imports staff from a file: accounts and their positions, one row per position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO, ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry, Subject
from yuanba.packs import store
from yuanba.people import queries
from yuanba.people.models import Account, Position, Unit
from yuanba.people.services import accounts, positions
from yuanba.people.services.units import UnknownUnit
from yuanba.places.queries import AreaRow
from yuanba.places.services import UnknownArea, UnknownEstate, hold_present
from yuanba.rules.core import access
from yuanba.rules.core.actor import KEEPERS, Actor, ActorKind, PositionKind, kept_apart
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack, PositionTitle
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring
from yuanba.sheets import cells, tables
from yuanba.sheets.tables import Column, RefusedRow, Row, TakenTable


class NotOneself(Refused):
    """Raised when a staff file has a row about the account of the person who imports it."""

    code: ClassVar[str] = "staff.not_oneself"


class KeepersByHand(Refused):
    """Raised when somebody other than the operator imports a file that appoints an administrator."""

    code: ClassVar[str] = "staff.keepers_by_hand"


class GrantsNothing(Refused):
    """Raised when a file has positions but its importer may not appoint accounts to positions."""

    code: ClassVar[str] = "staff.grants_nothing"


class OpensNothing(Refused):
    """Raised when a file has new accounts but its importer may not open accounts."""

    code: ClassVar[str] = "staff.opens_nothing"


STAFF_COLUMNS = (
    Column(name="login", also=("用户名", "登录名"), parse=accounts.check_login),
    Column(name="name", also=("姓名",), parse=cells.text(40)),
    Column(name="position", also=("岗位",), parse=cells.text(60), required=False),
    Column(name="unit", also=("单位代码",), parse=cells.code(40), required=False),
    Column(name="area", also=("区域代码",), parse=cells.code(24), required=False),
    Column(name="estate", also=("小区代码",), parse=cells.code(40), required=False),
    Column(name="from_on", also=("任职日期",), parse=cells.on, required=False, absent=None),
    Column(name="until_on", also=("截止日期",), parse=cells.on, required=False, absent=None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTaken:
    """The result of a staff import: counts, refused rows, and one-time passwords of new accounts."""

    taken: TakenTable
    passwords: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _KnownStaff:
    """What the rows are checked against, and what they add."""

    actor: Actor
    may_open: bool
    may_appoint: bool
    titles: Mapping[str, PositionTitle]
    units: Mapping[str, Unit]
    areas: Mapping[str, AreaRow]
    estates: Mapping[str, int]
    accounts: dict[str, Account]
    held: dict[str, list[Position]]
    names: dict[str, str] = field(default_factory=dict)
    added: list[tuple[Position, Mapping[str, Any]]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def import_staff(
    *, actor: Actor, file: BinaryIO, commit: bool, skip_refused: bool = False, now: datetime
) -> StaffTaken:
    """Check a file of staff; if ``commit`` is true, open the accounts and appoint them to positions.

    An account that is known keeps its name; a position that it holds already counts as unchanged. A row
    without a position only opens the account. Who may do only one of the two brings files of only one.
    """
    access.require(actor, PeopleVerb.STAFF_IMPORT, access.Facts(), at=now)
    table = tables.read(file, STAFF_COLUMNS)
    rows = list(table)
    known = _known(actor, rows, store.in_force(on=day(now)), now)

    refused: list[RefusedRow] = []
    for row in rows:
        fault = row if isinstance(row, RefusedRow) else _take(row, known, now)
        if fault:
            refused.append(fault)
    is_written = commit and (skip_refused or not refused)

    passwords: tuple[tuple[str, str], ...] = ()
    if is_written:
        passwords = _write(known)
        file.seek(0)
        _record(actor, known, key=sha256(file.read()).hexdigest()[:32], refused=len(refused), now=now)
    taken = TakenTable(
        headings=table.headings,
        read=len(rows),
        accepted=len(rows) - len(refused),
        unchanged=known.unchanged,
        refused=tuple(refused),
        is_written=is_written,
    )
    return StaffTaken(taken=taken, passwords=passwords)


def _known(actor: Actor, rows: Iterable[Row | RefusedRow], pack: Pack, now: datetime) -> _KnownStaff:
    """Everything that the file names, in one statement each; what its positions are for is held."""
    read = [row.values for row in rows if isinstance(row, Row)]
    logins = {values["login"] for values in read}
    locked = Account.objects.select_for_update().filter(login__in=logins).order_by("pk")
    found = {one.login: one for one in locked}
    places = hold_present(
        areas={values["area"] for values in read if values["area"]},
        estates={values["estate"] for values in read if values["estate"]},
    )
    working = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("area")
    units = working.filter(is_active=True, code__in={values["unit"] for values in read}).order_by("code")
    held: dict[str, list[Position]] = {}
    for position in Position.objects.filter(account__login__in=logins).select_related("account"):
        held.setdefault(position.account.login, []).append(position)
    titles: dict[str, PositionTitle] = {}
    for code, declared in pack.positions.items():
        for word in (code, *(said for one in declared.titles for said in (one.zh, one.en))):
            titles.setdefault(word, declared)
    return _KnownStaff(
        actor=actor,
        may_open=access.may(actor, PeopleVerb.ACCOUNT_OPEN, access.Facts(), at=now),
        may_appoint=access.may(actor, PeopleVerb.POSITION_APPOINT, access.Facts(), at=now),
        titles=titles,
        units={unit.code: unit for unit in units},
        areas=places.areas,
        estates={estate.code: estate.id for estate in places.estates.values()},
        accounts=found,
        held=held,
    )


def _take(row: Row, known: _KnownStaff, now: datetime) -> RefusedRow | None:
    values = row.values
    for column, table, refusal in (
        ("unit", known.units, UnknownUnit(unit=values["unit"])),
        ("area", known.areas, UnknownArea(area=values["area"])),
        ("estate", known.estates, UnknownEstate(estate=values["estate"])),
        ("position", known.titles, positions.UnknownTitle(title=values["position"])),
    ):
        if values[column] and values[column] not in table:
            return row.refuse(column, refusal)
    account = known.accounts.get(values["login"])
    if account and account.key == known.actor.key:
        return row.refuse("login", NotOneself())
    if account and not account.is_active:
        return row.refuse("login", accounts.AccountClosed())
    if account and account.kind != ActorKind.STAFF:
        return row.refuse("login", positions.NotForResidents())
    if account is None and not known.may_open:
        return row.refuse("login", OpensNothing())
    if not values["position"]:
        known.unchanged += account is not None
        if account is None:
            _opened(values, known, now)
        return None
    if not known.may_appoint:
        return row.refuse("position", GrantsNothing())
    declared = known.titles[values["position"]]
    if declared.kind in KEEPERS and known.actor.kind is not ActorKind.OPERATOR:
        return row.refuse("position", KeepersByHand())
    if values["from_on"] is None:
        return row.refuse("from_on", tables.CellEmpty())
    if values["until_on"] and values["until_on"] < values["from_on"]:
        return row.refuse("until_on", positions.TermBackwards())
    return _add(row, account or _opened(values, known, now), declared, known)


def _opened(values: Mapping[str, Any], known: _KnownStaff, now: datetime) -> Account:
    account = Account(
        login=values["login"],
        key=accounts.new_key(),
        kind=ActorKind.STAFF,
        sealed_name=keyring.seal(values["name"], purpose=queries.NAME),
        must_change_password=True,
        created_at=now,
    )
    known.accounts[account.login] = account
    known.opened.append(account.key)
    return account


def _add(row: Row, account: Account, declared: PositionTitle, known: _KnownStaff) -> RefusedRow | None:
    values = row.values
    unit, area = known.units.get(values["unit"]), known.areas.get(values["area"])
    path = area.path if area else unit.area.path if unit and unit.area else ""
    draft = Position(
        account=account,
        kind=declared.kind,
        title=declared.title_in(path).zh,
        unit=unit,
        area_id=area.id if area else None,
        estate_id=known.estates.get(values["estate"]),
        from_on=values["from_on"],
        until_on=values["until_on"],
    )
    for held in known.held.get(account.login, []):
        at_once = positions.overlap(held, draft)
        if at_once and kept_apart(PositionKind(held.kind), declared.kind):
            return row.refuse("position", positions.KeptApart())
        if _seat(held) != _seat(draft):
            continue
        if (held.from_on, held.until_on) == (draft.from_on, draft.until_on):
            known.unchanged += 1
            return None
        if at_once:
            return row.refuse("from_on", positions.Overlaps())
    known.held.setdefault(account.login, []).append(draft)
    known.added.append((draft, values))
    return None


def _seat(position: Position) -> tuple[str, int | None, int | None, int | None]:
    return (str(position.kind), position.unit_id, position.area_id, position.estate_id)


def _write(known: _KnownStaff) -> tuple[tuple[str, str], ...]:
    """Insert accounts, then positions; gives the one-time passwords."""
    opened = [account for account in known.accounts.values() if account.pk is None]
    passwords = []
    for account in opened:
        password = accounts.one_time_password()
        account.password = accounts.one_time_hash(password)
        passwords.append((account.login, password))
    Account.objects.bulk_create(opened, batch_size=500)
    for position, _ in known.added:
        position.account = position.account  # takes the number that the account got by now
    Position.objects.bulk_create([position for position, _ in known.added], batch_size=500)
    return tuple(passwords)


def _record(actor: Actor, known: _KnownStaff, *, key: str, refused: int, now: datetime) -> None:
    """One entry for the file and one for each appointment, in the chain of its account."""
    file = NewEntry(
        Act(actor, PeopleVerb.STAFF_IMPORT, now),
        Subject(kind="file", key=key),
        outcome={"positions": len(known.added), "refused": refused},
    )
    appointments = [
        NewEntry(
            Act(actor, PeopleVerb.STAFF_IMPORT, now),
            Subject(kind="account", key=position.account.key),
            outcome=positions.outcome_of(
                position, unit=values["unit"], area=values["area"], estate=values["estate"]
            ),
        )
        for position, values in known.added
    ]
    appointed = {position.account.key for position, _ in known.added}
    bare = [
        NewEntry(
            Act(actor, PeopleVerb.STAFF_IMPORT, now),
            Subject(kind="account", key=key),
            outcome={"kind": str(ActorKind.STAFF)},
        )
        for key in known.opened
        if key not in appointed
    ]
    journal.record_all([file, *sorted([*appointments, *bare], key=lambda act: act.subject.key)])
