"""Finds one matter by id, receipt, token or code, locks it, and turns it into the row that pages show."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext

from yuanba.journal.services import Subject
from yuanba.matters.models import Matter
from yuanba.matters.queries.facts import facts_before, facts_of
from yuanba.reading.suggest import Suggestion
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import PAUSED, RUNNING, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import naming
from yuanba.rules.matters.dispatching import Submitted, draft_of
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

PAGE = 30
STORY_KIND = "matter"


class MatterNotFound(Refused):
    """Raised when a matter does not exist or the reader has no right to see it."""

    code: ClassVar[str] = "matter.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """One matter as pages and the API show it; personal data in its words is masked."""

    id: int
    receipt: str
    token: str
    state: State
    channel: str
    owner_key: str
    text: str
    place: str
    source_number: str
    area_code: str
    area_path: str
    said_at: datetime
    filed_at: datetime
    pack_digest: str
    suggestion: dict[str, Any] | None
    draft: Submitted | None
    class_code: str
    item_code: str
    unit: str
    since_at: datetime | None
    due_at: datetime | None
    outside_due_at: datetime | None
    until_at: datetime | None
    local_list_id: int | None
    local_amount: int | None
    is_provisional: bool
    level: str
    returns: int
    reworks: int
    urges: int
    objections: int
    is_prioritised: bool
    dangers: str
    merged_into_id: int | None
    again_of_id: int | None
    title: str
    summary: str
    public_answer: str
    published_at: datetime | None
    naming: Naming
    ended_at: datetime | None
    emptied_at: datetime | None

    @property
    def awaits_signature(self) -> bool:
        """Return whether a dispatch of the matter waits for a second person's signature (待签发)."""
        return self.draft is not None

    @property
    def is_placed(self) -> bool:
        """Return whether the matter's subdistrict or town is known."""
        return bool(subdistrict_of(self.area_path))

    @property
    def is_in_danger(self) -> bool:
        """Return whether the words speak of a danger and nobody has answered yet."""
        return bool(self.dangers) and self.state in (State.FILED, *RUNNING, *PAUSED)

    def is_late(self, now: datetime) -> bool:
        """Return whether the answer is overdue at this moment."""
        return self.state in RUNNING and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRows:
    """One page of matters; `after` is the cursor of the next page, and is empty on the last page."""

    rows: Sequence[MatterRow]
    after: str
    is_sorted: bool = True


def subject(matter_id: int) -> Subject:
    """Return the kind and key by which the journal identifies a matter."""
    return Subject(kind=STORY_KIND, key=str(matter_id))


def owner_by_receipt(receipt: str) -> str:
    """Return the owner key of a matter filed without an account; whoever proves the receipt is the owner."""
    return f"receipt:{receipt}"


def code_digest(receipt: str, code: str) -> bytes:
    """Return the keyed digest of a query code; the database stores the digest, never the code."""
    return keyring.digest(f"{receipt}:{code}", purpose="matter.code")


def code_digests(receipt: str, code: str) -> list[bytes]:
    """Return the digests under which a query code may be stored: the present one, and older ones if any."""
    return keyring.digests(f"{receipt}:{code}", purpose="matter.code")


def whole_district(pack: Pack) -> str:
    """Return the area path of the whole district, which stands for an unknown place."""
    return f"/{pack.area_code}/"


def subdistrict_of(area_path: str) -> str:
    """Return the code of the subdistrict or town in an area path; empty if the path ends above that level."""
    parts = area_path.strip("/").split("/")
    return parts[1] if len(parts) > 1 else ""


def lock(matter_id: int) -> Matter:
    """Lock a matter until the transaction ends and return it; raise MatterNotFound if it does not exist."""
    matter = Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise MatterNotFound
    return matter


def lock_unread(matter_ids: Sequence[int]) -> list[Matter]:
    """Lock and return the given matters that still wait for triage and have no suggestion yet."""
    unread = Matter.objects.filter(pk__in=matter_ids, state=State.FILED, suggestion__isnull=True)
    return list(unread.order_by("pk").select_for_update())


def held(matter_id: int) -> MatterRow:
    """Lock a matter until the transaction ends and return its MatterRow; if missing, raise MatterNotFound."""
    return row_of(lock(matter_id))


def merged_into(matter_id: int) -> int | None:
    """Return the id of the matter that this one was merged into, or None."""
    return Matter.objects.filter(pk=matter_id).values_list("merged_into_id", flat=True).first()


def kept_of(matter_id: int) -> MatterRow | None:
    """Return a matter by its id without an access check, or None; the caller decides what of it is shown."""
    matter = Matter.objects.filter(pk=matter_id).first()
    return row_of(matter) if matter else None


def kept_among(matter_ids: Iterable[int]) -> dict[int, MatterRow]:
    """Return those of these matters that exist, by id, without an access check; the caller decides.

    One statement.
    """
    found = Matter.objects.filter(pk__in=set(matter_ids))
    return {matter.pk: row_of(matter) for matter in found}


def again_linked(row: MatterRow) -> list[MatterRow]:
    """Return the closed matter that this one says is broken again (又坏了), then those that say so of it."""
    before = kept_of(row.again_of_id) if row.again_of_id else None
    later = Matter.objects.filter(again_of_id=row.id).order_by("id") if row.state is State.CLOSED else ()
    return [*([before] if before else []), *map(row_of, later)]


def due_told(matter: Matter) -> dict[str, Json]:
    """Return what a journal entry says of the day on which the answer is due: nothing without a deadline."""
    return {"due_on": day(matter.due_at).isoformat()} if matter.due_at else {}


def part_due_told(due_at: datetime) -> dict[str, Json]:
    """Return what a journal entry says of the day on which a co-handler's part is due."""
    return {"part_due_on": day(due_at).isoformat()}


def lock_both(first: int, second: int) -> tuple[Matter, Matter]:
    """Lock two matters in order of id and return both; raise MatterNotFound if one does not exist."""
    found = {matter_id: lock(matter_id) for matter_id in sorted({first, second})}
    return found[first], found[second]


def matter_for(actor: Actor, matter_id: int, now: datetime) -> MatterRow:
    """Return a matter by id if this actor may read it; else raise MatterNotFound, even if it exists."""
    return _readable(Matter.objects.filter(pk=matter_id), actor, now)


def matter_by_receipt(actor: Actor, receipt: str, now: datetime) -> MatterRow:
    """Return a matter by receipt number if this actor may read it; else raise MatterNotFound."""
    return _readable(Matter.objects.filter(receipt=receipt), actor, now)


def _readable(found: QuerySet[Matter], actor: Actor, now: datetime) -> MatterRow:
    matter = found.first()
    if matter is None:
        raise MatterNotFound
    row = row_of(matter)
    if not access.may(actor, MatterVerb.READ, facts_of(row), now):
        raise MatterNotFound
    return row


def matter_by_token(token: str) -> MatterRow:
    """Return the matter with this token of a receipt's URL; raise MatterNotFound if there is none.

    Whoever has the paper may read its history.
    """
    matter = Matter.objects.filter(token=token).first()
    if matter is None:
        raise MatterNotFound
    return row_of(matter)


def owner_among(matter_id: int, receipts: Sequence[str]) -> str:
    """Return the owner key of a matter if its receipt is among the given ones, else an empty string."""
    found = Matter.objects.filter(pk=matter_id, receipt__in=receipts)
    return found.values_list("owner_key", flat=True).first() or ""


def matter_by_code(receipt: str, code: str) -> MatterRow | None:
    """Return the matter that this receipt number and query code belong to, or None if they do not match.

    The caller counts the attempts.
    """
    matter = Matter.objects.filter(receipt=receipt, code_digest__in=code_digests(receipt, code)).first()
    return row_of(matter) if matter else None


def offered(
    actor: Actor, row: MatterRow, now: datetime, *, among: Collection[Verb] | None = None
) -> frozenset[Verb]:
    """Return the actions that this actor may take on this matter in its present state; all, or among some."""
    facts = facts_before(row, actor, among=among)
    found = frozenset(access.offered(actor, facts, now))
    may_look = row.emptied_at is None and naming.may_know(row.naming, actor, facts, now)
    found = found if may_look else found - {MatterVerb.UNMASK}
    return found if among is None else found.intersection(among)


def signature_in(matter: Matter) -> str:
    """Return the resident's name if they chose to show it on the published matter, else an empty string."""
    if matter.naming != Naming.PUBLIC or matter.published_at is None:
        return ""
    return str(json.loads(keyring.unseal(matter.sealed, purpose="matter.words")).get("name", ""))


def on_behalf(is_for_owner: bool) -> dict[str, bool]:
    """Return the journal field that marks an action by staff for a resident; an empty dict otherwise."""
    return {"for_owner": True} if is_for_owner else {}


def row_of(matter: Matter) -> MatterRow:
    """Return a matter's database object as a MatterRow, the form that pages and the API show."""
    names = MatterRow.__dataclass_fields__.keys() - {"state", "naming", "draft"}
    fields = {name: getattr(matter, name) for name in names}
    fields["text"] = matter.text or gettext("(The words were deleted.)")
    return MatterRow(
        state=State(matter.state), naming=Naming(matter.naming), draft=draft_of(matter.draft), **fields
    )


def numbers_known(channel: str, numbers: Sequence[str]) -> frozenset[str]:
    """Return the given external order numbers that matters of this channel already have."""
    rows = Matter.objects.filter(channel=channel, source_number__in=numbers)
    return frozenset(rows.exclude(source_number="").values_list("source_number", flat=True))


def receipts_known(receipts: Sequence[str]) -> frozenset[str]:
    """Return the given receipt numbers that are already used by matters or that are given twice."""
    twice = {number for number in receipts if receipts.count(number) > 1} if _repeats(receipts) else set()
    return frozenset(
        twice.union(Matter.objects.filter(receipt__in=receipts).values_list("receipt", flat=True))
    )


def _repeats(receipts: Sequence[str]) -> bool:
    return len(set(receipts)) < len(receipts)


def stored_suggestion(found: Sequence[Suggestion]) -> dict[str, Any]:
    """Return the classifier's suggestions as a dict that can be stored as JSON."""
    return {
        "options": [
            {
                "class": one.class_code,
                "item": one.item_code,
                "weight": round(one.weight * 1000),
                "reasons": [[reason.code, reason.word] for reason in one.reasons],
            }
            for one in found
        ],
    }
