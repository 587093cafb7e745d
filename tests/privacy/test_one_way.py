"""One way behind the mask: nothing else opens words and addresses, but for their owner or a channel."""

from __future__ import annotations

import ast

from tests.laws.house import calls, modules, texts

#: Who opens what, each with its ground.
OPENS_WORDS = {
    "src/yuanba/matters/services/looking.py": "matter.unmask",
    "src/yuanba/matters/queries/keeping.py": "the owner's own page and copy",
    "src/yuanba/matters/services/erasing.py": "the owner's name is put right",
    "src/yuanba/matters/queries/rows.py": "who signs in public has chosen to",
}
OPENS_ADDRESSES = {
    "src/yuanba/deliberation/services/tasks.py": "who proposed a topic is reached about its matter",
    "src/yuanba/events/apps.py": "where a message about a sign-up goes",
    "src/yuanba/venues/apps.py": "where a message about a booking goes",
    "src/yuanba/matters/services/looking.py": "matter.unmask",
    "src/yuanba/messages/queries/__init__.py": "where it is opened",
    "src/yuanba/messages/queries/keeping.py": "the owner's own copy",
    "src/yuanba/messages/services/delivery.py": "the channel has to know where to",
    "src/yuanba/messages/services/robots.py": "a trial is posted at once",
    "src/yuanba/messages/services/reading.py": "an inbox is addressed by an account's key",
}


def called(tree: ast.AST) -> set[str]:
    return {
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for call in calls(tree)
    }


def test_the_original_words_are_opened_in_these_places_only() -> None:
    found = {
        module.name
        for module in modules()
        if "unseal" in called(module.tree) and ("matter.words" in texts(module.tree))
    }
    assert found == OPENS_WORDS.keys()


def test_addresses_are_opened_in_these_places_only() -> None:
    found = {module.name for module in modules() if {"addresses", "address_of"} & called(module.tree)}
    assert {name for name in found if not name.startswith("src/yuanba/evaluation/")} == OPENS_ADDRESSES.keys()


def test_what_is_whole_is_asked_for_by_the_owners_pages_only() -> None:
    found = {module.name for module in modules() if "originals" in called(module.tree)}
    assert found == {
        "src/yuanba/privacy/queries/reports.py",
        "src/yuanba/privacy/services/correcting.py",
        "src/yuanba/privacy/services/erasing.py",
    }
