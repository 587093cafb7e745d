"""What the journal recorded is read by its typed reader and nowhere else."""

from __future__ import annotations

import ast

from tests.laws.house import Module, modules

#: The journal itself keeps and checks outcomes as they stand.
KEEPERS = ("src/yuanba/journal/", "src/yuanba/rules/core/")


def untyped(module: Module) -> set[str]:
    """Where one key of an outcome is taken as it stands: ``x.outcome["…"]`` or ``x.outcome.get(…)``."""
    found = set()
    for node in ast.walk(module.tree):
        taken = node.value if isinstance(node, ast.Subscript) else None
        if isinstance(node, ast.Attribute) and node.attr in ("get", "items", "values"):
            taken = node.value
        if isinstance(taken, ast.Attribute) and taken.attr == "outcome":
            found.add(f"{module.name}:{taken.lineno}")
    return found


def test_outcomes_are_read_with_their_types() -> None:
    readers = [module for module in modules() if not module.name.startswith(KEEPERS)]
    found = {place for module in readers for place in untyped(module)}
    assert found == set()


def test_the_search_finds_what_it_looks_for() -> None:
    code = "step.outcome['due_on']\nstep.outcome.get('unit')\nstep.told.day('due_on')\nKEPT in step.outcome"
    assert len(untyped(Module(modules()[0].path, ast.parse(code)))) == 2
