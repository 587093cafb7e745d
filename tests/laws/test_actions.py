"""One name per action, everywhere: table, service, journal, test, catalogue, address."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.laws.house import ROOT, TESTS, calls, modules, texts
from yuanba.config.api import api
from yuanba.rules.core.actions import ACTIONS, app_of, verb_of
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb

#: Where what is done to matters is pressed: all are rooms above the one that does it.
ROOMS = ("desk", "residents", "home", "evaluation", "exchange")
#: What becomes of a service's journal entries is said by the verb it passes on; what is submitted for
#: signature is pressed by the form of assigning.
PAGES = {
    verb
    for verb in ACTIONS
    if verb.startswith("matter.") and {who for who, _scope in ACTIONS[verb].rights} - {ActorKind.SYSTEM}
} - {MatterVerb.IMPORT, MatterVerb.READ, MatterVerb.SUBMIT, MatterVerb.EXPORT}  # pressed on any work table


def noun(verb: Verb) -> str:
    return verb.value.partition(".")[0]


def name(verb: Verb) -> str:
    return verb.value.partition(".")[2]


#: The enumerations of verbs, by their names in code.
ENUMS: dict[str, type[Verb]] = {one.__name__: one for one in Verb.__subclasses__()}


def verbs_in(tree: ast.AST) -> set[Verb]:
    """The verbs that stand as `Verb.X` in a tree."""
    return {
        ENUMS[node.value.id][node.attr]
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ENUMS
        and node.attr in ENUMS[node.value.id].__members__
    }


@cache
def recorded() -> dict[Verb, set[str]]:
    """Which apps' services hand a verb to the journal: in an `Act(…)`, or to their own `_record(…)`."""
    found: dict[Verb, set[str]] = {}
    for module in modules():
        if not module.is_in("services"):
            continue
        for call in calls(module.tree):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called == "Act":
                given = call.args[1:2]
            elif called == "_record":
                given = call.args
            else:
                continue
            for value in given:
                for verb in verbs_in(value):
                    found.setdefault(verb, set()).add(module.place[0])
    return found


def test_every_verb_has_its_row_and_every_row_its_verb() -> None:
    assert set(ACTIONS) == set(ACTIONS)


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_every_verb_is_recorded_by_the_service_of_its_app(verb: Verb) -> None:
    apps = recorded().get(verb, set())

    if ACTIONS[verb].unrecorded:
        assert apps == set(), f"{verb} is recorded after all: take the ground off its row"
    else:
        assert app_of(verb) in apps


def test_nothing_is_recorded_under_a_name_of_its_own() -> None:
    """A verb is a member of the enumeration, never a text."""
    found = {
        module.name
        for module in modules()
        if module.place[0] not in {"rules", "demo"} and not module.is_in("migrations")
        for call in calls(module.tree)
        if getattr(call.func, "id", "") == "Act" and isinstance(call.args[1], ast.Constant)
    }
    assert found == set()


@pytest.mark.parametrize("verb", [verb for verb in ACTIONS if noun(verb) != "matter"])
def test_every_other_verb_is_named_by_a_test_of_its_app(verb: Verb) -> None:
    named = {
        known
        for module in modules(TESTS / app_of(verb))
        for known in verbs_in(module.tree)
        | {verb_of(word) for text in texts(module.tree) for word in words(text) if word in set(ACTIONS)}
    }
    assert verb in named


def words(text: str) -> list[str]:
    return re.findall(r"\b[a-z]+\.[a-z_]+", text)


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_every_verb_is_a_heading_of_the_catalogue(verb: Verb) -> None:
    catalogue = (ROOT / "docs" / "actions.md").read_text(encoding="utf-8")
    assert f"\n## {verb.value}\n" in catalogue


@pytest.mark.parametrize("verb", sorted(PAGES))
def test_every_verb_of_a_matter_is_an_address(verb: Verb) -> None:
    assert any(name(verb) in addresses(room) for room in ROOMS)


def addresses(app: str) -> set[str]:
    resolver = get_resolver(settings.ROOT_URLCONF)
    return {str(key) for key in resolver.namespace_dict[app][1].reverse_dict}


def test_every_deed_over_json_bears_its_verb() -> None:
    """Where residents and staff do the same, the staff's operation says that it is at the desk."""
    deeds = {
        str(operation.operation_id).removesuffix("_at_desk")
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        if operation.methods != ["GET"]
    }
    assert deeds <= {verb.value for verb in ACTIONS}
