"""Words of danger are told at once; what is returned waits by a new moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries, services


def test_words_of_danger_are_told_at_once_and_kept(people: Cast, morning: datetime) -> None:
    filed = services.file(actor=people.li, text="三楼着火了，有人晕倒了", now=morning)

    row = queries.matter_by_token(filed.token)
    assert filed.dangers == ("fire", "illness")
    assert row.dangers.split() == ["fire", "illness"]
    assert queries.story(row.id)[0].outcome["dangers"] == ["fire", "illness"]


def test_what_is_returned_waits_for_triage_by_a_new_moment(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    tuesday = morning + timedelta(days=1)
    deeds.do("assign", matter, people, morning)

    deeds.do("return", matter, people, tuesday)

    row = deeds.row_of(matter)
    assert row.returns == 1
    assert row.until_at
    assert row.until_at > tuesday
