"""Takes in external orders (of 12345 or 141) from a file: both sides' deadlines are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, ClassVar

from django.db import transaction

from yuanba.exchange.services.reading import Foreign, Home, Sent, read_orders
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.queries import search
from yuanba.matters.queries.search import LikeRow
from yuanba.matters.services.filing import (
    AlreadyTaken,
    Contact,
    Filed,
    Once,
    Outside,
    SaidLater,
    UnknownChannel,
    UnknownFilingArea,
    file,
)
from yuanba.messages import queries as messages
from yuanba.messages.services import MessageChannel
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.people import phone
from yuanba.rules.time import span
from yuanba.rules.time.calendar import day
from yuanba.sheets.tables import RefusedRow

#: So many rows of a preview are compared with earlier matters by their words; phones are compared for all.
COMPARED = 40


class NoPlatform(Refused):
    """Raised when external orders are sent for a channel that is not another platform."""

    code: ClassVar[str] = "outside.no_platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """One external order that can be filed, with existing matters that may be about the same thing."""

    sent: Sent
    like: tuple[LikeRow, ...]
    same_phone: tuple[queries.MatterRow, ...]

    @property
    def is_doubtful(self) -> bool:
        """Return whether a person should check that the order is not a duplicate before it is filed."""
        return bool(self.same_phone) or any(one.like.is_likely_same for one in self.like)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOrders:
    """The result of previewing or filing a file of external orders.

    Nothing is written at a preview, nor while refused rows are not skipped.
    """

    headings: tuple[str, ...]
    read: int
    rows: tuple[Previewed, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    left_out: int = 0
    filed: tuple[tuple[str, Filed], ...] = ()
    is_written: bool = False


@transaction.atomic
def take_orders(
    *,
    actor: Actor,
    file: BinaryIO,
    channel: str,
    area_code: str = "",
    columns: Mapping[str, str] | None = None,
    leave_out: Iterable[int] = (),
    commit: bool,
    skip_refused: bool = False,
    now: datetime,
) -> TakenOrders:
    """Preview a file of external orders, or file each as a matter when ``commit`` is true.

    An area code says where orders lie that name no place; `columns` are the headings chosen for the fields,
    kept for the channel's next file. Raises a BadTable, NoPlatform, UnknownFilingArea, NotAllowed.
    """
    pack = store.in_force(day(now))
    check_platform(channel, pack)
    home = home_of(area_code, queries.whole_district(pack))

    access.require(actor, MatterVerb.IMPORT_ORDERS, access.Facts(area_path=home.area_path), now)
    sheet = read_orders(file, channel=channel, home=home, chosen=columns, now=now)
    refused = tuple(row for row in sheet.rows if isinstance(row, RefusedRow))
    good = [row for row in sheet.rows if isinstance(row, Sent)]
    sent = [row for row in good if row.row.number not in frozenset(leave_out)]

    if not commit or (refused and not skip_refused):
        rows = _previewed(actor, good, now)
        return TakenOrders(headings=sheet.headings, read=len(sheet.rows), rows=rows, refused=refused)
    filed = tuple((one.number, _filed(actor, one, channel, now)) for one in sent)
    counts = {"taken": len(filed), "refused": len(refused)}

    journal.record(
        Act(actor, MatterVerb.IMPORT_ORDERS, now),
        journal.Subject(kind="channel", key=channel),
        outcome={"channel": channel, **counts, "columns": sheet.columns, "pack": pack.digest},
    )
    return TakenOrders(
        headings=sheet.headings,
        read=len(sheet.rows),
        refused=refused,
        left_out=len(good) - len(sent),
        filed=filed,
        is_written=True,
    )


def take_order(*, actor: Actor, order: Foreign, channel: str, once: Once, now: datetime) -> Filed:
    """File one external order as a matter; a repeated request returns the same receipt.

    Raises NoPlatform, UnknownChannel, UnknownFilingArea, SaidLater, AlreadyTaken (the number came in
    before: with other words, in a file, or longer ago than `retention.replies`), and what filing raises.
    """
    pack = store.in_force(day(now))
    path = home_of(order.area_code, queries.whole_district(pack)).area_path

    access.require(actor, MatterVerb.IMPORT_ORDERS, access.Facts(area_path=path), now)
    check_platform(channel, pack)
    if span.taken(order.said_at) > now:
        raise SaidLater
    try:
        return _filed(actor, order, channel, now, once=once)
    except journal.KeyUsedOtherwise as clash:
        raise AlreadyTaken(number=order.number) from clash


def check_platform(channel: str, pack: Pack) -> None:
    """Raise UnknownChannel or NoPlatform unless the pack says that orders come in by this channel."""
    if channel not in pack.channels:
        raise UnknownChannel(channel=channel)
    if not pack.channels[channel].is_platform:
        raise NoPlatform


def _filed(actor: Actor, one: Foreign, channel: str, now: datetime, *, once: Once | None = None) -> Filed:
    mobiles = mobiles_in(one.phone)
    return file(
        actor=actor.also(MatterVerb.FILE),
        text=one.text,
        # a landline or a second number cannot be sent a message; it is kept with the sealed words
        phones="" if phone.mobile(one.phone) else one.phone,
        place=one.place,
        area_code=one.area_code,
        channel=channel,
        contact=Contact(channel="sms", address=mobiles[0]) if mobiles else None,
        name=one.name,
        said_at=one.said_at,
        outside=Outside(number=one.number, due_at=one.due_at),
        once=once,
        now=now,
    )


def home_of(area_code: str, whole: str) -> Home:
    """Return where orders lie that name no place: an area, or the whole district; raise UnknownFilingArea."""
    if not area_code:
        return Home(area_code="", area_path=whole, whole=whole)
    area = places.area(area_code)
    if area is None:
        raise UnknownFilingArea(area=area_code)
    return Home(area_code=area.code, area_path=area.path, whole=whole)


def mobiles_in(cell: str) -> list[str]:
    """Return the mobile numbers in a cell of telephone numbers; messages go to the first."""
    return [number for number in phone.in_cell(cell) if phone.mobile(number)]


def _previewed(actor: Actor, sent: Sequence[Sent], now: datetime) -> tuple[Previewed, ...]:
    phones = {number for one in sent for number in mobiles_in(one.phone)}
    followed = messages.followed_by(queries.STORY_KIND, MessageChannel.SMS, phones)
    wanted = {int(key) for keys in followed.values() for key in keys[:3]}
    ours = {row.id: row for row in search.readable(actor, wanted, now)}
    return tuple(
        Previewed(
            sent=one,
            like=tuple(
                search.like_text(actor, f"{one.text}\n{one.place}", now, area_path=one.area_path, limit=1)
                if place < COMPARED
                else ()
            ),
            same_phone=tuple(
                ours[int(key)]
                for number in mobiles_in(one.phone)
                for key in followed.get(number, ())[:3]
                if int(key) in ours
            ),
        )
        for place, one in enumerate(sent)
    )
