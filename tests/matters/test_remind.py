"""matter.remind: done by the clock, once for each moment; a deed that is no longer pressing is refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import services
from yuanba.matters.queries import clock
from yuanba.matters.services.life import CLOCK, NotPressing
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.matters import escalation
from yuanba.rules.matters.verbs import MatterVerb


def test_once_and_only_by_the_clock(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.do("assign", matter, people, morning)
    late = morning + timedelta(days=2)
    found = clock.course(matter.id)
    assert found
    pressing = escalation.pressing(*found, late)
    (deed,) = [one for one in pressing if one.verb is MatterVerb.REMIND]

    with pytest.raises(NotAllowed):
        services.remind(actor=people.chen, matter_id=matter.id, deed=deed, now=late)
    services.remind(actor=CLOCK, matter_id=matter.id, deed=deed, now=late)
    with pytest.raises(NotPressing):
        services.remind(actor=CLOCK, matter_id=matter.id, deed=deed, now=late)

    step = deeds.last(matter)
    assert (step.verb, step.outcome["tell"]) == ("matter.remind", ["unit", "supervisor"])
    assert deeds.story(matter) == ["file", "assign", "remind"]
