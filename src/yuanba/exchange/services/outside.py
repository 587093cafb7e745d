"""Takes in external orders (of 12345 or 141) from a file: both sides' deadlines are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.queries import search
from yuanba.matters.queries.search import LikeRow
from yuanba.matters.services.filing import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
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
from yuanba.sheets import cells, tables
from yuanba.sheets.tables import Column, RefusedRow, Row

LONGEST_PHONE = 120
#: So many rows of a preview are compared with earlier matters by their words; phones are compared for all.
COMPARED = 40
#: The headings that platforms give, the likeliest first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": (
        "工单编号",
        "工单号",
        "事件编号",
        "诉求编号",
        "受理编号",
        "受理单号",
        "流水号",
        "单号",
        "编号",
    ),
    "title": ("诉求标题", "工单标题", "事件标题", "标题", "主题"),
    "text": (
        "诉求内容",
        "工单内容",
        "事件描述",
        "问题描述",
        "诉求描述",
        "反映内容",
        "事项内容",
        "内容",
        "描述",
    ),
    "said": (
        "诉求时间",
        "来电时间",
        "反映时间",
        "上报时间",
        "受理时间",
        "登记时间",
        "创建时间",
        "派单时间",
        "时间",
    ),
    "due": (
        *(
            "办结时限",
            "办理时限",
            "处置时限",
            "要求办结时间",
            "截止时间",
            "截止日期",
            "反馈截止时间",
            "到期时间",
        ),
        "时限",
    ),
    "name": ("联系人", "诉求人", "来电人", "反映人", "市民姓名", "姓名"),
    "phone": ("联系电话", "来电号码", "联系方式", "手机号码", "手机号", "手机", "电话"),
    "place": ("诉求地址", "事发地址", "事件地址", "发生地点", "详细地址", "地址", "地点"),
    "area": ("所属社区", "社区", "所属镇街", "镇街", "街道", "所属区域", "区域"),
}
KNOWN = frozenset({*HEADINGS, *(one for also in HEADINGS.values() for one in also)})


class NoPlatform(Refused):
    """Raised when external orders are sent for a channel that is not another platform."""

    code: ClassVar[str] = "outside.no_platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """One external order as another platform sent it: its number, text, place, contact and deadline."""

    number: str
    text: str
    place: str = ""
    area_code: str = ""
    name: str = ""
    phone: str = ""
    said_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Foreign):
    """One external order read from an uploaded file, with its row in the file and its area."""

    row: Row
    area_path: str


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
    leave_out: Iterable[int] = (),
    commit: bool,
    skip_refused: bool = False,
    now: datetime,
) -> TakenOrders:
    """Preview a file of external orders, or file each as a matter when ``commit`` is true.

    Their number and their deadline are kept beside ours; a number that came in before is refused. An
    area code says where orders lie that name no area. Raises a BadTable, NoPlatform, UnknownFilingArea,
    NotAllowed.
    """
    pack = store.in_force(day(now))
    _check_platform(channel, pack)
    home = _home(area_code, queries.whole_district(pack))

    access.require(actor, MatterVerb.IMPORT_ORDERS, access.Facts(area_path=home[1]), now)
    headings, found = _read(file, channel, home, now)
    refused = tuple(row for row in found if isinstance(row, RefusedRow))
    left = frozenset(leave_out)
    sent = [row for row in found if isinstance(row, Sent) and row.row.number not in left]

    if not commit or (refused and not skip_refused):
        rows = _previewed(actor, [row for row in found if isinstance(row, Sent)], now)
        return TakenOrders(headings=headings, read=len(found), rows=rows, refused=refused)
    filed = tuple((one.number, _filed(actor, one, channel, now)) for one in sent)

    journal.record(
        Act(actor, MatterVerb.IMPORT_ORDERS, now),
        journal.Subject(kind="channel", key=channel),
        outcome={"channel": channel, "taken": len(filed), "refused": len(refused), "pack": pack.digest},
    )
    count = len(found) - len(refused) - len(sent)
    return TakenOrders(
        headings=headings, read=len(found), refused=refused, left_out=count, filed=filed, is_written=True
    )


def take_order(*, actor: Actor, order: Foreign, channel: str, once: Once, now: datetime) -> Filed:
    """File one external order as a matter; a repeated request returns the same receipt.

    Raises NoPlatform, UnknownChannel, UnknownFilingArea, SaidLater, AlreadyTaken (the number came in
    before: with other words, in a file, or longer ago than `retention.replies`), and what filing raises.
    """
    pack = store.in_force(day(now))
    path = _home(order.area_code, queries.whole_district(pack))[1]

    access.require(actor, MatterVerb.IMPORT_ORDERS, access.Facts(area_path=path), now)
    _check_platform(channel, pack)
    if span.taken(order.said_at) > now:
        raise SaidLater
    try:
        return _filed(actor, order, channel, now, once=once)
    except journal.KeyUsedOtherwise as clash:
        raise AlreadyTaken(number=order.number) from clash


def _check_platform(channel: str, pack: Pack) -> None:
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


def _home(area_code: str, whole: str) -> tuple[str, str]:
    if not area_code:
        return "", whole
    area = places.area(area_code)
    if area is None:
        raise UnknownFilingArea(area=area_code)
    return area.code, area.path


def mobiles_in(cell: str) -> list[str]:
    """Return the mobile numbers in a cell of telephone numbers; messages go to the first."""
    return [number for number in phone.in_cell(cell) if phone.mobile(number)]


_PARSERS: Mapping[str, cells.Parse] = {
    "number": cells.text(80),
    "title": cells.text(500),
    "text": cells.text(LONGEST_TEXT),
    "said": cells.moment,
    "due": cells.moment,
    "name": cells.text(LONGEST_NAME),
    "phone": cells.phones(LONGEST_PHONE),
    "place": cells.text(LONGEST_PLACE),
    "area": cells.text(80),
}


def _columns(headings: Sequence[str]) -> list[Column]:
    """The columns as this file calls them: of several headings that could be meant, the likeliest."""
    columns = []
    for name, parse in _PARSERS.items():
        meant = next((one for one in (name, *HEADINGS[name]) if one in headings), "")
        columns.append(
            Column(name=meant or HEADINGS[name][0], parse=parse, required=name in ("number", "text"))
        )
    return columns


def _read(
    content: BinaryIO, channel: str, home: tuple[str, str], now: datetime
) -> tuple[tuple[str, ...], list[Sent | RefusedRow]]:
    headings = tables.read(content, (), others=True).headings
    content.seek(0)
    columns = _columns(headings)
    table = tables.read(content, columns, others=True)
    names = dict(zip(_PARSERS, (column.name for column in columns), strict=True))
    rows = list(table)
    numbers = [str(row.values[names["number"]]) for row in rows if isinstance(row, Row)]
    known, seen = queries.numbers_known(channel, numbers), set[str]()
    areas = _areas({str(row.values[names["area"]]) for row in rows if isinstance(row, Row)} - {""})
    return headings, list(_checked(rows, names, known, seen, areas, home, now))


def _checked(
    rows: Iterable[Row | RefusedRow],
    names: Mapping[str, str],
    known: frozenset[str],
    seen: set[str],
    areas: Mapping[str, tuple[str, str]],
    home: tuple[str, str],
    now: datetime,
) -> Iterator[Sent | RefusedRow]:
    for row in rows:
        if isinstance(row, RefusedRow):
            yield row
            continue
        value: dict[str, Any] = {name: row.values[heading] for name, heading in names.items()}
        number, said_at = value["number"], value["said"] or now
        if number in known or number in seen:
            yield row.refuse(names["number"], AlreadyTaken(number=number))
        elif said_at > now:
            yield row.refuse(names["said"], SaidLater())
        else:
            seen.add(number)
            code, path = areas.get(value["area"], home)
            words = [part for part in (value["title"], value["text"]) if part]
            yield Sent(
                row=row,
                number=number,
                text=words[-1] if words[0] in words[-1] else "\n".join(words),
                place=value["place"],
                area_code=code,
                area_path=path,
                name=value["name"],
                phone=value["phone"],
                said_at=said_at,
                due_at=value["due"] or None,
            )


def _areas(named: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The areas that these names mean beyond doubt."""
    found = {}
    for name in named:
        hits = places.search_areas(name, limit=20)
        exact = [area for area in hits if name in (area.label, area.name, area.code, area.full_label)]
        if len(exact) == 1:
            found[name] = exact[0].code, exact[0].path
    return found


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
