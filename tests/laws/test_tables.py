"""Whoever opens a table that we wrote runs nothing, and each list of the desk prints."""

from __future__ import annotations

import ast

from tests.laws.house import calls, modules
from yuanba.web.tables import bulk, registry

#: The writer itself, and what a reader of ours reads again.
KNOWN = {"src/yuanba/sheets/tables.py", "src/yuanba/sheets/workbooks.py"}


def test_csv_is_written_by_one_writer() -> None:
    others = {
        module.name
        for module in modules()
        for call in calls(module.tree)
        if ast.unparse(call.func) in ("csv.writer", "csv.DictWriter") and module.name not in KNOWN
    }
    assert others == set()


def test_a_workbook_is_written_by_one_writer() -> None:
    """It writes texts as texts: another might take a text with "=" before it for a formula."""
    writers = {
        module.name
        for module in modules()
        for call in calls(module.tree)
        if ast.unparse(call.func).split(".")[-1] == "Workbook"
    }
    assert writers == {"src/yuanba/sheets/writing.py"}


def test_each_list_prints_but_what_residents_said() -> None:
    printed = {code for code, verb in bulk._verbs if verb == "print_list"}
    assert {one.code for one in registry.everyone()} - printed == {"objections"}
