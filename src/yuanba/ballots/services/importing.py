"""Reads rolls from files in two steps, and corrects them by another file until they are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, ClassVar

from django.db import transaction

from yuanba.ballots import queries
from yuanba.ballots.models import OwnedUnit, Roll, RollSource
from yuanba.ballots.services.rolls import NobodyOnRoll, OwnedPart, RollPerson, write_voters
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices import queries as notices_read
from yuanba.notices import services as notices
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.verbs import RollVerb
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.json_form import plainest
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people import phone
from yuanba.sheets import cells, tables
from yuanba.sheets.tables import Column, RefusedRow, Row, TakenTable

CM2 = 10_000
LARGEST_AREA = 1_000_000 * CM2


class RollFrozen(Refused):
    """Raised when a roll would change that is frozen."""

    code: ClassVar[str] = "roll.frozen"


class NoArea(Refused):
    """Raised when an area is no number of square metres above 0 with at most four decimals."""

    code: ClassVar[str] = "roll.no_area"


class PersonTwice(Refused):
    """Raised when a person stands in a file of a roll twice."""

    code: ClassVar[str] = "roll.person_twice"


class RollUnitTwice(Refused):
    """Raised when a unit stands in a file twice: it has one owner who votes for it."""

    code: ClassVar[str] = "roll.unit_twice"


class NameLikeAnother(Refused):
    """Raised when a name differs from one above it in width or blanks alone."""

    code: ClassVar[str] = "roll.like_another"


class PhoneOfAnother(Refused):
    """Raised when two voters of a roll would have one mobile number, or one of them two."""

    code: ClassVar[str] = "roll.phone_of_another"


class BadPhone(Refused):
    """Raised when a cell holds no mobile number."""

    code: ClassVar[str] = "roll.bad_phone"


class NoRollReason(Refused):
    """Raised when a roll would be corrected without a reason."""

    code: ClassVar[str] = "roll.no_reason"


def area(cell: str) -> int:
    """Return whole square centimetres for a cell of square metres; raise NoArea.

    >>> area("89.12"), area("１０８.5㎡")
    (891200, 1085000)
    """
    text = plainest(cell).removesuffix("m2").removesuffix("平方米").strip()
    try:
        found = Decimal(text) * CM2
    except InvalidOperation as fault:
        raise NoArea from fault
    if not found.is_finite() or found != found.to_integral_value() or not 0 < found <= LARGEST_AREA:
        raise NoArea
    return int(found)


def mobile(cell: str) -> str:
    """Return a mobile number in its usual form; raise BadPhone."""
    found = phone.mobile(cell)
    if not found:
        raise BadPhone
    return found


_PHONE = Column(name="phone", also=("手机", "手机号", "联系电话"), parse=mobile, required=False)
COLUMNS = {
    RollKind.PERSONS: (Column(name="name", also=("姓名", "户主", "户代表"), parse=cells.text(60)), _PHONE),
    RollKind.OWNERS: (
        Column(name="unit", also=("房号", "房屋", "专有部分"), parse=cells.text(60)),
        Column(name="owner", also=("业主", "姓名", "业主姓名"), parse=cells.text(60)),
        Column(name="area", also=("面积", "建筑面积", "专有面积"), parse=area),
        Column(name="unsold", also=("未售",), parse=cells.yes_or_no, required=False, absent=False),
        _PHONE,
    ),
}


@dataclass(slots=True)
class _Read:
    """The heads of a file by name, as its rows add to them."""

    written: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    owner_of: dict[str, str] = field(default_factory=dict)
    units: dict[str, list[OwnedPart]] = field(default_factory=dict)

    def persons(self) -> list[RollPerson]:
        """Return the heads, in the order of the file."""
        numbers = {name: number for number, name in self.phones.items()}
        return [
            RollPerson(name=name, phone=numbers.get(name, ""), units=tuple(self.units.get(name, ())))
            for name in self.written
        ]


@transaction.atomic
def import_roll(
    *,
    actor: Actor,
    kind: RollKind,
    title: str,
    area_path: str,
    estate: str = "",
    file: BinaryIO,
    commit: bool,
    skip_refused: bool = False,
    now: datetime,
) -> tuple[TakenTable, int | None]:
    """Check a file of a roll; if `commit`, and no row is refused or they may be skipped, make it.

    Return what was read, and the roll's id. Raises BadTable, NobodyOnRoll, NotAllowed.
    """
    access.require(actor, RollVerb.IMPORT, access.Facts(area_path=area_path, estate=estate), now)
    taken, persons = _taken(kind, file, commit=commit, skip_refused=skip_refused)
    if not taken.is_written:
        return taken, None

    made = Roll.objects.create(
        subject_kind="area",
        subject_key=area_path,
        kind=kind,
        title=title.strip(),
        area_path=area_path,
        estate=estate,
        source=RollSource.FILE,
        made_at=now,
        made_by=actor.key,
    )
    write_voters(made, persons)

    journal.record(
        Act(actor, RollVerb.IMPORT, now),
        queries.roll_subject(made.pk),
        outcome=_outcome(made, persons, refused=len(taken.refused)),
    )
    return taken, made.pk


@transaction.atomic
def correct_roll(
    *,
    actor: Actor,
    roll_id: int,
    file: BinaryIO,
    commit: bool,
    skip_refused: bool = False,
    reason: str,
    now: datetime,
) -> TakenTable:
    """Put another file in the place of a roll that is not frozen, with the reason; return what was read.

    A roll that hangs is taken down: what was corrected is posted anew, for all its days.
    Raises RollFrozen, NoRollReason, BadTable, NobodyOnRoll, NotAllowed.
    """
    roll = queries.lock_roll(roll_id)

    access.require(actor, RollVerb.CORRECT, access.Facts(area_path=roll.area_path, estate=roll.estate), now)
    if roll.frozen_at:
        raise RollFrozen
    if not reason.strip():
        raise NoRollReason
    taken, persons = _taken(RollKind(roll.kind), file, commit=commit, skip_refused=skip_refused)
    if not taken.is_written:
        return taken

    before = queries.frozen_digest(roll_id)
    if roll.notice_id:
        _take_down(roll, now)
    OwnedUnit.objects.filter(roll=roll).delete()
    roll.voters.all().delete()
    write_voters(roll, persons)

    journal.record(
        Act(actor, RollVerb.CORRECT, now),
        queries.roll_subject(roll_id),
        outcome=_outcome(roll, persons, refused=len(taken.refused)) | {"before": before},
        words=reason.strip(),
    )
    return taken


def _take_down(roll: Roll, now: datetime) -> None:
    """Withdraw the notice of a roll that does not stand any more; objections to it are still answered."""
    assert roll.notice_id, "it was posted"
    if notices_read.notice(roll.notice_id).is_up:
        notices.end(actor=system("rolls"), notice_id=roll.notice_id, now=now, is_withdrawn=True)
    roll.notice_id = None
    roll.save(update_fields=["notice_id"])


def _taken(
    kind: RollKind, file: BinaryIO, *, commit: bool, skip_refused: bool
) -> tuple[TakenTable, Sequence[RollPerson]]:
    table = tables.read(file, COLUMNS[kind], others=True)
    rows, read = list(table), _Read()
    refused = [one for row in rows if (one := _refused(row, kind, read))]
    is_written = commit and (skip_refused or not refused)
    if is_written and not read.written:
        raise NobodyOnRoll
    taken = TakenTable(
        headings=table.headings,
        read=len(rows),
        accepted=len(rows) - len(refused),
        refused=tuple(refused),
        is_written=is_written,
    )
    return taken, read.persons()


def _refused(row: Row | RefusedRow, kind: RollKind, read: _Read) -> RefusedRow | None:
    if isinstance(row, RefusedRow):
        return row
    try:
        column = "name" if kind is RollKind.PERSONS else "owner"
        written, name = row.values[column], plainest(row.values[column])
        known = read.written.get(name)
        if known is not None and known != written:
            raise NameLikeAnother(other=known)
        if known is not None and kind is RollKind.PERSONS:
            raise PersonTwice
        column = "phone"
        number = row.values["phone"]
        if number and read.phones.get(number, name) != name:
            raise PhoneOfAnother
        column = "unit"
        if kind is RollKind.OWNERS:
            _add_unit(row, name, read)
    except Refused as refusal:
        return row.refuse(column, refusal)
    read.written.setdefault(name, written)
    if number and name not in read.phones.values():
        read.phones[number] = name
    return None


def _add_unit(row: Row, name: str, read: _Read) -> None:
    unit = plainest(row.values["unit"])
    if unit in read.owner_of:
        raise RollUnitTwice(other=read.owner_of[unit])
    read.owner_of[unit] = name
    part = OwnedPart(unit=unit, area_cm2=row.values["area"], is_unsold=row.values["unsold"])
    read.units.setdefault(name, []).append(part)


def _outcome(roll: Roll, persons: Iterable[RollPerson], *, refused: int) -> dict[str, str | int]:
    found = list(persons)
    return {
        "kind": str(roll.kind),
        "area_path": roll.area_path,
        "voters": len(found),
        "units": sum(len(one.units) for one in found),
        "refused": refused,
        "digest": queries.frozen_digest(roll.pk),
    }
