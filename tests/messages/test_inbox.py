"""message.read, and the staff's inbox: unread first, for whom it concerns, in pages that lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from yuanba.districts.queries import DistrictRow
from yuanba.messages import queries, services
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor, PositionKind

Happen = Callable[..., int]
Staff = Callable[..., Actor]


def test_pages_hold_every_line_once_unread_first(
    jiangjin: DistrictRow, happen: Happen, staff: Staff, morning: datetime
) -> None:
    handler = staff(PositionKind.HANDLER, unit="city")
    for number in range(23):
        happen("matter.assign", key=str(number), unit="city")
    services.read_journal()
    every = [row.id for row in queries.inbox(handler, at=morning, limit=100).rows]
    for item in every[3::2]:
        services.read(actor=handler, item_id=item, now=morning)

    seen: list[queries.InboxRow] = []
    after = ""
    for _page in range(9):
        found = queries.inbox(handler, at=morning, after=after, limit=5)
        seen += found.rows
        after = found.after
        if not after:
            break

    assert sorted(row.id for row in seen) == sorted(every)
    assert [row.is_read for row in seen] == sorted(row.is_read for row in seen)
    unread = [row.id for row in seen if not row.is_read]
    assert unread == sorted(unread, reverse=True)
    assert queries.unread_count(handler, at=morning) == len(unread) == 13


def test_a_triager_sees_their_own_area(
    jiangjin: DistrictRow, happen: Happen, staff: Staff, morning: datetime
) -> None:
    happen("matter.file", key="1", area_path="/500116/500116001/")
    happen("matter.file", key="2", area_path="/500116/500116002/")
    happen("matter.file", key="3")
    services.read_journal()

    def keys(area: str) -> list[str]:
        chen = staff(PositionKind.TRIAGER, area=area)
        return [row.key for row in queries.inbox(chen, at=morning).rows]

    assert keys("/500116/500116001/") == ["3", "1"]
    assert keys("/500116/") == ["3", "2", "1"]
    assert not queries.inbox(ANONYMOUS, at=morning).rows


def test_reading_is_for_those_whom_it_concerns(
    jiangjin: DistrictRow, happen: Happen, staff: Staff, morning: datetime
) -> None:
    happen("matter.assign", unit="city")
    services.read_journal()
    handler, stranger = staff(PositionKind.HANDLER, unit="city"), staff(PositionKind.HANDLER, unit="water")
    [row] = queries.inbox(handler, at=morning).rows

    with pytest.raises(NotAllowed):
        services.read(actor=stranger, item_id=row.id, now=morning)
    with pytest.raises(NotAllowed):
        services.read(actor=ANONYMOUS, item_id=row.id, now=morning)
    with pytest.raises(services.UnknownInboxLine):
        services.read(actor=handler, item_id=row.id + 1, now=morning)
    for _twice in range(2):
        services.read(actor=handler, item_id=row.id, now=morning)
    assert queries.unread_count(handler, at=morning) == 0


def test_reading_all_leaves_what_came_in_meanwhile_and_what_is_others(
    jiangjin: DistrictRow, happen: Happen, staff: Staff, morning: datetime
) -> None:
    handler, other = staff(PositionKind.HANDLER, unit="city"), staff(PositionKind.HANDLER, unit="water")
    happen("matter.assign", key="1", unit="water")
    happen("matter.assign", key="2", unit="city")
    services.read_journal()
    newest = queries.inbox(handler, at=morning).rows[0].id
    happen("matter.assign", key="3", unit="city")
    services.read_journal()

    assert services.read_until(actor=handler, item_id=newest, now=morning) == 1
    assert queries.unread_count(handler, at=morning) == 1
    assert queries.unread_count(other, at=morning) == 1


def test_a_position_that_ended_reads_nothing(
    jiangjin: DistrictRow, happen: Happen, staff: Staff, morning: datetime
) -> None:
    happen("matter.assign", unit="city")
    services.read_journal()
    handler = staff(PositionKind.HANDLER, unit="city")

    assert queries.inbox(handler, at=morning).rows
    assert not queries.inbox(handler, at=morning.replace(year=2024)).rows
