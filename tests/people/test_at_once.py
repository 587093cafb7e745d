"""Several at one moment: one seat, one log-in name, and counts that nobody escapes."""

from __future__ import annotations

from datetime import date, datetime

from tests import cast, make
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.people import jobs, queries, services
from yuanba.people.models import Throttle
from yuanba.rules.core.refusal import Refused


def test_at_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)

    def appoint(_: int) -> int:
        return services.appoint(
            actor=make.OPERATOR,
            account_key=people.zhou.key,
            title="clerk",
            unit="jijiang",
            from_on=date(2026, 3, 1),
            now=morning,
        )

    answers = together(6, appoint)
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"position.overlaps"}

    def open_account(_: int) -> str:
        return services.open_account(
            actor=make.OPERATOR, login="wumin", name="", password=make.PASSWORD, now=morning
        )

    answers_opened = together(6, open_account)
    assert sum(isinstance(answer, str) for answer in answers_opened) == 1
    assert queries.actor_by_login("wumin")

    def count(_: int) -> None:
        services.throttle(key="filing:192.0.2.7", limit=5, window_seconds=3600, now=morning)

    counted = together(8, count)
    assert sum(answer is None for answer in counted) == 5

    jobs.sweep()
    assert Throttle.objects.count() == 0
