"""Every binary column and every keyed digest is known: to the rotation of keys, and to who erases."""

from __future__ import annotations

import ast

from django.apps import apps
from django.db import models

from tests.laws.house import SOURCE, calls, modules
from yuanba.sealing import seals
from yuanba.sealing.fields import DigestField, OpenField, SealedField


def binary_columns() -> dict[str, models.Field[object, object]]:
    return {
        f"{model._meta.db_table}.{field.column}": field
        for model in apps.get_models()
        if model.__module__.startswith("yuanba.")
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField)
    }


def test_every_binary_column_is_sealed_or_says_why_not() -> None:
    stating = (SealedField, DigestField, OpenField)
    assert [name for name, field in binary_columns().items() if not isinstance(field, stating)] == []
    assert [
        name for name, field in binary_columns().items() if isinstance(field, OpenField) and not field.why
    ] == []


def test_every_sealed_column_of_the_models_is_found() -> None:
    stated = {name for name, field in binary_columns().items() if isinstance(field, SealedField)}
    assert {f"{one.table}.{one.column}" for one in seals.sealed() if not one.within} == stated
    rebuilt = {name for name, field in binary_columns().items() if isinstance(field, DigestField)}
    assert {f"{one.table}.{one.column}" for one in seals.indexes()} == rebuilt
    assert len(stated) > 12
    assert len(rebuilt) == 6


def test_what_sounds_sealed_is_sealed() -> None:
    assert [
        name
        for name, field in binary_columns().items()
        if "seal" in name and not isinstance(field, SealedField)
    ] == []


def test_what_a_column_states_is_no_part_of_a_migration() -> None:
    field = SealedField(purpose="a.purpose", default=b"")
    assert field.deconstruct()[1:] == models.BinaryField(default=b"").deconstruct()[1:]
    assert field.clone().purpose == "a.purpose"


def test_the_key_of_each_sealed_row_is_what_the_model_says() -> None:
    keys = {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models()
        if not isinstance(model._meta.pk, models.CompositePrimaryKey)
    }
    assert {one.table: one.pk for one in seals.sealed()} == {
        one.table: keys[one.table] for one in seals.sealed()
    }


def test_every_sealed_column_is_known_to_who_erases() -> None:
    """The app's `services/erasing.py` names the model, and empties the column or deletes the row."""
    tables = {model._meta.db_table: model for model in apps.get_models()}
    forgotten = []
    for one in seals.sealed():
        model = tables[one.table]
        app = model.__module__.split(".")[1] if model.__module__.startswith("yuanba.") else "people"
        place = SOURCE / app / "services" / "erasing.py"
        text = place.read_text(encoding="utf-8") if place.exists() else ""
        if model.__name__.lower() not in text.lower() or not (one.column in text or ".delete()" in text):
            forgotten.append(f"{one.table}.{one.column}")
    assert forgotten == []


def purposes(*called: str) -> dict[str, set[str]]:
    """The purposes that code names in calls of the key ring, by what is called; constants are looked up."""
    found: dict[str, set[str]] = {name: set() for name in called}
    for module in modules():
        constants = {
            node.targets[0].id: node.value.value
            for node in module.tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for call in calls(module.tree):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            for keyword in call.keywords:
                if name in found and keyword.arg == "purpose":
                    value = keyword.value
                    if isinstance(value, ast.Constant):
                        found[name].add(str(value.value))
                    elif isinstance(value, ast.Name) and value.id in constants:
                        found[name].add(str(constants[value.id]))
    return found


def test_every_digest_is_rebuilt_or_says_why_it_lasts() -> None:
    named = purposes("digest", "digests")
    known = seals.rebuilt() | set(seals.lasting())
    assert named["digest"] | named["digests"] <= known
    assert seals.rebuilt() & set(seals.lasting()) == set()
    assert named["digests"] >= seals.rebuilt(), "who looks up what is rebuilt asks under every key"


def test_every_purpose_that_seals_is_one_of_a_column() -> None:
    named = purposes("seal", "unseal", "seal_bytes", "unseal_bytes")
    known = {one.purpose for one in seals.sealed()} | {seals.FILES}
    assert set().union(*named.values()) <= known
