"""A community's list: derived from the directory, in bounds, never laxer."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.rules.packs import PACK, days
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import titles
from yuanba.rules.lists import (
    LaxerThanDirectory,
    ListEntry,
    Local,
    NoDirectory,
    NothingChosen,
    NothingRevised,
    NotInDirectory,
    Office,
    OutOfBounds,
    derive,
    filled,
    fitting,
    issue,
    most,
    offered,
    offices_for,
    revise,
    stricter,
)
from yuanba.rules.matters import triage
from yuanba.rules.pack import Pack
from yuanba.rules.pack.mechanism import PlaceDirectory
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Term, TermUnit

HERE_PATH = "/1/2/3/"
OFFICES = (
    Office(code="centre", body="", area_path="/1/"),
    Office(code="works", body="planning", area_path="/1/2/"),
    Office(code="works-elsewhere", body="planning", area_path="/1/9/"),
    Office(code="community", body="community_party", area_path=HERE_PATH),
    Office(code="grid", body="grid_party", area_path="/1/2/3/4/"),
    Office(code="nowhere", body="planning", area_path=""),
)
LIGHT = ListEntry(item_code="street_light", wording="楼下的灯", unit="works", term=days(2))


def derived(*lines: ListEntry) -> tuple[str, ...]:
    return derive(lines, pack=PACK, area_path=HERE_PATH, offices=OFFICES)


def test_it_rests_on_the_pack_and_the_grounds_of_its_classes() -> None:
    assert derived(LIGHT, ListEntry(item_code="neighbour_noise", post="grid_worker")) == (
        PACK.name,
        "grounds.J1",
    )


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ((), NothingChosen),
        ((ListEntry(item_code="dragon"),), NotInDirectory),
        ((LIGHT, LIGHT), NotInDirectory),
        ((ListEntry(item_code="street_light", term=days(4)),), LaxerThanDirectory),
        (
            (ListEntry(item_code="street_light", term=Term(amount=1, unit=TermUnit.CALENDAR_DAYS)),),
            LaxerThanDirectory,
        ),
        ((ListEntry(item_code="street_light", unit="grid"),), OutOfBounds),
        ((ListEntry(item_code="street_light", unit="works-elsewhere"),), OutOfBounds),
        ((ListEntry(item_code="street_light", post="mayor"),), OutOfBounds),
    ],
)
def test_what_a_list_may_not_say(lines: tuple[ListEntry, ...], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        derived(*lines)


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        ("street_light", ["works"]),
        ("property_fee", ["community", "grid"]),
        ("neighbour_noise", ["community", "grid"]),
    ],
)
def test_a_community_names_its_own_units_for_what_it_leads(item: str, codes: list[str]) -> None:
    found = offices_for(item, pack=PACK, area_path=HERE_PATH, offices=OFFICES)
    assert [one.code for one in found] == codes


def test_a_revision_says_something_else() -> None:
    with pytest.raises(NothingRevised):
        revise([LIGHT], before=[LIGHT], reason="改", pack=PACK, area_path=HERE_PATH, offices=OFFICES)


def test_under_another_pack_only_what_that_pack_allows() -> None:
    def local(line: ListEntry) -> Local | None:
        return fitting(line, version=7, because="lists.3.1", pack=PACK)

    assert local(LIGHT) == Local(version=7, because="lists.3.1", unit="works", term=days(2))
    laxer = local(ListEntry(item_code="street_light", unit="works", term=days(9)))
    assert laxer == Local(version=7, because="lists.3.1", unit="works")
    assert local(ListEntry(item_code="dragon")) is None


def test_a_matter_is_due_as_the_list_says_and_after_a_rework_by_the_shorter() -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=HERE)
    local = fitting(LIGHT, version=7, because="lists.3.1", pack=PACK)

    usual = triage.assign(State.FILED, "public", "street_light", pack=PACK, at=at)
    given = triage.assign(State.FILED, "public", "street_light", pack=PACK, at=at, local=local)
    again = triage.reopen(
        State.EVALUATING, "public", "street_light", pack=PACK, at=at, reason="没好", local=local
    )

    assert (usual.due_on.day, given.due_on.day, again.due_on.day) == (5, 4, 4)
    assert "lists.3.1" in given.because
    assert given.local == local
    assert usual.local is None


def test_who_judges_is_called_by_the_towns_own_name() -> None:
    street, town = "/990101/990101001/", "/990101/990101100/"
    assert [one.zh for one in titles("public", PACK, area_path=street)] == ["街道人大工委", "民主监督员"]
    assert [one.zh for one in titles("public", PACK, area_path=town)] == ["镇人大", "民主监督员"]


# --- a subdistrict's directory within the pack's --------------------------------------------------------
WITH_DIRECTORIES = PACK.model_copy(
    update={
        "directory": PlaceDirectory(title=Text(zh="目录", en="directory"), issuer="planning", ground="J1")
    }
)
DIRECTORY = {one.item_code: one for one in (LIGHT, ListEntry(item_code="park"))}


def issued(
    *lines: ListEntry, pack: Pack = WITH_DIRECTORIES, before: tuple[ListEntry, ...] = ()
) -> tuple[str, ...]:
    return issue(lines, before=before, reason="梳理诉求", pack=pack, area_path="/1/2/", offices=OFFICES)


def test_a_directory_narrows_the_pack_and_never_widens_it() -> None:
    assert issued(LIGHT)[0] == PACK.name
    for wrong, fault in (
        (ListEntry(item_code="dragon"), NotInDirectory),
        (ListEntry(item_code="street_light", term=days(4)), LaxerThanDirectory),
        (ListEntry(item_code="street_light", unit="works-elsewhere"), OutOfBounds),
    ):
        with pytest.raises(fault):
            issued(LIGHT if wrong.item_code != "street_light" else ListEntry(item_code="park"), wrong)
    with pytest.raises(NothingRevised):
        issued(LIGHT, before=(LIGHT,))
    with pytest.raises(NoDirectory):
        issued(LIGHT, pack=PACK)


def test_a_list_stays_within_the_directory_above_it() -> None:
    def within(line: ListEntry) -> tuple[str, ...]:
        return derive([line], pack=PACK, area_path=HERE_PATH, offices=OFFICES, above=DIRECTORY)

    assert offered(PACK, DIRECTORY) == tuple(code for code in PACK.items if code in DIRECTORY)
    assert most("street_light", PACK, DIRECTORY) == days(2) != most("street_light", PACK)
    assert within(ListEntry(item_code="street_light", term=days(1)))
    with pytest.raises(LaxerThanDirectory):
        within(ListEntry(item_code="street_light", term=days(3)))
    with pytest.raises(NotInDirectory):
        within(ListEntry(item_code="neighbour_noise"))


def test_what_a_list_leaves_open_is_as_in_the_directory_above_it() -> None:
    line = filled(ListEntry(item_code="street_light", wording="巷灯"), DIRECTORY)
    assert (line.wording, line.unit, line.term) == ("巷灯", "works", days(2))
    assert filled(ListEntry(item_code="neighbour_noise"), DIRECTORY) == ListEntry(item_code="neighbour_noise")


def test_the_list_binds_unless_the_directory_has_promised_less_time_since() -> None:
    own, above = (Local(version=number, because=f"lists.{number}", term=days(number)) for number in (2, 3))
    assert stricter(own, above, days(5)) == own
    assert stricter(above, own, days(5)) == own
    assert stricter(Local(version=1, because="lists.1"), above, days(3)).version == 1  # type: ignore[union-attr]
    assert stricter(None, above, days(5)) == above


def test_what_is_guided_has_neither_unit_nor_time_in_a_list() -> None:
    row = PACK.items["neighbour_noise"].model_copy(update={"guidance": "mediation"})
    pack = PACK.model_copy(update={"items": {**PACK.items, "neighbour_noise": row}})
    assert offices_for("neighbour_noise", pack=pack, area_path=HERE_PATH, offices=OFFICES) == ()
    for told in ({"unit": "grid"}, {"term": days(1)}, {"post": "grid_worker"}):
        with pytest.raises(OutOfBounds):
            derive(
                [ListEntry(item_code="neighbour_noise", **told)],
                pack=pack,
                area_path=HERE_PATH,
                offices=OFFICES,
            )
