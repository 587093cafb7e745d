"""Districts differ by their packs: no code, page, sentence or rule's test names one of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from django.conf import settings

from tests.laws.house import ROOT, kept
from yuanba.packs import load

#: What people call the places whose mechanisms lie in `packs`.
NAMES = ("江津", "开州", "成华", "南岸", "丰都", "诸城", "攀莲", "米易")
#: A district's own invented people and matters, each in its folder.
DATA = re.compile(r"src/yuanba/demo/(\w+)/(?!demo/)")
#: Masking must know that some names of places begin like a surname, and its test too.
SURNAMES = {"src/yuanba/rules/privacy/masking.py", "tests/rules/test_masking.py"}
WHERE = ("src/", "frontend/", "tests/rules/")


def names() -> re.Pattern[str]:
    """Codes, area codes and names of every district that has a pack."""
    districts = load.districts_in(settings.PACKS)
    files = [path for district in districts for path in (settings.PACKS / district).glob("*.toml")]
    areas = {str(tomllib.loads(path.read_text(encoding="utf-8"))["area_code"]) for path in files}
    codes = "|".join(districts)
    return re.compile(rf"(?<![a-z])(?:{codes})(?![a-z])|(?<!\d)(?:{'|'.join(areas)})|{'|'.join(NAMES)}", re.I)


def is_data(name: str) -> bool:
    """Whether the file is of a folder of demonstration data: one with areas of its own."""
    folder = DATA.match(name)
    return bool(folder) and (ROOT / folder[0] / "areas.csv").exists() if folder else False


def test_there_are_names_to_look_for() -> None:
    found = names()
    assert len(load.districts_in(settings.PACKS)) >= 2
    assert found.search("DISTRICT = 'jiangjin'")
    assert found.search("/500116001/")
    assert not found.search("banana nanand 1500116")


def test_no_code_names_a_district() -> None:
    named = names()
    found = {
        f"{name}: {hit[0]}"
        for path in kept()
        if (name := path.relative_to(ROOT).as_posix()).startswith(WHERE)
        and name not in SURNAMES
        and not is_data(name)
        and (hit := named.search(_text(path)))
    }
    assert found == set()


def test_no_file_or_folder_of_the_code_is_called_like_one() -> None:
    named = names()
    paths = [path.relative_to(ROOT).as_posix() for path in kept()]
    found = {name for name in paths if name.startswith(WHERE) and named.search(name) and not is_data(name)}
    assert found == set()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
