"""Eight press at once: a session is added and taken out once, a week published, an offering ended once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.activities import week
from tests.threads import together
from yuanba.activities import queries, services
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.rules.activities.menus import monday_of
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day


@pytest.mark.long
def test_each_is_done_once(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    wu = make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)
    things = week.with_rooms(wu, morning)

    def once(call: Callable[..., object], **said: object) -> object:
        answers = together(8, lambda _: call(actor=wu, now=morning, **said))
        done = [one for one in answers if not isinstance(one, Refused)]
        assert len(done) == 1, answers
        return done[0]

    about = {"menu_id": things["draft_id"], "offering_id": things["offering_id"]}
    once(services.add, **about, **week.hours(morning, 2, days=4))
    once(services.drop, session_id=things["session_id"])
    assert once(services.publish, menu_id=things["draft_id"]) == 1
    monday = monday_of(day(morning)) + timedelta(weeks=2)
    assert len(queries.published(monday)[0].sessions) == 1
    once(services.end_offering, offering_id=things["offering_id"])
    assert list(verify.findings()) == []
