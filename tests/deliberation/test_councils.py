"""council.*: a council is set up as the pack says, its seats are filled and end, its meetings fall due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.cast import Cast
from tests.deliberation import evenings
from yuanba.deliberation import queries, services
from yuanba.deliberation.models import CouncilSeat, DueMeeting
from yuanba.deliberation.services import (
    AlreadySeated,
    AlreadySetUp,
    ConvenerThere,
    Dissolved,
    NobodyNamed,
    NoEstate,
    SeatEnded,
)
from yuanba.journal import queries as journal
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import NoSuchTitle, SeatRole, UnknownKind, WrongPlace
from yuanba.rules.time.calendar import HERE, day
from yuanba.web.entrance import now

BASE = "/d/jiangjin"


def entered(login: str) -> Client:
    client = Client()
    answer = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def test_it_is_set_up_once_where_its_kind_belongs(
    secretary: Actor, people: Cast, council: int, morning: datetime
) -> None:
    """council.set_up: by whoever leads there; what it owes is due at once."""
    for actor in (people.li, people.zhou):
        with pytest.raises(NotAllowed):
            services.set_up(actor=actor, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    for refused, said in (
        (AlreadySetUp, {"kind": "community", "area_code": cast.TONGTAIMEN}),
        (WrongPlace, {"kind": "community", "area_code": cast.FIRST_GRID}),
        (WrongPlace, {"kind": "grid", "estate": cast.RIVERSIDE}),
        (NoEstate, {"kind": "grid", "estate": "nowhere"}),
        (UnknownKind, {"kind": "senate", "area_code": cast.TONGTAIMEN}),
        (NotAllowed, {"kind": "community", "area_code": cast.NANMEN}),
    ):
        with pytest.raises(refused):
            services.set_up(actor=secretary, now=morning, **said)  # type: ignore[arg-type]
    first, *owed = journal.story("council", str(council))
    assert (first.verb, first.outcome["kind"]) == ("council.set_up", "community")
    assert "meetings.community" in first.because
    assert [one.verb for one in owed] == ["council.fall_due"], "the community meets every month"
    assert services.set_up(actor=people.sun, kind="district", area_code=cast.DISTRICT, now=morning)


def test_whoever_has_the_chair_runs_it(
    secretary: Actor, people: Cast, council: int, morning: datetime
) -> None:
    """council.seat: by a lead of the place, then by its convener and its secretary, and by no member."""
    with pytest.raises(NotAllowed):
        services.seat(
            actor=people.zhou, council_id=council, role=SeatRole.CONVENER, login="zhou", now=morning
        )
    services.seat(actor=secretary, council_id=council, role=SeatRole.CONVENER, login="zhou", now=morning)
    made = services.seat(
        actor=people.zhou,
        council_id=council,
        role=SeatRole.MEMBER,
        title="物业企业",
        name="王经理",
        until_on=day(morning) + timedelta(days=365),
        now=morning,
    )
    services.seat(
        actor=people.zhou, council_id=council, role=SeatRole.MEMBER, title="网格长", login="chen", now=morning
    )
    for refused, said in (
        (AlreadySeated, {"role": SeatRole.MEMBER, "title": "群众代表", "name": " 王经理 "}),
        (AlreadySeated, {"role": SeatRole.SECRETARY, "login": "zhou"}),
        (ConvenerThere, {"role": SeatRole.CONVENER, "login": "guo"}),
        (NobodyNamed, {"role": SeatRole.SECRETARY}),
        (NobodyNamed, {"role": SeatRole.SECRETARY, "login": "guo", "name": "郭"}),
        (NobodyNamed, {"role": SeatRole.SECRETARY, "login": "nobody"}),
        (NoSuchTitle, {"role": SeatRole.MEMBER, "title": "市长", "login": "guo"}),
    ):
        with pytest.raises(refused):
            services.seat(actor=people.zhou, council_id=council, now=morning, **said)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.unseat(actor=people.chen, seat_id=made, now=morning)
    held = queries.seats(council, day(morning), with_names=True)
    assert [(one.role, one.title, bool(one.name)) for one in held] == [
        (SeatRole.CONVENER, "", True),
        (SeatRole.MEMBER, "物业企业", True),
        (SeatRole.MEMBER, "网格长", True),
    ]
    assert "王经理" not in str([one.outcome for one in journal.story("council", str(council))])


def test_a_seat_ends_with_its_name_and_may_be_filled_anew(
    secretary: Actor, council: int, morning: datetime
) -> None:
    """council.unseat: who sat there without an account is no longer kept."""
    said = {"council_id": council, "role": SeatRole.MEMBER, "title": "群众代表", "name": "孙大爷"}
    made = services.seat(actor=secretary, now=morning, **said)  # type: ignore[arg-type]
    services.unseat(actor=secretary, seat_id=made, now=morning)
    assert bytes(CouncilSeat.objects.get(pk=made).sealed_name) == b""
    with pytest.raises(SeatEnded):
        services.unseat(actor=secretary, seat_id=made, now=morning)
    assert services.seat(actor=secretary, now=morning, **said) != made  # type: ignore[arg-type]


def test_meetings_fall_due_once_in_each_period(secretary: Actor, council: int, morning: datetime) -> None:
    """council.fall_due: by the cadence of its kind, and never twice."""
    before = DueMeeting.objects.count()
    assert services.fall_due(now=morning) == 0, "made when it was set up"
    later = morning + timedelta(days=40)
    services.fall_due(now=later)
    services.fall_due(now=later)
    assert DueMeeting.objects.count() == before + 1
    due = queries.due_meeting(council, day(later))
    assert due
    assert store.in_force(day(later)).calendar.is_workday(due.due_on)


def test_its_row_says_when_it_meets_next(
    people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    """The meeting that was called, else by when one is due; what its newest meeting paid is not due again."""
    pack, today = store.in_force(day(morning)), day(morning)
    row = queries.council(council, pack=pack)
    owed = queries.owed_meeting(council, today)
    assert owed
    assert (row.next_due_on, row.meets_at) == (owed.due_on, None)
    begins = morning + timedelta(days=4)
    evenings.called(council, secretary, morning, starts_at=begins, ends_at=begins + timedelta(hours=2))
    row = queries.council(council, pack=pack)
    assert (row.next_due_on, row.meets_at) == (None, begins)
    shown = f'<time datetime="{begins.astimezone(HERE).isoformat(timespec="minutes")}"'
    assert shown in Client().get(f"{BASE}/councils").content.decode()


def test_what_was_dissolved_stays_readable(secretary: Actor, council: int, morning: datetime) -> None:
    """council.dissolve: seats end, nothing is owed any more, and the place may have a new one."""
    services.seat(actor=secretary, council_id=council, role=SeatRole.CONVENER, login="guo", now=morning)
    services.dissolve(actor=secretary, council_id=council, reason="并入新社区", now=morning)
    with pytest.raises(Dissolved):
        services.dissolve(actor=secretary, council_id=council, reason="再来一次", now=morning)
    with pytest.raises(Dissolved):
        services.seat(
            actor=secretary, council_id=council, role=SeatRole.MEMBER, title="网格长", name="甲", now=morning
        )
    assert queries.due_meeting(council, day(morning) + timedelta(days=1)) is None
    assert services.fall_due(now=morning + timedelta(days=40)) == 0
    page = Client().get(f"{BASE}/councils/{council}")
    assert "已撤销" in page.content.decode()
    assert services.set_up(actor=secretary, kind="community", area_code=cast.TONGTAIMEN, now=morning)


def test_everyone_reads_who_sits_there_by_office(secretary: Actor, council: int, morning: datetime) -> None:
    said = {"role": SeatRole.MEMBER, "title": "群众代表"}
    services.seat(actor=secretary, council_id=council, name="孙大爷", now=morning, **said)  # type: ignore[arg-type]
    page = Client().get(f"{BASE}/councils/{council}").content.decode()
    assert "孙大爷" not in page
    for words in ("社区评议会", "通泰门社区", "群众代表", "空缺", "金牌调解员", "街道联席会", "少数服从多数"):
        assert words in page, words
    shown = Client().get(f"{BASE}/councils?at={cast.TONGTAIMEN}").content.decode()
    assert f"/councils/{council}" in shown
    assert "这里还没有设立" in shown
    only = Client().get(f"{BASE}/councils?kind=grid").content.decode()
    assert f"/councils/{council}" not in only
    assert Client().get(f"{BASE}/councils/9999").status_code == 404


def test_the_secretary_sets_one_up_and_fills_it_at_the_desk(
    secretary: Actor, people: Cast, council: int, morning: datetime
) -> None:
    client = entered("guo")
    form = {"kind": "community", "area": cast.TONGTAIMEN}
    again = client.post(f"{BASE}/desk/councils/new", form)
    assert (again.status_code, "已经设立了这种议事机构" in again.content.decode()) == (409, True)
    nowhere = client.post(f"{BASE}/desk/councils/new", {"kind": "community"})
    assert (nowhere.status_code, "请选择设在哪里" in nowhere.content.decode()) == (422, True)
    made = client.post(f"{BASE}/desk/councils/new", {"kind": "grid", "area": cast.FIRST_GRID})
    assert made.status_code == 302
    desk = client.get(made["Location"]).content.decode()
    assert "网格邻里会" in desk
    filled = client.post(made["Location"], {"role": "convener", "login": "guo"})
    assert filled.status_code == 302
    wrong = client.post(made["Location"], {"role": "member", "name": "钱"})
    assert (wrong.status_code, "请选择以什么身份参加" in wrong.content.decode()) == (409, True)
    made_id = int(made["Location"].rsplit("/", 1)[1])
    (seat,) = queries.seats(made_id, day(now()))
    assert client.post(f"{made['Location']}/seats/{seat.id}/end").status_code == 302
    listed = client.get(f"{BASE}/desk/councils").content.decode()
    assert "没有召集人" in listed
    assert client.post(f"{made['Location']}/dissolve", {"reason": ""}).status_code == 422
    assert client.post(f"{made['Location']}/dissolve", {"reason": "试设"}).status_code == 302
    far = entered("zhou").get(f"{BASE}/desk/councils/{council}")
    assert far.status_code == 403


def test_pages_cost_the_same_however_many_there_are(
    secretary: Actor, council: int, morning: datetime
) -> None:
    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    client = entered("guo")
    paths = (
        f"{BASE}/councils",
        f"{BASE}/councils/{council}",
        f"{BASE}/desk/councils",
        f"{BASE}/desk/councils/{council}",
    )
    before = [cost(path) for path in paths]
    for grid in (cast.FIRST_GRID, cast.SECOND_GRID):
        services.set_up(actor=secretary, kind="grid", area_code=grid, now=morning)
    for name in ("甲", "乙", "丙"):
        services.seat(
            actor=secretary, council_id=council, role=SeatRole.MEMBER, title="网格长", name=name, now=morning
        )
    assert [cost(path) for path in paths] == before
