"""yuanba-ballot/2: hands and secret boxes are totals without names, at stations, with a standing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ballots.test_ballot import MEETING, OWNERS, changed, faults, tallied

BY_TOTALS: dict[str, Any] = {
    **MEETING,
    "format": "yuanba-ballot/2",
    "standing": "statutory",
    "motions": [{"id": "m1"}],
    "ballots": [{"voter": "A", "motion": "m1", "choice": "yes", "way": "paper", "station": "一号"}],
    "totals": [
        {"motion": "m1", "way": "hands", "station": "会场", "yes": 1, "no": 0, "abstain": 0, "spoiled": 0}
    ],
}


def test_hands_and_boxes_are_totals_of_the_second_form() -> None:
    told = tallied(BY_TOTALS)
    (motion,) = told["motions"]
    assert (told["took_part"]["heads"], motion["yes"]["heads"], motion["passed"]) == (2, 2, True)
    assert {name: one["heads"] for name, one in motion["stations"].items()} == {"一号": 1, "会场": 1}
    assert {name: one["heads"] for name, one in motion["ways"].items()} == {"paper": 1, "hands": 1}
    silent = tallied(changed(BY_TOTALS, standing="consultation"))["motions"][0]
    assert (silent["passed"], silent["because"]) == (None, [])
    other = changed(BY_TOTALS)
    other["totals"][0] |= {"yes": 0, "no": 1}
    assert tallied(other)["digest"] != told["digest"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"format": "yuanba-ballot/1"}, [("totals", "totals_of_second")]),
        ({"standing": "law"}, [("standing", "unknown_standing")]),
        ({"totals": [{**BY_TOTALS["totals"][0], "yes": 2}]}, [("totals", "totals_over")]),
        ({"totals": BY_TOTALS["totals"] * 2, "ballots": []}, [("totals[1]", "totals_twice")]),
        ({"totals": [{**BY_TOTALS["totals"][0], "way": "online"}]}, [("totals[0].way", "totals_with_names")]),
        (
            {"totals": [{**BY_TOTALS["totals"][0], "no": -1, "motion": "m9"}]},
            [("totals[0].motion", "unknown_motion"), ("totals[0].no", "below")],
        ),
        (
            {**OWNERS, "format": "yuanba-ballot/2", "totals": BY_TOTALS["totals"], "present": []},
            [("totals[0]", "totals_by_area")],
        ),
    ],
)
def test_faults_of_totals(parts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults(changed(BY_TOTALS, **parts)) == expected
