"""unit.import and staff.import."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.places import services as places
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.sheets.tables import TakenTable

DEMO = Path(__file__).resolve().parents[2] / "src/yuanba/demo/jiangjin"
HEAD = "login,name,position,unit,area,from_on,until_on"

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


def faults(taken: TakenTable) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.refusal.code) for row in taken.refused for fault in row.faults]


def staff(*lines: str, now: datetime, actor: Actor = make.OPERATOR, **changes: bool) -> services.StaffTaken:
    options = {"commit": True, **changes}
    return services.import_staff(actor=actor, file=make.csv(HEAD, *lines), now=now, **options)


def test_staff_comes_in(people: cast.Cast, morning: datetime) -> None:
    done = staff(
        "wumin,吴敏,经办人,jijiang,,2026-03-01,",
        "wumin,吴敏,grid_head,grid-1,500116001006001,2026-03-01,2026-12-31",
        "zhenghua,郑华,窗口工作人员,jijiang,500116001,2026年3月1日,",
        now=morning,
    )

    assert done.taken.is_written
    assert [login for login, _ in done.passwords] == ["wumin", "zhenghua"]
    wu = make.actor("wumin")
    assert {(holding.kind, holding.area_path) for holding in wu.holdings} == {
        (PositionKind.HANDLER, f"/{cast.DISTRICT}/{cast.JIJIANG}/"),
        (PositionKind.GRID_WORKER, cast.GRID_PATH),
    }
    assert queries.names([wu.key]) == {wu.key: "吴敏"}
    account = queries.account(wu.key)
    assert account
    assert account.must_change_password
    assert Account.objects.get(login="wumin").check_password(done.passwords[0][1])
    assert [entry.verb for entry in journal.story("account", wu.key)] == ["staff.import", "staff.import"]


def test_the_same_file_again_changes_nothing(people: cast.Cast, morning: datetime) -> None:
    line = "wumin,吴敏,经办人,jijiang,,2026-03-01,"
    staff(line, now=morning)
    again = staff(line, now=morning)

    assert (again.taken.unchanged, again.passwords) == (1, ())
    assert len(make.actor("wumin").holdings) == 1


def test_a_preview_writes_nothing(people: cast.Cast, morning: datetime) -> None:
    done = staff("wumin,吴敏,经办人,jijiang,,2026-03-01,", now=morning, commit=False)
    assert (done.taken.accepted, done.taken.is_written, done.passwords) == (1, False, ())
    assert queries.actor_by_login("wumin") is None


def test_every_fault_is_named(people: cast.Cast, morning: datetime) -> None:
    services.close_account(actor=make.OPERATOR, account_key=people.sun.key, reason="退休", now=morning)
    done = staff(
        "吴敏,吴敏,经办人,jijiang,,2026-03-01,",
        "wumin,吴敏,国王,jijiang,,2026-03-01,",
        "wumin,吴敏,经办人,nowhere,,2026-03-01,",
        "wumin,吴敏,经办人,jijiang,500117,2026-03-01,",
        "wumin,吴敏,经办人,jijiang,,2026-03-01,2026-02-01",
        "wumin,吴敏,经办人,jijiang,,,",
        "li,李春梅,经办人,jijiang,,2026-03-01,",
        "sun,孙立,经办人,jijiang,,2026-03-01,",
        "zhou,周敏,handler,jijiang,500116001,2026-03-01,",
        "wumin,吴敏,经办人,jijiang,,2026-03-01,",
        "wumin,吴敏,经办人,jijiang,,2026-04-01,",
        now=morning,
    )

    assert faults(done.taken) == [
        (2, "login", "account.bad_login"),
        (3, "position", "position.unknown_title"),
        (4, "unit", "unit.unknown"),
        (5, "area", "place.unknown_area"),
        (6, "until_on", "position.term_backwards"),
        (7, "from_on", "cell.empty"),
        (8, "login", "position.not_for_residents"),
        (9, "login", "account.closed"),
        (10, "from_on", "position.overlaps"),
        (12, "from_on", "position.overlaps"),
    ]
    assert not done.taken.is_written
    assert queries.actor_by_login("wumin") is None


def test_who_may(people: cast.Cast, morning: datetime) -> None:
    keeper, guard = cast.administrators(now=morning)
    for actor in (people.chen, people.li):
        with pytest.raises(NotAllowed):
            staff("wumin,吴敏,经办人,jijiang,,2026-03-01,", now=morning, actor=actor)
    done = staff(
        "keeper,我,经办人,jijiang,,2026-03-01,",
        "puppet,傀儡,经办人,jijiang,,2026-03-01,",
        now=morning,
        actor=keeper,
    )
    assert faults(done.taken) == [(2, "login", "staff.not_oneself"), (3, "position", "staff.grants_nothing")]
    done = staff(
        "wumin,吴敏,经办人,jijiang,,2026-03-01,",
        "sun,孙立,security_admin,,500116,2026-03-01,",
        now=morning,
        actor=guard,
    )
    assert faults(done.taken) == [
        (2, "login", "staff.opens_nothing"),
        (3, "position", "staff.keepers_by_hand"),
    ]


def test_two_people_bring_a_colleague_in(people: cast.Cast, morning: datetime) -> None:
    """The system administrator opens the account, the security administrator gives the position."""
    keeper, guard = cast.administrators(now=morning)
    opened = staff("wumin,吴敏,,,,,", now=morning, actor=keeper)
    assert [login for login, _ in opened.passwords] == ["wumin"]
    assert [entry.verb for entry in journal.story("account", queries.key_of("wumin"))] == ["staff.import"]
    assert staff("wumin,吴敏,,,,,", now=morning, actor=keeper).taken.unchanged == 1
    assert staff("wumin,吴敏,经办人,jijiang,,2026-03-01,", now=morning, actor=guard).taken.is_written
    assert make.actor("wumin").holdings[0].kind is PositionKind.HANDLER
    assert faults(staff("wumin,吴敏,经办人,jijiang,,,", now=morning, actor=guard).taken) == [
        (2, "from_on", "cell.empty")
    ]
    apart = staff("guard,安,经办人,jijiang,,2026-03-01,", now=morning)
    assert faults(apart.taken) == [(2, "position", "position.kept_apart")]


def test_many_cost_no_more_statements(
    people: cast.Cast, django_assert_max_num_queries: Any, morning: datetime
) -> None:
    lines = [f"wu{number},吴{number},经办人,jijiang,,2026-03-01," for number in range(60)]
    with django_assert_max_num_queries(16):
        assert staff(*lines, now=morning).taken.is_written


def test_units_come_in_and_are_brought_up_to_date(people: cast.Cast, morning: datetime) -> None:
    taken = services.import_units(
        actor=make.OPERATOR,
        file=make.csv(
            "code,name,kind,body,area,parent,is_active",
            "jijiang,几江街道党工委办公室,镇街,subdistrict_party,500116001,,是",
            "degan,德感街道党工委,镇街,subdistrict_party,500116002,,否",
            "firm,滨江物业,物业企业,,500116001006,jijiang,",
        ),
        commit=True,
        now=morning,
    )

    assert taken.is_written
    unit = queries.unit("jijiang")
    assert unit
    assert unit.name == "几江街道党工委办公室"
    assert [one.code for one in queries.units(["degan"]) if one.is_active] == []
    firm = queries.unit("firm")
    assert firm
    assert (firm.kind, firm.parent, firm.area_label) == ("property_firm", "jijiang", "几江街道 · 通泰门社区")


def test_every_fault_of_units(people: cast.Cast, morning: datetime) -> None:
    taken = services.import_units(
        actor=make.OPERATOR,
        file=make.csv(
            "code,name,kind,body,area,parent",
            "a,甲,什么,,,",
            "b,乙,office,moon_office,,",
            "c,丙,office,,500999,",
            "d,丁,office,,,nowhere",
            "e,戊,office,,,",
            "e,戊,office,,,",
        ),
        commit=True,
        now=morning,
    )

    assert faults(taken) == [
        (2, "kind", "cell.not_a_choice"),
        (3, "body", "unit.unknown_body"),
        (4, "area", "place.unknown_area"),
        (5, "parent", "unit.unknown"),
        (7, "code", "unit.twice_in_file"),
    ]
    assert queries.unit("e") is None


def test_rows_of_units_are_judged_beside_one_another(people: cast.Cast, morning: datetime) -> None:
    """A parent may come later; what is under itself, or closes while it is needed, is refused by its row."""
    head = "code,name,kind,body,area,parent,is_active"

    def imported(*lines: str) -> TakenTable:
        file = make.csv(head, *lines)
        return services.import_units(
            actor=make.OPERATOR, file=file, commit=True, skip_refused=True, now=morning
        )

    taken = imported(
        "below,下属,office,,,above,",
        "above,上级,office,,,,",
        "one,甲,office,,,two,",
        "two,乙,office,,,one,",
        "orphan,丙,office,,,gone,",
        "gone,丁,什么,,,,",
        "jijiang,几江街道,subdistrict,subdistrict_party,500116001,,否",
        "twin,德感街道党工委,office,,500116002,,",
    )
    assert faults(taken) == [
        (4, "parent", "unit.under_itself"),
        (5, "parent", "unit.under_itself"),
        (6, "parent", "unit.unknown"),
        (7, "kind", "cell.not_a_choice"),
        (8, "is_active", "unit.needed"),
        (9, "name", "unit.taken"),
    ]
    below = queries.unit("below")
    assert below
    assert below.parent == "above"
    assert queries.unit("jijiang").is_active  # type: ignore[union-attr]

    assert faults(imported("above,上级,office,,,,否")) == [(2, "is_active", "unit.needed")]
    assert faults(imported("above,上级,office,,,,否", "below,下属,office,,,above,否")) == []
    assert faults(imported("next,后来,office,,,above,")) == [(2, "parent", "unit.unknown")]


def test_the_district_as_it_is(morning: datetime) -> None:
    act: dict[str, Any] = {"actor": make.OPERATOR, "commit": True, "now": morning}
    for name in ("areas.csv", "grids.csv", "estates.csv"):
        with (DEMO / name).open("rb") as file:
            assert places.import_places(file=file, **act).is_written
    with (DEMO / "units.csv").open("rb") as file:
        taken = services.import_units(file=file, **act)
    assert taken.is_written, faults(taken)
    with (DEMO / "staff.csv").open("rb") as file:
        done = services.import_staff(file=file, **act)
    assert done.taken.is_written, faults(done.taken)
    chen = make.actor("chenfang")
    assert chen.holdings[0].holds_on(date(2026, 3, 2))
