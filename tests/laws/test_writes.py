"""Facts change in services and nowhere else."""

from __future__ import annotations

import ast

from tests.laws.house import Module, calls, modules

WRITES = {
    "save",
    "create",
    "delete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "asave",
    "acreate",
    "adelete",
    "aupdate",
    "raw",
}
#: The store is the service of the packs: it keeps a resolved pack under its digest.
STORES = {"src/yuanba/packs/store.py"}


def writes(module: Module) -> set[str]:
    """The calls that change rows. `update` with names is a query's; with a value, a dictionary's.

    A row is saved with names or nothing; what is saved to somewhere is a picture or a table.
    """
    found = set()
    for call in calls(module.tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        verb = call.func.attr
        if verb == "save" and call.args:
            continue
        if verb in WRITES or (verb == "update" and call.keywords and not call.args):
            found.add(f"{module.name}:{call.lineno} .{verb}(")
    return found


def test_only_services_and_migrations_write() -> None:
    found = {
        write
        for module in modules()
        if not module.is_in("services", "migrations") and module.name not in STORES
        for write in writes(module)
    }
    assert found == set()


def test_the_search_finds_what_it_looks_for() -> None:
    code = "row.save()\nrows.update(name='x')\nknown.update(other)\npicture.save(file, 'PNG')"
    example = Module(modules()[0].path, ast.parse(code))
    assert len(writes(example)) == 2


def test_nothing_changes_by_sql_outside_services() -> None:
    """Text that begins with a changing statement stands in services and migrations only."""
    starts = ("insert into", "update ", "delete from", "truncate ", "drop ", "alter ", "create ")
    places = {"districts", "config", "demo"}  # schemas, roles and the demonstration's reset
    found = {
        f"{module.name}:{call.lineno}"
        for module in modules()
        if not module.is_in("services", "migrations") and module.place[0] not in places
        for call in calls(module.tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"execute", "executemany"}
        for value in call.args[:1]
        if isinstance(value, ast.Constant) and str(value.value).strip().lower().startswith(starts)
    }
    assert found == set()
