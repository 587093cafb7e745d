"""Who may judge a result. 周 handled it at the planning office, which is under the subdistrict; a co-handler
sits in the safety office."""

from __future__ import annotations

import pytest

from yuanba.rules.matters.check import Barred, Judge, Past, Tie, require_untied, tie

PAST = Past(handlers=frozenset({"zhou", "wu"}), units=frozenset({"planning", "safety"}))


def person(key: str, unit: str = "", *superiors: str, kin: tuple[str, ...] = ()) -> Judge:
    units = {unit: frozenset(superiors)} if unit else {}
    return Judge(key=key, units=units, kin=frozenset(kin))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person("zhou"), Tie.HANDLER),
        (person("wu", "elsewhere"), Tie.HANDLER),  # a co-handler, who has moved since
        (person("sun", "planning"), Tie.UNIT),
        (person("sun", "safety", "subdistrict"), Tie.UNIT),
        (person("sun", "lamp_crew", "planning", "subdistrict"), Tie.SUBORDINATE),
        (person("sun", "subdistrict"), None),  # who is above may look at what is below
        (person("sun", "community", "subdistrict"), None),
        (person("sun", "community", "subdistrict", kin=("wu",)), Tie.KIN),
        (person("sun", kin=("li",)), None),
        (person("sun"), None),
    ],
)
def test_who_is_tied_to_a_matter(who: Judge, expected: Tie | None) -> None:
    assert tie(who, PAST) is expected
    if expected is None:
        require_untied(who, PAST)
    else:
        with pytest.raises(Barred) as refusal:
            require_untied(who, PAST)
        assert refusal.value.arguments == {"why": expected.value}


def test_one_of_several_units_suffices() -> None:
    both = Judge(key="sun", units={"community": frozenset(), "lamp_crew": frozenset({"planning"})})
    assert tie(both, PAST) is Tie.SUBORDINATE


def test_nobody_is_tied_to_what_nobody_handled() -> None:
    assert tie(person("zhou", "planning"), Past()) is None
