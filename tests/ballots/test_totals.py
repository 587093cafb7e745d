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


def test_a_district_may_be_stricter_than_the_rule() -> None:
    """Two of two present are in favour of the first; two of three present are less than four fifths."""
    assert tallied(BY_TOTALS)["valid"]
    told = tallied(changed(BY_TOTALS, quorum=">= 4/5"))
    (motion,) = told["motions"]
    assert (told["quorum"]["needed"], told["quorum"]["met"], motion["passed"]) == ("≥ 4/5", False, False)
    assert "本地更严：参加的要不少于4/5（规则本身要求不少于2/3）。" in motion["because"]
    assert told["digest"] != tallied(BY_TOTALS)["digest"]
    simple = changed(BY_TOTALS, rule="simple", present=["A", "B"], quorum=">= 1/1")
    assert not tallied(simple)["valid"], "a rule without a quorum gets one, of those present"
    del simple["present"]
    assert ("present", "presence_missing") in faults(simple)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"format": "yuanba-ballot/1"}, [("totals", "totals_of_second")]),
        ({"majority": "> 1/3"}, [("majority", "laxer_than_rule")]),
        ({"quorum": "> 1/1"}, [("quorum", "share_never_reached")]),
        ({"quorum": "2/3", "majority": 1}, [("quorum", "not_a_share"), ("majority", "not_a_share")]),
        (
            {"format": "yuanba-ballot/1", "quorum": ">= 4/5", "totals": []},
            [("totals", "totals_of_second"), ("quorum", "quorum_of_second")],
        ),
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
