"""No district's words in others' pages: what a pack calls its own stands in packs, not in code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.laws.house import ROOT
from yuanba.packs import load
from yuanba.packs.copies import PackAsWritten, texts

#: What districts say without quotation marks in their titles and sources, and others do not say.
UNQUOTED = {"三级公示", "当事人和监督员", "街镇指导目录", "镇街指导目录", "街道党工委", "居务监督委员会"}
#: Where names of places are told from names of people, in every district's texts.
OF_LANGUAGE = "masking.py"
SRC = ROOT / "src" / "yuanba"


def _districts() -> list[PackAsWritten]:
    found = []
    for code in load.districts_in(settings.PACKS):
        path = settings.PACKS / code / f"{load.days_of(settings.PACKS, code)[-1]}.toml"
        found.append(PackAsWritten(code, load.plain(tomllib.loads(path.read_text(encoding="utf-8")))))
    return found


def owned() -> frozenset[str]:
    """The names, places and terms of one district each; what base says, or two districts, is nobody's."""
    districts = _districts()
    base = (settings.PACKS / "base/2025-01-01.toml").read_text(encoding="utf-8")
    said = {one.code: "\n".join(words for _, words in texts(one.table)) for one in districts}
    words = {word for one in districts for word in (*one.names, *one.places, *one.terms)}
    return frozenset(
        word
        for word in words
        if word not in base and sum(word in text for text in said.values()) == 1 and not word.isascii()
    ) | frozenset(UNQUOTED)


def _spoken(path: Path) -> Iterator[str]:
    """What of a file people may read: a module's strings without its docstrings, all of another file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from re.sub(r"{#.*?#}|{% comment.*?endcomment %}|^\s*//.*$", "", text, flags=re.S | re.M).split(
            "\n"
        )
        return
    tree = ast.parse(text)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_what_a_district_owns_stands_in_its_pack_alone() -> None:
    words = owned()
    assert len(words) > 30
    files = [
        path
        for folder, ends in ((SRC, {".py", ".html", ".po"}), (ROOT / "frontend" / "src", {".ts"}))
        for path in folder.rglob("*")
        if path.suffix in ends and path.name != OF_LANGUAGE and "demo" not in path.relative_to(ROOT).parts
    ]
    assert len(files) > 300
    found = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in files
        for said in _spoken(path)
        for word in words
        if word in said
    }
    assert sorted(found) == []
