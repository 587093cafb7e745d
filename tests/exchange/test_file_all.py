"""Several reports of one chat are filed together or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import make
from tests.cast import FIRST_GRID, Cast
from yuanba.exchange.services import HeardReport, intake
from yuanba.matters import queries
from yuanba.matters.queries import tables
from yuanba.matters.services import Once
from yuanba.matters.services.filing import UnknownFilingArea


def _clerk(now: datetime) -> make.Actor:
    return make.staff("he", "clerk", name="何静", unit="jijiang", area="500116001", now=now)


def test_each_is_a_matter_of_its_own_with_the_time_of_the_chat(people: Cast, morning: datetime) -> None:
    said = morning - timedelta(hours=3)
    filed = intake.file_all(
        actor=_clerk(morning),
        heard=[
            HeardReport(text="电梯坏了", area_code=FIRST_GRID, said_at=said, name="滨江花园3栋"),
            HeardReport(text="路灯不亮", area_code=FIRST_GRID, said_at=morning + timedelta(days=2)),
        ],
        channel="wechat",
        now=morning,
    )
    rows = [queries.matter_by_token(one.token) for one in filed]
    assert [(row.text, row.channel, row.said_at) for row in rows] == [
        ("电梯坏了", "wechat", said),
        ("路灯不亮", "wechat", morning),
    ]
    assert all(row.filed_at == morning for row in rows)


def test_one_refusal_files_none(people: Cast, morning: datetime) -> None:
    with pytest.raises(UnknownFilingArea):
        intake.file_all(
            actor=_clerk(morning),
            heard=[
                HeardReport(text="电梯坏了", area_code=FIRST_GRID),
                HeardReport(text="路灯", area_code="9"),
            ],
            channel="wechat",
            now=morning,
        )
    assert tables.listed(tables.readable(people.chen, morning)).rows == []


def test_sent_twice_is_filed_once(people: Cast, morning: datetime) -> None:
    clerk = _clerk(morning)
    heard = [
        HeardReport(text="电梯坏了", area_code=FIRST_GRID, once=Once(scope=b"1" * 32, body_digest=b"2" * 32))
    ]
    first, second = (
        intake.file_all(actor=clerk, heard=heard, channel="wechat", now=morning) for _ in range(2)
    )
    assert first == second
    assert len(tables.listed(tables.readable(people.chen, morning)).rows) == 1
