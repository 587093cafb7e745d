"""Without a telephone: whatever a resident can press, staff beside them can press for them."""

from __future__ import annotations

import pytest

from yuanba.rules.action import Scope
from yuanba.rules.actions import ACTIONS
from yuanba.rules.actor import ActorKind, PositionKind
from yuanba.rules.verb import Verb

RESIDENTS = {ActorKind.RESIDENT, ActorKind.ANONYMOUS}
#: One's own password and door are nobody else's; an address is erased by saying at the counter: not at all.
#: One's own data open to a receipt with its code or to a password. At a counter who shows the receipt and
#: its code is served too (`AT_A_COUNTER`); not at the door, where nobody looks on.
ONES_OWN = {
    Verb.ACCOUNT_PASSWORD,
    Verb.ACCOUNT_LOG_IN,
    Verb.ACCOUNT_FAIL_LOG_IN,
    Verb.ACCOUNT_LOG_OUT,
    Verb.ACCOUNT_SET_FACTOR,
    Verb.ACCOUNT_DROP_FACTOR,
    Verb.ACCOUNT_KEEP_RECEIPT,
    Verb.CONTACT_DROP,
    Verb.PRIVACY_SEE,
    Verb.PRIVACY_CORRECT,
    Verb.PRIVACY_EXPORT,
    Verb.PRIVACY_ERASE,
    Verb.PRIVACY_ASK,
}
AT_A_COUNTER = (
    Verb.PRIVACY_SEE,
    Verb.PRIVACY_CORRECT,
    Verb.PRIVACY_EXPORT,
    Verb.PRIVACY_ERASE,
    Verb.PRIVACY_ASK,
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
        "area.follow",
        "area.unfollow",
        "notice.object",
    }


@pytest.mark.parametrize("verb", pressed_by_residents())
@pytest.mark.parametrize("kind", BESIDE_THEM)
def test_staff_beside_them_can_press_it_in_their_area(verb: Verb, kind: PositionKind) -> None:
    assert (kind, Scope.AREA) in ACTIONS[verb].rights


@pytest.mark.parametrize("verb", AT_A_COUNTER)
def test_a_counter_serves_who_shows_the_receipt(verb: Verb) -> None:
    staff = {(who, scope) for who, scope in ACTIONS[verb].rights if isinstance(who, PositionKind)}
    assert staff == {(PositionKind.CLERK, Scope.DISTRICT), (PositionKind.COMMUNITY_LEAD, Scope.DISTRICT)}
