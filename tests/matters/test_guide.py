"""matter.guide: a private matter is left to its owner, with help."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from yuanba.rules.core.state import State
from yuanba.rules.matters.triage import UnknownGuidance


def test_a_private_matter_is_left_to_its_owner_with_help(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    deeds.do("guide", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.ended_at, row.until_at) == (State.GUIDED, morning, None)
    step = deeds.last(matter)
    assert (step.outcome["guidance"], step.words) == ("mediation", "可以申请人民调解")
    assert "guidances.mediation" in step.because
    with pytest.raises(UnknownGuidance):
        deeds.do("guide", make.a_matter(now=morning), people, morning, guidance_code="prayer")
