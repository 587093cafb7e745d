"""week.read: right numbers by hand, each with the list that it counts, and none about one person."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.journeys.stage import local
from tests.make import Matter
from tests.pages.test_queries import ours
from yuanba.dashboards.queries import week as weeks
from yuanba.dashboards.queries.scopes import OnePerson, WeekScope, scopes
from yuanba.dashboards.queries.week import WeekReport
from yuanba.matters.models import Matter as MatterModel
from yuanba.packs import store
from yuanba.people import queries as staff
from yuanba.people.models import Account
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import number
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.stages import TimeStage
from yuanba.rules.time.period import Period, week_of
from yuanba.web.metrics import parse_key

WEEK = week_of(date(2026, 3, 24))
LATER = local(3, 30, 9)


def report(actor: Actor, week: Period = WEEK, *, area: str = cast.JIJIANG) -> WeekReport:
    found = places.area(area)
    assert found
    return weeks.report(actor, week, WeekScope(area=found), LATER)


@pytest.fixture
def late(people: Cast) -> Matter:
    """Given on Monday 2 March for 15 working days, taken on Wednesday; one day the resident was asked.

    So it was due on Tuesday 24 March. For two days somebody decided on more time.
    The answer came on Friday the 27th.
    """
    matter = make.a_matter(now=local(3, 2, 9))
    deeds.do("assign", matter, people, local(3, 2, 9))
    deeds.do("accept", matter, people, local(3, 4, 9))
    deeds.do("ask", matter, people, local(3, 5, 9))
    deeds.do("reply", matter, people, local(3, 6, 9))
    deeds.do("ask_extend", matter, people, local(3, 9, 9))
    deeds.do("deny", matter, people, local(3, 11, 9))
    deeds.do("answer", matter, people, local(3, 27, 9))
    return matter


@pytest.fixture
def in_time(people: Cast) -> Matter:
    """Given to its grid on Tuesday 17 March for 5 working days, answered at once."""
    return court.answered(people, local(3, 17, 9))


def test_the_week_in_figures(people: Cast, qin: Actor, late: Matter, in_time: Matter) -> None:
    found = {one.metric.code: one for one in report(qin).heads}
    assert (found["matters.in_time"].now.counted, found["matters.in_time"].now.of) == (1, 2)
    assert found["matters.late"].now == number(1)
    assert found["matters.came_in"].now == number(0)
    assert found["matters.came_in"].usual == Fraction(2, 3), "two in the three weeks since the first of all"
    assert found["matters.late"].is_bad

    before = {one.metric.code: one for one in report(qin, week_of(date(2026, 3, 2))).heads}
    assert before["matters.came_in"].now == number(1)
    assert before["matters.late"].now == number(0)


def test_why_it_was_late_in_office_hours_stage_by_stage(
    people: Cast, qin: Actor, late: Matter, in_time: Matter
) -> None:
    found = {one.stage: one for one in report(qin).stages}
    assert {stage: one.hours for stage, one in found.items()} == {
        TimeStage.ACCEPTANCE: 2 * 7,
        TimeStage.RESIDENT: 7,
        TimeStage.APPROVAL: 2 * 7,
        TimeStage.WORK: 14 * 7,
    }
    assert found[TimeStage.WORK].mean == 98
    assert found[TimeStage.WORK].share == Fraction(98, 133)
    assert report(qin).longest.stage is TimeStage.WORK
    assert report(qin, week_of(date(2026, 3, 17))).stages == []


def test_what_waits_for_the_resident_is_not_late(people: Cast, qin: Actor) -> None:
    matter = make.a_matter(now=local(3, 2, 9))
    deeds.do("assign", matter, people, local(3, 2, 9))
    deeds.do("accept", matter, people, local(3, 2, 10))
    week = week_of(date(2026, 3, 23))
    assert {one.metric.code: one.now for one in report(qin, week).heads}["matters.late"] == number(1)
    deeds.do("ask", matter, people, local(3, 20, 9))
    assert {one.metric.code: one.now for one in report(qin, week).heads}["matters.late"] == number(0)


def test_of_two_times_in_a_week_the_last_counts(people: Cast, qin: Actor, in_time: Matter) -> None:
    """Sent back on Tuesday the 17th for three days, and due again on Friday the 20th: in that week once."""
    first = court.answered(people, local(3, 12, 9))
    wu = make.staff("wu", "clerk", name="吴倩", area=cast.JIJIANG, now=local(3, 12, 9))
    deeds.do("fail", first, people, local(3, 17, 9), actor=wu, passes=False, words="还没做完")
    found = {one.metric.code: one for one in report(qin, week_of(date(2026, 3, 20))).heads}
    assert (found["matters.in_time"].now.counted, found["matters.in_time"].now.of) == (0, 1)


def test_every_number_opens_the_list_that_it_counts(
    people: Cast, qin: Actor, late: Matter, in_time: Matter
) -> None:
    told = report(qin)
    lines = [one for line in (*told.units, *told.places) for one in line.series.values()]
    seen = 0
    for one in (*told.heads, *lines):
        if one.metric.listed is None:
            continue
        key = parse_key(one.key)
        assert key
        area = places.area(key.area_code)
        cut = key.cut(
            actor=qin, verb=EvaluationVerb.SEE_RESULTS, now=LATER, area_path=area.path if area else ""
        )
        rows = MatterModel.objects.filter(one.metric.listed(cut, key.part)).count()
        assert rows == one.now.of, one.key
        assert one.key.replace("~", "%7E") in one.url or one.key in one.url
        seen += rows
    assert seen > 4


def test_by_unit_nobody_stands_alone(people: Cast, qin: Actor, late: Matter, in_time: Matter) -> None:
    """One person works in the grid's unit: it is counted with its community's. Two work in the street's."""
    told = {line.code: line for line in report(qin).units}
    assert set(told) == {"jijiang", "tongtaimen"}
    assert told["jijiang"].series["matters.late"].now == number(1)
    assert told["tongtaimen"].series["matters.in_time"].now.of == 1
    assert staff.unit_groups(["centre", "inspection"], LATER.date()) == {
        staff.ALONE: ("centre", "inspection")
    }
    assert staff.unit_groups(["centre"], LATER.date()) == {}, "one alone is in no line"


def test_by_place_a_grid_has_no_figures_of_work(people: Cast, qin: Actor, late: Matter) -> None:
    by_place = {line.code: line for line in report(qin).places}
    assert by_place[cast.TONGTAIMEN].series["matters.late"].now == number(1)
    assert by_place[cast.NANMEN].series["matters.late"].now == number(0)
    grids = report(qin, area=cast.TONGTAIMEN).places
    assert {code for line in grids for code in line.series} == {"matters.came_in"}


def test_what_nobody_placed_is_told_apart(people: Cast, qin: Actor) -> None:
    make.a_matter(now=local(3, 24, 9), area_code=cast.JIJIANG)
    told = report(qin)
    assert told.unplaced
    assert told.unplaced.series["matters.came_in"].now == number(1)
    assert told.unplaced.series["matters.came_in"].url == ""


def test_what_people_said_with_who_is_left_out(people: Cast, qin: Actor) -> None:
    bench = court.assemble(now=local(3, 9, 9))
    matter = court.evaluating(people, bench, local(3, 9, 10), actor=people.li)
    court.services.rate(
        actor=people.li,
        matter_id=matter.id,
        is_solved=True,
        satisfaction=Satisfaction.SATISFIED,
        now=local(3, 10, 9),
    )
    court.services.round_off(now=LATER)
    told = report(qin, week_of(date(2026, 3, 9)))
    solved, satisfied = told.rated
    assert (solved.now.counted, solved.now.of) == (1, 1)
    assert (satisfied.now.counted, satisfied.now.of) == (1, 1)
    assert sum(one.count for one in told.left_out) >= 1, "the supervisor said nothing"


def test_what_grows(people: Cast, qin: Actor) -> None:
    for hour in (9, 10, 11):
        matter = make.a_matter(now=local(3, 24, hour))
        deeds.do("assign", matter, people, local(3, 24, hour), class_code="public", item_code="street_light")
    first = report(qin)
    assert (first.growing, first.compared) == ([], 0), "in the first week of all nothing is known to grow"
    assert all(one.usual is None for one in first.heads)
    make.a_matter(now=local(3, 10, 9))
    assert report(qin).compared == 2
    (found,) = report(qin).growing
    assert (found.count, found.usual) == (3, 0)
    assert found.title.zh == store.in_force(date(2026, 3, 24)).items["street_light"].title.zh


def test_somebody_elses_area_is_empty(people: Cast, late: Matter) -> None:
    other = make.staff("jiang", "subdistrict_secretary", name="蒋涛", area=cast.DEGAN, now=local(3, 2, 9))
    assert [one.code for one in scopes(other, LATER)] == [cast.DEGAN]
    assert all(not one.now.of for one in report(other).heads)
    assert scopes(people.zhou, LATER) == [], "a handler leads nothing"


def test_the_head_of_a_unit_has_the_week_of_it_and_of_those_below(
    people: Cast, qin: Actor, late: Matter, in_time: Matter, client: Client
) -> None:
    """Ma heads the street's unit with those below; Gao the grid's, whose lists the figures open."""
    heads = (("ma", "jijiang"), ("gao", "grid-1"), ("yi", "jijiang-planning"))
    ma, gao, alone = (
        make.staff(login, "office_head", name=login, unit=unit, now=local(3, 2, 9)) for login, unit in heads
    )
    (branch,) = scopes(ma, LATER)
    told = weeks.report(ma, WEEK, branch, LATER)
    found = {head.metric.code: head for head in told.heads}
    assert branch.units == ("grid-1", "jijiang", "jijiang-planning", "tongtaimen")
    assert (found["matters.in_time"].now.of, found["matters.late"].now) == (2, number(1))
    assert {head.url for head in told.heads} == {""}, "a head reads no matter of a unit below"
    assert "grid-1" in {line.code for line in told.units}

    (own,) = scopes(gao, LATER)
    told = weeks.report(gao, WEEK, own, LATER)
    found = {head.metric.code: head for head in told.heads}
    assert own.label == "通泰门社区第一网格党支部"
    assert (found["matters.in_time"].now.of, found["matters.late"].now) == (1, number(0))
    assert told.units == [], "the unit is no part of itself"
    client.force_login(Account.objects.get(login="gao"))
    answer = client.get(found["matters.in_time"].url)
    assert answer.status_code == 200, (found["matters.in_time"].url, answer.content.decode()[:50])
    assert answer.context["page"].count == 1
    assert "通泰门社区第一网格党支部" in client.get("/d/jiangjin/week?week=2026-03-24").content.decode()
    assert client.get("/d/jiangjin/week/paper?week=2026-03-24").content.startswith(b"%PDF")

    with pytest.raises(OnePerson):
        scopes(alone, LATER)


def test_statements_do_not_grow(
    people: Cast,
    qin: Actor,
    late: Matter,
    in_time: Matter,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(40) as few:
        report(qin)
    for hour in (9, 10, 11):
        court.answered(people, local(3, 17, hour))
        matter = make.a_matter(now=local(3, 2, hour), area_code=cast.NANMEN)
        deeds.do("assign", matter, people, local(3, 2, hour))
    with django_assert_max_num_queries(len(few)):
        report(qin)


def opened(client: Client, path: str) -> HttpResponse:
    client.force_login(Account.objects.get(login="qin"))
    answer: HttpResponse = client.get(f"/d/jiangjin/{path}", {"week": "2026-03-24"})
    assert answer.status_code == 200
    return answer


def test_the_page_in_both_languages(people: Cast, qin: Actor, late: Matter, client: Client) -> None:
    told = " ".join(opened(client, "week").content.decode().split())
    for words in ("一周概览", "2026年3月23日至29日", "为什么超期", "等接单", "前3周平均", "怎么算"):
        assert words in told
    assert "时间用得最多的环节：办理中（74%）" in told
    client.cookies["language"] = "en"
    told = " ".join(opened(client, "week").content.decode().split())
    assert "Most of the time went into: In work (74%)." in told


def test_the_list_has_as_many_rows_as_the_figure_says(
    people: Cast,
    qin: Actor,
    late: Matter,
    in_time: Matter,
    client: Client,
) -> None:
    heads = opened(client, "week").context["report"].heads
    (late_list,) = (one.url for one in heads if one.metric.code == "matters.late")
    client.get(late_list)
    with CaptureQueriesContext(connection) as few:
        client.get(late_list)
    most = len(ours(few))  # before another request empties the log
    assert most <= 20
    for hour in (9, 10, 11):
        deeds.walk(make.a_matter(now=local(3, 2, hour)), people, "assign accept", local(3, 2, hour))
    client.get(late_list)  # names that were not remembered yet
    with CaptureQueriesContext(connection) as many:
        assert client.get(late_list).context["page"].count == 4
    assert len(ours(many)) <= most
    for one in opened(client, "week").context["report"].heads:
        if one.metric.listed is not None:
            page = client.get(one.url)
            assert page.status_code == 200
            assert page.context["page"].count == one.now.of
            assert str(one.metric.title) in page.content.decode()


def test_the_paper_has_the_figures_and_the_drawings(
    people: Cast, qin: Actor, late: Matter, client: Client
) -> None:
    made = opened(client, "week/paper")
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert made["Content-Disposition"] == 'inline; filename="week-500116001-20260323.pdf"'


def test_the_workbook_has_the_numbers_of_the_page(
    people: Cast, qin: Actor, late: Matter, in_time: Matter, client: Client
) -> None:
    book = load_workbook(BytesIO(opened(client, "week/workbook").content))
    assert book.sheetnames[:2] == ["一周数据", "为什么超期"]
    rows = {row[0]: row[1:] for row in book["一周数据"].iter_rows(min_row=2, values_only=True)}
    assert rows["超期"][:1] == (1,)
    assert rows["按期答复率"][:3] == (0.5, 1, 2)
    stages = {row[0]: row[2] for row in book["为什么超期"].iter_rows(min_row=2, values_only=True)}
    assert stages == {"等接单": 14, "等居民补充": 7, "等审批": 14, "办理中": 98, "各环节合计": 133}


def test_a_quiet_week_across_new_year_and_one_to_come(people: Cast, qin: Actor, client: Client) -> None:
    client.force_login(Account.objects.get(login="qin"))
    quiet = client.get("/d/jiangjin/week?week=2026-01-01").content.decode()
    for words in ("2025年12月29日至2026年1月4日", "没有可比的数据", "这一周没有到期的答复", "这是第一周"):
        assert words in quiet
    assert "都按期完成" not in quiet
    book = client.get("/d/jiangjin/week/workbook?week=2026-01-01").content
    rows = load_workbook(BytesIO(book))["为什么超期"].iter_rows(min_row=2, values_only=True)
    assert [row[0] for row in rows] == ["这一周没有到期的答复。"]
    running = client.get("/d/jiangjin/week?week=2099-05-01").content.decode()
    assert "本周还没过完" in running


@pytest.mark.parametrize("path", ["week", "week/paper", "week/workbook"])
def test_a_handler_is_refused(people: Cast, client: Client, path: str) -> None:
    client.force_login(Account.objects.get(login="zhou"))
    assert client.get(f"/d/jiangjin/{path}").status_code == 403


@pytest.mark.parametrize("asked", ["week=soon", "week=9999-12-31", "week=0001-01-01", "area=0", "figure=x~y"])
def test_what_nobody_can_mean_is_the_usual_week(people: Cast, qin: Actor, client: Client, asked: str) -> None:
    client.force_login(Account.objects.get(login="qin"))
    assert client.get(f"/d/jiangjin/week?{asked}").status_code == 200
    assert client.get(f"/d/jiangjin/matters?{asked}").status_code == 200
