"""Whatever one value of a sound pack becomes, the pack is still sound and usable, or it is reported."""

from __future__ import annotations

import copy
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from yuanba.packs import load
from yuanba.packs.faults import SENTENCES, told
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import groups, roster
from yuanba.rules.matters import closing, triage
from yuanba.rules.matters.escalation import Course, pressing
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import HERE

MONDAY = datetime(2026, 3, 2, 9, tzinfo=HERE)


def _read(path: Path) -> dict[str, Any]:
    return dict(load.plain(tomllib.loads(path.read_text(encoding="utf-8"))))


SOUND: dict[str, Any] = {
    **_read(settings.PACKS / "base/2025-01-01.toml"),
    **_read(Path(__file__).parent / "faults/sound.toml"),
    "calendars": {str(year): _read(settings.PACKS / f"calendar/{year}.toml") for year in (2026, 2027)},
}


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a table, the inner ones too."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(one for key, part in inner for one in paths_of(part, (*path, key)))]


PATHS = paths_of(SOUND)
#: What an official may write by mistake: nonsense of every type, and what is right elsewhere in a pack.
VALUES = st.one_of(
    st.integers(-2, 400),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(max_size=8),
    st.dates().map(date.isoformat),
    st.sampled_from(
        ["{number", "}", "{}", "district", "grid", "micro_grid", "calendar_days", "late", "filed"]
    ),
    st.sampled_from(sorted({str(key) for path in PATHS for key in path})),
    st.sampled_from(PATHS).map(lambda path: _at(SOUND, path)),
    st.just([]),
    st.just({}),
)


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


#: Every value that is no table and no list; those that stand so high are what others lean on.
PLAIN = [path for path in PATHS if not isinstance(_at(SOUND, path), dict | list)]
SHALLOW = 2


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """The sound pack with one value replaced, taken out, or put under another key."""
    table = copy.deepcopy(SOUND)
    path = draw(st.sampled_from(PATHS))
    parent, key = _at(table, path[:-1]), path[-1]
    how = draw(st.sampled_from(["replace", "replace", "remove", "rename"]))
    if how == "replace":
        parent[key] = copy.deepcopy(draw(VALUES))
    elif how == "remove":
        del parent[key]
    elif isinstance(parent, dict):
        parent[draw(st.text(min_size=1, max_size=6))] = parent.pop(key)
    return table


def use(pack: Pack) -> None:
    """Take a matter of every row of the directory in, to its body, and to those who judge."""
    assert Pack.model_validate_json(pack.canonical).digest == pack.digest
    triage.file(pack=pack, at=MONDAY)
    roster.roster([], pack=pack, on=MONDAY.date())
    roster.term_until(MONDAY.date(), pack)
    for code, item in pack.items.items():
        matter_class = pack.classes[item.class_code]
        if pack.is_guided(item.class_code, code):
            assert matter_class.is_guided or item.guidance in pack.guidances
            continue
        given = triage.assign(State.FILED, item.class_code, code, pack=pack, at=MONDAY)
        assert given.body in pack.bodies
        course = Course(state=given.state, level=given.level, until_at=given.until_at, due_at=given.due_at)
        pressing(course, pack, MONDAY)
        closing.check(State.ANSWERED, item.class_code, code, passes=True, words="好", pack=pack, at=MONDAY)
        assert groups(item.class_code, pack)


@profile(max_examples=300, deadline=None)
@given(mutated())
def test_one_wrong_value_is_reported_or_does_no_harm(table: dict[str, Any]) -> None:
    pack, wrong = load.examine(table)
    for one in wrong:
        assert one.code in SENTENCES, one
        assert told(one, "zh")
        assert told(one, "en")
    if pack is None:
        assert wrong
    elif not wrong:
        use(pack)


@profile(max_examples=100, deadline=None)
@given(st.sampled_from(PLAIN), VALUES)
def test_a_malformed_value_hides_nothing_and_invents_nothing(path: tuple[str | int, ...], value: Any) -> None:
    """Whatever stands in the place of one value: what is said beside it would be wrong without it too."""
    _nothing_is_invented(path, value)


@pytest.mark.parametrize("path", [path for path in PLAIN if len(path) <= SHALLOW], ids=str)
def test_a_list_in_the_place_of_a_value_that_others_lean_on(path: tuple[str | int, ...]) -> None:
    _nothing_is_invented(path, [])


def _nothing_is_invented(path: tuple[str | int, ...], value: Any) -> None:
    table = copy.deepcopy(SOUND)
    _at(table, path[:-1])[path[-1]] = value
    _, wrong = load.examine(table)
    if any(one.code.startswith("shape.") for one in wrong):
        assert all(one.code.startswith("shape.") for one in wrong), wrong
    is_channel = path[0] == "channels"
    table["channels"] |= {"mail": {"title": {"zh": "信", "en": "Mail"}, "ground": "M9"}}
    _, wrong = load.examine(table)
    assert (
        is_channel
        or path[0] in {"sources", "laws"}
        or ("no_ground", "channels.mail.ground") in {(one.code, one.place) for one in wrong}
    )


def test_the_pack_to_start_from_is_sound() -> None:
    pack, wrong = load.examine(SOUND)
    assert wrong == []
    assert pack
    use(pack)
