"""notice.end: it comes down when its time is over and everybody has an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.notices import queries, services
from yuanba.notices.queries import NoticeState, Ruling
from yuanba.notices.services.posting import NoticeNotOver, NotUp
from yuanba.rules.core.access import NotAllowed, system

CLOCK = system("clock")


def test_not_before_its_last_day_is_over(notice: int, morning: datetime) -> None:
    until = queries.notice(notice).until_at
    for early in (morning, until - timedelta(seconds=1)):
        with pytest.raises(NoticeNotOver):
            services.end(actor=CLOCK, notice_id=notice, now=early)
        assert queries.over(early) == []

    assert queries.over(until) == [notice]
    services.end(actor=CLOCK, notice_id=notice, now=until)

    assert queries.notice(notice).state is NoticeState.ENDED
    assert journal.story("notice", str(notice))[-1].verb == "notice.end"


def test_not_while_an_objection_waits(notice: int, people: Cast, morning: datetime) -> None:
    services.object_to(actor=people.wang, notice_id=notice, words="不亮", now=morning)
    until = queries.notice(notice).until_at
    assert queries.over(until) == []
    with pytest.raises(NoticeNotOver):
        services.end(actor=CLOCK, notice_id=notice, now=until)

    (objection,) = queries.open_objections(people.chen, until)
    services.answer(
        actor=people.chen, objection_id=objection.id, ruling=Ruling.DISMISSED, words="已核实", now=until
    )

    services.end(actor=CLOCK, notice_id=notice, now=until)


def test_not_twice_and_not_by_anybody(notice: int, people: Cast, morning: datetime) -> None:
    until = queries.notice(notice).until_at
    for actor in (people.li, people.zhou, people.sun):
        with pytest.raises(NotAllowed):
            services.end(actor=actor, notice_id=notice, now=until)

    services.end(actor=people.chen, notice_id=notice, now=until)
    with pytest.raises(NotUp):
        services.end(actor=CLOCK, notice_id=notice, now=until)


def test_what_no_longer_holds_comes_down_at_once(notice: int, morning: datetime) -> None:
    services.end(actor=CLOCK, notice_id=notice, is_withdrawn=True, now=morning)

    row = queries.notice(notice)
    assert (row.state, row.ended_at) == (NoticeState.WITHDRAWN, morning)
    assert queries.notices_in("").rows == []
    assert [one.id for one in queries.notices_in("", is_up=False).rows] == [notice]
