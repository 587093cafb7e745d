"""What a verb needs beside its row: whatever was forgotten is named by its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from tests import deeds
from tests.laws.house import SOURCE, TESTS, modules
from tests.laws.test_actions import recorded, verbs_in
from tests.security.buttons import BESIDE_VERBS, ELSEWHERE, ONCE
from yuanba.demo.declared import files
from yuanba.demo.play import PLAYED
from yuanba.demo.setting import setting, settings
from yuanba.desk.forms.deeds import DESK_FORMS
from yuanba.messages.wording import WORDINGS
from yuanba.residents.forms.own import OWN_FORMS
from yuanba.rules.core.action import Action, Scope, rights
from yuanba.rules.core.actions import ACTIONS, app_of
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.audience import Audience
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb

#: What staff do on a matter and press on a page of its own, where it says what only that verb asks.
OWN_PAGES = {
    MatterVerb.FILE: "residents",
    MatterVerb.IMPORT_ORDERS: "exchange",
    MatterVerb.IMPORT: "exchange",
    MatterVerb.TAKE: "pool.py",
    MatterVerb.SUBMIT: "the form of matter.assign, where the class is signed",
    MatterVerb.ATTACH: "attachments.py",
    MatterVerb.UNMASK: "desk.py",
    MatterVerb.EXPORT: "the preview of a work table",
    MatterVerb.FOLLOW: "public.py",
    MatterVerb.UNFOLLOW: "public.py",
    MatterVerb.RATE: "evaluation",
    MatterVerb.FOLLOW_UP: "evaluation",
    MatterVerb.READ: "every page",
}
#: What no invented life has come to need.
NOT_PLAYED = {MatterVerb.CORRECT_CONTACT, MatterVerb.DECLINE, MatterVerb.DENY, MatterVerb.UNMERGE} | {
    MatterVerb.SUBMIT,
    MatterVerb.SIGN,
    MatterVerb.REJECT,
    MatterVerb.PASS_UP,
}


def missing(verb: Verb, action: Action, app: str) -> Iterator[str]:
    """Yield what a verb still needs, each with the file where it belongs."""
    name = verb.value.partition(".")[2]
    if not action.unrecorded and app not in recorded().get(verb, set()):
        yield f"src/yuanba/{app}/services/: no service records it, as Act(actor, {verb!s}, …)"
    for audience in sorted(set(action.tells) ^ worded(verb)):
        yield f"src/yuanba/{app}/wordings: its row and the wordings differ about {audience}"
    if not (action.again or verb in pressed()):
        yield "tests/deeds.py: nobody presses it twice at once, and its row does not say why it may be"
    if verb.value.startswith("matter."):
        path = TESTS / app / f"test_{name}.py"
        if not path.is_file() or verb.value not in path.read_text(encoding="utf-8"):
            yield f"tests/{app}/test_{name}.py: there is no test that names it"
        yield from _on_a_matter(verb, action, name)


def _on_a_matter(verb: Verb, action: Action, name: str) -> Iterator[str]:
    if action.moves and verb not in ruled():
        yield "src/yuanba/rules/matters/: no rule says what it leads to, by move(state, …)"
    if action.who <= {ActorKind.SYSTEM} or verb in OWN_PAGES:
        return
    if verb not in DESK_FORMS:
        yield "src/yuanba/desk/forms/deeds.py: it has no row, so nobody can press it"
    elif not DESK_FORMS[verb].says and verb not in {MatterVerb.CORRECT_CONTACT, MatterVerb.CORRECT_REPORTER}:
        yield "src/yuanba/desk/forms/deeds.py: its row does not say what it is over JSON"
    if name not in deeds.DEEDS and verb is not MatterVerb.MERGE:
        yield "tests/deeds.py: it has no row, so no page, form or press is tried"
    if not (action.program or action.needs_person):
        yield "src/yuanba/rules/matters/actions/: its row does not say whether a program may do it"
    if verb not in NOT_PLAYED and (name not in PLAYED or name not in told()):
        yield "src/yuanba/demo/: no story has it (deeds.py, and a step of a district's matters or lives)"


def worded(verb: Verb) -> set[Audience]:
    """Return the audiences for whom the verb has a wording."""
    return {audience for known, audience in WORDINGS if known == verb}


@cache
def pressed() -> frozenset[Verb]:
    """Return the verbs that a test presses many times at once."""
    return frozenset({*map(deeds.verb_of, ONCE), *BESIDE_VERBS, *ELSEWHERE})


@cache
def ruled() -> frozenset[Verb]:
    """Return the verbs that a rule of a matter's life names."""
    rows = SOURCE / "rules" / "matters" / "actions"
    found = modules(SOURCE / "rules" / "matters")
    return frozenset(verb for one in found if rows not in one.path.parents for verb in verbs_in(one.tree))


@cache
def told() -> frozenset[str]:
    """Return the names of the steps of every story of the demonstration."""
    found = (story for one in settings() for story in files(setting(one)).matter)
    return frozenset(step.partition(":")[0].split()[0] for story in found for step in story.then)


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_nothing_of_a_verb_was_forgotten(verb: Verb) -> None:
    forgotten = list(missing(verb, ACTIONS[verb], app_of(verb)))
    assert not forgotten, f"{verb}\n" + "\n".join(forgotten)


def test_every_forgotten_place_is_named_by_its_file() -> None:
    class Unheard(Verb):
        OF = "matter.unheard_of"

    row = Action(
        label=Text(zh="没听说过", en="Unheard of"),
        rights=rights(unit=(PositionKind.HANDLER,)),
        moves={State.ANSWERED: (State.ACCEPTED,)},
        tells=(Audience.RESIDENT,),
    )
    assert [one.partition(":")[0] for one in missing(Unheard.OF, row, "matters")] == [
        "src/yuanba/matters/services/",
        "src/yuanba/matters/wordings",
        "tests/deeds.py",
        "tests/matters/test_unheard_of.py",
        "src/yuanba/rules/matters/",
        "src/yuanba/desk/forms/deeds.py",
        "tests/deeds.py",
        "src/yuanba/rules/matters/actions/",
        "src/yuanba/demo/",
    ]


def test_what_residents_may_is_on_their_page_or_has_one_of_its_own() -> None:
    """Whatever an owner may do to their matter has a row of its own form, or a page beside it."""
    theirs = {
        verb
        for verb, action in ACTIONS.items()
        if verb.value.startswith("matter.") and any(scope is Scope.OWN for _, scope in action.rights)
    }
    assert theirs & set(DESK_FORMS) == set(OWN_FORMS)
    assert theirs - set(DESK_FORMS) <= set(OWN_PAGES)
