"""No room names a room above it: not in an import, and not in a string of its code or its templates.

`rules` and `config` are apart: rules declare the verbs of all apps, and config puts the house together. An
app brings what is its own when it starts: sentences, menus, wordings, readers, sealed columns, figures.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps

from tests.laws.house import SOURCE, Module, imported, levels, modules, template_name, templates, texts

APART = {"config", "rules"}
FILLS = re.compile(r'{% filled "([\w.]+)" %}')
LINKS = re.compile(r'{% link_to "(\w+)"((?: (?!as )[\w.]+)*) ')


def not_below(room: str) -> set[str]:
    """The rooms above a room, and those beside it."""
    return {other for other, level in levels().items() if level <= levels()[room]} - {room}


def owner(module: Module) -> str:
    """The room of a module; rules of an app belong to that app."""
    is_of_an_app = module.place[0] == "rules" and module.place[1] in levels()
    return module.place[1] if is_of_an_app else module.place[0]


def codes(module: Module) -> Iterator[str]:
    """The codes of the refusals and the names of the verbs that a module declares."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        is_verb = any(isinstance(base, ast.Name) and base.id == "Verb" for base in node.bases)
        for line in node.body:
            target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
            value = getattr(line, "value", None)
            if not isinstance(target, ast.Name) or not isinstance(value, ast.Constant):
                continue
            if (is_verb or target.id == "code") and isinstance(value.value, str) and "." in value.value:
                yield value.value


@cache
def names() -> dict[str, set[str]]:
    """What names a room, as regular expressions: module, templates, URLs, codes, tables."""
    found: dict[str, set[str]] = {room: {rf"yuanba\.{room}(?!\w)"} for room in levels()}
    for path in templates():
        if "/" in template_name(path):  # else it is a page of an error, under Django's own name
            found[path.relative_to(SOURCE).parts[0]].add(re.escape(template_name(path)))
    for module in (one for one in modules() if len(one.place) > 1):
        found[owner(module)] |= {rf"{re.escape(code)}(?!\.\w)" for code in codes(module)}
        if module.place[1:] == ("urls",):
            spaces = re.findall(r'^app_name = "(\w+)"', module.path.read_text(), re.MULTILINE)
            found[module.place[0]] |= {rf"{space}:[a-z]\w*" for space in spaces}
    for model in apps.get_models():
        if model.__module__.startswith("yuanba."):
            found[model.__module__.split(".")[1]].add(model._meta.db_table)
    return found


@cache
def forbidden(room: str) -> re.Pattern[str]:
    said = sorted({name for other in not_below(room) for name in names()[other]}, key=len, reverse=True)
    return re.compile(rf"(?<![\w./:-])(?:{'|'.join(said)})(?![\w-])")


@pytest.mark.parametrize("room", sorted(set(levels()) - APART))
def test_a_room_names_none_above_it(room: str) -> None:
    mine = [module for module in modules() if module.place[0] == room and not module.is_in("migrations")]
    said = [(module.name, "\n".join(texts(module.tree))) for module in mine]
    shown = [path for path in templates() if path.relative_to(SOURCE).parts[0] == room]
    said += [(template_name(path), path.read_text(encoding="utf-8")) for path in shown]
    assert [(place, name) for place, text in said for name in forbidden(room).findall(text)] == []


@pytest.mark.parametrize("room", sorted(set(levels()) - APART))
def test_a_room_imports_the_verbs_of_none_above_it(room: str) -> None:
    """Values and functions of `rules` lie below all; what can be done in an app is the app's to name."""
    verbs = {f"yuanba.rules.{other}.{part}" for other in not_below(room) for part in ("verbs", "actions")}
    found = {
        (module.name, name)
        for module in modules()
        if module.place[0] == room
        for name in imported(module.tree)
        if name in verbs or any(name == f"yuanba.{other}" for other in not_below(room))
    }
    assert found == set()


def test_the_law_sees_what_it_should() -> None:
    assert {"config", "matters", "web", "rules"} <= set(levels())
    seen = forbidden("web")
    for said in (
        "yuanba.matters.queries",
        '{% url "residents:track" %}',
        "matter.file",
        "residents/story.html",
        "select * from matters_matter",
        "demo.only_in_demo",
    ):
        assert seen.search(said), said
    assert not seen.search("access.not_allowed matters")


def test_every_place_that_an_app_fills_is_in_a_page_and_every_link_is_served() -> None:
    from yuanba.web import navigation, slots

    text = "".join(path.read_text(encoding="utf-8") for path in templates())
    assert slots.places() <= set(FILLS.findall(text))
    for purpose, about in LINKS.findall(text):
        assert navigation.link(purpose, *[1] * len(about.split()))
