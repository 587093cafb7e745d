"""What the services of councils, meetings, events and consultations are called with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests import cast, make
from tests.access.everybody import Scene
from tests.activities import week
from tests.compacts import yard
from tests.deliberation import courses
from tests.venues import hall
from tests.works import yard as built
from yuanba.deliberation.services import PaperMeeting
from yuanba.events.services import GivenPerson
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.access import Facts
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.priorities import NewPriority
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.honours.selections import ConsentWay
from yuanba.rules.time.calendar import day


def calls(scene: Scene) -> dict[str, dict[str, Any]]:
    """What somebody who may would say, by service."""
    return {
        **_own_councils(scene),
        **_own_meetings(scene),
        **_own_events(scene),
        **_own_talk(scene),
        **_own_selections(scene),
        **hall.calls(scene.things, scene.now),
        **week.calls(scene.things, scene.now),
    }


def _own_selections(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of selections, in which somebody was nominated."""
    return {
        "honours.open_selection": {
            "kind": "four_good",
            "title": "四好",
            "nominate_until": day(scene.now) + timedelta(days=9),
        },
        "honours.nominate": {"award": "family", "name": "彭家", "deeds": "热心"},
        "honours.agree": {"how": ConsentWay.BY_PHONE},
        "honours.withdraw": {"reason": "本人说的"},
        "honours.put_to_vote": {"way": BallotWay.HANDS},
        "honours.drop_selection": {"reason": "不评了"},
    }


def _own_meetings(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of meetings, whose day has not come."""
    return {
        "deliberation.publish_priorities": {
            "area_code": cast.JIJIANG,
            "entries": [NewPriority(title="老旧小区停车", why="反映最集中")],
            "after": 0,
        },
        "deliberation.call_meeting": {"topics": ["停车"], **make.an_evening(scene.now + timedelta(days=6))},
        "deliberation.move_meeting": {"reason": "下雨", **make.an_evening(scene.now + timedelta(days=7))},
        "deliberation.draft": {"text": "划8个车位。"},
        "deliberation.check_in_seats": {"seat_ids": ()},
        "deliberation.come_in": {
            "how": CheckInWay.CODE,
            "shown": "",
            "given": GivenPerson(name="周大妈", phone="13900001111"),
        },
        "deliberation.decide": {"yes": 1, "no": 0, "abstain": 0},
        "deliberation.settle": {"outcome": ItemState.DEFERRED},
        "deliberation.enter_paper": {"paper": PaperMeeting(seats=(), listeners=0, items=())},
    }


def _own_events(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of events."""
    there = make.an_evening(scene.now + timedelta(days=5))
    guest = GivenPerson(name="周大妈", phone="13900001111")
    return {
        "events.plan": {"title": "读书会", "area_path": cast.GRID_PATH, **there},
        "events.move": {"reason": "下雨", **there},
        "events.register": {"given": guest},
        "events.check_in": {"how": CheckInWay.LIST, "given": guest},
    }


def _own_councils(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of councils, their seats, topics and resolutions."""
    today = {"due_on": day(scene.now)}
    return {
        **courses.calls(scene.things["proposed_id"], scene.now),
        "deliberation.propose": {"words": "修路灯", "phone": "13700137000"},
        "deliberation.support": {"phone": "13700137000"},
        "deliberation.publish": {"topic_id": scene.things["proposed_id"]},
        "deliberation.merge_topics": {"into_id": scene.things["topic_id"]},
        "deliberation.set_up": {"kind": "grid", "area_code": cast.FIRST_GRID},
        "deliberation.seat": {"role": SeatRole.SECRETARY, "login": "clerk"},
        "deliberation.refer": {"planned_on": day(scene.now)},
        "deliberation.send_up": {"planned_on": day(scene.now), "reason": "涉及镇街"},
        "deliberation.give_task": {"text": "换", "responsible": "社区"} | today,
        "deliberation.waive": {"reason": "汛期来了"},
        "deliberation.take_off": {"reason": "已修好"},
        "deliberation.pass_resolution": dict.fromkeys(("text", "ground", "responsible"), "同意") | today,
    }


def _own_talk(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of consultations."""
    at = {"area_code": cast.TONGTAIMEN}
    return {
        "opinions.open_consultation": {"question": "装不装？", "statements": ["要", "不"], **at},
        "opinions.take_stance": {"statement_id": scene.things["shown_id"], "value": 1, "key": "counter:1"},
        "opinions.add": {"words": "再加一条", "key": "counter:1"},
        **built.calls(day(scene.now), at=Facts(area_path=cast.COMMUNITY_PATH)),
        "compacts.draft": {"title": "公约", "clauses": yard.FIRST, **at},
        "compacts.revise": {"title": "公约", "clauses": yard.FIRST},
        "compacts.drop": {"reason": "再听听"},
        "compacts.adopt": {
            "vote_id": scene.things["passing_id"],
            "motion": 1,
            "from_on": day(scene.now) + timedelta(days=1),
        },
    }
