"""Dates that people or programs give come in by one door, which knows their range."""

from __future__ import annotations

import ast

from tests.laws.house import calls, modules

#: The door itself.
DOOR = {"src/yuanba/web/dates.py"}
FORMS = {"forms.DateField", "forms.DateTimeField", "forms.SplitDateTimeField"}


def test_forms_take_dates_by_the_fields_that_know_the_range() -> None:
    others = {
        f"{module.name}:{call.lineno}"
        for module in modules()
        for call in calls(module.tree)
        if ast.unparse(call.func) in FORMS and module.name not in DOOR
    }
    assert others == set()


def test_the_api_and_the_commands_do_too() -> None:
    """A body's moment is a `GivenMoment`, an argument's day a `day_argument`."""
    others = {
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.is_in("api", "cli")
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Name) and node.id in ("AwareDatetime", "NaiveDatetime", "PastDatetime"))
        or (isinstance(node, ast.Attribute) and node.attr in ("fromisoformat", "strptime"))
    }
    assert others == set()
