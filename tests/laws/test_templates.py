"""Every template compiles, and somebody shows it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.laws.house import ROOT, SOURCE, modules, template_name, templates, texts

#: Named by Django or allauth, not by us.
BY_THE_FRAMEWORK = re.compile(r"\d{3}\.html|account/.*|mfa/.*|allauth/.*|socialaccount/.*")

WIDTH = 120


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_it_compiles(path: Path) -> None:
    assert get_template(template_name(path))


def test_no_line_is_longer_than_a_screen() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {len(line)} columns"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > WIDTH
    ]
    assert found == []


def test_the_formatter_keeps_to_the_same_width() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["djangofmt"]
    assert settings == {"line-length": WIDTH}, "and it leaves nothing out"


def named() -> set[str]:
    """Every template that code or another template names."""
    found = set()
    for module in modules():
        found.update(text for text in texts(module.tree) if text.endswith((".html", ".txt")))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.JoinedStr):
                found.update(ast.unparse(node) for part in node.values if ".html" in ast.unparse(part))
    for path in templates():
        found.update(re.findall(r'"([\w/]+\.html)"', path.read_text(encoding="utf-8")))
    return found


def test_every_template_is_named_by_somebody() -> None:
    known = named()
    unseen = {
        name
        for name in map(template_name, templates())
        if name not in known and not BY_THE_FRAMEWORK.fullmatch(name)
    }
    assert unseen == set()


def test_every_template_that_is_named_is_there() -> None:
    ours = {template_name(path) for path in templates()}
    missing = {name for name in named() if re.fullmatch(r"[\w/]+\.html", name)} - ours
    for name in missing:
        get_template(name)  # one of Django's or allauth's


def test_every_fragment_is_included_by_a_name_that_is_an_address() -> None:
    from django.urls import NoReverseMatch, reverse

    named_addresses = {
        name
        for path in templates()
        for name in re.findall(r'\{% url "([\w:]+)"(?!\|)', path.read_text(encoding="utf-8"))
    }
    unknown = set()
    for name in named_addresses:
        try:
            reverse(name)
        except NoReverseMatch as fault:
            if "is not a valid view function" in str(fault) or "is not a registered namespace" in str(fault):
                unknown.add(name)
    assert unknown <= {"public_front", "public_look"}, "addresses outside every district"
