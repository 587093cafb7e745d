"""The house as its files say it: modules, their trees, templates; nothing is run."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yuanba"
TESTS = ROOT / "tests"


@cache
def levels() -> dict[str, int]:
    """Every room with its level, the highest 0, as the contract for imports says."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one.get("containers") == ["yuanba"])
    return {room.strip(): level for level, layer in enumerate(layers) for room in layer.split("|")}


#: Every room of the house, the highest first.
APPS = tuple(levels())


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file with its tree."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """Where it lies, from the root of the repository."""
        return str(self.path.relative_to(ROOT))

    @property
    def place(self) -> tuple[str, ...]:
        """The parts of its path inside the package: app, then folders, then the file without `.py`."""
        return self.path.relative_to(SOURCE).with_suffix("").parts

    def is_in(self, *layers: str) -> bool:
        """Whether it is such a file of its app, or lies in such a folder."""
        return len(self.place) > 1 and self.place[1] in layers


@cache
def modules(folder: Path = SOURCE) -> tuple[Module, ...]:
    """Every Python file below a folder."""
    return tuple(
        Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(folder.rglob("*.py"))
    )


@cache
def templates() -> tuple[Path, ...]:
    """Every template of ours: pages, their parts, and plain texts."""
    return tuple(sorted([*SOURCE.glob("*/templates/**/*.html"), *SOURCE.glob("*/templates/**/*.txt")]))


def template_name(path: Path) -> str:
    """How code names a template."""
    return str(path.relative_to(SOURCE)).split("/templates/", 1)[1]


@cache
def kept() -> tuple[Path, ...]:
    """Every file that git keeps, or would at the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text that stands in a tree, docstrings and all."""
    return (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def imported(tree: ast.AST) -> Iterator[str]:
    """The names of the modules that a tree imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def has_word(word: str, text: str) -> bool:
    """Whether a word stands in a text as a word."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None
