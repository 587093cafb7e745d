"""Queries for revisions: which there are, what a draft says, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import ClassVar

from django.conf import settings

from yuanba.districts import queries as districts
from yuanba.journal.services import Subject
from yuanba.packs import cases, load, store
from yuanba.packs import queries as packs
from yuanba.packs.load import Table
from yuanba.revisions.models import Revision
from yuanba.rules.core import access
from yuanba.rules.core.fault import Fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.revisions import OPEN, RevisionState

#: What the journal calls a revision.
KIND = "revision"


class RevisionNotFound(Refused):
    """Raised when there is no revision with this number."""

    code: ClassVar[str] = "revision.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One revision as other modules see it: a frozen copy of its row."""

    id: int
    state: RevisionState
    in_force_from: date
    began_from: date
    text: str
    hands: frozenset[str]
    drafted_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class DraftText:
    """What the text of a revision says: its table, the pack that it makes over base, and all its faults."""

    district: str
    on: date
    table: Table

    @cached_property
    def examined(self) -> tuple[Pack | None, list[Fault]]:
        """Return the pack, or None where a value is malformed, and every fault."""
        return load.examined(settings.PACKS, self.district, self.on, self.table)

    @cached_property
    def base(self) -> Table:
        """Return the table of the base file that lies under the draft."""
        return load.table_of(base_text(self.on))

    @cached_property
    def whole(self) -> Table:
        """Return the draft's tables over those of base, as they are written."""
        return self.base | self.table


def revisions() -> list[RevisionRow]:
    """Return all revisions of the district, the newest first."""
    return [_row(one) for one in Revision.objects.order_by("-id")]


def open_revision() -> RevisionRow | None:
    """Return the revision that is being drafted or waits for its release; there is one at most."""
    found = Revision.objects.filter(state__in=OPEN).first()
    return _row(found) if found else None


def open_id() -> int | None:
    """Return the number of the revision that is open, or None."""
    return Revision.objects.filter(state__in=OPEN).values_list("pk", flat=True).first()


def revision(revision_id: int) -> RevisionRow:
    """Return one revision; raise RevisionNotFound."""
    found = Revision.objects.filter(pk=revision_id).first()
    if found is None:
        raise RevisionNotFound
    return _row(found)


def lock(revision_id: int) -> Revision:
    """Lock a revision until the transaction ends and return it; raise RevisionNotFound."""
    found = Revision.objects.select_for_update().filter(pk=revision_id).first()
    if found is None:
        raise RevisionNotFound
    return found


def draft_of(row: RevisionRow) -> DraftText:
    """Return what the text of a revision says."""
    return DraftText(code(), row.in_force_from, load.table_of(row.text))


def newest_text(*, until: date | None = None) -> tuple[date, str]:
    """Return the newest text of the district's rules and its day: a file's or a released edition's.

    With `until` the newest up to that day. Raises NoPackInForce.
    """
    editions, files = packs.editions(), load.days_of(settings.PACKS, code())
    days = [on for on in {*editions, *files} if until is None or on <= until]
    if not days:
        raise load.NoPackInForce(district=code(), on=str(until or ""))
    newest = max(days)
    return newest, editions.get(newest) or load.text_of(settings.PACKS, code(), newest)


def days() -> dict[date, bool]:
    """Return the days since which the district's rules hold, and of each whether it was released here."""
    return dict.fromkeys(load.days_of(settings.PACKS, code()), False) | dict.fromkeys(packs.editions(), True)


def after_newest(row: RevisionRow | None = None) -> date:
    """Return the day after that of the newest rules, or of those that a revision began from."""
    return (row.began_from if row else newest_text()[0]) + timedelta(days=1)


def cases_differing(pack: Pack) -> tuple[int, list[tuple[str, list[Fault]]]]:
    """Return how many worked cases the district has, and those that come out otherwise by this pack."""
    tried = list(cases.against(settings.PACKS, pack))
    return len(tried), [(name, found) for name, found in tried if found]


def began_from(row: RevisionRow) -> Table:
    """Return the tables that a revision began from, over those of base."""
    _day, text = newest_text(until=row.began_from)
    return load.table_of(base_text(row.began_from)) | load.table_of(text)


def base_text(on: date) -> str:
    """Return the text of the base file that lies under a district's rules of this day."""
    days = [one for one in load.days_of(settings.PACKS, load.BASE) if one <= on]
    return load.text_of(settings.PACKS, load.BASE, days[-1])


def code() -> str:
    """Return the code of the current district; raise NoDistrictEntered."""
    row = districts.current()
    if row is None:
        raise store.NoDistrictEntered
    return row.code


def facts_of(pack: Pack) -> access.Facts:
    """Return the facts that decide who may act: rules are the whole district's.

    Who worked on a revision is asked by its rule, which says so; a bar would only say that one may not.
    """
    return access.Facts(area_path=f"/{pack.area_code}/")


def subject(revision_id: int) -> Subject:
    """Return the subject under which a revision's acts are recorded."""
    return Subject(kind=KIND, key=str(revision_id))


def _row(found: Revision) -> RevisionRow:
    return RevisionRow(
        id=found.pk,
        state=RevisionState(found.state),
        in_force_from=found.in_force_from,
        began_from=found.began_from,
        text=found.text,
        hands=frozenset(found.hands),
        drafted_at=found.drafted_at,
        changed_at=found.changed_at,
    )
