"""`packs/README.md` can be followed to the letter: what it copies is sound, what it imports fits it."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.laws.house import ROOT
from yuanba.packs import load
from yuanba.rules.pack import Pack

TEXT = (ROOT / "packs" / "README.md").read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """A CSV file that the page gives."""
    found = re.search(rf"`{name}`\n\n +```csv\n(.*?)```", TEXT, re.DOTALL)
    assert found, name
    return list(csv.DictReader(line.strip() for line in found[1].splitlines() if line.strip()))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """The district of the page: copied as it says, with the lines at the top changed."""
    (copied,) = re.findall(r"cp packs/(\S+)/(\S+)\.toml \$YUANBA_PACKS/(\w+)/", TEXT)
    source, day, code = copied
    for name in (load.BASE, load.CALENDAR):
        shutil.copytree(settings.PACKS / name, tmp_path / name)
    (tmp_path / code).mkdir()
    text = (settings.PACKS / source / f"{day}.toml").read_text(encoding="utf-8")
    own = text.replace(f'district = "{source}"', f'district = "{code}"', 1)
    (tmp_path / code / f"{day}.toml").write_text(own, encoding="utf-8")
    assert load.faults_in(tmp_path) == []
    return load.load(tmp_path, code, date.fromisoformat(day))


def test_what_the_page_imports_fits_the_pack_that_it_copies(pack: Pack) -> None:
    areas = {row["code"] for row in rows("areas.csv")}
    units = {row["code"]: row for row in rows("units.csv")}
    assert {row["parent"] for row in rows("areas.csv")} - {""} <= areas
    assert {row["body"] for row in units.values()} <= set(pack.bodies)
    assert {row["parent"] for row in units.values()} - {""} <= set(units)
    staff = rows("staff.csv")
    assert {row["position"] for row in staff} <= set(pack.positions)
    assert {row["unit"] for row in staff} <= set(units)
    assert {row["area"] for row in (*units.values(), *staff)} <= areas
    roles = re.search(r"for role in ([\w ]+); do", TEXT)
    assert roles
    assert set(roles[1].split()) <= {position.kind for position in pack.positions.values()}
