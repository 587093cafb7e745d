"""matter.take: a department takes from the pool what its duty is, by urgency, in batches (F6)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.matters.queries import figures, handling
from yuanba.packs import store
from yuanba.people.models import Account
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.picking import NothingTicked, NotInPool, Urgency
from yuanba.rules.pack import Level
from yuanba.rules.soundness.trial import Effect, replay
from yuanba.rules.time.calendar import day

#: Two units of the planning body: one of the street, one of the whole district.
CITY = f"planning-city,江津区规划服务中心,department,planning,{cast.DISTRICT},"
POOL = "/d/jiangjin/pool"


@pytest.fixture(autouse=True)
def _picked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jiangjin's pack as if departments picked its public matters."""
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    for path in (folder / "jiangjin").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("[classes.public]", "[classes.public]\nis_picked = true", 1), "utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


def ping(now: datetime) -> Actor:
    """平 of the street's planning office."""
    return make.staff("ping", "handler", unit="jijiang-planning", area=cast.JIJIANG, now=now)


def fang(now: datetime) -> Actor:
    """方 of the district's planning centre: the same duty, a wider area."""
    make.units("code,name,kind,body,area,parent", CITY, now=now)
    return make.staff("fang", "handler", unit="planning-city", area=cast.DISTRICT, now=now)


def pooled(people: Cast, now: datetime, item: str = "street_light", **filed: object) -> Matter:
    """A matter that was triaged into the pool."""
    matter = make.a_matter(now=now, **filed)  # type: ignore[arg-type]
    deeds.do("assign", matter, people, now, class_code="public", item_code=item)
    return matter


def test_it_lies_with_the_lead_until_the_department_takes_it(people: Cast, morning: datetime) -> None:
    matter = pooled(people, morning)
    before = deeds.row_of(matter)
    assert (before.unit, before.state) == ("jijiang", State.ASSIGNED)
    assert "route.pool" in deeds.last(matter).because
    actor, later = ping(morning), morning + timedelta(hours=1)

    services.take(actor=actor, matter_id=matter.id, now=later)

    row = deeds.row_of(matter)
    assert (row.unit, row.state, row.until_at) == ("jijiang-planning", State.ACCEPTED, None)
    assert row.due_at == before.due_at, "being picked buys nobody time"
    first, second = Order.objects.filter(matter_id=matter.id).order_by("id")
    assert (first.unit, first.ending, first.accepted_by) == ("jijiang", "reassigned", "")
    assert (second.unit, second.accepted_by, second.ended_at) == ("jijiang-planning", actor.key, None)
    step = deeds.last(matter)
    assert (step.verb, step.outcome["unit_before"], step.outcome["batch"]) == ("matter.take", "jijiang", 1)
    assert step.because[-3:] == ("items.street_light", "bodies.planning", "grounds.first_taker")


def test_not_what_is_another_units_duty(people: Cast, morning: datetime) -> None:
    matter, school = pooled(people, morning), pooled(people, morning, item="school_entry")
    far = make.staff("he", "handler", unit="degan", area=cast.DEGAN, now=morning)
    for actor in (people.chen, people.zhou, people.sun, people.li, matter.owner, far):
        with pytest.raises(NotAllowed):
            services.take(actor=actor, matter_id=matter.id, now=morning)
    with pytest.raises(NotAllowed):
        services.take(actor=ping(morning), matter_id=school.id, now=morning)
    assert deeds.row_of(matter).state is State.ASSIGNED


def test_the_second_of_two_units_is_refused(people: Cast, morning: datetime) -> None:
    matter, one, other = pooled(people, morning), ping(morning), fang(morning)
    services.take(actor=other, matter_id=matter.id, now=morning)
    row = deeds.row_of(matter)
    assert (row.unit, row.level) == ("planning-city", Level.SUBDISTRICT)

    with pytest.raises(NotInPool):
        services.take(actor=one, matter_id=matter.id, now=morning)

    assert deeds.story(matter).count("take") == 1


def test_two_units_press_at_one_moment(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    matter, actors = pooled(people, morning), (ping(morning), fang(morning))

    answers = together(2, lambda n: services.take(actor=actors[n], matter_id=matter.id, now=morning))

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "NotInPool"]
    assert Order.objects.filter(matter_id=matter.id, ended_at=None).count() == 1


def test_what_comes_back_lies_with_its_department_and_in_no_pool(people: Cast, morning: datetime) -> None:
    matter, actor = pooled(people, morning), ping(morning)
    services.take(actor=actor, matter_id=matter.id, now=morning)
    deeds.do("answer", matter, people, morning, actor=actor)
    deeds.do("fail", matter, people, morning)

    row = deeds.row_of(matter)
    assert (row.state, row.unit) == (State.ASSIGNED, "jijiang-planning")
    with pytest.raises(NotInPool):
        services.take(actor=fang(morning), matter_id=matter.id, now=morning)


def test_only_from_the_pool(people: Cast, morning: datetime) -> None:
    matter, actor = pooled(people, morning), ping(morning)
    deeds.do("accept", matter, people, morning)  # the lead keeps it
    with pytest.raises(WrongState):
        services.take(actor=actor, matter_id=matter.id, now=morning)


def test_the_pool_is_read_by_urgency(people: Cast, morning: datetime) -> None:
    plain = pooled(people, morning, item="park")
    urged = pooled(people, morning, item="park")
    shared = pooled(people, morning, item="park")
    water = pooled(people, morning, item="water_supply")
    danger = pooled(people, morning, item="park", text="公园里有人拿着刀，快来人")
    deeds.do("urge", urged, people, morning)
    twin = make.a_matter(now=morning)
    services.merge(actor=people.chen, matter_id=twin.id, into_id=shared.id, now=morning)
    pooled(people, morning, item="school_entry")  # somebody else's duty
    pooled(people, morning, area_code=cast.DEGAN)  # somebody else's area

    pack = store.in_force(morning.date())
    found = handling.pool(ping(morning), pack, morning)

    assert [(one.matter.id, one.urgency, one.reports) for one in found] == [
        (danger.id, Urgency.URGENT, 1),
        (water.id, Urgency.URGENT, 1),
        (urged.id, Urgency.PRESSING, 1),
        (shared.id, Urgency.PRESSING, 2),
        (plain.id, Urgency.ORDINARY, 1),
    ]
    assert handling.pool(people.zhou, pack, morning) == []


def test_one_press_takes_the_ticked_ones_and_says_what_is_left(people: Cast, morning: datetime) -> None:
    first, second, third, foreign = (
        *(pooled(people, morning) for _ in range(3)),
        pooled(people, morning, item="school_entry"),
    )
    actor = ping(morning)
    services.take(actor=fang(morning), matter_id=second.id, now=morning)

    done = services.take_all(
        actor=actor, matter_ids=[first.id, second.id, third.id, first.id, foreign.id], now=morning
    )

    assert done.taken == (first.id, third.id)
    assert [(one.matter_id, one.refusal.code) for one in done.left] == [
        (second.id, "picking.not_in_pool"),
        (foreign.id, "access.not_allowed"),
    ]
    assert deeds.last(third).outcome["batch"] == 4
    with pytest.raises(NothingTicked):
        services.take_all(actor=actor, matter_ids=[], now=morning)
    with pytest.raises(NotAllowed):
        services.take_all(actor=people.li, matter_ids=[first.id], now=morning)


def test_the_page_of_the_department(people: Cast, morning: datetime) -> None:
    now = timezone.now()
    one, other = pooled(people, now), pooled(people, now, text="滨江路的路灯杆歪了")
    ping(now)
    fang(now)
    clients = {}
    for login in ("ping", "fang", "chen"):
        clients[login] = Client()
        clients[login].force_login(Account.objects.get(login=login))
    assert clients["chen"].get(POOL).status_code == 403
    assert POOL in clients["ping"].get("/d/jiangjin/orders").content.decode()
    listed = clients["ping"].get(POOL).content.decode()
    assert f'id="take-{one.id}"' in listed
    assert "滨江路的路灯杆歪了" in listed

    rows = clients["ping"].get("/d/jiangjin/api/v1/pool").json()["rows"]
    assert [row["id"] for row in rows] == [one.id, other.id]
    third = pooled(people, now)
    taken = clients["ping"].post(f"/d/jiangjin/api/v1/matters/{third.id}/take")
    assert taken.status_code == 204
    assert deeds.row_of(third).unit == "jijiang-planning"

    assert clients["ping"].post(f"{POOL}/take").status_code == 409
    taken = clients["ping"].post(f"{POOL}/take", {"matter": [one.id]})
    assert (taken.status_code, taken["Location"]) == (302, "/d/jiangjin/orders")
    late = clients["fang"].post(f"{POOL}/take", {"matter": [one.id, other.id]})
    assert late.status_code == 409
    assert "已有部门认领" in late.content.decode()
    assert [deeds.row_of(matter).unit for matter in (one, other)] == ["jijiang-planning", "planning-city"]


def test_another_pack_is_tried_on_what_was_in_the_pool(people: Cast, morning: datetime) -> None:
    """The same pack changes nothing: in the pool, taken from it, or sent back."""
    first, second, third = (pooled(people, morning) for _ in range(3))
    actor = ping(morning)
    for matter in (second, third):
        services.take(actor=actor, matter_id=matter.id, now=morning)
    deeds.do("answer", third, people, morning, actor=actor)
    deeds.do("fail", third, people, morning)
    pack = store.in_force(day(morning))
    decided = list(figures.decisions(since=morning, limit=10))
    assert {one.receipt for one in decided} == {first.receipt, second.receipt, third.receipt}
    assert {replay(one, pack, now=morning).effects for one in decided} == {(Effect.SAME,)}
