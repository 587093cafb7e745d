"""Terms by date: a position counts from its first day until its last, by the legal day in China."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from yuanba.rules.core.access import Actor, ActorKind, Facts, Holding, PositionKind, may
from yuanba.rules.core.rights import grounds
from yuanba.rules.matters.verbs import MatterVerb

AREA = "/500116/500116001/"
SEAT = Holding(
    kind=PositionKind.TRIAGER, area_path=AREA, from_on=date(2026, 3, 2), until_on=date(2026, 3, 31)
)
CHEN = Actor(kind=ActorKind.STAFF, key="chen", holdings=(SEAT,))


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (datetime(2026, 3, 1, 15, 59, tzinfo=UTC), False),  # 23:59 in China, the day before
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), True),  # midnight in China
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), True),  # the last minute of the last day
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), False),
    ],
)
def test_a_right_begins_and_ends_with_its_term(at: datetime, holds: bool) -> None:
    assert may(CHEN, MatterVerb.ASSIGN, Facts(area_path=AREA), at) is holds


def test_what_somebody_may_is_said_with_its_ground() -> None:
    in_term = grounds(CHEN, on=date(2026, 3, 31))
    assert [ground.holding for ground in in_term] == [SEAT, None]
    assert any(MatterVerb.ASSIGN in verbs for verbs in in_term[0].verbs.values())
    assert [ground.holding for ground in grounds(CHEN, on=date(2026, 4, 1))] == [None]
