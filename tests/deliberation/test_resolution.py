"""A matter goes before a council, and a resolution comes back: who sees it, does it and rates it (J4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from yuanba.deliberation import services
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries.resolutions import NoReferral, ReferralRow
from yuanba.deliberation.services.resolutions import BeforeCouncil, NoReasonUp
from yuanba.evaluation.queries import roster
from yuanba.journal import queries as journal
from yuanba.matters import queries as matters
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.resolutions import (
    BadResolutionDay,
    BlankResolution,
    NoCouncilAbove,
    NotBeforeCouncil,
)
from yuanba.rules.evaluation import Exclusion
from yuanba.rules.time.calendar import day

BASE = "/d/jiangjin"


@pytest.fixture
def leader(people: Cast, morning: datetime) -> Actor:
    """石, the secretary of 几江, who may give matters to units."""
    return make.staff("shi", "subdistrict_secretary", area=cast.JIJIANG, now=morning)


def referred(matter: int, council: int, actor: Actor, now: datetime) -> int:
    planned = day(now) + timedelta(days=9)
    return services.refer(actor=actor, matter_id=matter, council_id=council, planned_on=planned, now=now)


def resolved(now: datetime, **changed: Any) -> dict[str, Any]:
    usual = {
        "text": "在3号门加装两盏路灯，电费由公共收益列支",
        "ground": "应到31人，实到27人，同意24人",
        "responsible": "通泰门社区",
        "due_on": day(now) + timedelta(days=30),
        "now": now,
    }
    return {**usual, **changed}


def rows_of(matter: int, now: datetime) -> list[ReferralRow]:
    return records.referrals_of(matter, pack=store.in_force(day(now)))


def test_a_matter_is_before_one_council_that_deliberates_such_matters(
    people: Cast, secretary: Actor, council: int, leader: Actor, morning: datetime
) -> None:
    """resolution.refer: by who sorts or leads there; answered ones no more, and none twice."""
    matter = make.a_matter(now=morning, actor=people.li)
    for actor in (people.zhou, people.sun):
        with pytest.raises(NotAllowed):
            referred(matter.id, council, actor, morning)
    with pytest.raises(BadResolutionDay):
        services.refer(
            actor=secretary,
            matter_id=matter.id,
            council_id=council,
            planned_on=day(morning) - timedelta(days=1),
            now=morning,
        )
    referred(matter.id, council, secretary, morning)
    with pytest.raises(BeforeCouncil):
        referred(matter.id, council, secretary, morning)
    assert [(one.council.id, one.text) for one in rows_of(matter.id, morning)] == [(council, "")]

    sorted_as_public = make.a_matter(now=morning)
    deeds.walk(sorted_as_public, people, "assign", morning)
    with pytest.raises(NotBeforeCouncil):
        referred(sorted_as_public.id, council, secretary, morning)
    street = services.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=morning)
    referred(sorted_as_public.id, street, leader, morning)
    answered = make.a_matter(now=morning)
    deeds.walk(answered, people, "assign accept answer", morning)
    with pytest.raises(NotBeforeCouncil):
        referred(answered.id, street, leader, morning)


def test_the_nearest_council_is_offered_first(
    people: Cast, secretary: Actor, council: int, leader: Actor, morning: datetime
) -> None:
    """What it cannot settle goes up from there; a form that nobody changes goes to it."""
    above = services.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=morning)
    filed = make.a_matter(now=morning, actor=people.li)
    row = matters.matter_by_token(filed.token)
    offered = [one.id for one in records.councils_for(row, pack=store.in_force(day(morning)))]
    assert offered == [council, above]


def test_a_resolution_gives_the_matter_to_its_unit_and_stands_in_the_public_record(
    people: Cast, secretary: Actor, council: int, leader: Actor, morning: datetime
) -> None:
    """resolution.adopt: once, by who runs the council; the order begins in the same act."""
    matter = make.a_matter(now=morning, actor=people.li)
    referral = referred(matter.id, council, secretary, morning)
    with pytest.raises(NotAllowed):
        services.pass_resolution(actor=people.chen, referral_id=referral, **resolved(morning))
    with pytest.raises(BlankResolution):
        services.pass_resolution(actor=secretary, referral_id=referral, **resolved(morning, ground=" "))
    with pytest.raises(NotAllowed):  # who leads a community gives nothing to units
        services.pass_resolution(
            actor=secretary, referral_id=referral, **resolved(morning, class_code="common")
        )

    services.pass_resolution(actor=leader, referral_id=referral, **resolved(morning, class_code="common"))

    with pytest.raises(NoReferral):
        services.pass_resolution(actor=leader, referral_id=referral, **resolved(morning))
    row = deeds.row_of(matter)
    assert (row.state, row.class_code, row.due_at is not None) == (State.ASSIGNED, "common", True)
    assert records.carried_out() == {"community": (0, 1)}
    assert [one.verb for one in journal.story("council", str(council))][-2:] == [
        "resolution.refer",
        "resolution.adopt",
    ]
    page = Client().get(f"{BASE}/councils/{council}").content.decode()
    assert "在3号门加装两盏路灯" in page
    assert "正在落实" in page
    assert "3号门旁边" not in page, "what a resident wrote is nobody else's"
    own = Client().get(f"{BASE}/m/{matter.token}").content.decode()
    assert "应到31人，实到27人，同意24人" in own


def test_what_cannot_be_settled_goes_up(
    people: Cast, secretary: Actor, council: int, leader: Actor, morning: datetime
) -> None:
    """resolution.send_up: to the council that the rules name, where there is one."""
    matter = make.a_matter(now=morning)
    referral = referred(matter.id, council, secretary, morning)
    said: dict[str, Any] = {"planned_on": day(morning), "now": morning, "actor": secretary}
    with pytest.raises(NoReasonUp):
        services.send_up(referral_id=referral, reason=" ", **said)
    with pytest.raises(NoCouncilAbove):
        services.send_up(referral_id=referral, reason="要动公共维修资金", **said)
    street = services.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=morning)

    services.send_up(referral_id=referral, reason="要动公共维修资金", **said)

    assert [(one.council.id, one.ended_at is None) for one in rows_of(matter.id, morning)] == [
        (street, True),
        (council, False),
    ]


def test_who_sat_in_the_council_does_not_rate_what_it_resolved(
    people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    bench = court.assemble(now=morning)
    services.seat(actor=secretary, council_id=council, role=SeatRole.SECRETARY, login="qian", now=morning)
    matter = make.a_matter(now=morning, actor=people.li)
    referral = referred(matter.id, council, secretary, morning)
    services.pass_resolution(actor=secretary, referral_id=referral, **resolved(morning))
    deeds.walk(matter, people, "assign accept answer", morning)

    row = matters.held(matter.id)
    found = {one.key: one.exclusion for one in roster.called(row, morning).candidates}
    assert found[bench.qian.key] is Exclusion.TIED
    others = set(found) - {bench.qian.key}
    assert others
    assert Exclusion.TIED not in {found[key] for key in others}


def test_staff_press_it_on_the_pages(
    people: Cast, secretary: Actor, council: int, leader: Actor, morning: datetime
) -> None:
    matter, client = make.a_matter(now=morning), Client()
    client.post(f"{BASE}/account/login/", {"login": "shi", "password": make.PASSWORD})
    assert "提交议事" in client.get(f"{BASE}/matters/{matter.id}").content.decode()
    planned = (day(morning) + timedelta(days=4000)).isoformat()
    answer = client.post(f"{BASE}/desk/matters/{matter.id}/refer", {"planned_on": planned})
    assert answer.status_code == 302
    (row,) = rows_of(matter.id, morning)
    address = f"{BASE}/desk/referrals/{row.id}/pass"
    assert address in client.get(f"{BASE}/matters/{matter.id}").content.decode()
    calling = client.get(f"{BASE}/desk/councils/{council}/call").content.decode()
    assert f"一件不公开的事 ({matter.receipt})" in calling, "it is offered to a meeting, by its number"
    assert client.post(address, {"text": "加装路灯"}).status_code == 422
    said = resolved(morning, due_on=planned, class_code="common") | {"now": ""}
    assert client.post(address, said).status_code == 302
    assert client.get(address).status_code == 404
