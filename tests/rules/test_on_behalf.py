"""Without a telephone: whatever a resident can press, staff beside them can press for them."""

from __future__ import annotations

import pytest

from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.core.action import Scope
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.privacy.verbs import PrivacyVerb

RESIDENTS = {ActorKind.RESIDENT, ActorKind.ANONYMOUS}
#: One's own password and door are nobody else's; an address is erased by saying at the counter: not at all.
#: How messages come is chosen by whoever has a phone to which they come.
#: Who votes without a telephone votes on paper, which two people type in.
#: One's own data open to a receipt with its code or to a password. At a counter who shows the receipt and
#: its code is served too (`AT_A_COUNTER`); not at the door, where nobody looks on.
ONES_OWN = {
    PeopleVerb.ACCOUNT_PASSWORD,
    PeopleVerb.ACCOUNT_LOG_IN,
    PeopleVerb.ACCOUNT_FAIL_LOG_IN,
    PeopleVerb.ACCOUNT_LOG_OUT,
    PeopleVerb.ACCOUNT_SET_FACTOR,
    PeopleVerb.ACCOUNT_DROP_FACTOR,
    PeopleVerb.ACCOUNT_KEEP_RECEIPT,
    MessageVerb.CONTACT_DROP,
    MessageVerb.WISH,
    PrivacyVerb.SEE,
    PrivacyVerb.CORRECT,
    PrivacyVerb.EXPORT,
    PrivacyVerb.ERASE,
    PrivacyVerb.ASK,
    VoteVerb.CAST,
}
AT_A_COUNTER = (
    PrivacyVerb.SEE,
    PrivacyVerb.CORRECT,
    PrivacyVerb.EXPORT,
    PrivacyVerb.ERASE,
    PrivacyVerb.ASK,
)
#: At a counter, at the door, and where a village has neither.
BESIDE_THEM = (PositionKind.CLERK, PositionKind.GRID_WORKER, PositionKind.COMMUNITY_LEAD)


def pressed_by_residents() -> list[Verb]:
    return sorted(verb for verb, action in ACTIONS.items() if action.who & RESIDENTS and verb not in ONES_OWN)


def test_the_acts_of_residents_are_these() -> None:
    assert {verb.value for verb in pressed_by_residents()} == {
        "matter.file",
        "matter.read",
        "matter.attach",
        "matter.reply",
        "matter.urge",
        "matter.object",
        "matter.withdraw",
        "matter.rate",
        "matter.correct_contact",
        "matter.follow",
        "matter.unfollow",
        "event.register",
        "event.withdraw",
        "event.check_in",
        "statement.add",
        "statement.take_stance",
        "topic.propose",
        "topic.support",
        "demand.sign",
        "area.follow",
        "area.unfollow",
        "notice.object",
        "nominee.nominate",
        "nominee.agree",
        "nominee.withdraw",
        "booking.ask",
        "booking.cancel",
    }


@pytest.mark.parametrize("verb", pressed_by_residents())
@pytest.mark.parametrize("kind", BESIDE_THEM)
def test_staff_beside_them_can_press_it_in_their_area(verb: Verb, kind: PositionKind) -> None:
    assert (kind, Scope.AREA) in ACTIONS[verb].rights


@pytest.mark.parametrize("verb", AT_A_COUNTER)
def test_a_counter_serves_who_shows_the_receipt(verb: Verb) -> None:
    staff = {(who, scope) for who, scope in ACTIONS[verb].rights if isinstance(who, PositionKind)}
    assert staff == {(PositionKind.CLERK, Scope.DISTRICT), (PositionKind.COMMUNITY_LEAD, Scope.DISTRICT)}
