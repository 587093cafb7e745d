"""What a district runs, it may run: nothing under the GPL or the AGPL is needed at run time."""

from __future__ import annotations

import json
import re
from importlib import metadata

from packaging.requirements import Requirement

from tests.laws.house import ROOT

#: Copyleft that reaches whoever links to it. The LGPL reaches only itself, and is let through.
REACHING = re.compile(r"(?<![L\w])A?GPL|GNU (?:Affero )?General Public|SSPL|BUSL")


def runtime() -> dict[str, metadata.Distribution]:
    """Every distribution that `pip install yuanba` would bring, by name."""
    found: dict[str, metadata.Distribution] = {}
    asked: set[tuple[str, frozenset[str]]] = set()

    def follow(name: str, extras: frozenset[str]) -> None:
        if (name.lower(), extras) in asked:
            return
        asked.add((name.lower(), extras))
        one = found[name.lower()] = metadata.distribution(name)
        for line in one.requires or ():
            wanted = Requirement(line)
            is_for = [{"extra": extra} for extra in (*extras, "")]
            if wanted.marker is None or any(wanted.marker.evaluate(place) for place in is_for):
                follow(wanted.name, frozenset(wanted.extras))

    follow("yuanba", frozenset())
    return found


def licence(one: metadata.Distribution) -> str:
    """What a distribution says of its licence."""
    told = one.metadata
    classes = [line for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    said = [told.get("License-Expression") or "", (told.get("License") or "")[:200], *classes]
    return " | ".join(part for part in said if part and part != "UNKNOWN")


def test_no_python_package_at_run_time_is_under_the_gpl() -> None:
    packages = runtime()
    assert len(packages) > 35
    told = {name: licence(one) for name, one in packages.items()}
    assert [name for name, words in told.items() if not words] == []
    assert {name: words for name, words in told.items() if REACHING.search(words)} == {}


def test_no_npm_package_is_under_the_gpl() -> None:
    """All of them, those that only build pages too."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    told = {name: part.get("license", "") for name, part in lock["packages"].items() if name}
    assert len(told) > 20
    assert [name for name, words in told.items() if not words] == []
    assert {name: words for name, words in told.items() if REACHING.search(words)} == {}


def test_the_law_knows_the_gpl_when_it_sees_it() -> None:
    for words in (
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
        "License :: OSI Approved :: GNU Affero General Public License v3",
    ):
        assert REACHING.search(words), words
    for words in (
        "LGPL-3.0-only",
        "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)",
        "MIT",
    ):
        assert not REACHING.search(words), words
