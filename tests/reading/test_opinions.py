"""Groups of opinion: by hand where everybody sees them, and beside what Polis itself found."""

from __future__ import annotations

import json
from collections import Counter
from math import comb, degrees
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.reading import opinion_groups, opinion_votes, opinions
from yuanba.reading.opinion_groups import Matrix
from yuanba.reading.opinion_says import SIGNIFICANT, StanceCount
from yuanba.reading.opinion_votes import OpinionVotes
from yuanba.rules.core import json_text

CAMPS = ("1,1,-1,-1,1", "-1,-1,1,1,1")


def table(rows: list[str], statements: int = 5) -> str:
    head = ",".join(["participant", *map(str, range(statements))])
    return "\n".join([head, *(f"{number},{row}" for number, row in enumerate(rows))])


def votes(rows: list[str], statements: int = 5) -> OpinionVotes:
    reading = opinion_votes.read_table(table(rows, statements))
    assert reading.votes, reading.faults
    return reading.votes


def found(rows: list[str], statements: int = 5) -> dict[str, Any]:
    return opinions.told(votes(rows, statements))


def test_two_camps_are_two_groups_and_share_what_they_share() -> None:
    told = found([CAMPS[0]] * 9 + [CAMPS[1]] * 6 + ["1,,,,1"])
    assert (told["people"], told["statements"]) == (16, 5)
    assert [group["members"] for group in told["groups"]] == [[*range(9)], [*range(9, 15)]]
    assert told["in_conversation"] == [*range(15)]
    first = [(one["statement"], one["stance"], one["share"]) for one in told["groups"][0]["says"]]
    assert sorted(first) == [(0, "agree", "1"), (1, "agree", "1"), (2, "disagree", "1"), (3, "disagree", "1")]
    assert all(one["z"] > SIGNIFICANT for one in told["groups"][0]["says"])
    assert told["shared"] == [{"statement": 4, "stance": "agree", "least_share": "1"}]
    assert set(told["projection"]) == {str(number) for number in range(16)}


@pytest.mark.parametrize(
    "rows", [["1,1,1,1,1"] * 20, ["1,,,,"], ["0,0,0,0,0"] * 3, ["1,,,,", ",1,,,"], ["-1,-1,1,1,"]]
)
def test_few_or_like_minded_people_are_grouped_without_a_fault(rows: list[str]) -> None:
    told = found(rows)
    members = [person for group in told["groups"] for person in group["members"]]
    assert sorted(members) == told["in_conversation"] == [*range(len(rows))]
    json.dumps(told, allow_nan=False)


def test_those_who_said_little_are_outside_unless_they_came_first() -> None:
    told = found([*["1,,,,"] * 15, *["1,1,1,1,1"] * 3, "1,,,,"])
    assert told["in_conversation"] == [*range(18)]


def test_the_last_vote_on_a_statement_counts_and_people_stand_as_they_came() -> None:
    rows = [
        {"pid": 7, "tid": 0, "vote": 1, "modified": "300"},
        {"pid": 7, "tid": 0, "vote": -1, "modified": "200"},
        {"pid": 3, "tid": 1, "vote": 0, "modified": "100"},
    ]
    reading = opinion_votes.read_list(rows)
    assert reading.votes == OpinionVotes((3, 7), (0, 1), ({1: 0}, {0: 1}))
    other = [{"participant_id": row["pid"], "statement_id": row["tid"], **row} for row in rows]
    assert opinion_votes.read_list(other) == reading
    spelt = [{**row, "pid": str(row["pid"]), "tid": str(row["tid"])} for row in rows]
    assert opinion_votes.read_list(spelt) == reading


def test_a_person_is_the_same_as_a_number_and_as_a_text() -> None:
    """However the number looks: the places of two people would stand under one name."""
    for number in (7, -7, 10**20):
        rows = [{"pid": one, "tid": 1, "vote": 1} for one in (number, str(number))]
        read = opinion_votes.read_list(rows).votes
        assert read
        assert len(read.people) == 1


def test_the_tests_of_proportions_are_the_usual_ones() -> None:
    assert StanceCount(13, 14).z == pytest.approx(3.356585566713095)  # as Polis says of its own data
    assert StanceCount(0, 0).z_against(StanceCount(1, 2)) == 0
    assert StanceCount(9, 9).z_against(StanceCount(9, 9)) == 0
    assert StanceCount(9, 10).z_against(StanceCount(1, 10)) > 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("1", "empty")]),
        ("a,b\n1,2", [("1", "no_head")]),
        ("participant\n1", [("1", "no_head")]),
        ("participant,0,0\n1,1,1", [("1:2", "column_twice"), ("1:3", "column_twice")]),
        ("participant,0,\n1,1,1", [("1:3", "blank")]),
        (
            "participant,0,1\n1,1,2\n1,yes,0\n,1,1\n4,1",
            [
                ("2:3", "no_opinion"),
                ("3:1", "person_twice"),
                ("3:2", "no_opinion"),
                ("4:1", "blank"),
                ("5", "cells"),
            ],
        ),
        ("participant,0\n1,\n2,", [("", "no_votes")]),
        (f"participant,{','.join(map(str, range(2001)))}\n", [("1", "too_many")]),
        ("participant,0\n1," + "1" * 200_000, [("2", "no_table")]),
    ],
    ids=lambda one: str(len(one)),
)
def test_every_fault_of_a_table_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.place, one.code) for one in opinion_votes.read_table(text).faults] == expected


def test_every_fault_of_a_list_is_named() -> None:
    rows = [
        {"pid": 1, "tid": 1, "vote": 2},
        {"pid": True, "tid": " ", "vote": 1},
        {"participant_id": 1, "vote": True},
        7,
        {"pid": 1, "tid": 1},
        {"pid": 1, "tid": 2, "vote": 1, "modified": "soon"},
    ]
    assert [(one.place, one.code) for one in opinion_votes.read_list(rows).faults] == [
        ("[0].vote", "no_opinion"),
        ("[1].pid", "not_text"),
        ("[1].tid", "blank"),
        ("[2].statement_id", "missing"),
        ("[2].vote", "no_opinion"),
        ("[3]", "not_object"),
        ("[4].vote", "missing"),
    ]
    assert [one.code for one in opinion_votes.read_list({}).faults] == ["not_list"]
    assert [one.code for one in opinion_votes.read_list([]).faults] == ["no_votes"]


@settings(max_examples=40)
@given(st.lists(st.text("+-0 ", min_size=4, max_size=4), min_size=1, max_size=30), st.randoms())
def test_whatever_is_said_is_grouped_and_the_order_of_statements_is_irrelevant(
    said: list[str], dice: Any
) -> None:
    signs = {"+": "1", "-": "-1", "0": "0", " ": ""}
    rows = [",".join(signs[sign] for sign in one) for one in said]
    reading = opinion_votes.read_table(table(rows, 4))
    if not any(sign != " " for one in said for sign in one):
        assert [one.code for one in reading.faults] == ["no_votes"]
        return
    assert reading.votes
    told = opinions.told(reading.votes)
    json.dumps(told, allow_nan=False)
    inside = [person for group in told["groups"] for person in group["members"]]  # type: ignore[attr-defined]
    assert sorted(inside) == told["in_conversation"]
    assert opinions.told(reading.votes) == told
    for one in told["shared"]:  # type: ignore[attr-defined]
        column = [row.split(",")[one["statement"]] for row in rows]
        wanted = "1" if one["stance"] == "agree" else "-1"
        for group in told["groups"]:  # type: ignore[attr-defined]
            mine = [column[person] for person in group["members"] if column[person]]
            assert 2 * mine.count(wanted) > len(mine)


# --- beside Polis -----------------------------------------------------------------------------------


def agreement(one: list[int], other: list[int]) -> float:
    """The adjusted Rand index of two groupings (Hubert and Arabie, 1985)."""
    pairs = sum(comb(number, 2) for number in Counter(zip(one, other, strict=True)).values())
    ours, theirs = (sum(comb(number, 2) for number in Counter(side).values()) for side in (one, other))
    expected = ours * theirs / comb(len(one), 2)
    return (pairs - expected) / ((ours + theirs) / 2 - expected)


def angle(one: Matrix, other: Matrix) -> float:
    """The largest angle between the planes that the columns span, in degrees (Björck and Golub, 1973)."""
    cosines = np.linalg.svd(np.linalg.qr(one)[0].T @ np.linalg.qr(other)[0])[1]
    return max(degrees(found) for found in np.arccos(np.clip(cosines, -1, 1)))


@pytest.fixture(params=["50ptpt-3gp-strict-no-meta", "below-100-ptpts"])
def reference(request: pytest.FixtureRequest, test_data: Path) -> tuple[OpinionVotes, dict[str, Any]]:
    folder = test_data / "opinions" / "reference" / request.param
    reading = opinion_votes.read_list(*json_text.parse((folder / "votes.json").read_text()))
    assert reading.votes, reading.faults
    return reading.votes, json.loads((folder / "math-pca2.json").read_text())


def test_people_groups_and_places_are_those_of_polis(reference: tuple[OpinionVotes, dict[str, Any]]) -> None:
    """The same people, grouped alike; and the places of all of them span nearly the same plane."""
    said, polis = reference
    bases = polis["base-clusters"]
    members = dict(zip(bases["id"], bases["members"], strict=True))
    theirs = {
        person: group["id"]
        for group in polis["group-clusters"]
        for base in group["members"]
        for person in members[base]
    }
    told: dict[str, Any] = opinions.told(said)
    ours = {person: group["id"] for group in told["groups"] for person in group["members"]}
    assert sorted(told["in_conversation"]) == sorted(polis["in-conv"])
    assert agreement([ours[person] for person in theirs], list(theirs.values())) >= 0.95
    places = {
        person: (x, y)
        for persons, x, y in zip(bases["members"], bases["x"], bases["y"], strict=True)
        for person in persons
    }
    assert (
        angle(np.array([told["projection"][str(person)] for person in places]), np.array([*places.values()]))
        <= 5
    )


def test_the_components_are_those_of_polis(reference: tuple[OpinionVotes, dict[str, Any]]) -> None:
    said, polis = reference
    _places, components = opinion_groups.placed(opinion_groups.matrix_of(said))
    order = [polis["tids"].index(statement) for statement in said.statements]
    assert angle(components.T, np.array(polis["pca"]["comps"]).T[order]) <= 5


def test_what_a_group_says_is_what_polis_says_of_it(test_data: Path) -> None:
    folder = test_data / "opinions" / "reference" / "below-100-ptpts"
    reading = opinion_votes.read_list(*json_text.parse((folder / "votes.json").read_text()))
    assert reading.votes
    told = opinions.told(reading.votes)
    polis = json.loads((folder / "math-pca2.json").read_text())["repness"]["0"]
    theirs = {(one["tid"], one["repful-for"]): round(one["repness-test"], 3) for one in polis}
    ours = {(one["statement"], one["stance"]): one["z"] for one in told["groups"][0]["says"]}  # type: ignore[index]
    assert ours == theirs


def test_the_table_of_a_real_conversation_is_read(test_data: Path) -> None:
    text = (test_data / "opinions" / "vtaiwan.uberx" / "participants-votes.csv").read_text(encoding="utf-8")
    reading = opinion_votes.read_table(text)
    assert reading.votes
    told = opinions.told(reading.votes)
    assert (told["people"], told["statements"], len(told["in_conversation"])) == (1921, 197, 1219)  # type: ignore[arg-type]
    assert len(told["groups"]) == 2  # type: ignore[arg-type]
    assert told["shared"]
