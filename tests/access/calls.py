"""What each service is called with: what somebody who may would say, about what lies in the middle."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import time, timedelta
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps

from tests import cast, make
from tests.access import calls_of_councils, votes
from tests.access.everybody import FAR_GRID, Scene
from yuanba.evaluation.models import CallOutcome
from yuanba.exchange.services import HeardReport, Imported
from yuanba.exchange.services.reading import Foreign
from yuanba.journal.queries import Sought
from yuanba.matters.services import Contact, LeavesAs, Once
from yuanba.messages.services import MessageChannel
from yuanba.notices.models import Ruling
from yuanba.people.services import NewPerson, NewUnit, SeatToFill, UnitKind
from yuanba.places.services import AreaPart, NewArea
from yuanba.privacy.queries.beside import Beside
from yuanba.rules.evaluation import Satisfaction, Verdict
from yuanba.rules.lists import ListEntry
from yuanba.rules.matters.escalation import ClockAction
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.reaching import QuietHours, Wishes
from yuanba.rules.places.codes import AreaKind
from yuanba.rules.privacy import Assisted, RequestOutcome
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import Term, TermUnit


def _asks(app: AppConfig) -> bool:
    """Whether its services ask who may: it has pages of its own, or verbs that pages of rooms above press."""
    if not app.name.startswith("yuanba.") or not find_spec(f"{app.name}.services"):
        return False
    rules = f"yuanba.rules.{app.name.removeprefix('yuanba.')}"
    return bool(find_spec(f"{app.name}.urls") or (find_spec(rules) and find_spec(f"{rules}.verbs")))


APPS = tuple(app.label.removeprefix("yuanba_") for app in apps.get_app_configs() if _asks(app))
#: What takes an actor and is a part of a service, not one: its callers have asked.
PARTS = {
    "deliberation.make_project": "a part of the acts that resolve, which have asked",
    "matters.enclose": "files of an act",
    "matters.record": "the last beat of the acts on matters",
    "matters.end_orders": "a part of the acts that end orders",
    "matters.draft": "a matter before it is written",
    "matters.times_today": "a count",
    "messages.settle": "a part of delivery, which has asked: it rests or stops a robot",
    "messages.admit": "a part of delivery, which has asked: quiet hours and budget",
    "people.check_not_keeper": "a refusal that two services share",
    "privacy.report": "a part of a refused look, which the house itself reports",
    "privacy.remember": "a part of erasing: what a backup that is put back must not bring back",
}
#: Whoever shows a receipt at a counter.
BESIDE = Beside(key="receipt:116000000001", receipt="116000000001", why=Assisted.NO_PHONE)
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
WEEK = Term(amount=5, unit=TermUnit.WORKING_DAYS)
SAID: Mapping[str, Any] = {
    "danger_code": "fire",
    "reason": "线路归供电公司",
    "words": "现场查看，灯已经亮了",
    "question": "是哪一盏灯？",
    "term": WEEK,
    "waits": WEEK,
    "because": (),
    "class_code": "public",
    "units": ["degan"],
    "title": "路灯修复",
    "summary": "巷口路灯已修复。",
    "passes": True,
    "is_solved": True,
    "refusal_code": "statutory_channel",
    "guidance_code": "mediation",
    "verdict": Verdict.SOLVED,
    "why": "contact",
    "enclosures": [],
    "deed": ClockAction(verb=MatterVerb.REMIND, mark="x", because=()),
    "draft": 1,
    "ground": "means",
    "outcome": next(iter(CallOutcome)),
    "ruling": next(iter(Ruling)),
    "review_code": "work",
    "unit_code": "jijiang",
    "satisfaction": next(iter(Satisfaction)),
}


def services() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every function of the services of every app that takes an actor, by the name that others call it."""
    for app in APPS:
        package = importlib.import_module(f"yuanba.{app}.services")
        below = pkgutil.iter_modules(getattr(package, "__path__", ()))
        modules = [package, *(importlib.import_module(f"{package.__name__}.{one.name}") for one in below)]
        seen: set[str] = set()
        for module in modules:
            for name, function in vars(module).items():
                is_ours = inspect.isfunction(function) and function.__module__.startswith(package.__name__)
                if not is_ours or name.startswith("_") or function.__qualname__ in seen:
                    continue
                seen.add(function.__qualname__)
                if "actor" in inspect.signature(function).parameters:
                    yield f"{app}.{name}", function


def arguments(name: str, function: Callable[..., object], scene: Scene) -> dict[str, Any]:
    """What to call it with: named for this service, or by the names of its parameters."""
    own = (_own(scene) | _own_below(scene)).get(name, {})
    found: dict[str, Any] = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in own:
            found[parameter.name] = own[parameter.name]
        elif parameter.name == "now":
            found["now"] = scene.now
        elif parameter.name != "actor" and parameter.default is inspect.Parameter.empty:
            found[parameter.name] = _usual(parameter.name, scene)
    return found


def _usual(name: str, scene: Scene) -> Any:
    today = day(scene.now)
    known = {
        **scene.things,
        **SAID,
        "account_key": scene.actors["handler"].key,
        "into_id": scene.things["other_id"],
        "from_on": today,
        "until_on": today + timedelta(days=3),
        "now": scene.now,
    }
    return known[name]


def _own(scene: Scene) -> dict[str, dict[str, Any]]:
    """What is said to services whose words mean something else than elsewhere."""
    actors = scene.actors
    return {
        "matters.file": {"text": "路灯坏了", "area_code": cast.FIRST_GRID},
        "matters.export": {"matter_ids": [scene.things["matter_id"]], "leaves_as": LeavesAs.WORKBOOK},
        "exchange.file_all": {
            "heard": [HeardReport(text="路灯坏了", area_code=cast.FIRST_GRID)],
            "channel": "counter",
        },
        "duty.patrol": {"text": "路灯坏了", "area_code": cast.FIRST_GRID},
        "exchange.import_archive": {
            "rows": [Imported(source_number="1", text="路灯", place="", said_at=scene.now)],
            "channel": "archive",
            "tell": lambda count: None,
        },
        "exchange.take_orders": {
            "file": make.csv("工单编号,诉求内容", "1,路灯坏了"),
            "channel": "order_12345",
            "area_code": cast.JIJIANG,
            "commit": False,
        },
        "exchange.take_order": {
            "order": Foreign(
                number="1", text="路灯坏了", area_code=cast.JIJIANG, said_at=scene.now - timedelta(minutes=1)
            ),
            "channel": "order_12345",
            "once": Once(scope=b"s" * 32, body_digest=b"d" * 32),
        },
        "revisions.draft": {"on": day(scene.now) + timedelta(days=9)},
        "revisions.edit": {"place": ("classes", "home"), "values": {}, "since": ""},
        "revisions.bring": {"text": ""},
        "revisions.submit": {"on": day(scene.now) + timedelta(days=9)},
        "revisions.release": {"seen": 0},
        "revisions.try_out": {"days": 30},
        "matters.take_all": {"matter_ids": [scene.things["other_id"]]},
        "matters.suggest": {"matter_ids": [scene.things["unread_id"]]},
        "matters.correct_contact": {"contact": _contact()},
        "matters.keep_receipt": {"code": scene.things["query_code"]},
        "matters.follow": {"matter_id": scene.things["other_id"], "contact": _contact()},
        "matters.unfollow": {"matter_id": scene.things["other_id"], "contact": _contact()},
        "matters.follow_area": {"area_code": cast.FIRST_GRID, "contact": _contact()},
        "matters.unfollow_area": {"area_code": cast.FIRST_GRID, "contact": _contact()},
        "matters.hand_over": {"to_key": actors["head"].key},
        "matters.escalate": {"reason": "需要区里协调"},
        "matters.prioritise": {"reason": "群众反映强烈"},
    }


def _own_below(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of the apps below matters."""
    actors, today = scene.actors, day(scene.now)
    seat = {"area": cast.JIJIANG, "unit": "jijiang", "from_on": today}
    return {
        "people.go_on_leave": {"to_key": actors["head"].key, "said": {}},
        "people.note_taken_over": {"to_key": "", "orders": 1, "unit": "jijiang"},
        "people.come_back": {"until_on": today},
        "people.export_journal": {"sought": Sought(from_on=today, until_on=today)},
        "people.open_account": {"login": "anew", "name": "新", "password": make.PASSWORD},
        "people.first_account": {
            "login": "anew",
            "name": "新",
            "password": make.PASSWORD,
            "title": "system_admin",
        },
        "people.note_factor_set": {"what": "totp"},
        "people.change_password": {"password": "another long pass phrase"},
        "people.open_accounts": {"people": [NewPerson(login="anew", name="新")]},
        "people.reopen_account": {"account_key": scene.things["closed_key"]},
        "people.appoint_all": {
            "seats": [SeatToFill(login="idle", title="clerk", unit="jijiang")],
            "from_on": today,
        },
        "people.appoint": {"account_key": actors["idle"].key, "title": "clerk", **seat},
        "people.stand_in": {"account_key": actors["idle"].key},
        "people.declare": {"kin_login": "helper"},
        "people.issue_key": {"verbs": [MatterVerb.FILE]},
        "people.revoke_key": {"prefix": "22222222"},
        "people.retract": {"kin_login": "helper"},
        "people.import_staff": {
            "file": lambda: make.csv("login,name,position,unit,area,from_on,until_on"),
            "commit": False,
        },
        "people.add_units": {"units": [NewUnit(name="滨江物业", kind=UnitKind.PROPERTY_FIRM)]},
        "people.change_unit": {
            "code": "jijiang-planning",
            "unit": NewUnit(name="规划办", kind=UnitKind.OFFICE, area=cast.JIJIANG, parent="jijiang"),
        },
        "people.close_unit": {"code": "inspection"},
        "people.reopen_unit": {"code": "firm"},
        "people.import_units": {
            "file": lambda: make.csv("code,name,kind,body,area,parent"),
            "commit": False,
        },
    } | _own_places(scene)


def _own_places(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of places, lists and notices, and of what comes beside them."""
    return {
        "places.import_places": {"file": lambda: make.csv("code,name"), "commit": False},
        "places.add": {
            "above": cast.JIJIANG,
            "kind": AreaKind.COMMUNITY,
            "areas": [NewArea(name="东门社区居民委员会")],
        },
        "places.end": {"codes": [cast.NANMEN]},
        "places.reopen": {"code": scene.things["ended_code"]},
        "places.rename": {"code": FAR_GRID, "name": "牌坊社区"},
        "places.merge": {
            "codes": [cast.FIRST_GRID, cast.SECOND_GRID],
            "into": cast.FIRST_GRID,
            "name": "第一网格",
        },
        "places.split": {
            "code": cast.FIRST_GRID,
            "parts": [
                AreaPart(code="500116001006011", name="甲", gets=frozenset({cast.RIVERSIDE})),
                AreaPart(code="500116001006012", name="乙", gets=frozenset()),
            ],
        },
        **_own_housing(scene),
        **calls_of_councils.calls(scene),
        "saved.keep": {"table": "matters", "name": "我的", "query": "state=filed"},
        "saved.share": {"unit": "jijiang"},
        "learn.tick": {"step": "account"},
        "lists.derive": {"lines": [ListEntry(item_code="street_light")]},
        "lists.revise": {"lines": [], "since": 1},
        "notices.announce": make.a_water_cut(now=scene.now, place="9栋"),
        **votes.calls(scene.things),
        "lists.issue": {"area_code": cast.JIJIANG, "lines": [], "since": 1},
        "notices.post": {
            "subject_kind": "matter",
            "subject_key": "999",
            "title": "路灯",
            "text": "已修复",
            "area_path": cast.GRID_PATH,
            "class_code": "public",
            "pack_digest": scene.things["pack_digest"],
        },
        "matters.keep_receipts_by_phone": {"receipts": ["116000000001"]},
        **_own_data(scene),
    }


def _own_housing(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of estates and buildings."""
    return {
        "places.correct": {"code": cast.NANMEN, "label": "南门"},
        "places.add_estates": {"area": cast.NANMEN, "names": ["东苑"]},
        "places.change_estate": {
            "code": cast.RIVERSIDE,
            "name": "滨江苑",
            "area": cast.TONGTAIMEN,
            "is_rural": False,
        },
        "places.end_estates": {"codes": [cast.RIVERSIDE], "heir": ""},
        "places.reopen_estate": {"code": scene.things["ended_estate"]},
        "places.add_buildings": {"area": cast.FIRST_GRID, "names": ["3栋"]},
        "places.change_building": {
            "code": f"{cast.RIVERSIDE}-1",
            "name": "一栋",
            "area": cast.FIRST_GRID,
            "estate": cast.RIVERSIDE,
        },
        "places.end_buildings": {"codes": [f"{cast.RIVERSIDE}-1"]},
        "places.reopen_building": {"code": scene.things["ended_building"]},
    }


def _own_data(scene: Scene) -> dict[str, dict[str, Any]]:
    """The same of messages, figures and one's own data."""
    actors, today = scene.actors, day(scene.now)
    return {
        "messages.set_duty_phone": {"number": "13800138000"},
        "messages.set_robot": {"unit": "jijiang", "address": ROBOT},
        "messages.try_robot": {"unit": "jijiang", "channel": MessageChannel.WECOM},
        "messages.drop_robot": {"unit": "jijiang", "channel": MessageChannel.WECOM},
        "messages.drop_contacts_of": {"owner": actors["owner"].key},
        "dashboards.send": {"on": today},
        "messages.set_wishes": {"owner": actors["owner"].key, "wishes": Wishes()},
        "messages.set_policy": {"quiet": QuietHours(time(22), time(7)), "sms_cap": 1000},
        "privacy.correct": {"name": "李冬梅"},
        "privacy.ask": {"kind": "explain"},
        "privacy.answer": {"outcome": RequestOutcome.GRANTED},
        "privacy.print_copy": {"beside": BESIDE},
        "privacy.note_backup": {"scope": "installation", "keys": "none", "size": 1},
        "privacy.note_restore": {"made_at": "2026-03-01T00:00:00+00:00", "erased_again": 0},
        "privacy.note_rotation": {"current": "k2", "cipher": "AES-256-GCM", "ended": []},
    }


def _contact() -> Contact:
    return Contact(channel="sms", address="13912345678")
