"""Everybody who could stand before an entrance, and one of everything that they could ask for.

The middle of it is one matter that 李 filed in the first grid; 几江's handlers have accepted it, its
planning office helps. Whoever is `far` does the same work in 德感 and has no business with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests import cast, deeds, make
from tests.access import votes
from tests.activities import week
from tests.cast import Cast
from tests.compacts import yard
from tests.deliberation import courses
from tests.honours import rounds
from tests.make import Matter
from tests.opinions import talk
from tests.works import yard as built
from yuanba.deliberation import services as deliberation
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.journal import services as journal
from yuanba.lists import services as lists
from yuanba.matters import services as matters
from yuanba.matters.services import Contact
from yuanba.messages import services as messages
from yuanba.messages.models import ContactPoint, InboxItem, Message
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.opinions import services as opinions
from yuanba.opinions.queries import statements
from yuanba.people import queries as people_queries
from yuanba.people import services as accounts
from yuanba.people.services import NewUnit, UnitKind
from yuanba.places import services as places
from yuanba.places.services import NewArea
from yuanba.privacy import services as privacy
from yuanba.revisions import services as revisions
from yuanba.rules.core.access import ANONYMOUS, system
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.programs import PROGRAM_VERBS
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.lists import ListEntry
from yuanba.rules.places.codes import AreaKind
from yuanba.rules.time.calendar import day
from yuanba.saved import services as saved

DAY = timedelta(days=1)
#: Words that only stand in the matter: where they show, the matter shows.
MARK = "紫藤巷口路灯"
FAR_GRID = "500116002001"
#: Log-in, positions, unit, area. Whoever works in the same way is there once near and once far.
STAFF: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "triager": (("triager",), "centre", cast.DISTRICT),
    "triager_near": (("triager",), "jijiang", cast.JIJIANG),
    "triager_far": (("triager",), "degan", cast.DEGAN),
    "handler": (("handler",), "jijiang", cast.JIJIANG),
    "handler_far": (("handler",), "degan", cast.DEGAN),
    "helper": (("handler",), "jijiang-planning", cast.JIJIANG),
    "head": (("office_head",), "jijiang", cast.JIJIANG),
    "secretary": (("subdistrict_secretary",), "jijiang", cast.JIJIANG),
    "secretary_far": (("subdistrict_secretary",), "degan", cast.DEGAN),
    "community": (("community_secretary",), "tongtaimen", cast.TONGTAIMEN),
    "community_far": (("community_secretary",), "degan-paifang", FAR_GRID),
    "grid": (("grid_worker",), "grid-1", cast.FIRST_GRID),
    "grid_far": (("grid_worker",), "grid-2", cast.SECOND_GRID),
    "clerk": (("clerk",), "", cast.JIJIANG),
    "clerk_far": (("clerk",), "degan", cast.DEGAN),
    "supervisor": (("supervisor",), "", cast.JIJIANG),
    "supervisor_far": (("supervisor",), "", cast.DEGAN),
    "auditor": (("auditor",), "inspection", cast.DISTRICT),
    "editor": (("editor",), "centre", cast.JIJIANG),
    "editor_far": (("editor",), "jijiang", cast.DEGAN),
    "sysadmin": (("system_admin",), "", cast.DISTRICT),
    "secadmin": (("security_admin",), "", cast.DISTRICT),
    "auditadmin": (("audit_admin",), "", cast.DISTRICT),
    "idle": ((), "", ""),
}
#: Who held the handler's position until yesterday, who will from tomorrow, and who stands in for them.
BY_TERM = ("expired", "future", "stand_in")
RESIDENTS = ("owner", "neighbour")
EVERYBODY = ("anonymous", "stranger", *RESIDENTS, *STAFF, *BY_TERM)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everybody by name, and what addresses and services are filled with."""

    now: datetime
    actors: Mapping[str, Actor]
    matter: Matter
    things: Mapping[str, object] = field(default_factory=dict)
    #: What a program shows whose account holds positions at the unit, with the widest key that there is.
    program_key: str = ""


def gather(now: datetime | None = None) -> Scene:
    """Everybody and everything, in the district that we are in."""
    now = now or datetime.now(UTC)
    make.places(*cast.PLACES, now=now)
    more = (
        f"degan-paifang,牌坊社区党组织,community,community_party,{FAR_GRID},degan",
        f"grid-2,通泰门社区第二网格党支部,grid_party,grid_party,{cast.SECOND_GRID},tongtaimen",
    )
    make.units(*cast.UNITS, *more, now=now)
    actors = _residents(now) | _staff(now)
    matter = make.a_matter(
        now=now - timedelta(minutes=30), actor=actors["owner"], text=f"{MARK}坏了三天，没有人修。"
    )
    people = Cast(
        li=actors["owner"],
        wang=actors["neighbour"],
        chen=actors["triager"],
        zhou=actors["handler"],
        sun=actors["auditor"],
    )
    deeds.walk(matter, people, "assign publish accept split join ask_extend", now - timedelta(minutes=20))
    key, things = _program(now), _things(people, actors, matter, now)
    things |= {"ended_code": _an_ended_area(now), "closed_key": _a_closed_account(now)}
    things |= _what_ended(now)
    accounts.add_units(
        actor=make.OPERATOR,
        units=[NewUnit(code="firm", name="滨江物业", kind=UnitKind.PROPERTY_FIRM)],
        now=now,
    )
    accounts.close_unit(actor=make.OPERATOR, code="firm", now=now)
    return Scene(now=now, actors=actors, matter=matter, things={**things, **key}, program_key=key["text"])


def _a_closed_account(now: datetime) -> str:
    """Somebody whose account was closed by mistake today."""
    key = accounts.open_account(actor=make.OPERATOR, login="closed", name="", password=make.PASSWORD, now=now)
    accounts.close_account(actor=make.OPERATOR, account_key=key, reason="退休", now=now)
    return key


def _an_ended_area(now: datetime) -> str:
    """A community that was added by mistake today, and ended."""
    (code,) = places.add(
        actor=make.OPERATOR,
        above=cast.DEGAN,
        kind=AreaKind.COMMUNITY,
        areas=[NewArea(name="东门社区居民委员会")],
        now=now,
    )
    places.end(actor=make.OPERATOR, codes=[code], now=now)
    return code


def _what_ended(now: datetime) -> dict[str, str]:
    """An estate and a building that were added by mistake today, and ended."""
    (estate,) = places.add_estates(actor=make.OPERATOR, area=cast.NANMEN, names=["西苑"], now=now)
    places.end_estates(actor=make.OPERATOR, codes=[estate], now=now)
    (building,) = places.add_buildings(actor=make.OPERATOR, area=cast.SECOND_GRID, names=["门卫室"], now=now)
    places.end_buildings(actor=make.OPERATOR, codes=[building], now=now)
    return {"ended_estate": estate, "ended_building": building}


def _program(now: datetime) -> dict[str, str]:
    """A program that triages and handles at 几江, as far as its key goes."""
    actor = make.program("program", "triager", "handler", unit="jijiang", area=cast.JIJIANG, now=now)
    key = accounts.issue_key(
        actor=make.OPERATOR, account_key=actor.key, verbs=PROGRAM_VERBS, until_on=day(now), now=now
    )
    return {"prefix": key.prefix, "text": key.text, "program": actor.key}


def _residents(now: datetime) -> dict[str, Actor]:
    return {
        "anonymous": ANONYMOUS,
        "owner": make.resident("owner", name="李春梅", now=now),
        "neighbour": make.resident("neighbour", name="王建国", now=now),
    }


def _staff(now: datetime) -> dict[str, Actor]:
    today = day(now)
    found = {
        login: make.staff(login, *titles, name=f"名{login}", unit=unit, area=area, now=now)
        for login, (titles, unit, area) in STAFF.items()
    }
    unit, area = "jijiang", cast.JIJIANG
    found["expired"] = make.staff("expired", "handler", unit=unit, area=area, until_on=today - DAY, now=now)
    found["future"] = make.staff("future", "handler", unit=unit, area=area, from_on=today + DAY, now=now)
    make.staff("stand_in", "clerk", unit="degan", area=cast.DEGAN, now=now)
    handler = people_queries.account(found["handler"].key)
    assert handler
    accounts.stand_in(
        actor=make.OPERATOR,
        position_id=handler.positions[0].id,
        account_key=make.actor("stand_in").key,
        from_on=today,
        until_on=today,
        now=now,
    )
    found["stand_in"] = make.actor("stand_in")
    return found


def _position(actor: Actor) -> int:
    """The first of somebody's positions."""
    account = people_queries.account(actor.key)
    assert account
    return account.positions[0].id


def _council(actors: Mapping[str, Actor], now: datetime) -> dict[str, object]:
    """The council of the community, whose chair the helper has, a seat in it, and a matter before it."""
    made = deliberation.set_up(
        actor=actors["community"], kind="community", area_code=cast.TONGTAIMEN, now=now
    )
    said = {"actor": actors["community"], "council_id": made, "now": now}
    deliberation.seat(role=SeatRole.CONVENER, login="helper", **said)
    seat = deliberation.seat(role=SeatRole.MEMBER, title="网格长", login="grid", **said)
    about = {"council_id": made, "words": "晾衣杆坏了", "now": now}
    one, other = (deliberation.propose(actor=actors["owner"], **about) for _number in range(2))
    lead = {"actor": actors["community"], "title": "修晾衣杆", "summary": "楼前。", "now": now}
    deliberation.publish(topic_id=one, **lead)
    meeting = deliberation.call_meeting(
        topics=["楼道照明", "停车划线"],
        place="社区会议室",
        starts_at=now + 5 * DAY,
        ends_at=now + 5 * DAY + timedelta(hours=1),
        **said,
    )
    filed = make.a_matter(now=now, actor=actors["owner"]).id
    referral = deliberation.refer(
        actor=actors["triager"], matter_id=filed, council_id=made, planned_on=day(now), now=now
    )
    return {
        "council_id": made,
        "seat_id": seat,
        "topic_id": one,
        "proposed_id": other,
        "meeting_id": meeting,
        "person_id": 1,
        "referral_id": referral,
        "course_id": _course(made, one, actors["community"], now),
        **rounds.things(made, actors["neighbour"], actors["owner"], now),
    }


def _course(council: int, topic: int, actor: Actor, now: datetime) -> int:
    """A course through a procedure whose first step was taken."""
    made = courses.a_course(council, topic, now)
    courses.walk(made, actor, now, until=1)
    return made


def _bulletin(actors: Mapping[str, Actor], now: datetime) -> dict[str, object]:
    """An everyday notice, and the kind of another; and the council of the community."""
    made = notices_services.announce(**make.a_water_cut(actor=actors["grid"], now=now))
    return {
        "bulletin_id": made,
        "kind": "power_cut",
        "view_id": _a_view(actors["secretary"], now),
        "step": "account",
        **_council(actors, now),
    }


def _talk(actors: Mapping[str, Actor], now: datetime) -> dict[str, object]:
    """A consultation of a community, and a statement in it that waits to be read."""
    made = opinions.open_consultation(**talk.a_question(actor=actors["community"], now=now))
    added = opinions.add(actor=actors["owner"], consultation_id=made, words="先划消防车位", now=now)
    shown = statements.shown(made)[0].id
    written = yard.things(actors["community"], now)
    return {"consultation_id": made, "statement_id": added, "shown_id": shown, **written}


def _event(actors: Mapping[str, Actor], now: datetime) -> dict[str, object]:
    """An event whose door is open, who registered, and who is there; a centre with bookings."""
    made = make.an_event(actor=actors["grid"], now=now)
    signed_up = events.register(actor=actors["owner"], event_id=made, now=now)
    events.open_door(actor=actors["grid"], event_id=made, now=now)
    guest = GivenPerson(name="赵大爷")
    there = events.check_in(actor=actors["grid"], event_id=made, how=CheckInWay.LIST, given=guest, now=now)
    return {
        **week.with_rooms(actors["clerk"], now),
        "event_id": made,
        "registration_id": signed_up.id,
        "registration_token": signed_up.token,
        "attendance_id": there,
    }


def _a_view(by: Actor, now: datetime) -> int:
    """A view that a subdistrict's secretary shares with the unit."""
    view_id = saved.keep(actor=by, table="matters", name="新收到的", query="state=filed", now=now)
    saved.share(actor=by, view_id=view_id, unit="jijiang", now=now)
    return view_id


def _lists(actors: Mapping[str, Actor], now: datetime) -> None:
    """A subdistrict's directory, and the list of one of its communities."""
    lines = [ListEntry(item_code="street_light")]
    lists.issue(
        actor=actors["secretary"], area_code=cast.JIJIANG, lines=lines, reason="梳理诉求", since=0, now=now
    )
    lists.derive(actor=actors["triager"], area_code=cast.TONGTAIMEN, lines=lines, now=now)


def _rules(actors: Mapping[str, Actor], now: datetime) -> dict[str, object]:
    """A draft of the next rules, and one of its rows."""
    made = revisions.draft(actor=actors["triager"], on=day(now) + 9 * DAY, now=now)
    return {"revision_id": made, "table_name": "classes", "row_code": "home"}


def _things(people: Cast, actors: Mapping[str, Actor], matter: Matter, now: datetime) -> dict[str, object]:
    """One of each: a notice with an objection, a call that somebody is owed, a message, a position."""
    judged = make.a_matter(
        now=now - timedelta(minutes=30),
        actor=actors["owner"],
        contact=Contact(channel="sms", address="13900000000"),
    )
    deeds.walk(judged, people, "assign publish accept answer check", now - timedelta(minutes=20))
    journal.number()
    evaluation.read_journal()
    notice = notices.of_subject("matter", str(judged.id))[0]
    token = notices_services.object_to(
        actor=actors["neighbour"], notice_id=notice.id, words="还有一盏不亮", now=now
    )
    call_id = _a_call(actors, now)
    _lists(actors, now)
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=now)
    return {
        "matter_id": matter.id,
        **_rules(actors, now) | votes.things(actors["community"], actors["owner"], now),
        "other_id": judged.id,
        "unread_id": make.a_matter(now=now, actor=actors["owner"]).id,
        "pack_digest": deeds.row_of(matter).pack_digest,
        "token": matter.token,
        "receipt": matter.receipt,
        "query_code": matter.code,
        "key": actors["handler"].key,
        "position_id": _position(actors["handler"]),
        "item_id": InboxItem.objects.filter(kind="matter", box_key="triager").latest("id").pk,
        "message_id": getattr(Message.objects.order_by("-id").first(), "pk", 1),
        "notice_id": notice.id,
        "posting_id": notices.postings(notice.id)[-1].id,
        "objection_id": notices.open_objections(actors["triager"], now)[0].id,
        "objection_token": token,
        **_bulletin(actors, now) | _talk(actors, now),
        **_event(actors, now) | {"call_id": call_id} | built.a_project(matter.id, now),
        "request_id": privacy.ask(actor=actors["owner"], kind="explain", words="为什么要电话？", now=now),
        "contact_id": ContactPoint.objects.filter(owner=actors["owner"].key).latest("id").pk,
        "judging_code": "x",
        "area_code": cast.TONGTAIMEN,
        "town_code": cast.JIJIANG,
        "item_code": "street_light",
        "number": 1,
        "login": "helper",
        "heap": "late",
        "uidb36": "1",
        "kwargs": "",
    }


def _a_call(actors: Mapping[str, Actor], now: datetime) -> int:
    """李 is not content with what the first grid did at home, and is owed a call."""
    start = now - timedelta(minutes=15)
    matter = make.a_matter(now=start, actor=actors["owner"])
    matters.assign(actor=actors["triager"], matter_id=matter.id, class_code="home", now=start)
    matters.accept(actor=actors["grid"], matter_id=matter.id, now=start)
    matters.answer(actor=actors["grid"], matter_id=matter.id, words="已换灯泡。", now=start)
    matters.check(actor=actors["clerk"], matter_id=matter.id, passes=True, words="属实", now=start)
    journal.number()
    evaluation.read_journal()
    evaluation.rate(
        actor=actors["owner"],
        matter_id=matter.id,
        is_solved=True,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        words="来得太晚",
        now=start,
    )
    return judging.calls_of(matter.id)[0].id
