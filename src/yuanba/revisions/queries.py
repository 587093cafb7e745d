"""Queries for revisions: which there are, what a draft says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext

from yuanba.districts import queries as districts
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.packs import cases, load, store
from yuanba.packs import queries as packs
from yuanba.packs.load import Table
from yuanba.people import queries as people
from yuanba.revisions.models import Revision, RulesTrial
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.fault import Fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.revisions import OPEN, RevisionState
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.time.calendar import day

#: What the journal calls a revision.
KIND = "revision"


class RevisionNotFound(Refused):
    """Raised when there is no revision with this number."""

    code: ClassVar[str] = "revision.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionHead:
    """One revision without its text: for lists, and for what waits."""

    id: int
    state: RevisionState
    in_force_from: date
    began_from: date
    hands: frozenset[str]
    drafted_at: datetime
    changed_at: datetime
    sent_back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow(RevisionHead):
    """One revision as other modules see it: a frozen copy of its row."""

    text: str


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


def revisions() -> list[RevisionHead]:
    """Return all revisions of the district, the newest first."""
    return [RevisionHead(**_head(one)) for one in Revision.objects.defer("text").order_by("-id")]


def open_revision() -> RevisionHead | None:
    """Return the revision that is being drafted or waits for its release; there is one at most."""
    found = Revision.objects.defer("text").filter(state__in=OPEN).first()
    return RevisionHead(**_head(found)) if found else None


def revision(revision_id: int) -> RevisionRow:
    """Return one revision; raise RevisionNotFound."""
    found = Revision.objects.filter(pk=revision_id).first()
    if found is None:
        raise RevisionNotFound
    return RevisionRow(text=found.text, **_head(found))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One trial of a draft: how far it is, how many decisions it would change how, and which.

    `is_stale` says that the draft was changed since.
    """

    days: int
    asked_at: datetime
    is_over: bool
    is_stale: bool
    total: int | None
    done: int
    counts: Mapping[str, int]
    named: Mapping[str, Sequence[Mapping[str, Any]]]


def trial_of(row: RevisionRow) -> TrialRow | None:
    """Return the last trial of a draft, or None."""
    found = RulesTrial.objects.filter(revision_id=row.id).order_by("-id").first()
    if found is None:
        return None
    return TrialRow(
        days=found.days,
        asked_at=found.asked_at,
        is_over=found.ended_at is not None,
        is_stale=found.text_digest != digest_of(row.text),
        total=found.total,
        done=found.done,
        counts=found.counts,
        named=found.named,
    )


def digest_of(text: str) -> str:
    """Return the SHA-256 of the text of a draft."""
    return sha256(text.encode()).hexdigest()


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


def facts_today(at: datetime) -> access.Facts:
    """Return the same facts by the rules that are in force at a moment."""
    return facts_of(store.in_force(day(at)))


def subject(revision_id: int) -> Subject:
    """Return the subject under which a revision's acts are recorded."""
    return Subject(kind=KIND, key=str(revision_id))


def dated(keys: Collection[str]) -> dict[str, str]:
    """Return what revisions are called in the journal, by the day that each is for; one SQL statement."""
    found = Revision.objects.filter(pk__in=keyed(keys)).values_list("pk", "in_force_from")
    return {str(pk): gettext("rules from %(day)s on") % {"day": date_format(on)} for pk, on in found}


def releasers(hands: Collection[str], at: datetime) -> list[str]:
    """Return the keys of the accounts that can release what went through these hands."""
    kinds = [kind for kind in ACTIONS[RevisionVerb.RELEASE].who if isinstance(kind, PositionKind)]
    held = people.holders(kinds, on=day(at), area_path=facts_today(at).area_path)
    found = {one.account_key for one in held}
    return sorted(found - set(hands))


def _head(found: Revision) -> dict[str, Any]:
    return {
        "id": found.pk,
        "state": RevisionState(found.state),
        "in_force_from": found.in_force_from,
        "began_from": found.began_from,
        "hands": frozenset(found.hands),
        "drafted_at": found.drafted_at,
        "changed_at": found.changed_at,
        "sent_back_at": found.sent_back_at,
    }
