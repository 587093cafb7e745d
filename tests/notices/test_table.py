"""The work table of notices: those in the reader's areas, filtered, sorted, paged, along which one goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.cast import Cast
from tests.flat import cost_of
from yuanba.notices.models import Notice, NoticeState, Objection, Posting
from yuanba.notices.queries import tables
from yuanba.notices.queries.tables import ORDERS, WantedNotices
from yuanba.notices.tables import BOARDS, NOTICES, OBJECTIONS
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day
from yuanba.web.tables import Neighbours, TableReader, ordered
from yuanba.web.tables.asked import read_text


@pytest.fixture
def notices(people: Cast, morning: datetime) -> list[int]:
    """Notices in two communities and another town, the last one ended."""
    paths = (
        cast.COMMUNITY_PATH,
        f"/{cast.DISTRICT}/{cast.JIJIANG}/{cast.NANMEN}/",
        f"/{cast.DISTRICT}/{cast.DEGAN}/",
    )
    digest = store.in_force(day(morning)).digest
    made = [
        Notice.objects.create(
            subject_kind="matter",
            subject_key=str(number),
            title=f"{number}号结果",
            text="已经办好",
            area_path=path,
            pack_digest=digest,
            class_code="public",
            posted_at=morning + timedelta(hours=number),
            from_on=day(morning),
            until_on=day(morning) + timedelta(days=9 - number),
            until_at=morning + timedelta(days=9 - number),
            state=NoticeState.ENDED if number == 2 else NoticeState.POSTED,
            ended_at=morning if number == 2 else None,
        )
        for number, path in enumerate(paths)
    ]
    return [one.pk for one in made]


def ids(actor: Actor, now: datetime, order: str = "posted", **wanted: object) -> list[int]:
    ways = tables.readable(actor, WantedNotices(**wanted), now)  # type: ignore[arg-type]
    return list(ordered.listed(ways, ORDERS[order], "", 10).ids)


def test_each_filter_and_order(people: Cast, notices: list[int], morning: datetime) -> None:
    first, second, third = notices
    assert ids(people.chen, morning) == [first, second, third]
    assert ids(people.chen, morning, "until") == [third, second, first]
    assert ids(people.chen, morning, state="ended") == [third]
    assert ids(people.chen, morning, class_code="home") == []
    assert ids(people.chen, morning, area_path=cast.COMMUNITY_PATH) == [first]
    assert ids(people.chen, morning, posted_from=morning + timedelta(minutes=1)) == [second, third]
    assert ids(people.chen, morning, has_open_objections=True) == []
    assert ids(people.chen, morning, lacks_board=True) == []


def test_boards_and_objections_are_work_tables(people: Cast, notices: list[int], morning: datetime) -> None:
    """Filtered, sorted and along the list; a page costs as many statements for one row as for many."""
    wu = make.staff("wu", "triager", area=cast.JIJIANG, now=morning)
    reader = TableReader(actor=wu, now=morning)
    listed: dict[str, list[int]] = {}
    for number in range(4):
        notice = Notice.objects.get(pk=notices[number % 2])
        path = (cast.COMMUNITY_PATH, f"/{cast.DISTRICT}/{cast.JIJIANG}/{cast.NANMEN}/")[number % 2]
        board = Posting.objects.create(
            notice=notice, level="community", area_code=str(number), area_path=path, medium="board"
        )
        said = Objection.objects.create(
            notice=notice,
            token=str(number),
            by_key=f"k{number}",
            sealed=b"-",
            text="灯没修好",
            at=morning,
            due_at=morning + timedelta(days=4 - number),
        )
        listed.setdefault("boards", []).append(board.pk)
        listed.setdefault("objections", []).insert(0, said.pk)
        if number == 0:
            costs = [cost_of(table, reader) for table in (BOARDS, OBJECTIONS)]
    Notice.objects.filter(pk=notices[1]).update(barred_keys=["somebody"])

    assert [cost_of(table, reader) for table in (BOARDS, OBJECTIONS)] == costs
    for table in (BOARDS, OBJECTIONS):
        plain = read_text(table, "")
        rows = [row.id for row in table.rows(reader, plain, 10).rows]
        assert sorted(rows) == sorted(listed[table.code])
        assert table.count(reader, plain) == 4
        assert table.beside(reader, plain, rows[1]) == Neighbours(before=rows[0], after=rows[2])
        here = table.rows(reader, read_text(table, f"area={cast.TONGTAIMEN}"), 10).rows
        assert {row.id for row in here} == set(listed[table.code][(table is OBJECTIONS) :: 2])
        assert [row.id for row in table.by_ids(reader, [rows[2], 10**9], plain)] == [rows[2]]
    rows = [row.id for row in OBJECTIONS.rows(reader, read_text(OBJECTIONS, ""), 10).rows]
    assert rows == listed["objections"], "the earliest to answer first"

    done = Posting.objects.filter(pk=listed["boards"][0])
    done.update(posted_at=morning)
    assert [row.id for row in BOARDS.rows(reader, read_text(BOARDS, "which=done"), 10).rows] == [
        done.get().pk
    ]
    Notice.objects.filter(pk=notices[0]).update(barred_keys=[wu.key])
    left = OBJECTIONS.rows(reader, read_text(OBJECTIONS, ""), 10).rows
    assert {row.id for row in left} == set(listed["objections"][::2]), "nobody answers for their own work"


def test_only_in_ones_areas_and_along_them(people: Cast, notices: list[int], morning: datetime) -> None:
    first, second, third = notices
    near = make.staff("gu", "triager", unit="jijiang", area=cast.JIJIANG, now=morning)
    assert ids(near, morning) == [first, second]
    assert ids(people.zhou, morning) == []
    assert ids(people.li, morning) == []
    reader, by_day = TableReader(actor=near, now=morning), read_text(NOTICES, "sort=posted")
    assert NOTICES.count(reader, by_day) == 2
    assert NOTICES.beside(reader, by_day, first) == Neighbours(before=None, after=second)
    assert NOTICES.beside(reader, by_day, second) == Neighbours(before=first, after=None)
    assert [line.id for line in NOTICES.by_ids(reader, [third, second, first], by_day)] == [second, first]
    pages = [NOTICES.rows(reader, by_day, 1)]
    pages.append(NOTICES.rows(reader, replace(by_day, after=pages[0].after), 1))
    assert [line.id for page in pages for line in page.rows] == [first, second]
    assert pages[1].after == ""
