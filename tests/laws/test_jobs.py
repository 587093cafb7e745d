"""Jobs are deferred by name, so the names are held against the jobs."""

from __future__ import annotations

import ast

from procrastinate.contrib.django import app

from tests.laws.house import calls, modules, texts

#: Called by the clock, not by a service.
PERIODIC = {
    "dashboards.monday",
    "deliberation.clock",
    "deliberation.reminders",
    "events.clock",
    "evaluation.clock",
    "matters.new_day",
    "matters.nightly",
    "matters.ticking",
    "matters.watching",
    "opinions.clock",
    "people.nightly",
    "privacy.nightly",
}


DEFERS = {"defer", "jobs.defer", "defer_everywhere", "jobs.defer_everywhere"}


def deferred() -> set[str]:
    """The names that somebody defers."""
    found = set()
    for module in modules():
        if module.place[0] == "districts":
            continue  # it passes on the names that others say
        for call in calls(module.tree):
            if ast.unparse(call.func) in DEFERS and call.args:  # a query defers columns
                first = call.args[0]
                assert isinstance(first, ast.Constant), f"{module.name}:{call.lineno} say the name itself"
                found.add(str(first.value))
    return found


def registered() -> set[str]:
    """The project's jobs: not the library's own, nor those that another test registers."""
    return {name for name in app.tasks if not name.startswith(("builtin", "procrastinate.", "tests."))}


def test_every_deferred_job_exists() -> None:
    assert deferred() <= registered()


def test_every_job_is_deferred_by_somebody() -> None:
    assert registered() - deferred() == PERIODIC


def test_a_job_is_named_after_its_app() -> None:
    for module in modules():
        if module.is_in("jobs") and module.place[0] != "districts":
            names = [text for text in texts(module.tree) if text in registered()]
            assert names
            assert {name.split(".")[0] for name in names} == {module.place[0]}
