"""Where files lie, how long they are, what they are called, and what they may import."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from tests.laws.house import APPS, ROOT, SOURCE, TESTS, Module, imported, kept, modules

LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
#: A name that says nothing about what is inside.
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "managers",
    "signals",
    "serializers",
    "admin",
}
#: What an app may hold in a word; more needs a decision record.
FILES_OF_AN_APP = {
    "__init__",
    "apps",
    "models",
    "queries",
    "services",
    "forms",
    "views",
    "api",
    "jobs",
    "cli",
    "urls",
    "migrations",
    "templatetags",
    "middleware",
    "sentences",
    "navigation",
    "guidance",
    "wordings",
    "kept",
    "metrics",
    "tasks",
    "search",
    "tables",
}
OTHER_FILES = {
    "demo": {
        "clockwork",
        "compacts",
        "councils",
        "declared",
        "deliberated",
        "honours",
        "deeds",
        "endings",
        "house",
        "play",
        "remains",
        "menus",
        "rooms",
        "setting",
        "stage",
        "stories",
        "talks",
        "works",
        "told_councils",
        "wipe",
        "year",
    },
    "districts": {"arguments", "dates", "faults"},
    "journal": {"readers", "telling"},
    "keeping": {
        "backup",
        "dumps",
        "envelope",
        "health",
        "health_server",
        "keys",
        "loading",
        "operating",
        "restore",
        "shelf",
        "signing",
        "staging",
    },
    "evaluation": {"panel"},
    "media": {"enclosures", "voices"},
    "papers": {"press"},
    "ballots": {"papers"},
    "compacts": {"papers"},
    "dashboards": {"drawings", "papers"},
    "deliberation": {"papers"},
    "exchange": {"papers"},
    "activities": {"papers"},
    "events": {"papers"},
    "messages": {"audiences", "channels", "directory", "recipients", "wording"},
    "opinions": {"papers"},
    "places": {"known"},
    "packs": {
        "cases",
        "checks",
        "choices",
        "copies",
        "council_faults",
        "differences",
        "dispatch_faults",
        "dispatch_wording",
        "doors",
        "editable",
        "editing",
        "impact",
        "labels",
        "watching_faults",
        "faults",
        "figure_faults",
        "file_faults",
        "lines",
        "lives",
        "load",
        "origins",
        "picture",
        "pillar_faults",
        "places",
        "punctuation",
        "remarks",
        "shapes",
        "store",
        "trials",
        "walks",
        "way_faults",
        "wording",
    },
    "people": {"adapter", "passwords", "second_factor", "timeout", "watching"},
    "sealing": {"fields", "files", "keyring", "ring", "ring_file", "rotation", "seals"},
    "server": {"child", "cluster", "counts", "folders", "postgres", "room", "supervisor"},
    "sheets": {
        "cells",
        "decoding",
        "file_commands",
        "headings",
        "markup",
        "ooxml",
        "refusals",
        "reports",
        "tables",
        "workbooks",
        "writing",
    },
    "web": {
        "addresses",
        "answers",
        "changing",
        "charts",
        "context",
        "dates",
        "devices",
        "doors",
        "entrance",
        "faults",
        "guidance",
        "kept",
        "last_resort",
        "once",
        "own",
        "permissions",
        "phones",
        "pinyin",
        "printing",
        "proxies",
        "sentences",
        "shared",
        "slots",
        "sought",
        "text",
        "undo",
        "uploads",
    },
}


def test_keys_come_one_way() -> None:
    """Only ``keys.ts`` listens to keys: it leaves to input methods what is theirs."""
    sources = (ROOT / "frontend" / "src").rglob("*.ts")
    heard = re.compile(r"addEventListener\(\s*[\"'`]key|\.onkey")
    assert [path.name for path in sources if heard.search(path.read_text(encoding="utf-8"))] == ["keys.ts"]


def test_the_apps_are_these() -> None:
    found = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert found == set(APPS)


@pytest.mark.parametrize("app", sorted(set(APPS) - {"config", "rules", "reading"}))
def test_an_app_has_the_files_that_apps_have(app: str) -> None:
    found = {module.place[1] for module in modules() if module.place[0] == app}
    assert found <= FILES_OF_AN_APP | OTHER_FILES.get(app, set())


@pytest.mark.parametrize("folder", [SOURCE, TESTS, ROOT / "bench"], ids=lambda folder: folder.name)
def test_no_module_is_longer_than_one_can_read(folder: object) -> None:
    assert isinstance(folder, type(SOURCE))
    long = {
        module.name: lines
        for module in modules(folder)
        if (lines := len(module.path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_one_can_see() -> None:
    long = {
        f"{module.name}:{node.name}": lines
        for folder in (SOURCE, TESTS)
        for module in modules(folder)
        if not module.name.startswith("src/yuanba/") or not module.is_in("migrations")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_file_has_an_empty_name() -> None:
    empty = [path for path in kept() if path.suffix in {".py", ".ts"} and path.stem in EMPTY_NAMES]
    assert empty == []


def test_rules_know_nothing_but_the_standard_library_and_pydantic() -> None:
    known = {*sys.stdlib_module_names, "pydantic", "yuanba"}
    foreign = {
        (module.name, name)
        for module in modules()
        if module.place[0] == "rules"
        for name in imported(module.tree)
        if name.split(".")[0] not in known
        or (name.startswith("yuanba.") and not name.startswith("yuanba.rules"))
    }
    assert foreign == set()


@pytest.mark.parametrize("app", ["rules", "reading"])
def test_the_pure_apps_read_no_clock_no_chance_and_no_file(app: str) -> None:
    banned = {"random", "secrets", "os", "pathlib", "time", "subprocess", "socket", "threading", "urllib"}
    found = {
        (module.name, name)
        for module in modules()
        if module.place[0] == app
        for name in imported(module.tree)
        if name.split(".")[0] in banned
    }
    assert found == set()


def reads_the_clock(module: Module) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "timezone"}
        for node in ast.walk(module.tree)
    )


def test_only_the_entrance_reads_the_clock() -> None:
    """Everything below an entrance is told the time.

    The worker's retry speaks to the job queue; the command that adds a district lies below the entrance.
    """
    found = {module.name for module in modules() if reads_the_clock(module)}
    assert found <= {
        "src/yuanba/web/entrance.py",
        "src/yuanba/config/worker.py",
        "src/yuanba/districts/cli.py",
    }


def test_nobody_replaces_what_is_imported_by_name() -> None:
    """A replaced `now` would reach those only who import it later, and them for ever."""
    replaced = re.compile(r"setattr\([^,)]+, \"now\"")
    found = [
        str(path.relative_to(TESTS)) for path in TESTS.rglob("*.py") if replaced.search(path.read_text())
    ]
    assert found == []


def test_nothing_mentions_the_machine_it_was_written_on() -> None:
    """Paths of one machine say nothing to another. `../shared` is the default place of test data alone."""
    places = re.compile(r"(?<![\w.*}])/(?:work/|root/[\w.]|home/\w+/)|\.\./shared")
    allowed = {
        ".ci/run",
        "README.md",
        "README.zh-CN.md",
        "bench/importing.py",
        "bench/likeness.py",
        "docs/architecture.md",
        "docs/operations.md",
        "tests/conftest.py",
        "tests/laws/test_files.py",
    }
    found = {
        str(path.relative_to(ROOT))
        for path in kept()
        if path.suffix in {".py", ".md", ".toml", ".ts", ".html", ".css", ".po", ".csv", ""}
        and path.name != "uv.lock"
        and places.search(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert found - allowed == set()


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = {
        str(path.relative_to(ROOT))
        for path in kept()
        if path.suffix in {".py", ".ts", ".html", ".css", ".toml"} and path.name != "test_files.py"
        if marks.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_every_silenced_check_says_which() -> None:
    bare = re.compile(r"# noqa(?!:)|# type: ignore(?!\[)|pylint:")
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in kept()
        if path.suffix == ".py" and path.name != "test_files.py" and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bare.search(line)
    }
    assert found == set()


def test_a_class_name_is_used_once() -> None:
    """One name, one meaning: whoever reads it in one room need not ask which it is."""
    found: dict[str, set[str]] = {}
    for module in modules():
        if module.place[0] in APPS and not module.is_in("migrations"):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef) and node.name != "Meta":
                    found.setdefault(node.name, set()).add(module.name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
