"""Wanshui, a ninth district, which does not exist: a stranger's pack with news between accepting and
answering, and a time of its own for whoever helps. It stands at Kaizhou's address, for pages too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import make
from tests.journeys import stage
from tests.journeys.stage import local
from tests.make import Matter
from yuanba.dashboards.queries import watching
from yuanba.districts.queries import DistrictRow
from yuanba.matters import queries, services
from yuanba.matters.models import Matter as Row
from yuanba.matters.models import Milestone, Order
from yuanba.matters.queries import clock, heaps, tables
from yuanba.matters.queries.heaps import Focus, Heap
from yuanba.matters.queries.tables import Wanted
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem
from yuanba.packs import cases, load, store
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.milestones import NoSuchMilestone
from yuanba.rules.time.calendar import HERE, day

HERE_IT_LIES = Path(__file__).parent / "wanshui"
STREET, COMMUNITY = "990801001", "990801001001"
GRID = f"{COMMUNITY}001"
PLACES = (
    "code,name",
    "990801,湾水区",
    f"{STREET},临江街道",
    f"{COMMUNITY},柳荫社区居民委员会",
    f"{GRID},第一网格",
)
UNITS = (
    "code,name,kind,body,area,parent",
    f"office,临江街道办事处,subdistrict,office,{STREET},",
    f"works,临江街道建管办,office,works,{STREET},office",
    f"police,临江派出所,other,,{STREET},",
    "centre,湾水区社会工作部,department,centre,990801,",
)


@pytest.fixture(autouse=True)
def _wanshui(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stranger's pack under Kaizhou's code, which has an address in the tests' database."""
    folder = tmp_path / "packs"
    for name in (load.BASE, load.CALENDAR):
        shutil.copytree(settings.PACKS / name, folder / name)
    shutil.copytree(HERE_IT_LIES, folder / "kaizhou")
    path = folder / "kaizhou/2026-01-01.toml"
    text = path.read_text(encoding="utf-8").replace('district = "wanshui"', 'district = "kaizhou"')
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    yield
    store.forget()


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """简 triages, 柏 works at the street office, 石 at its works office; 方 watches, 苗 lives there."""

    jian: Actor
    bai: Actor
    shi: Actor
    fang: Actor
    miao: Actor


@pytest.fixture
def people(kaizhou: DistrictRow, morning: datetime) -> People:
    make.places(*PLACES, now=morning)
    make.units(*UNITS, now=morning)
    return People(
        jian=make.staff("jian", "triager", area="990801", now=morning),
        bai=make.staff("bai", "handler", unit="office", area=STREET, now=morning),
        shi=make.staff("shi", "handler", unit="works", area=STREET, now=morning),
        fang=make.staff("fang", "watcher", area="990801", now=morning),
        miao=make.resident("miao", now=morning),
    )


@pytest.fixture
def pipe(people: People) -> Matter:
    """A leaking pipe: filed and given on Monday 2 March at half past nine, accepted at ten."""
    matter = make.a_matter(
        now=local(3, 2, 9), text="楼下水管漏水", place="", area_code=GRID, actor=people.miao
    )
    services.assign(
        actor=people.jian, matter_id=matter.id, class_code="living", item_code="pipe", now=local(3, 2, 9, 30)
    )
    services.accept(actor=people.bai, matter_id=matter.id, now=local(3, 2, 10))
    return matter


def open_ones(matter: Matter) -> dict[str, str]:
    rows = Milestone.objects.filter(matter_id=matter.id, ended_at=None).order_by("due_at")
    return {row.code: f"{row.due_at.astimezone(HERE):%m-%d %H:%M}" for row in rows}


def endings(matter: Matter) -> dict[str, str]:
    rows = Milestone.objects.filter(matter_id=matter.id).order_by("id")
    return {f"{row.code} {row.rework}": row.ending for row in rows}


def tell(people: People, matter: Matter, milestone: str, now: datetime) -> None:
    services.report_progress(
        actor=people.bai, matter_id=matter.id, words="已到现场看过", milestone=milestone, now=now
    )


def ask_for_help(people: People, matter: Matter, unit: str, now: datetime) -> None:
    services.split(actor=people.bai, matter_id=matter.id, units=[unit], words="请查管网", now=now)


def parts(matter: Matter) -> list[str]:
    rows = Order.objects.filter(matter_id=matter.id, role="co").order_by("id")
    return [f"{row.unit} {row.due_at.astimezone(HERE):%m-%d %H:%M}" for row in rows]


def test_its_worked_cases_hold(people: People) -> None:
    assert load.faults_in(settings.PACKS) == []
    assert [fault for told in cases.cases_in(settings.PACKS) for fault in cases.faults_of(told)] == []


def test_news_is_due_between_accepting_and_answering(people: People, pipe: Matter) -> None:
    assert open_ones(pipe) == {"contact": "03-03 10:00", "interim": "03-09 18:00"}

    tell(people, pipe, "contact", local(3, 2, 15))
    with pytest.raises(NoSuchMilestone):
        tell(people, pipe, "contact", local(3, 2, 16))
    tell(people, pipe, "", local(3, 2, 17))
    assert open_ones(pipe) == {"interim": "03-09 18:00"}
    assert stage.filed(pipe.token).due_at == local(3, 16, 18)

    services.answer(actor=people.bai, matter_id=pipe.id, words="已经修好", now=local(3, 5, 9))
    assert endings(pipe) == {"contact 0": "told", "interim 0": "answered"}
    services.recall(actor=people.bai, matter_id=pipe.id, now=local(3, 5, 9, 5))
    assert open_ones(pipe) == {"interim": "03-09 18:00"}, "as if it had never been answered"


def test_a_pause_shifts_news_and_parts(people: People, pipe: Matter) -> None:
    ask_for_help(people, pipe, "works", local(3, 2, 11))
    assert parts(pipe) == ["works 03-05 18:00"]
    services.ask(actor=people.bai, matter_id=pipe.id, question="哪一层？", now=local(3, 2, 12))
    services.reply(actor=people.miao, matter_id=pipe.id, words="三楼", now=local(3, 4, 12))

    assert open_ones(pipe) == {"contact": "03-05 10:00", "interim": "03-10 18:00"}
    assert parts(pipe) == ["works 03-06 18:00"]


def test_more_time_for_the_answer_is_none_for_news_and_parts(people: People, pipe: Matter) -> None:
    ask_for_help(people, pipe, "works", local(3, 2, 11))
    term = store.in_force(day(local(3, 2, 9))).orders.extension
    services.ask_extend(actor=people.bai, matter_id=pipe.id, term=term, reason="等配件", now=local(3, 2, 12))
    services.grant(actor=people.jian, matter_id=pipe.id, now=local(3, 2, 13))

    assert stage.filed(pipe.token).due_at == local(3, 30, 18)
    assert open_ones(pipe) == {"contact": "03-03 10:00", "interim": "03-09 18:00"}
    assert parts(pipe) == ["works 03-05 18:00"]


def test_who_is_asked_to_help_at_dispatch_has_its_own_time_too(people: People) -> None:
    matter = make.a_matter(now=local(3, 2, 9), text="楼下水管漏水", place="", area_code=GRID)
    services.assign(
        actor=people.jian,
        matter_id=matter.id,
        class_code="living",
        item_code="pipe",
        helpers=["works"],
        task="请查管网",
        now=local(3, 2, 9, 30),
    )
    assert parts(matter) == ["works 03-05 18:00"]
    assert open_ones(matter) == {"interim": "03-09 18:00"}
    assert queries.story(matter.id)[-1].outcome["part_due_on"] == "2026-03-05"


def test_each_round_and_each_unit_has_news_of_its_own(people: People, pipe: Matter) -> None:
    tell(people, pipe, "contact", local(3, 2, 15))
    services.reassign(
        actor=people.jian,
        matter_id=pipe.id,
        class_code="living",
        item_code="ramp",
        reason="是坡道的事",
        now=local(3, 3, 9),
    )
    assert open_ones(pipe) == {}, "the resident was contacted, and the answer comes before the interim report"
    services.accept(actor=people.shi, matter_id=pipe.id, now=local(3, 3, 10))
    services.answer(actor=people.shi, matter_id=pipe.id, words="已铺好", now=local(3, 3, 11))
    services.check(actor=people.jian, matter_id=pipe.id, passes=False, words="没有铺", now=local(3, 4, 9))
    services.accept(actor=people.shi, matter_id=pipe.id, now=local(3, 4, 10))
    assert open_ones(pipe) == {"contact": "03-05 10:00"}
    assert endings(pipe)["contact 1"] == ""


def test_a_merger_and_its_undoing_leave_the_clocks_as_they_were(people: People, pipe: Matter) -> None:
    ask_for_help(people, pipe, "works", local(3, 2, 11))
    before = open_ones(pipe), parts(pipe)
    other = make.a_matter(now=local(3, 2, 11), text="还是水管漏水", place="", area_code=GRID)
    services.merge(actor=people.jian, matter_id=pipe.id, into_id=other.id, now=local(3, 2, 12))
    assert open_ones(pipe) == {}
    services.unmerge(actor=people.jian, matter_id=pipe.id, reason="不是同一处", now=local(3, 2, 13))
    assert (open_ones(pipe), parts(pipe)) == before


def told_to(audience: str) -> list[str]:
    rows = InboxItem.objects.filter(audience=audience).order_by("entry_id", "box_key")
    return [f"{row.verb.removeprefix('matter.')} {row.box_key}" for row in rows]


def test_what_is_late_is_noted_reminded_of_raised_and_counted(
    people: People, pipe: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for_help(people, pipe, "works", local(3, 2, 11))
    ask_for_help(people, pipe, "police", local(3, 3, 11))
    for moment in (local(3, 3, 7), local(3, 3, 10, 5), local(3, 4, 18, 5), local(3, 5, 18, 5)):
        stage.tick(monkeypatch, moment)
        stage.tick(monkeypatch, moment)
    steps = queries.story(pipe.id)
    about = [
        (
            step.verb.removeprefix("matter."),
            step.told.text("milestone") or "".join(step.told.texts("helping")),
        )
        for step in steps[5:]
    ]
    assert about == [
        ("remind", "contact"),
        ("lapse", "contact"),
        ("remind", "contact"),
        ("escalate", "contact"),
        ("remind", "works"),
        ("lapse", "works"),
        ("remind", "police"),
    ]
    stage.read_journal()
    messages.read_journal()
    assert told_to("helper")[2:] == ["remind works", "lapse works", "remind police"]

    now, pack = local(3, 5, 19), store.in_force(day(local(3, 5, 19)))
    counts = heaps.counts(people.fang, pack, now, Focus())
    assert (counts[Heap.UNTOLD], counts[Heap.PARTS], counts[Heap.LATE]) == (1, 1, 0)
    late = tables.narrowed(tables.readable(people.fang, now), Wanted(heap=Heap.PARTS), pack, now)
    assert [row.id for row in tables.listed(late).rows] == [pipe.id]
    behind = heaps.behind([pipe.id])[pipe.id]
    assert (behind.progress_by, behind.part_by) == (local(3, 3, 10), local(3, 5, 18))
    shares = watching.kept(watching.cut_of(people.fang, now))
    assert [(one.code, one.in_time, one.ended) for one in shares] == [("contact", 0, 1), ("", 0, 1)]

    services.urge(actor=people.miao, matter_id=pipe.id, words="还没修", now=now)
    assert list(queries.story(pipe.id)[-1].told.texts("tell")) == ["unit", "supervisor", "helper"]


def test_a_far_answer_does_not_hide_what_is_near(people: People, pipe: Matter) -> None:
    """The clock looks at matters whose answer is far away, if news of them or a part is near."""
    Row.objects.filter(pk=pipe.id).update(due_at=local(6, 30, 18))
    assert [found for found, _read in clock.courses(local(3, 2, 12))] == [pipe.id]
    tell(people, pipe, "contact", local(3, 2, 15))
    tell(people, pipe, "interim", local(3, 2, 15))
    assert clock.courses(local(3, 2, 16)) == []


BASE = "/d/kaizhou"


def entered(login: str) -> Client:
    client = Client()
    done = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert done.status_code == 302
    return client


def read(client: Client, path: str, *wanted: str) -> None:
    """Everything wanted stands on the page."""
    shown = client.get(f"{BASE}/{path}").content.decode()
    assert [words for words in wanted if words not in shown] == []


@pytest.fixture
def forgotten(people: People) -> Matter:
    """A leaking pipe that was accepted thirty days ago, and nothing since."""
    then = datetime.now(UTC) - timedelta(days=30)
    matter = make.a_matter(now=then, text="楼下水管漏水", place="", area_code=GRID, actor=people.miao)
    services.assign(actor=people.jian, matter_id=matter.id, class_code="living", item_code="pipe", now=then)
    services.accept(actor=people.bai, matter_id=matter.id, now=then)
    return matter


def test_all_of_it_through_pages_and_interface(people: People, forgotten: Matter) -> None:
    desk, story, matter = entered("bai"), f"m/{forgotten.token}", f"matters/{forgotten.id}"
    read(desk, story, "首次联系", "前告诉您", "中期进展", "超期")
    read(desk, f"{matter}?do=report_progress", 'value="contact"', 'value="interim"', "其他进展")
    said = {"words": "水管已关阀", "milestone": "contact"}
    assert desk.post(f"{BASE}/{matter}/report_progress", said).status_code == 302
    again = desk.post(f"{BASE}/{matter}/report_progress", said)
    assert again.status_code == 422, "the form offers it no more"
    pressed = desk.post(f"{BASE}/{matter}/split", {"units": ["works"], "words": "请查管网"})
    assert pressed.status_code == 302

    read(desk, story, "水管已关阀", "告知进展", "已告知")
    read(desk, f"{story}/why", "yb-way__milestone", "首次联系")
    read(desk, matter, "协办截止", "前告知居民", "超期")
    read(entered("shi"), "orders", "协办截止", "已超期")
    read(entered("fang"), "supervision?lateness=untold", "没有按时告知进展", "告知进展截止")
    read(entered("fang"), "supervision?lateness=parts", "告知进展和协办的按时率", "楼下水管漏水")
    read(Client(), "rules", "接单后24小时（昼夜连续计算）内：首次联系", "协办单位在3个工作日内提交结果")


def test_the_same_over_json(people: People, forgotten: Matter) -> None:
    desk, path = entered("bai"), f"{BASE}/api/v1/matters/{forgotten.id}"
    for milestone, status in (("contact", 204), ("contact", 409), ("", 204)):
        done = desk.post(
            f"{path}/report_progress",
            {"words": "水管已关阀", "milestone": milestone},
            content_type="application/json",
        )
        assert done.status_code == status
    desk.post(f"{path}/split", {"units": ["works"], "words": "请查"}, content_type="application/json")

    clocks = desk.get(f"{path}/clocks").json()
    assert [(one["code"], bool(one["told_at"]), one["is_late"]) for one in clocks["milestones"]] == [
        ("contact", True, True),
        ("interim", False, True),
    ]
    assert [(one["unit"], one["is_late"]) for one in clocks["parts"]] == [("works", True)]
    own = Client().get(
        f"{BASE}/api/v1/receipts/{forgotten.receipt}/milestones", headers={"X-Query-Code": forgotten.code}
    )
    assert own.json() == clocks["milestones"]
