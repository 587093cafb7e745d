"""The tables of who may, read from `expected/`: one row per thing, in names of the cast and of groups."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests import deeds
from tests.access.everybody import EVERYBODY
from yuanba.desk.forms.deeds import BY_NAME
from yuanba.rules.core.programs import PROGRAM_VERBS

EXPECTED = Path(__file__).parent / "expected"
#: A method that the page does not have.
NONE = "-"


@cache
def groups() -> Mapping[str, frozenset[str]]:
    """The groups by name; one may be made of others."""
    found: dict[str, frozenset[str]] = {
        name: frozenset({name}) for name in (*EVERYBODY, "program", "system", "operator")
    }
    for name, words in tomllib.loads((EXPECTED / "groups.toml").read_text(encoding="utf-8")).items():
        found[name] = _names(words, found)
    return found


def names(words: str) -> frozenset[str]:
    """Who a cell names: `staff -keepers owner`, from left to right."""
    return _names(words, groups())


def _names(words: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for word in words.split():
        found = found - known[word[1:]] if word.startswith("-") else found | known[word]
    return found


def table(name: str) -> dict[str, Any]:
    """One table."""
    return tomllib.loads((EXPECTED / f"{name}.toml").read_text(encoding="utf-8"))


def services() -> dict[str, str]:
    """Who is let in by each service: the table, and the rows of the verbs of a matter's life."""
    life = {f"matters.{deed.service.__name__}": deed.may for deed in deeds.DEEDS.values() if deed.may}
    return {**table("services"), **life}


def pages() -> dict[str, Any]:
    """Who is let in by each page: the table; for a verb's form without a row there, whoever may press it."""
    forms = {
        f"desk:{name}": {
            "post": " ".join(word for word in deed.may.split() if word not in ("owner", "system"))
        }
        for name, deed in deeds.DEEDS.items()
        if deed.may and name in BY_NAME
    }
    return {**forms, **table("pages")}


def operations(at_desk: Iterable[str]) -> dict[str, str]:
    """Who is let in by each operation: the table, and at the desk whoever the service lets in who works here.

    The program of the cast has the widest key, and the positions of a triager and a handler of the unit.
    """
    found: dict[str, str] = {}
    for operation in at_desk:
        name = operation.removeprefix("matter.").removesuffix("_at_desk")
        if name in deeds.DEEDS:
            may = deeds.DEEDS[name].may
            staff = [word for word in may.split() if word not in ("owner", "system")]
            is_programs = deeds.verb_of(name) in PROGRAM_VERBS and names(may) & {"triager", "handler"}
            found[operation] = " ".join([*staff, "program"] if is_programs else staff)
    return {**found, **table("operations")}


def compare(found: Mapping[str, frozenset[str]], wanted: Mapping[str, str]) -> str:
    """What is wrong, a line each: no row, no thing, who gets in and should not, who should and does not."""
    faults = dict.fromkeys(sorted(found.keys() - wanted.keys()), "no row: say who may")
    faults |= dict.fromkeys(sorted(wanted.keys() - found.keys()), "a row without a thing")
    for thing in sorted(wanted.keys() & found.keys()):
        may = names(wanted[thing])
        if may != found[thing]:
            gets_in, kept_out = sorted(found[thing] - may), sorted(may - found[thing])
            faults[thing] = f"gets in: {' '.join(gets_in) or '-'}; is kept out: {' '.join(kept_out) or '-'}"
    return "\n".join(f"{thing}: {fault}" for thing, fault in faults.items())
