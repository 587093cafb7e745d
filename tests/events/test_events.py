"""An event from planning to its end: seats and waiting, moving, the door, and what pages and papers show.

Named here by what they do: event.plan, event.move, event.cancel, event.open_door, event.begin, event.end,
event.register, event.withdraw, event.promote, event.check_in, event.take_back, event.see_names,
event.remind.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from icalendar import Calendar
from PIL import Image
from pypdf import PdfReader

from tests import cast, make
from tests.cast import Cast
from tests.pages.test_queries import asked
from yuanba.events import queries, services
from yuanba.events.services import GivenPerson
from yuanba.events.services.attending import AlreadyThere, NotThere
from yuanba.events.services.persons import NamelessPerson, NoNumber
from yuanba.events.services.planning import AlreadyPlanned, NoReason, NotMoved
from yuanba.events.services.registering import AlreadyRegistered, AlreadyWithdrawn
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.messages import services as messages
from yuanba.messages.models import Message
from yuanba.rules.core.access import ANONYMOUS, NotAllowed, bearer
from yuanba.rules.core.actor import Actor
from yuanba.rules.events import stages
from yuanba.rules.events.stages import AttendanceRole, CheckInWay, EventState, RegistrationState

BASE = "/d/jiangjin"
ZHAO = GivenPerson(name="赵大爷")
QIAN = GivenPerson(name="钱大妈", phone="13900001111")
DAY = timedelta(days=1)


def told() -> list[str]:
    """The verbs of which messages were made, in their order."""
    journal_services.number()
    messages.read_journal()
    return list(Message.objects.order_by("id").values_list("verb", flat=True))


def test_seats_waiting_and_moving_up(wu: Actor, people: Cast, morning: datetime) -> None:
    event_id = make.an_event(actor=wu, now=morning, capacity=1)
    with pytest.raises(AlreadyPlanned):
        make.an_event(actor=wu, now=morning)
    with pytest.raises(NotAllowed):
        make.an_event(actor=people.li, now=morning, title="别的")
    with pytest.raises(stages.BadTimes):
        make.an_event(actor=wu, now=morning, title="别的", ends_at=morning)

    first = services.register(actor=people.li, event_id=event_id, now=morning)
    with pytest.raises(NoNumber):
        services.register(actor=ANONYMOUS, event_id=event_id, given=ZHAO, now=morning)
    with pytest.raises(NamelessPerson):
        services.register(actor=wu, event_id=event_id, now=morning)
    second = services.register(actor=ANONYMOUS, event_id=event_id, given=QIAN, now=morning)
    third = services.register(actor=wu, event_id=event_id, given=ZHAO, now=morning)
    with pytest.raises(AlreadyRegistered):
        services.register(actor=wu, event_id=event_id, given=GivenPerson(name="赵　大爷"), now=morning)
    assert [one.state for one in (first, second, third)] == ["seated", "waiting", "waiting"]
    assert [one.masked for one in queries.registrations(event_id)] == ["李**", "钱** 139****1111", "赵**"]
    assert queries.registration(third.token).turn == 2

    with pytest.raises(NotAllowed):
        services.withdraw(actor=people.wang, registration_id=first.id, now=morning)
    services.withdraw(actor=people.li, registration_id=first.id, now=morning)
    assert queries.registration(second.token).state is RegistrationState.SEATED
    with pytest.raises(AlreadyWithdrawn):
        services.withdraw(actor=people.li, registration_id=first.id, now=morning)
    assert told() == ["event.promote"], "who moved up is told, and nobody else"

    after_the_cut_off = morning + 3 * DAY + timedelta(minutes=1)
    owner = bearer(queries.registration(second.token).key)
    services.withdraw(actor=owner, registration_id=second.id, now=after_the_cut_off)
    assert queries.registration(third.token).state is RegistrationState.WAITING
    with pytest.raises(stages.RegistrationOver):
        services.register(actor=people.wang, event_id=event_id, now=after_the_cut_off)
    verbs = [one.verb for one in journal.story("registration", str(second.id))]
    assert verbs == ["event.register", "event.promote", "event.withdraw"]
    assert "钱" not in str([one.outcome for one in journal.story("registration", str(second.id))])


def test_moving_and_cancelling_tell_those_who_registered(wu: Actor, people: Cast, morning: datetime) -> None:
    event_id = make.an_event(actor=wu, now=morning)
    row = queries.event(event_id)
    services.register(actor=ANONYMOUS, event_id=event_id, given=QIAN, now=morning)
    services.register(actor=wu, event_id=event_id, given=ZHAO, now=morning)
    services.open_door(actor=wu, event_id=event_id, now=morning)
    by_list = {"actor": wu, "event_id": event_id, "how": CheckInWay.LIST, "given": QIAN, "now": morning}
    services.check_in(**by_list)
    there = {"place": row.place, "starts_at": row.starts_at + DAY, "ends_at": row.ends_at + DAY}
    for wrong, refusal in (({"reason": " "}, NoReason), ({"starts_at": row.ends_at + DAY}, stages.BadTimes)):
        said = {"reason": "下雨", **there, **wrong}
        with pytest.raises(refusal):
            services.move(actor=wu, event_id=event_id, now=morning, **said)
    same = {"place": row.place, "starts_at": row.starts_at, "ends_at": row.ends_at}
    with pytest.raises(NotMoved):
        services.move(actor=wu, event_id=event_id, reason="下雨", now=morning, **same)

    services.move(actor=wu, event_id=event_id, reason="下雨", now=morning, **there)

    moved = queries.event(event_id)
    assert (moved.state, moved.reason, moved.seated) == (EventState.PLANNED, "下雨", 2)
    assert moved.registers_until == row.registers_until + DAY  # type: ignore[operator]
    assert queries.attending(event_id) == [], "who came on the old day is not there on the new one"
    services.begin(actor=wu, event_id=event_id, now=morning)
    services.check_in(**by_list)
    services.cancel(actor=wu, event_id=event_id, reason="场地停电", now=morning)
    assert len(queries.attending(event_id)) == 1, "who was there stays on record"
    with pytest.raises(stages.NotNow):
        services.end(actor=wu, event_id=event_id, now=morning)
    assert told() == ["event.move", "event.cancel"], "once each: 赵 left no number, staff tell him"


def test_a_person_is_there_once_by_qr_code_list_or_spoken_code(
    wu: Actor, people: Cast, morning: datetime
) -> None:
    event_id = make.an_event(actor=wu, now=morning)
    token = queries.event(event_id).door_token

    def enter(how: CheckInWay, actor: Actor = people.li, at: datetime = morning, **said: object) -> int:
        return services.check_in(actor=actor, event_id=event_id, how=how, now=at, **said)  # type: ignore[arg-type]

    with pytest.raises(stages.DoorShut):
        enter(CheckInWay.QR, shown=token)
    services.open_door(actor=wu, event_id=event_id, now=morning)
    code = stages.door_code(token, morning)
    for how, shown in ((CheckInWay.QR, "x"), (CheckInWay.CODE, "12"), (CheckInWay.LIST, token)):
        with pytest.raises(stages.WrongDoorCode):
            enter(how, shown=shown)
    with pytest.raises(stages.WrongDoorCode):
        enter(CheckInWay.CODE, shown=code, at=morning + timedelta(minutes=2))

    first = enter(CheckInWay.CODE, shown=f" {code} ", at=morning + timedelta(minutes=1))
    with pytest.raises(AlreadyThere):
        enter(CheckInWay.QR, shown=token)
    enter(CheckInWay.QR, actor=people.wang, shown=token, role=AttendanceRole.OBSERVES)
    services.take_back(actor=wu, attendance_id=first, now=morning)
    with pytest.raises(NotThere):
        services.take_back(actor=wu, attendance_id=first, now=morning)
    enter(CheckInWay.QR, shown=token, role=AttendanceRole.SITS_IN)

    assert [(one.key, one.role) for one in queries.attending(event_id)] == [
        (people.wang.key, "observes"),
        (people.li.key, "sits_in"),
    ]
    services.begin(actor=wu, event_id=event_id, now=morning)
    services.end(actor=wu, event_id=event_id, now=morning)
    with pytest.raises(stages.DoorShut):
        enter(CheckInWay.QR, actor=people.wang, shown=token)
    enter(CheckInWay.LIST, actor=wu, given=ZHAO)
    assert len(services.see_names(actor=wu, event_id=event_id, now=morning)) == 3
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update events_attendance set role = 'attends'")


@pytest.fixture
def desk(wu: Actor) -> Client:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": "wu", "password": make.PASSWORD})
    return client


def test_from_the_desk_to_the_yard_and_back(desk: Client, people: Cast) -> None:
    assert "还没有安排活动" in desk.get(f"{BASE}/desk/events").content.decode()
    typed = {
        "title": "院坝义诊",
        "area_code": cast.FIRST_GRID,
        "place": "滨江花园院坝",
        "starts_at": "2199-03-02T19:30",
        "ends_at": "2199-03-02T21:00",
        "registers_until": "2199-03-02T18:00",
        "capacity": "1",
    }
    assert desk.post(f"{BASE}/desk/events/new", {**typed, "ends_at": "2199-03-02T19:00"}).status_code == 409
    made = desk.post(f"{BASE}/desk/events/new", typed)["Location"]
    number = int(made.rpartition("/")[2])
    assert "正在签到" not in desk.get(made).content.decode()

    phone = Client()
    phone.post(f"{BASE}/bulletins/place", {"area": cast.TONGTAIMEN})
    month = phone.get(f"{BASE}/events?month=2199-03").content.decode()
    assert month.index("您附近") < month.index("院坝义诊")
    assert "2199年" in month
    assert phone.get(f"{BASE}/events?area=1").status_code == 404
    page = f"{BASE}/events/{number}"
    assert "还剩1个" in phone.get(page).content.decode()
    assert phone.post(f"{page}/register", {"name": "钱大妈", "phone": "12"}).status_code == 422
    slip = phone.post(f"{page}/register", {"name": "钱大妈", "phone": "13900001111"})["Location"]
    assert "名额给您留着" in phone.get(slip).content.decode()
    assert phone.post(f"{page}/register", {"name": "钱大妈", "phone": "13900001111"}).status_code == 409
    assert desk.post(f"{BASE}/desk/events/{number}/register", {"name": "赵大爷"}).status_code == 302
    assert "候补第1位" in desk.get(made).content.decode()
    phone.post(f"{slip}/withdraw")
    assert "候补第1位" not in desk.get(made).content.decode()

    feed = phone.get(f"{BASE}/events.ics?area={cast.TONGTAIMEN}")
    assert feed["Content-Type"].startswith("text/calendar")
    (same,) = Calendar.from_ical(phone.get(f"{page}.ics").content).walk("VEVENT")
    assert same["SUMMARY"] == "院坝义诊"
    assert str(same["DTSTART"].dt) == "2199-03-02 19:30:00+08:00"
    (sheet,) = PdfReader(BytesIO(phone.get(f"{page}.pdf").content)).pages
    words = sheet.extract_text().replace("\n", "")
    for said in ("院坝义诊", "2199年3月2日 19:30—21:00", "滨江花园院坝", "名额1人"):
        assert said in words
    picture = phone.get(f"{page}.png")
    assert picture["Content-Disposition"] == f'inline; filename="event-{number}.png"'
    with Image.open(BytesIO(picture.content)) as shown:
        assert (shown.format, shown.width) == ("PNG", 1240), "as long as its text, to send along"


def test_the_door_and_the_sign_in_sheet(desk: Client, wu: Actor) -> None:
    now = datetime.now(UTC)
    number = make.an_event(actor=wu, now=now)
    services.register(actor=wu, event_id=number, given=ZHAO, now=now)
    made, page, phone = f"{BASE}/desk/events/{number}", f"{BASE}/events/{number}", Client()
    desk.post(f"{BASE}/desk/events/{number}/open_door")
    wall = desk.get(f"{BASE}/desk/events/{number}/door").context
    assert phone.post(f"{page}/check_in", {"code": "0", "name": "孙大爷"}).status_code == 409
    assert phone.post(f"{page}/check_in", {"code": wall["code"], "name": "孙大爷"}).status_code == 200
    (registered,) = queries.registrations(number)
    desk.post(f"{BASE}/desk/registrations/{registered.id}/check_in")
    names = desk.post(f"{BASE}/desk/events/{number}/names.pdf")
    words = PdfReader(BytesIO(names.content)).pages[0].extract_text()
    assert "赵大爷" in words
    assert "孙大爷" in words
    assert "赵大爷" not in desk.get(made).content.decode(), "names are masked until somebody asks, on record"
    desk.post(f"{BASE}/desk/events/{number}/cancel", {"reason": "场地停电"})
    assert "已取消：场地停电" in phone.get(page).content.decode()


def test_wrong_codes_are_counted_and_lists_ask_as_often_for_many_as_for_one(
    desk: Client, wu: Actor, people: Cast, morning: datetime
) -> None:
    now = datetime.now(UTC)
    event_id = make.an_event(actor=wu, now=now)
    services.open_door(actor=wu, event_id=event_id, now=now)
    paths = ("/desk/events", "/events", f"/desk/events/{event_id}")
    before = [asked(desk, path) for path in paths]
    for number in range(6):
        make.an_event(actor=wu, now=now, title=f"第{number}场")
        given = GivenPerson(name=f"居民{number}")
        services.register(actor=wu, event_id=event_id, given=given, now=now)
        services.check_in(actor=wu, event_id=event_id, how=CheckInWay.LIST, given=given, now=now)
    assert [asked(desk, path) for path in paths] == before

    stranger, page = Client(), f"{BASE}/events/{event_id}/check_in"
    tries = [stranger.post(page, {"code": "x", "name": "某人"}).status_code for _ in range(7)]
    code = stages.door_code(queries.event(event_id).door_token, datetime.now(UTC))
    answer = stranger.post(page, {"code": code, "name": "某人"})
    assert tries == [409] * 7
    assert answer.context["refusal"].code == "throttle.too_many"


def test_those_who_registered_are_reminded_once(wu: Actor, people: Cast, morning: datetime) -> None:
    event_id = make.an_event(actor=wu, now=morning)
    services.register(actor=people.li, event_id=event_id, now=morning)
    begins = queries.event(event_id).starts_at
    assert not services.remind_all(now=begins - timedelta(days=3))
    assert services.remind_all(now=begins - timedelta(hours=20)) == 1
    assert not services.remind_all(now=begins - timedelta(hours=2))
    moved = {"starts_at": begins + timedelta(days=9), "ends_at": begins + timedelta(days=10)}
    services.move(actor=wu, event_id=event_id, place="院坝", reason="下雨", now=begins, **moved)
    assert services.remind_all(now=begins + timedelta(days=8, hours=12)) == 1
    services.cancel(actor=wu, event_id=event_id, reason="停水", now=begins)
    assert not services.remind_all(now=begins + timedelta(days=8, hours=13))
