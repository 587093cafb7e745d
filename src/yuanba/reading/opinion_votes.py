"""Reads who agreed, disagreed or passed on which statement: a table of people, or a list of votes.

The forms are those in which Polis exports a conversation: `participants-votes.csv` (a row per person, a
column per statement) and `votes.json` (an object per vote, in two layouts). 1 agrees, -1 disagrees, 0 passes.
"""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.json_form import JsonForm, plainest
from yuanba.rules.core.json_text import OddNumber, shown, within

#: More is no conversation of a district, and would not fit into a modest server's memory.
MOST_PEOPLE, MOST_STATEMENTS, MOST_CELLS = 100_000, 2_000, 10_000_000
LONGEST_CELL = 1_000

OpinionId = int | str

#: Columns of the table that are about the person; every other one is a statement.
_OF_THE_PERSON = frozenset({"participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"})
#: How the layouts call who voted on what.
_LAYOUTS = (("participant_id", "statement_id"), ("pid", "tid"))
_SIGNS: Mapping[str, int] = {"1": 1, "0": 0, "-1": -1}


@dataclass(frozen=True, slots=True)
class OpinionVotes:
    """Who said what; people stand in the order in which they came, statements in that of their ids.

    `votes` has a row per person: the position of a statement, and 1, 0 or -1.
    """

    people: tuple[OpinionId, ...]
    statements: tuple[OpinionId, ...]
    votes: tuple[Mapping[int, int], ...]


@dataclass(frozen=True, slots=True)
class OpinionReading:
    """What a file says: the votes, or None where it has faults."""

    votes: OpinionVotes | None
    faults: tuple[Fault, ...]


def read_table(text: str) -> OpinionReading:
    """Return the votes of a table, or all its faults, each with the row and the column."""
    form = JsonForm()
    rows = _rows(text, form)
    head = next(rows, [])
    columns = {at: _id(title.strip()) for at, title in enumerate(head) if title.strip() not in _OF_THE_PERSON}
    if "participant" not in head or not columns:
        form.tell("1", "no_head" if text.strip() else "empty")
        return OpinionReading(None, tuple(form.faults))
    if len(columns) > MOST_STATEMENTS:
        form.tell("1", "too_many", people=MOST_PEOPLE, statements=MOST_STATEMENTS)
        return OpinionReading(None, tuple(form.faults))
    times = Counter(columns.values())
    for at, title in columns.items():
        if form.identifier(str(title), f"1:{at + 1}") is not None and times[title] > 1:
            form.tell(f"1:{at + 1}", "column_twice", name=shown(title))
    person_at = head.index("participant")
    votes: dict[OpinionId, dict[OpinionId, int]] = {}
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(head):
            form.tell(str(number), "cells", number=len(row), wanted=len(head))
            continue
        person = _id(row[person_at].strip())
        where = f"{number}:{person_at + 1}"
        if form.identifier(str(person), where) is not None and person in votes:
            form.tell(where, "person_twice", name=shown(person))
        votes[person] = dict(_cells(row, columns, number, form))
    return _reading(form, votes, statements=columns.values())


def read_list(document: object, found: Sequence[Fault] = ()) -> OpinionReading:
    """Return the votes of a parsed list, or all its faults; of two on one statement the last counts."""
    form = JsonForm(faults=list(found))
    if not isinstance(document, list):
        return OpinionReading(None, (*found, fault("", "not_list")))
    said: list[tuple[float, OpinionId, OpinionId, int]] = []
    for number, row in enumerate(document):
        if isinstance(row, dict):
            said += _vote(row, f"[{number}]", form)
        else:
            form.tell(f"[{number}]", "not_object")
    votes: dict[OpinionId, dict[OpinionId, int]] = {}
    for _at, person, statement, value in sorted(said, key=lambda one: one[0]):
        votes.setdefault(person, {})[statement] = value
    return _reading(form, votes, statements={one[2] for one in said})


def _rows(text: str, form: JsonForm) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            # csv's own bound is one for the whole process, set by whoever came last
            if any(len(cell) > LONGEST_CELL for cell in row):
                form.tell(str(reader.line_num), "no_table")
                return
            yield row
    except csv.Error:
        form.tell(str(reader.line_num), "no_table")


def _cells(
    row: Sequence[str], columns: Mapping[int, OpinionId], number: int, form: JsonForm
) -> Iterator[tuple[OpinionId, int]]:
    for at, statement in columns.items():
        cell = row[at].strip()
        if cell in _SIGNS:
            yield statement, _SIGNS[cell]
        elif cell:
            form.tell(f"{number}:{at + 1}", "no_opinion", name=shown(cell))


def _id(written: str) -> OpinionId:
    """A number where it is written as one, else the text: "01" is another name than "1", and -1 is "-1"."""
    plain = plainest(written)
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= 18
    return int(plain) if is_number and str(int(plain)) == plain else plain


def _vote(
    row: Mapping[str, Any], place: str, form: JsonForm
) -> Iterator[tuple[float, OpinionId, OpinionId, int]]:
    person_key, statement_key = next((keys for keys in _LAYOUTS if keys[0] in row), _LAYOUTS[0])
    person = _named(row, person_key, place, form)
    statement = _named(row, statement_key, place, form)
    value = row.get("vote")
    if "vote" not in row:
        form.tell(within(place, "vote"), "missing")
    elif isinstance(value, bool) or value not in (-1, 0, 1):
        form.tell(within(place, "vote"), "no_opinion", name=shown(value))
    elif person is not None and statement is not None:
        yield _moment(row.get("modified")), person, statement, int(value)


def _named(row: Mapping[str, Any], key: str, place: str, form: JsonForm) -> OpinionId | None:
    value = row.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return _id(str(value))
    name = form.name(row, key, place)
    return None if name is None else _id(name)


def _moment(written: object) -> float:
    """When somebody voted, in milliseconds as the exports have it; 0 where it is not said."""
    if isinstance(written, bool) or not isinstance(written, int | str | OddNumber):
        return 0.0
    try:
        moment = float(written)
    except (ValueError, OverflowError):
        return 0.0
    return moment if math.isfinite(moment) else 0.0


def _reading(
    form: JsonForm, votes: Mapping[OpinionId, Mapping[OpinionId, int]], *, statements: Any
) -> OpinionReading:
    ids = sorted(set(statements), key=lambda one: (isinstance(one, str), one))
    if len(votes) > MOST_PEOPLE or len(ids) > MOST_STATEMENTS or len(votes) * len(ids) > MOST_CELLS:
        form.tell("", "too_many", people=MOST_PEOPLE, statements=MOST_STATEMENTS)
    if not any(votes.values()) and not form.faults:
        form.tell("", "no_votes")
    if form.faults:
        return OpinionReading(None, tuple(form.faults))
    at = {statement: number for number, statement in enumerate(ids)}
    rows = tuple({at[statement]: value for statement, value in said.items()} for said in votes.values())
    return OpinionReading(OpinionVotes(tuple(votes), tuple(ids), rows), ())
