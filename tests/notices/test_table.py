"""The work table of notices: those in the reader's areas, filtered, sorted, paged, along which one goes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.notices.models import Notice, NoticeState
from yuanba.notices.queries import tables
from yuanba.notices.queries.tables import ORDERS, WantedNotices
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day


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
    return [row.id for row in tables.listed(ways, ORDERS[order], "", 10).rows]


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


def test_only_in_ones_areas_and_along_them(people: Cast, notices: list[int], morning: datetime) -> None:
    first, second, third = notices
    near = make.staff("gu", "triager", unit="jijiang", area=cast.JIJIANG, now=morning)
    assert ids(near, morning) == [first, second]
    assert ids(people.zhou, morning) == []
    assert ids(people.li, morning) == []
    ways = tables.readable(near, WantedNotices(), morning)
    assert tables.counted(ways, 1) == 2
    assert tables.beside(ways, first, ORDERS["posted"]) == (None, second)
    assert tables.beside(ways, second, ORDERS["posted"]) == (first, None)
    assert [row.id for row in tables.by_ids(ways, [third, second, first])] == [second, first]
    pages = [tables.listed(ways, ORDERS["posted"], "", 1)]
    pages.append(tables.listed(ways, ORDERS["posted"], pages[0].after, 1))
    assert [row.id for page in pages for row in page.rows] == [first, second]
    assert pages[1].after == ""
