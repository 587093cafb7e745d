"""What a page shows of groups of opinion: how many think alike and on what, with nobody's place or name.

The groups are those of `opinions.told`, but none of fewer people than may be told apart. People are drawn as
so many at one place of a coarse sheet.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from yuanba.reading.opinion_groups import Matrix, grouped
from yuanba.reading.opinion_says import GroupSaying, sayings, shared
from yuanba.reading.opinion_votes import OpinionVotes

#: The sheet on which people are placed: so many places across and down.
ACROSS, DOWN = 48, 30


def pictured(said: OpinionVotes, *, fewest: int) -> dict[str, Any]:
    """Return the groups of opinion as a page shows them; of nobody's votes, none.

    `groups` are told by size, `shared` and what they say by the numbers of statements; `table` counts for
    each statement how many of each group agree, disagree and voted, with None where fewer than `fewest` did;
    `apart` is the statement on which the groups differ most; `places` are x, y, group and how many.
    """
    if not any(said.votes):
        return {
            "people": 0,
            "grouped": 0,
            "groups": [],
            "shared": [],
            "table": [],
            "apart": None,
            "places": [],
        }
    places, group_of = grouped(said, fewest=fewest)
    groups: list[list[int]] = [[] for _group in range(max(group_of.values()) + 1)]
    for person, group in group_of.items():
        groups[group].append(person)
    table = [
        [number, *(_counted(said, at, members, fewest) for members in groups)]
        for at, number in enumerate(said.statements)
    ]
    return {
        "people": sum(bool(votes) for votes in said.votes),
        "grouped": len(group_of),
        "groups": [
            {"people": len(members), "says": [_saying(one, said) for one in says]}
            for members, says in zip(groups, sayings(said, groups), strict=True)
        ],
        "shared": [
            {
                "statement": said.statements[one.statement],
                "stance": str(one.stance),
                "least_share": str(one.least_share),
            }
            for one in shared(said, groups)
        ],
        "table": table,
        "apart": _apart(table),
        "places": _placed(places, group_of),
    }


def _counted(said: OpinionVotes, at: int, members: Sequence[int], fewest: int) -> list[int] | None:
    values = Counter(said.votes[person][at] for person in members if at in said.votes[person])
    voted = values.total()
    return [values[1], values[-1], voted] if voted >= fewest else None


def _apart(table: Sequence[Sequence[Any]]) -> int | None:
    """The statement of which the shares that agree lie furthest apart; the first of several."""
    spans = [
        (max(shares) - min(shares), -row[0])
        for row in table
        if len(row) > 2 and None not in row[1:] and (shares := [one[0] / one[2] for one in row[1:]])
    ]
    widest = max(spans, default=(0, 0))
    return -widest[1] if widest[0] > 0 else None


def _placed(places: Matrix, group_of: Mapping[int, int]) -> list[list[int]]:
    """How many of each group lie at each place of the sheet; both axes in one measure, the middle in it."""
    people = sorted(group_of)
    points = places[people]
    low, high = points.min(axis=0), points.max(axis=0)
    measure = max(float((high[0] - low[0]) / (ACROSS - 1)), float((high[1] - low[1]) / (DOWN - 1)), 1e-9)
    middle = np.array([(ACROSS - 1) / 2, (DOWN - 1) / 2])
    cells = np.rint((points - (low + high) / 2) / measure + middle).astype(int)
    found = Counter(
        (int(x), int(y), group_of[person]) for person, (x, y) in zip(people, cells.tolist(), strict=True)
    )
    return [[x, y, group, number] for (x, y, group), number in sorted(found.items())]


def _saying(one: GroupSaying, said: OpinionVotes) -> dict[str, Any]:
    return {
        "statement": said.statements[one.statement],
        "stance": str(one.stance),
        "share": str(one.count.share),
        "voted": one.count.whole,
    }
