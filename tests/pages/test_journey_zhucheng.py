"""Zhucheng in the browser (Z1, Z2, Z4): an estate's weekly talks make a micro-project that people follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.journeys.stage import local
from tests.journeys.test_zhucheng import COMMUNITY, ESTATE, GRID, PLACES, UNITS
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from tests.pages.test_panlian_meetings import Clock, click, clock, press
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import services as evaluation
from yuanba.journal import services as journal
from yuanba.matters import services as orders
from yuanba.matters.services.life import CLOCK
from yuanba.rules.core.state import State
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.works import queries

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "zhucheng"
#: The clock of another journey.
__all__ = ["clock"]

EVENING = local(4, 15, 19)
WORDS = "门口空地晚上黑，车子乱停，能不能划车位装灯？"
DRAFT = "门口空地划20个免费车位，装两盏灯，立为微实事。"
TITLE = "门口空地划车位、装灯"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Zhucheng on a real server."""
    with elsewhere.site_in(CODE, "诸城市") as address:
        yield address


@contextmanager
def at(browser: Browser, site: str, login: str, path: str, *, width: int = 1440) -> Iterator[Page]:
    """Somebody who has just opened a page, at a desk or on a phone."""
    with elsewhere.opened(browser, site, CODE, login, width=width, height=900) as page:
        page.goto(site + path)
        yield page


def prepare() -> None:
    """管 convenes the talks of 东关花园, where 郑 and two neighbours live; 臧 leads the squad of the grid."""
    now = EVENING - timedelta(days=6)
    make.places(*PLACES, now=now)
    make.units(*UNITS[:3], UNITS[5], UNITS[3], UNITS[4], now=now)
    make.staff("yu", "triager", unit="hub", area="370782", now=now)
    make.staff("zang", "grid_secretary", unit="squad-1", area=GRID, name="臧海", now=now)
    make.staff("guan", "estate_officer", unit="estate-1", area=GRID, name="管平", now=now)
    make.staff("xu", "clerk", area=COMMUNITY, now=now)
    lead = make.staff("lu", "community_secretary", area=COMMUNITY, name="鹿岩", now=now)
    council = services.set_up(actor=lead, kind="estate", estate=ESTATE, now=now)
    services.seat(actor=lead, council_id=council, role=SeatRole.CONVENER, login="guan", now=now)
    make.resident("bao", name="鲍大爷", now=now)
    for login, name in (("zheng", "郑大姐"), ("shao", "邵师傅"), ("lan", "兰阿姨")):
        make.resident(login, name=name, now=now)
        services.seat(
            actor=lead, council_id=council, role=SeatRole.MEMBER, title="党员中心户", login=login, now=now
        )


def raised(browser: Browser, site: str) -> int:
    """Z4, 多方提事: 郑 proposes it on her phone, 管 makes it public, and three second it."""
    with at(browser, site, "zheng", "/topics", width=390) as phone:
        click(phone, "link", "提议题")
        phone.get_by_label("想请大家议什么事？").fill(WORDS)
        phone.get_by_label("小区议事").check()
        click(phone, "button", "提交议题")
    with at(browser, site, "guan", "/desk/topics") as guan:
        click(guan, "link", "门口空地晚上黑")
        topic = int(guan.url.rpartition("/")[2].partition("?")[0])
        guan.get_by_label("公开标题").fill(TITLE)
        guan.get_by_label("公开摘要").fill("划多少，装在哪里，谁出钱。")
        click(guan, "button", "公开议题")

    def seconded() -> None:
        for login in ("shao", "lan", "bao"):
            services.support(actor=make.actor(login), topic_id=topic, now=EVENING - timedelta(days=2))

    elsewhere.aside(CODE, seconded)
    return topic


def decided(browser: Browser, site: str, clock: Clock) -> None:
    """Z2, 协商定事: 小区议事 is called, met and counted."""
    with at(browser, site, "guan", "/desk/meetings") as guan:
        click(guan, "link", "小区议事")
        expect(guan.get_by_text(TITLE).first).to_be_visible()
        guan.get_by_label("具体地点").fill("东关花园凉亭")
        guan.get_by_label("开始").fill(f"{EVENING:%Y-%m-%d}T19:00")
        guan.get_by_label("结束").fill(f"{EVENING:%Y-%m-%d}T20:00")
        click(guan, "button", "公布并通知成员")
        number = guan.url.rpartition("/")[2]
    clock(EVENING)
    with at(browser, site, "guan", f"/desk/meetings/{number}") as guan:
        press(guan, "s")
        for name in ("管平", "郑大姐", "邵师傅", "兰阿姨"):
            guan.get_by_label(name).check()
        click(guan, "button", "勾选的到了")
        press(guan, "b")
        guan.get_by_label("决议草案").fill(DRAFT)
        click(guan, "button", "提请表决")
        guan.get_by_label("同意").fill("4")
        press(guan, "Enter")
        click(guan, "button", "会议结束")
        press(guan, "y")
    with at(browser, site, "lu", f"/desk/meetings/{number}") as lu:
        press(lu, "y")


def planned(browser: Browser, site: str, topic: int) -> int:
    """Z1, 立项: what was adopted becomes a micro-project that the linked department leads."""
    with at(browser, site, "guan", f"/desk/topics/{topic}") as guan:
        guan.get_by_label("由谁落实").fill("市住建局帮联网格小分队")
        guan.get_by_label("立项").select_option(label="民生“微实事”，市住建局帮联网格小分队牵头")
        expect(guan.get_by_label("项目名称")).to_have_value(TITLE)
        picture(guan, "zhucheng-task")
        click(guan, "button", "落实决议")
    found: list[int] = []

    def dispatched() -> None:
        (row,) = queries.projects(EVENING.date())
        orders.assign(
            actor=make.actor("yu"),
            matter_id=row.matter_id,
            class_code="project",
            item_code="free_parking",
            title=TITLE,
            summary="小区议事定下的微实事。",
            now=EVENING,
        )
        orders.accept(actor=make.actor("zang"), matter_id=row.matter_id, now=EVENING)
        found.append(row.id)

    elsewhere.aside(CODE, dispatched)
    return found[0]


def carried_out(browser: Browser, site: str, clock: Clock, project: int) -> None:
    """Z4, 联动办事: plan with money and milestones, one step after the other, and the result in one go."""
    with at(browser, site, "zang", "/desk") as zang:
        with zang.expect_navigation():
            zang.get_by_role("link", name=TITLE, exact=True).click()
        expect(zang.get_by_text("正在和大家一起定方案")).to_be_visible()
        click(zang, "link", "定方案")
        expect(zang.get_by_label("节点").first).to_have_value("共议方案")
        zang.get_by_label("怎么办").fill("先划线，消防通道留出来，灯装在坡口和门口。")
        zang.get_by_label("落实资金（元）").fill("9800")
        zang.get_by_label("预计受益人数").fill("260")
        click(zang, "button", "保存方案")
        expect(zang.get_by_text("还没有落实的，两项都空着").first).to_be_visible()
        zang.get_by_label("出资单位").fill("市住建局")
        picture(zang, "zhucheng-plan")
        click(zang, "button", "保存方案")
        zang.get_by_label("这一步的情况").fill("居民代表都来了，定了20个。")
        picture(zang, "zhucheng-project-desk")
        click(zang, "button", "节点完成")
        expect(zang.get_by_text("节点已登记")).to_be_visible()
    with at(browser, site, "", "/panorama", width=390) as phone:
        phone.locator('a[data-door="projects:micro"]').first.click()
        click(phone, "link", TITLE)
        expect(phone.get_by_text("9,800元，市住建局出资")).to_be_visible()
        expect(phone.get_by_text("居民代表都来了")).to_be_visible()
        expect(phone.get_by_text("东关花园 小区议事")).to_be_visible()
        picture(phone, "zhucheng-project-phone")

    clock(EVENING + timedelta(days=40))
    with at(browser, site, "", f"/projects/{project}", width=390) as phone:
        expect(phone.get_by_text("已超期").first).to_be_visible()
        picture(phone, "zhucheng-late-phone")
    with at(browser, site, "lu", f"/desk/projects/{project}") as lu:
        lu.get_by_label("新的期限").fill(f"{EVENING + timedelta(days=50):%Y-%m-%d}")
        lu.get_by_label("为什么要延后（大家都能看到）").fill("连下大雨，划线干不了。")
        click(lu, "button", "改期")
        expect(lu.get_by_text("连下大雨").first).to_be_visible()
    with at(browser, site, "zang", f"/desk/projects/{project}") as zang:
        zang.locator("summary", has_text="办结项目").click()
        zang.get_by_label("办成了什么").fill("20个车位划好了，两盏灯亮了。")
        picture(zang, "zhucheng-finish")
        click(zang, "button", "办结项目")
        expect(zang.get_by_text("项目已办结")).to_be_visible()


def test_what_the_estate_resolved_is_built_and_judged(site: str, browser: Browser, clock: Clock) -> None:
    elsewhere.aside(CODE, prepare)
    clock(EVENING - timedelta(days=2))
    topic = raised(browser, site)
    decided(browser, site, clock)
    project = planned(browser, site, topic)
    carried_out(browser, site, clock, project)

    after = EVENING + timedelta(days=41)
    elsewhere.aside(CODE, lambda: judged_from(project, after))
    clock(after)
    with at(browser, site, "zheng", f"/topics/{topic}", width=390) as phone:
        expect(phone.get_by_text("20个车位划好了").first).to_be_visible()
        click(phone, "link", "看项目进度")
        expect(phone.get_by_text("260人")).to_be_visible()
        expect(phone.get_by_text("已办结").first).to_be_visible()
        picture(phone, "zhucheng-done-phone")
        phone.goto(f"{site}/topics/{topic}")
        click(phone, "link", "查看进度并评价")
        expect(phone.locator("#project")).to_contain_text("已办结")
        expect(phone.get_by_text("群众评事").first).to_be_visible()


def judged_from(project: int, after: datetime) -> None:
    """Its answer is checked and posted; the residents are asked."""
    row = queries.project(project, after.date())
    assert row.matter_state is State.ANSWERED
    orders.check(actor=make.actor("xu"), matter_id=row.matter_id, passes=True, words="看过了", now=after)
    journal.number()
    services.read_journal()
    evaluation.read_journal()
    orders.invite(actor=CLOCK, matter_id=row.matter_id, now=after)
