"""Brings invented matters before their council where their class is deliberated before it is dispatched."""

from __future__ import annotations

from datetime import datetime, timedelta

from yuanba.deliberation import queries, services
from yuanba.deliberation.queries import resolutions
from yuanba.demo.declared import Story
from yuanba.demo.stage import ChosenClass, Stage
from yuanba.demo.stories import StoryEvent
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day

#: How a council of an invented grid decided, and what it resolved.
COUNT, TEXT = "应到9人，实到8人，同意8人", "按大家议定的办法做，限期解决，办完张榜公布。"
DUE = timedelta(days=30)
#: Digits of an area's code at each level below the district.
DIGITS = {Level.SUBDISTRICT: 9, Level.COMMUNITY: 12, Level.GRID: 15}


def before_dispatch(stage: Stage, event: StoryEvent, story: Story, chosen: ChosenClass) -> None:
    """Have the council of a matter's place resolve on it, where the class asks for that first.

    Where no council of that kind can be, whoever triages records why it cannot wait.
    """
    row, wanted = stage.row(event), chosen["class_code"]
    if not stage.pack.classes[wanted].deliberates_first or row.class_code == wanted:
        return
    council = _council(stage, event, wanted)
    if council is None:
        services.waive(
            actor=stage.triager(story), reason="关系全楼过冬，先派单抢修，会后补议。", **stage.on(event)
        )
        return
    referral = services.refer(
        actor=stage.triager(story), council_id=council, planned_on=day(event.at), **stage.on(event)
    )
    services.pass_resolution(
        actor=_leader(stage),
        referral_id=referral,
        text=TEXT,
        ground=COUNT,
        responsible=stage.pack.bodies[stage.pack.classes[wanted].lead].title.zh,
        due_on=day(event.at) + DUE,
        now=event.at,
    )


def there(kind: str, area_code: str, now: datetime) -> int | None:
    """Return the council that a story has set up in an area, because its matter is deliberated first."""
    path = places.path_of(area_code) if area_code else ""
    near = queries.councils_near(path, pack=store.in_force(day(now)), kind=kind) if path else ()
    return next((one.id for one in near if one.area_path == path), None)


def _council(stage: Stage, event: StoryEvent, wanted: str) -> int | None:
    """The council that deliberates this class where the matter lies; set up where it can be."""
    row = stage.row(event)
    for one in resolutions.councils_for(row, pack=stage.pack):
        if one.meeting and wanted in one.meeting.classes:
            return one.id
    for kind, meeting in stage.pack.meetings.items():
        codes = [code for code in row.area_path.split("/") if len(code) == DIGITS.get(meeting.level)]
        if wanted in meeting.classes and codes and not meeting.of_estate:
            return services.set_up(actor=_leader(stage), kind=kind, area_code=codes[0], now=event.at)
    return None


def _leader(stage: Stage) -> Actor:
    """Whoever oversees the district, and so may set up and run any of its councils."""
    seats = ((one.login, seat.title) for one in stage.setting.logins for seat in one.seats)
    kinds = stage.pack.positions
    return stage.actor(next(login for login, title in seats if kinds[title].kind is PositionKind.AUDITOR))
