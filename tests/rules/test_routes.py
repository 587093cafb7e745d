"""Where a class goes (F6, F7): another lead in the country, guided or dispatched, the level where it ends."""

from datetime import date, datetime

import pytest

from tests.rules.packs import PACK
from yuanba.rules import lists
from yuanba.rules.core.actor import Holding, PositionKind
from yuanba.rules.core.state import State
from yuanba.rules.lists import Local, Office
from yuanba.rules.matters import closing, settling, triage
from yuanba.rules.matters.settling import SettledShare, stayed
from yuanba.rules.matters.triage import Assignment, GuidedClass
from yuanba.rules.pack import Body, Level, Pack
from yuanba.rules.soundness import faults
from yuanba.rules.time.calendar import HERE

MONDAY = datetime(2026, 3, 2, 9, tzinfo=HERE)


def with_class(code: str, **fields: object) -> Pack:
    classes = {**PACK.classes, code: PACK.classes[code].model_copy(update=fields)}
    village = Body(title=PACK.title, level=Level.COMMUNITY, ground="J1")
    return PACK.model_copy(update={"classes": classes, "bodies": {**PACK.bodies, "village": village}})


RURAL = with_class("common", rural_lead="village")


def test_in_the_country_another_body_leads() -> None:
    town = triage.assign(State.FILED, "common", "property_fee", pack=RURAL, at=MONDAY)
    country = triage.assign(State.FILED, "common", "property_fee", pack=RURAL, at=MONDAY, is_rural=True)
    assert (town.body, town.lead) == ("community_party", "community_party")
    assert (country.body, country.lead, country.lead_level) == ("village", "village", Level.COMMUNITY)
    assert "route.rural" in country.because
    assert "route.rural" not in town.because
    assert country.due_at == town.due_at


def test_what_comes_back_goes_the_same_way() -> None:
    failed = closing.check(
        State.ANSWERED,
        "common",
        passes=False,
        words="没有修好",
        pack=RURAL,
        at=MONDAY,
        is_rural=True,
    )
    assert isinstance(failed, Assignment)
    again = triage.reopen(State.EVALUATING, "common", pack=RURAL, at=MONDAY, reason="还是不亮", is_rural=True)
    moved = triage.reassign(
        State.ASSIGNED, "common", pack=RURAL, since_at=MONDAY, at=MONDAY, reason="改派", is_rural=True
    )
    settles = with_class("common", rural_lead="village", settles=True)
    spot = triage.settle(State.FILED, "common", words="已清", pack=settles, at=MONDAY, is_rural=True)
    assert [one.body for one in (failed, again, moved, spot)] == ["village"] * 4


def test_an_item_with_its_own_body_goes_there_and_other_classes_know_no_country() -> None:
    lamp = triage.assign(State.FILED, "public", "street_light", pack=RURAL, at=MONDAY, is_rural=True)
    home = triage.assign(State.FILED, "home", pack=RURAL, at=MONDAY, is_rural=True)
    assert (lamp.body, home.body) == ("planning", "grid_party")
    assert "route.rural" not in home.because


def test_a_village_may_name_its_own_committee_in_its_list() -> None:
    path = "/1/2/3/"
    offices = [
        Office(code="v", body="village", area_path=path),
        Office(code="p", body="planning", area_path=path),
    ]
    urban = with_class("public", rural_lead="village")
    named = lists.offices_for("park", pack=urban, area_path=path, offices=offices)
    assert [one.code for one in named] == ["v"]


GUIDED = with_class("home", is_guided=True, settles=True)


def test_what_is_peoples_own_is_guided_and_never_given_to_anybody() -> None:
    with pytest.raises(GuidedClass) as refusal:
        triage.assign(State.FILED, "home", "neighbour_noise", pack=GUIDED, at=MONDAY)
    assert refusal.value.arguments == {"matter_class": "home"}
    with pytest.raises(GuidedClass):
        triage.reassign(State.ASSIGNED, "home", pack=GUIDED, since_at=MONDAY, at=MONDAY, reason="是私事")
    with pytest.raises(GuidedClass):
        triage.settle(State.FILED, "home", words="已办", pack=GUIDED, at=MONDAY)
    assert triage.guide(State.FILED, "mediation", pack=GUIDED, words="可以调解").state is State.GUIDED


def test_what_departments_pick_lies_with_the_lead_until_it_came_back() -> None:
    picked = with_class("public", is_picked=True)
    first = triage.assign(State.FILED, "public", "street_light", pack=picked, at=MONDAY)
    assert (first.body, "route.pool" in first.because) == ("subdistrict_party", True)
    own = triage.assign(State.FILED, "public", "park", pack=picked, at=MONDAY)
    assert (own.body, "route.pool" in own.because) == ("subdistrict_party", False), "the lead does it itself"
    local = Local(version=1, because="lists.x.1", unit="planning-1")
    named = triage.assign(State.FILED, "public", "street_light", pack=picked, at=MONDAY, local=local)
    assert "route.pool" not in named.because, "the community's list names a unit"
    again = triage.reopen(
        State.EVALUATING, "public", "street_light", pack=picked, at=MONDAY, reason="还是不亮"
    )
    assert (again.body, "route.pool" in again.because) == ("planning", False)


def test_a_pool_that_nobody_picks_from_is_a_fault() -> None:
    assert faults(with_class("public", is_picked=True)) == []
    told = {
        code: [one.code for one in faults(with_class(code, is_picked=True, is_guided=is_guided))]
        for code, is_guided in (("home", False), ("public", True))
    }
    assert told == {"home": ["picked_by_nobody"], "public": ["guided_and_picked"]}


def with_item(**told: object) -> Pack:
    """The pack whose item of home matters is told otherwise."""
    row = PACK.items["neighbour_noise"].model_copy(update=told)
    return PACK.model_copy(update={"items": {**PACK.items, "neighbour_noise": row}})


def test_one_item_of_a_class_may_be_guided_and_the_others_given() -> None:
    pack = with_item(guidance="mediation")
    assert pack.is_guided("home", "neighbour_noise")
    assert not pack.is_guided("home")
    with pytest.raises(GuidedClass):
        triage.assign(State.FILED, "home", "neighbour_noise", pack=pack, at=MONDAY)
    assert triage.assign(State.FILED, "home", pack=pack, at=MONDAY).body == "grid_party"
    assert triage.assign(State.FILED, "public", "street_light", pack=pack, at=MONDAY).body


def test_what_is_guided_is_given_to_nobody_and_guided_to_somebody() -> None:
    told = [
        (one.place, one.code)
        for one in faults(with_item(guidance="nobody", body="planning"))
        if "neigh" in one.place
    ]
    assert told == [
        ("items.neighbour_noise.guidance", "no_guidance"),
        ("items.neighbour_noise.guidance", "guided_and_given"),
    ]


def test_who_is_told_decides_whether_it_stayed() -> None:
    assert stayed(Level.GRID, Level.COMMUNITY)
    assert stayed(Level.COMMUNITY, Level.COMMUNITY)
    assert not stayed(Level.SUBDISTRICT, Level.COMMUNITY)
    told = SettledShare(class_code="home", ends_at=Level.GRID, closed=3, stayed=2)
    assert told.percent == 67
    assert SettledShare(class_code="home", ends_at=Level.GRID, closed=0, stayed=0).percent is None


def test_faults_of_the_route() -> None:
    assert faults(RURAL) == []
    assert faults(with_class("common", ends_at=Level.COMMUNITY)) == []
    ghost = with_class("common", rural_lead="ghost")
    assert [fault.place for fault in faults(ghost)] == ["classes.common.rural_lead"]
    above = with_class("home", rural_lead="village", ends_at=Level.GRID, settles=False)
    assert [fault.place for fault in faults(above)] == ["classes.home.ends_at"]
    settled = with_class("home", rural_lead="village", ends_at=Level.GRID, settles=True)
    assert faults(settled) == [], "what is settled on the spot ends below who leads"


STREET = "/990101/990101001/"
COURTYARD = f"{STREET}990101001001/990101001001001/990101001001001001/"


def holding(kind: PositionKind, area_path: str, until_on: date | None = None) -> Holding:
    return Holding(kind=kind, area_path=area_path, from_on=date(2025, 1, 1), until_on=until_on)


@pytest.mark.parametrize(
    ("held", "level"),
    [
        ([holding(PositionKind.GRID_WORKER, COURTYARD)], Level.MICRO_GRID),
        ([holding(PositionKind.GRID_WORKER, COURTYARD[:-19])], Level.GRID),
        ([holding(PositionKind.COMMUNITY_LEAD, f"{STREET}990101001001/")], Level.GRID),
        ([holding(PositionKind.GRID_WORKER, f"{STREET}990101001002/9/9/")], Level.GRID),
        ([holding(PositionKind.SUPERVISOR, COURTYARD)], Level.GRID),
        ([holding(PositionKind.GRID_WORKER, COURTYARD, date(2025, 2, 1))], Level.GRID),
        ([], Level.GRID),
        (
            [
                holding(PositionKind.COMMUNITY_LEAD, f"{STREET}990101001001/"),
                holding(PositionKind.GRID_WORKER, COURTYARD),
            ],
            Level.MICRO_GRID,
        ),
    ],
)
def test_what_is_settled_on_the_spot_ends_where_who_settled_it_works(
    held: list[Holding], level: Level
) -> None:
    """F7: never above the body that answers, and only by a position that settles, holds and covers it."""
    given = triage.settle(State.FILED, "home", words="当场说好", pack=PACK, at=MONDAY)
    assert given.level is Level.GRID
    assert settling.within(given, held, COURTYARD, on=date(2026, 3, 2)).level is level
