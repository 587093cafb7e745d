"""Every command has its row; commands act as the operator, and nobody else ever does."""

from __future__ import annotations

import ast

from tests.access.tables import table
from tests.laws.house import modules
from yuanba.config.access_page import commands


def test_every_command_has_a_row_and_every_row_a_command() -> None:
    assert {words for words, _told in commands()} == set(table("commands"))


def test_a_command_that_changes_something_acts_as_the_operator() -> None:
    """Where a service takes an actor, a command hands it the operator: never an account, never the system."""
    found = {
        f"{module.name}:{keyword.value.lineno}"
        for module in modules()
        if module.is_in("cli") and module.place[0] != "demo"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "actor" and not _is_operator(keyword.value)
    }
    assert found == set()


def _is_operator(value: ast.expr) -> bool:
    return (isinstance(value, ast.Name) and value.id in {"_ACTOR", "OPERATOR"}) or (
        isinstance(value, ast.Call) and getattr(value.func, "id", "") == "operator"
    )


def test_no_entrance_but_the_commands_makes_an_operator() -> None:
    """The commands of `keeping` share theirs, in a module of their own."""
    found = {
        module.name
        for module in modules()
        if not (module.is_in("cli") or module.is_in("operating")) and module.place[0] not in {"rules", "demo"}
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "operator"
    }
    assert found == set()
