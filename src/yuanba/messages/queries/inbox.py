"""Reads inboxes as frozen rows, with sentences in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yuanba.messages import directory, wording
from yuanba.messages.audiences import READERSHIPS, UNIT
from yuanba.messages.models import InboxItem
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.outcome_reader import OutcomeReader
from yuanba.rules.time.calendar import day

#: More than this is shown as "99+".
COUNTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxOwner:
    """One inbox, identified by its owner: a unit, an account, or a kind of position within an area."""

    kind: str
    key: str
    area_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One line of an inbox, with its text in the reader's language and its link."""

    id: int
    at: datetime
    kind: str
    key: str
    verb: str
    title: str
    text: str
    link: str
    is_read: bool
    is_danger: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """One page of inbox lines, unread ones first, with the cursor of the next page (empty at the end)."""

    rows: tuple[InboxRow, ...]
    after: str


def boxes(actor: Actor, at: datetime) -> tuple[InboxOwner, ...]:
    """Return the inboxes of an actor, of those they stand in for, and of their units and positions."""
    if actor.kind is not ActorKind.STAFF:
        return ()
    held = [holding for holding in actor.holdings if holding.holds_on(day(at))]
    found = [InboxOwner(kind="account", key=actor.key)]
    found += [InboxOwner(kind="account", key=h.stands_in_for) for h in held if h.stands_in_for]
    for key, box in READERSHIPS.items():
        reading = [h for h in held if h.kind in ACTIONS[box.verb].who]
        if key == UNIT:
            found += [InboxOwner(kind="unit", key=h.unit) for h in reading if h.unit]
        else:
            found += [
                InboxOwner(kind="position", key=key, area_path=h.area_path if box.in_area else "")
                for h in reading
            ]
    return tuple(dict.fromkeys(found))


def inbox(actor: Actor, *, at: datetime, after: str = "", limit: int = 30) -> InboxPage:
    """Return one page of lines from all inboxes of an actor, unread lines first."""
    part, _dash, below = after.partition("-")
    items: list[InboxItem] = []
    unread = _unread(actor, at).order_by("-id")
    if part != "read":
        items += unread.filter(id__lt=int(below))[: limit + 1] if below else unread[: limit + 1]
    if len(items) <= limit:
        read = _in_boxes(actor, at).filter(read_at__isnull=False).order_by("-id")
        if part == "read" and below:
            read = read.filter(id__lt=int(below))
        items += read[: limit + 1 - len(items)]
    last = items[limit - 1] if len(items) > limit else None
    units = {OutcomeReader(item.outcome).text(key) for item in items for key in ("unit", "unit_before")}
    sittings = {OutcomeReader(item.outcome).text("meeting") for item in items}
    decisions = {OutcomeReader(item.outcome).text("agenda_item") for item in items}
    with (
        directory.at_once("unit", units),
        directory.at_once("meeting", sittings),
        directory.at_once("agenda_item", decisions),
    ):
        rows = tuple(_inbox_row(item) for item in items[:limit])
    return InboxPage(
        rows=rows,
        after=f"{'read' if last.read_at else 'unread'}-{last.pk}" if last else "",
    )


def unread_count(actor: Actor, *, at: datetime) -> int:
    """Return the number of unread lines in the actor's inboxes, at most a hundred."""
    return _unread(actor, at).order_by()[:COUNTED].count()


def newest(actor: Actor, *, at: datetime) -> int:
    """Return the id of the newest line in the actor's inboxes, read or not, or 0 if there is none."""
    return _in_boxes(actor, at).order_by("-id").values_list("id", flat=True).first() or 0


def last_before(actor: Actor, *, at: datetime, before: datetime) -> int:
    """Return the id of the actor's newest unread inbox line from before a moment, or 0 if there is none."""
    found = _unread(actor, at).filter(at__lt=before).order_by("-id").values_list("id", flat=True)
    return found.first() or 0


def lock_unread(actor: Actor, *, at: datetime, until: int) -> list[InboxItem]:
    """Lock and return the actor's unread inbox lines with ids up to this one."""
    return list(_unread(actor, at).filter(id__lte=until).order_by("id").select_for_update(of=("self",)))


def is_in_boxes(item: InboxItem, actor: Actor, at: datetime) -> bool:
    """Return whether an inbox line belongs to one of the inboxes that the actor reads."""
    return _in_boxes(actor, at).filter(pk=item.pk).exists()


def _in_boxes(actor: Actor, at: datetime) -> QuerySet[InboxItem]:
    wanted = Q(pk__in=[])
    for box in boxes(actor, at):
        here = Q(box_kind=box.kind, box_key=box.key)
        if box.area_path:  # a line that names no area concerns everyone in this position
            here &= Q(area_path="") | Q(area_path__startswith=box.area_path)
        wanted |= here
    return InboxItem.objects.filter(wanted)


def _unread(actor: Actor, at: datetime) -> QuerySet[InboxItem]:
    return _in_boxes(actor, at).filter(read_at__isnull=True)


def _inbox_row(item: InboxItem) -> InboxRow:
    told = OutcomeReader(item.outcome)
    words = wording.sentence(item.verb, item.audience, item.outcome)
    return InboxRow(
        id=item.pk,
        at=item.at,
        kind=item.kind,
        key=item.key,
        verb=item.verb,
        title=words.title,
        text=words.text,
        link=directory.staff_link(item.kind, item.key, told),
        is_read=item.read_at is not None,
        is_danger=bool(told.texts("dangers")),
    )
