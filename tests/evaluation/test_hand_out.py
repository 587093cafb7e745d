"""evaluation.hand_out: codes on paper for the parties; the journal keeps who printed."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from yuanba.evaluation import services
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters.check import Barred


def test_the_counter_prints_what_a_walk_in_needs(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning)

    (sheet,) = services.hand_out(actor=bench.wu, matter_id=matter.id, now=morning)

    assert sheet.invitation.key == matter.owner.key, "a supervisor's code is not printed"
    step = deeds.last(matter)
    assert (step.verb, step.actor_key, step.outcome["codes"]) == ("evaluation.hand_out", bench.wu.key, 1)
    assert sheet.code not in str(step.outcome)

    services.rate(actor=ANONYMOUS, matter_id=matter.id, is_solved=False, code=sheet.code, now=morning)
    assert deeds.row_of(matter).state is State.ASSIGNED


def test_what_was_used_is_not_printed(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)
    services.rate(actor=people.li, matter_id=matter.id, is_solved=True, now=morning)

    assert services.hand_out(actor=bench.wu, matter_id=matter.id, now=morning) == []


def test_never_by_the_unit_that_is_judged(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning)
    inside = make.staff("inside", "clerk", unit="grid-1", area=cast.TONGTAIMEN, now=morning)
    handling = make.actor("of-grid-1")

    for actor, why in ((inside, Barred), (handling, NotAllowed), (people.chen, NotAllowed)):
        with pytest.raises(why):
            services.hand_out(actor=actor, matter_id=matter.id, now=morning)
