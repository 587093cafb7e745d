"""Evenings of a council for tests: its seats, a meeting that is called, who checks in, hands being raised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services import PaperItem, PaperMeeting
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.events.stages import CheckInWay

TOPICS = ("楼道照明怎么出钱", "院坝停车怎么划线")
DAY = timedelta(days=1)
GRID_HEADS = "网格长"


def called(council: int, by: Actor, now: datetime, **more: Any) -> int:
    """A meeting of two topics, in four days."""
    begins = now + 4 * DAY
    usual = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "place": "社区会议室"}
    return services.call_meeting(actor=by, council_id=council, now=now, **{"topics": TOPICS, **usual, **more})


def seat_members(council: int, by: Actor, now: datetime, *names: str) -> None:
    """Members without an account."""
    for name in names:
        services.seat(
            actor=by, council_id=council, role=SeatRole.MEMBER, title=GRID_HEADS, name=name, now=now
        )


def check_in(meeting_id: int, by: Actor, now: datetime, *, most: int = 9) -> None:
    """The first of the council are there, by the list."""
    for one in held.seats_there(held.meeting(meeting_id), with_names=True)[:most]:
        events.check_in(
            actor=by,
            event_id=meeting_id,
            how=CheckInWay.LIST,
            role=meetings.ROLES[one.seat.role],
            given=GivenPerson(name=one.seat.name, key=held.seat_key(one.seat.id)),
            now=now,
        )


def voting(council: int, by: Actor, now: datetime) -> int:
    """A meeting that was called in haste, with one who speaks and hands being raised on its first topic."""
    made = called(council, by, now, starts_at=now + timedelta(minutes=1), urgent_ground="水管爆裂")
    said: dict[str, Any] = {"actor": by, "meeting_id": made, "now": now}
    events.open_door(actor=by, event_id=made, now=now)
    check_in(made, by, now)
    services.begin_meeting(**said)
    (there,) = [one.there for one in held.seats_there(held.meeting(made))[:1]]
    assert there
    services.ask_word(person_id=there.person_id, **said)
    services.draft(number=1, text="每户平摊18元。", **said)
    services.put_to_vote(number=1, **said)
    return made


def on_paper(council: int, by: Actor, now: datetime) -> int:
    """A meeting that was kept on paper an hour ago, as one person entered it."""
    then = {"starts_at": now - timedelta(hours=1), "ends_at": now, "urgent_ground": "水管爆裂"}
    made = called(council, by, now, topics=["楼道照明"], **then)
    paper = PaperMeeting(seats=(), listeners=0, items=(PaperItem(number=1, text=""),))
    services.enter_paper(actor=by, meeting_id=made, paper=paper, now=now)
    return made


def agreed_topic(council: int, topic: int, *, by: Actor, second: Actor, now: datetime) -> int:
    """A topic on the agenda comes before a meeting in haste, where all agree; two confirm the minutes."""
    begins = now + timedelta(minutes=2)
    more = {"topics": [], "topic_ids": [topic], "starts_at": begins, "urgent_ground": "水管爆裂"}
    made = called(council, by, now, **more)
    said: dict[str, Any] = {"actor": by, "meeting_id": made, "now": now}
    events.open_door(actor=by, event_id=made, now=now)
    services.begin_meeting(**said)
    services.draft(number=1, text="换成不锈钢的。", **said)
    services.settle(number=1, outcome=ItemState.AGREED, **said)
    services.end_meeting(**said)
    services.confirm_minutes(**said)
    services.confirm_minutes(**said | {"actor": second})
    return made
