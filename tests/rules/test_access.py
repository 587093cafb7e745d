"""Who may do what, told with people: 陈 triager, 周 handler, 李 resident, 孙 auditor."""

from datetime import UTC, date, datetime

import pytest

from yuanba.rules.core.access import (
    ANONYMOUS,
    Actor,
    ActorKind,
    Facts,
    Holding,
    NotAllowed,
    PositionKind,
    bearer,
    may,
    offered,
    operator,
    require,
    system,
)
from yuanba.rules.core.actions import ACTIONS, Scope
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.matter import open_verbs
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.people.verbs import PeopleVerb

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
GRID = "/990101/990101001/990101001001/g1/"
HERE = Facts(state=State.FILED, area_path=GRID, unit="grid-1", owner_key="li")


def staff(kind: PositionKind, key: str = "chen", **more: object) -> Actor:
    holding = {"kind": kind, "from_on": date(2026, 1, 1), **more}
    return Actor(kind=ActorKind.STAFF, key=key, holdings=(Holding(**holding),))  # type: ignore[arg-type]


CHEN = staff(PositionKind.TRIAGER, area_path="/990101/990101001/")
ZHOU = staff(PositionKind.HANDLER, key="zhou", unit="grid-1")
LI = Actor(kind=ActorKind.RESIDENT, key="li")
WANG = Actor(kind=ActorKind.RESIDENT, key="wang")


def test_a_triager_assigns_in_her_own_street_only() -> None:
    assert may(CHEN, MatterVerb.ASSIGN, HERE, NOW)
    elsewhere = Facts(state=State.FILED, area_path="/990101/990101002/")
    assert not may(CHEN, MatterVerb.ASSIGN, elsewhere, NOW)
    with pytest.raises(NotAllowed) as refusal:
        require(CHEN, MatterVerb.ASSIGN, elsewhere, NOW)
    assert refusal.value.arguments == {"verb": "matter.assign"}
    require(CHEN, MatterVerb.ASSIGN, HERE, NOW)


def test_a_code_that_begins_like_another_is_another_area() -> None:
    near = staff(PositionKind.TRIAGER, area_path="/990101/99010100/")
    assert not may(near, MatterVerb.ASSIGN, HERE, NOW)


def test_a_position_without_area_or_unit_reaches_nothing() -> None:
    assert not may(staff(PositionKind.TRIAGER), MatterVerb.ASSIGN, HERE, NOW)
    assert not may(staff(PositionKind.HANDLER), MatterVerb.ANSWER, Facts(), NOW)


def test_only_the_unit_that_has_the_order_answers() -> None:
    assert may(ZHOU, MatterVerb.ANSWER, HERE, NOW)
    assert not may(ZHOU, MatterVerb.ANSWER, Facts(area_path=GRID, unit="grid-2"), NOW)
    assert not may(CHEN, MatterVerb.ANSWER, HERE, NOW)


def test_an_estate_narrows_a_holding_to_that_estate() -> None:
    keeper = staff(PositionKind.CLERK, estate="e7", area_path="/990101/")
    assert may(keeper, MatterVerb.READ, Facts(area_path=GRID, estate="e7"), NOW)
    assert not may(keeper, MatterVerb.READ, Facts(area_path=GRID, estate="e8"), NOW)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (datetime(2026, 2, 28, 15, 59, tzinfo=UTC), False),  # 28 February, 23:59 here
        (datetime(2026, 2, 28, 16, 0, tzinfo=UTC), True),  # 1 March, midnight here
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 31, 16, 0, tzinfo=UTC), False),
    ],
)
def test_a_stand_in_may_for_exactly_the_legal_days_of_the_term(at: datetime, allowed: bool) -> None:
    stand_in = Holding(
        kind=PositionKind.TRIAGER,
        area_path="/990101/",
        from_on=date(2026, 3, 1),
        until_on=date(2026, 3, 31),
        stands_in_for="chen",
    )
    actor = Actor(kind=ActorKind.STAFF, key="he", holdings=(stand_in,))
    assert may(actor, MatterVerb.ASSIGN, HERE, at) is allowed


def test_residents_judge_what_is_theirs() -> None:
    assert may(LI, MatterVerb.RATE, HERE, NOW)
    assert not may(WANG, MatterVerb.RATE, HERE, NOW)
    assert not may(ANONYMOUS, MatterVerb.RATE, Facts(), NOW)
    assert may(bearer("receipt-1"), MatterVerb.RATE, Facts(owner_key="receipt-1"), NOW)


def test_a_clerk_writes_down_what_a_resident_says_but_never_what_he_handled() -> None:
    clerk = staff(PositionKind.CLERK, area_path="/990101/")
    assert may(clerk, MatterVerb.RATE, HERE, NOW)
    handled = Facts(area_path=GRID, handler_keys=frozenset({"chen"}))
    assert not may(clerk, MatterVerb.RATE, handled, NOW)


def test_nobody_appoints_themselves() -> None:
    admin = staff(PositionKind.SECURITY_ADMIN, key="admin")
    assert may(admin, PeopleVerb.POSITION_APPOINT, Facts(owner_key="zhou"), NOW)
    assert not may(admin, PeopleVerb.POSITION_APPOINT, Facts(owner_key="admin"), NOW)


def test_holdings_of_somebody_who_acts_as_a_resident_do_not_count() -> None:
    as_resident = Actor(kind=ActorKind.RESIDENT, key="chen", holdings=CHEN.holdings)
    assert not may(as_resident, MatterVerb.ASSIGN, HERE, NOW)


def test_the_platform_suggests_and_an_operator_imports() -> None:
    assert may(system("matters.suggest"), MatterVerb.SUGGEST, HERE, NOW)
    assert not may(CHEN, MatterVerb.SUGGEST, HERE, NOW)
    assert may(operator("root"), MatterVerb.IMPORT, Facts(), NOW)
    assert not may(operator("root"), MatterVerb.UNMASK, HERE, NOW)


def test_an_auditor_reads_everything_of_the_area_and_changes_nothing() -> None:
    auditor = staff(PositionKind.AUDITOR, key="sun", area_path="/990101/")
    assert may(auditor, MatterVerb.READ, HERE, NOW)
    assert not may(
        staff(PositionKind.AUDITOR, key="sun", area_path="/990101/990101002/"), MatterVerb.READ, HERE, NOW
    )
    for verb in (
        MatterVerb.ASSIGN,
        MatterVerb.ANSWER,
        MatterVerb.RATE,
        MatterVerb.UNMASK,
        MatterVerb.PUBLISH,
    ):
        assert not may(auditor, verb, HERE, NOW)


def test_the_page_offers_what_can_be_done_by_whom() -> None:
    assert names(offered(CHEN, HERE, NOW)) == (
        "assign submit sign reject refuse guide merge urge raise_alarm stand_down escalate report_up "
        "correct_reporter hide note attach read "
        "unmask export"
    )
    assigned = Facts(state=State.ASSIGNED, area_path=GRID, unit="grid-1", owner_key="li")
    assert (
        names(offered(ZHOU, assigned, NOW))
        == "accept hand_to return pass_up answer note attach read unmask export"
    )
    accepted = Facts(state=State.ACCEPTED, area_path=GRID, unit="grid-1", owner_key="li")
    assert names(offered(ZHOU, accepted, NOW)) == (
        "hand_to pass_up split report_progress ask ask_hold ask_extend answer note attach read unmask export"
    )
    assert names(offered(LI, accepted, NOW)) == "withdraw reply urge correct_contact attach follow read"
    waiting = Facts(state=State.WAITING, owner_key="li")
    assert names(offered(LI, waiting, NOW)) == "withdraw reply correct_contact attach follow read"
    evaluating = Facts(state=State.EVALUATING, owner_key="li")
    assert names(offered(LI, evaluating, NOW)) == "rate correct_contact attach follow read"
    closed = Facts(state=State.CLOSED, owner_key="li")
    assert names(offered(LI, closed, NOW)) == "correct_contact attach follow read"
    archived = Facts(state=State.ARCHIVED, area_path=GRID)
    assert names(offered(CHEN, archived, NOW)) == "read export"


def test_a_co_handler_does_its_part_and_no_more() -> None:
    helping = Facts(state=State.ACCEPTED, area_path="/1/", unit="grid-2", co_units=frozenset({"grid-1"}))
    assert names(offered(ZHOU, helping, NOW)) == "join decline contribute note attach read export"
    assert not may(ZHOU, MatterVerb.JOIN, Facts(unit="grid-1"), NOW)


def test_a_follower_may_object_and_urge_but_not_withdraw() -> None:
    refused = Facts(state=State.REFUSED, owner_key="li", follower_keys=frozenset({"wang"}))
    assert names(offered(WANG, refused, NOW)) == "object follow unfollow"
    assert "object" in names(offered(LI, refused, NOW))
    running = Facts(state=State.ACCEPTED, owner_key="li", follower_keys=frozenset({"wang"}))
    assert names(offered(WANG, running, NOW)) == "urge follow unfollow"


def test_whoever_was_asked_to_judge_does_so_once_they_show_their_code() -> None:
    asked = Facts(state=State.EVALUATING, owner_key="li", invited_keys=frozenset({"code-7", "sun"}))
    assert names(offered(bearer("code-7"), asked, NOW)) == "rate follow"
    sun = staff(PositionKind.SUPERVISOR, key="sun")
    assert names(offered(sun, asked, NOW)) == "rate"
    assert not may(ANONYMOUS, MatterVerb.RATE, Facts(invited_keys=frozenset({""})), NOW)
    handled = Facts(invited_keys=frozenset({"sun"}), handler_keys=frozenset({"sun"}))
    assert not may(sun, MatterVerb.RATE, handled, NOW)


def test_nobody_grants_their_own_request_or_checks_their_own_work() -> None:
    lead = staff(PositionKind.SUBDISTRICT_LEAD, key="lead", area_path="/990101/", unit="grid-1")
    assert may(lead, MatterVerb.GRANT, HERE, NOW)
    assert may(lead, MatterVerb.CHECK, HERE, NOW)
    own = Facts(area_path=GRID, unit="grid-1", handler_keys=frozenset({"lead"}))
    for verb in (
        MatterVerb.GRANT,
        MatterVerb.DENY,
        MatterVerb.CHECK,
        MatterVerb.FOLLOW_UP,
        MatterVerb.UNDO_CLOSE,
    ):
        assert not may(lead, verb, own, NOW)


def names(verbs: tuple[Verb, ...]) -> str:
    """The verbs without the noun, in the table's order by group."""
    return " ".join(verb.removeprefix("matter.") for verb in verbs)


def test_what_a_row_reads_of_the_pack_is_there() -> None:
    for action in ACTIONS.values():
        assert set(action.pack_keys) <= set(Pack.model_fields)


def test_the_clock_acts_alone_and_only_where_no_person_decides() -> None:
    clock = system("matters.clock")
    alone = {verb for verb, action in ACTIONS.items() if action.who == {ActorKind.SYSTEM}}
    assert {MatterVerb.REMIND, MatterVerb.LAPSE, MatterVerb.INVITE, MatterVerb.CLOSE} <= alone
    for verb in (*alone, MatterVerb.RESUME, MatterVerb.ESCALATE, MatterVerb.PRIORITISE):
        assert may(clock, verb, HERE, NOW)
    for verb in (
        MatterVerb.ASSIGN,
        MatterVerb.REFUSE,
        MatterVerb.ANSWER,
        MatterVerb.CHECK,
        MatterVerb.RELAX,
    ):
        assert not may(clock, verb, HERE, NOW)


def test_the_table_is_whole() -> None:
    assert set(ACTIONS) == set(ACTIONS)
    for action in ACTIONS.values():
        assert action.rights
        # A right over one's own is only for those who own something by themselves.
        owners = {who for who, scope in action.rights if scope is Scope.OWN}
        assert owners <= set(ActorKind)
    for state in State:
        for verb in open_verbs(state):
            assert state in ACTIONS[verb].from_states
            assert ACTIONS[verb].who
