"""机制全景: rows of the sources, structure in the packs, doors, and the tests that open them agree."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.laws.house import ROOT
from tests.pages.doors import DOORS, HEADINGS
from yuanba.packs import load
from yuanba.rules.pack import Pack
from yuanba.rules.pack.pillars import doors_of
from yuanba.web import doors

SYSTEMS = ROOT.parent / "shared" / "spec" / "systems.md"
#: By which letter the rows of a district begin.
LETTERS = {
    "kaizhou": "K",
    "chenghua": "C",
    "nanan": "N",
    "fengdu": "F",
    "jiangjin": "J",
    "zhucheng": "Z",
    "panlian": "P",
}


def newest(code: str) -> Pack:
    """The rules of a district that are in force last."""
    return load.load(settings.PACKS, code, max(load.days_of(settings.PACKS, code)))


def test_every_district_has_its_structure() -> None:
    assert set(LETTERS) == set(load.districts_in(settings.PACKS)) == set(DOORS)
    assert all(newest(code).panorama for code in LETTERS)


@pytest.mark.skipif(not SYSTEMS.is_file(), reason="the specification lies beside the repository")
@pytest.mark.parametrize("code", sorted(LETTERS))
def test_every_row_of_the_source_is_a_part(code: str) -> None:
    rows = set(re.findall(rf"^\| ({LETTERS[code]}\d+) \|", SYSTEMS.read_text(encoding="utf-8"), re.MULTILINE))
    told = {part.ground for pillar in newest(code).pillars for part in pillar.parts}
    assert rows
    assert rows <= told, f"{code} does not tell {sorted(rows - told)}: add a part to its [[pillars]]"
    assert told <= rows, f"{code} tells {sorted(told - rows)}, which its source does not have"


@pytest.mark.parametrize("code", sorted(LETTERS))
def test_every_door_is_opened_by_a_test(code: str) -> None:
    told = {(row, name) for _place, row, name in doors_of(newest(code).pillars)}
    assert told == set(DOORS[code]), "tests/pages/doors.py names every door with its row, and no other"


def test_every_door_of_the_house_leads_somewhere() -> None:
    """A door that no pack of ours names is tried by nobody."""
    named = {doors.parts_of(name)[0] for rows in DOORS.values() for _row, name in rows}
    assert set(doors.doors()) == named == set(HEADINGS)
