"""A1: the whole life that a pack allows, walked by class, body, state and step."""

from __future__ import annotations

import pytest

from tests.rules.packs import PACK, text
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.fault import fault
from yuanba.rules.core.state import ENDS, RUNNING, State
from yuanba.rules.matters.escalation import ENDINGS, OVERDUE
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Body, Level, Pack, PositionTitle
from yuanba.rules.soundness import faults, walk
from yuanba.rules.soundness.walk import Route, routes


def changed(**tables: object) -> Pack:
    return Pack(**{name: getattr(PACK, name) for name in Pack.model_fields} | tables)


def staffed(*kinds: PositionKind) -> Pack:
    """The same mechanism with these kinds of position; somebody else judges."""
    own = {kind.value: PositionTitle(title=text(kind), kind=kind, assumed="ours") for kind in kinds}
    return changed(positions=own, evaluators={"parties": PACK.evaluators["parties"]})


def with_class(code: str, **fields: object) -> Pack:
    return changed(classes={**PACK.classes, code: PACK.classes[code].model_copy(update=fields)})


def way(pack: Pack, class_code: str, body: str) -> Route:
    return next(one for one in routes(pack) if (one.class_code, one.body) == (class_code, body))


def codes(pack: Pack) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in walk.faults(pack)]


def test_every_body_that_a_class_names_is_a_way() -> None:
    village = {**PACK.bodies, "village": Body(title=text("村"), level=Level.COMMUNITY, ground="J1")}
    rural = with_class("common", rural_lead="village").model_copy(update={"bodies": village})
    assert [(one.class_code, one.body, one.place) for one in routes(rural)] == [
        ("public", "subdistrict_party", "classes.public.lead"),
        ("common", "community_party", "classes.common.lead"),
        ("common", "village", "classes.common.rural_lead"),
        ("home", "grid_party", "classes.home.lead"),
        ("public", "planning", "items.street_light.body"),
    ]


def test_a_sound_mechanism_ends_from_everywhere() -> None:
    assert codes(PACK) == []
    for one in routes(PACK):
        assert one.reached - ENDS <= one.ending
        assert (State.NOTICED in one.reached) is PACK.classes[one.class_code].is_public


def test_what_is_guided_ends_by_guiding() -> None:
    guided = way(with_class("home", is_guided=True), "home", "grid_party")
    assert State.ASSIGNED not in guided.reached
    assert State.FILED in guided.ending
    lost = with_class("home", is_guided=True).model_copy(update={"guidances": {}})
    assert codes(lost) == [("classes.home.lead", "never_ends")]


def test_what_no_district_grants_is_not_reached() -> None:
    strict = changed(orders=PACK.orders.model_copy(update={"holds": 0, "extensions": 0}))
    assert State.HELD in way(PACK, "home", "grid_party").reached
    assert State.HELD not in way(strict, "home", "grid_party").reached


def test_only_who_works_at_a_level_handles_there() -> None:
    """Grid workers take what goes to the grid; what goes to the subdistrict waits for ever."""
    assert codes(staffed(PositionKind.TRIAGER, PositionKind.GRID_WORKER)) == [
        ("classes.public.lead", "nobody_at_level"),
        ("classes.common.lead", "nobody_at_level"),
        ("classes.public.lead", "never_ends"),
    ]
    assert codes(staffed(PositionKind.TRIAGER, PositionKind.UNIT_LEAD)) == []


@pytest.mark.parametrize("checker", [PositionKind.TRIAGER, PositionKind.CLERK])
def test_nobody_checks_their_own_work(checker: PositionKind) -> None:
    """Who leads a subdistrict belongs to the body there, and everybody under it is its subordinate."""
    alone = staffed(PositionKind.SUBDISTRICT_LEAD, PositionKind.HANDLER, PositionKind.GRID_WORKER)
    told = [one for one in walk.faults(alone) if one.code == "nobody_beside"]
    assert told == [
        fault(
            "classes.public.lead",
            "nobody_beside",
            level=Level.SUBDISTRICT,
            verbs=(MatterVerb.GRANT, MatterVerb.CHECK),
        )
    ]
    stuck = [dict(one.arguments) for one in walk.faults(alone) if one.code == "never_ends"]
    assert stuck == [{"state": State.ANSWERED, "verbs": (MatterVerb.CHECK,)}]
    kinds = (PositionKind.SUBDISTRICT_LEAD, PositionKind.HANDLER, checker)
    assert ("classes.public.lead", "never_ends") not in codes(staffed(*kinds))


def test_every_state_has_a_deadline() -> None:
    """What ends by itself, what is overdue at some moment, or what the clock of the answer runs in."""
    assert set(State) - ENDS == set(ENDINGS) | set(OVERDUE) | RUNNING


def test_who_leads_twice_goes_round_in_circles() -> None:
    wrong = changed(leads={**PACK.leads, Level.GRID: "subdistrict_party"})
    (circle,) = [one for one in faults(wrong) if one.code == "circle"]
    assert circle == fault(
        "leads.grid", "circle", path="subdistrict_party → community_party → subdistrict_party"
    )
