"""Chenghua in the browser (C4): 爱邻（20）议事日, the council of an estate that meets on each twentieth.

Topics are gathered before it (议题征集), it is held on its day, and what it adopts is carried out (成果转化).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.journeys.stage import local
from tests.journeys.test_chenghua import COMMUNITY, ESTATE, PLACES, UNITS
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from yuanba.deliberation import services
from yuanba.deliberation.models import CouncilMeeting
from yuanba.districts.queries import DistrictRow
from yuanba.web import entrance

pytestmark = [pytest.mark.browser, pytest.mark.long]

CODE = "chenghua"
PHONE = {"width": 390, "height": 844}
TITLE = "院里电动车停在哪里"
DRAFT = "在2栋东侧划非机动车位，装4个充电口。"
#: Members of the council without an account.
SEATED = ("何大爷", "罗大妈")
#: Who seconds at the counter.
NUMBERS = ("13800138551", "13800138552", "13800138553", "13800138554")


class Days:
    """The clock of pages and jobs; it begins on 16 March, too late to call what is due on the twentieth."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        self.now = local(3, 16, 10)

    def to(self, month: int, on: int, hour: int) -> datetime:
        """Let it be this moment."""
        self.now = local(month, on, hour)
        self.patch.setattr(entrance, "_clock", lambda: self.now)
        return self.now

    def night(self, month: int, on: int) -> None:
        """The job of the night makes due what a cadence owes; asked a second time it makes nothing."""
        now = self.to(month, on, 1)
        made: list[int] = []
        for _again in range(2):
            elsewhere.aside(CODE, lambda: made.append(services.fall_due(now=now)))
        assert made == [1, 0]


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    found = Days(monkeypatch)
    found.to(3, 16, 10)
    return found


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Chenghua on a real server."""
    with elsewhere.site_in(CODE, "成华区") as address:
        yield address


def people(now: datetime) -> None:
    """肖 leads the community, 关 the branch, 邓 is at the counter; 郝 and 邱 live there."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    make.staff("xiao", "community_secretary", name="肖书记", unit="taoyuan", now=now)
    make.staff("guan", "branch_secretary", name="关书记", unit="branch", now=now)
    make.staff("deng", "clerk", name="邓秘书", area=COMMUNITY, now=now)
    for login in ("hao", "qiu"):
        make.resident(login, now=now)


def test_the_twentieth_of_an_estate(site: str, browser: Browser, days: Days) -> None:
    """C4: due by its cadence, topics raised and seconded before, held, confirmed by two, carried out."""
    elsewhere.aside(CODE, lambda: people(days.now))
    with elsewhere.opened(browser, site, CODE, "xiao") as lead:
        council = sets_up(lead, site)

    days.night(3, 21)
    days.to(4, 1, 20)
    with elsewhere.opened(browser, site, CODE, "hao", **PHONE) as phone:
        topic = proposes(phone, council)
    with elsewhere.opened(browser, site, CODE, "deng") as desk:
        desk.goto(f"{site}/desk/topics")
        desk.get_by_role("link", name="院里的电动车").click()
        desk.get_by_label("公开标题").fill(TITLE)
        desk.get_by_label("公开摘要").fill("电动车停在楼道里不安全，请大家议停在哪里。")
        desk.get_by_role("button", name="公开议题").click()
        expect(desk.get_by_text("已办好")).to_be_visible()
        seconded(browser, desk, site, topic)
        meeting = calls(desk, site)

    days.to(4, 20, 19)
    with elsewhere.opened(browser, site, CODE, "deng") as desk:
        holds(desk, f"{site}/desk/meetings/{meeting}")
        desk.get_by_role("button", name="确认会议记录").click()
        expect(desk.get_by_text("您已确认会议记录")).to_be_visible()

    days.night(4, 21)
    days.to(4, 21, 10)
    with elsewhere.opened(browser, site, CODE, "guan") as branch:
        branch.goto(f"{site}/desk/meetings/{meeting}")
        branch.get_by_role("button", name="确认会议记录").click()
        expect(branch.get_by_text("会议记录已经由两个人确认。")).to_be_visible()
        carries_out(branch, topic)
    with elsewhere.opened(browser, site, CODE, "hao", **PHONE) as phone:
        reads(phone, topic)
        phone.goto(council)
        expect(phone.get_by_text("最晚2026年5月20日召开")).to_be_visible()
        picture(phone, "twentieth-council-phone")


def sets_up(lead: Page, site: str) -> str:
    """The council of 关家苑 as the rules say, and who sits in it; give the address that residents open."""
    lead.goto(f"{site}/desk/councils/new")
    lead.get_by_label("爱邻（20）议事日").check()
    lead.locator("input[name=estate]").fill(ESTATE)
    lead.get_by_role("button", name="设立").click()
    expect(lead.get_by_text("最晚2026年3月20日召开")).to_be_visible()
    seats = [("召集人", "login", "guan"), ("会议秘书", "login", "deng")]
    for role, box, who in [*seats, *(("成员", "name", name) for name in SEATED)]:
        lead.locator("select[name=role]").select_option(label=role)
        lead.locator("select[name=title]").select_option("居民和各方" if box == "name" else "")
        lead.locator(f"input[name={box}]").fill(who)
        lead.locator("form", has=lead.locator("select[name=role]")).get_by_role("button").click()
        expect(lead.get_by_text("席位已安排。")).to_be_visible()
    picture(lead, "twentieth-seats")
    return lead.url.replace("/desk/councils/", "/councils/")


def proposes(phone: Page, council: str) -> str:
    """The next twentieth has fallen due by itself; 郝 raises a topic for it. Give the topic's address."""
    phone.goto(council)
    for words in ("关家苑", "最晚2026年4月20日召开", "每月20日", "八方", "三快二提一转"):
        expect(phone.get_by_text(words).first).to_be_visible()
    phone.get_by_role("link", name="提议题").click()
    phone.get_by_label("想请大家议什么事？").fill("院里的电动车停在楼道里，充电也没地方。")
    expect(phone.get_by_label("关家苑")).to_be_checked()
    phone.get_by_role("button", name="提交议题").click()
    expect(phone.get_by_text("议题已收到")).to_be_visible()
    return phone.url


def seconded(browser: Browser, desk: Page, site: str, topic: str) -> None:
    """邱 seconds it on a phone, four at the counter: five, and it is on the agenda."""
    with elsewhere.opened(browser, site, CODE, "qiu", **PHONE) as phone:
        phone.goto(topic)
        phone.get_by_role("button", name="我附议").click()
        expect(phone.get_by_text("您已附议。")).to_be_visible()
    desk.goto(topic)
    expect(desk.get_by_text("再有4人附议")).to_be_visible()
    for number in NUMBERS:
        desk.get_by_label("手机号").fill(number)
        desk.get_by_role("button", name="替居民附议").click()
        expect(desk.get_by_text("已附议，有进展")).to_be_visible()
    expect(desk.get_by_text("5人附议").first).to_be_visible()
    expect(desk.get_by_text("已列入会议议程，欢迎到场一起议。")).to_be_visible()


def calls(desk: Page, site: str) -> str:
    """The form stands on the twentieth with the topic ticked; the meeting is the one that was due."""
    desk.goto(f"{site}/desk/meetings")
    desk.get_by_role("link", name="关家苑").click()
    expect(desk.get_by_label("开始")).to_have_value("2026-04-20T19:00")
    expect(desk.get_by_label(TITLE)).to_be_checked()
    desk.get_by_label("具体地点").fill("共享议事小院")
    picture(desk, "twentieth-call")
    desk.get_by_role("button", name="公布并通知成员").click()
    expect(desk.get_by_text("已召集并公布")).to_be_visible()
    meeting = desk.url.rpartition("/")[2]
    due: list[str] = []
    elsewhere.aside(CODE, lambda: due.append(CouncilMeeting.objects.get(pk=meeting).due.period))
    assert due == ["2026-04"]
    return meeting


def holds(desk: Page, address: str) -> None:
    """Check in by the list, the words on which hands are raised, the hands, and the end."""
    desk.goto(address)
    expect(desk.get_by_text("桃源社区 · 关家苑 共享议事小院")).to_be_visible()
    desk.get_by_role("button", name="开始签到").click()
    for name in ("关书记", *SEATED):
        desk.get_by_label(name).check()
    desk.get_by_role("button", name="勾选的到了").click()
    expect(desk.get_by_text("人数够了")).to_be_visible()
    desk.locator(".yb-desk__acts").get_by_role("button", name="开始").click()
    desk.get_by_label("决议草案").fill(DRAFT)
    desk.get_by_role("button", name="提请表决").click()
    desk.get_by_label("同意").fill("2")
    desk.get_by_label("反对").fill("1")
    picture(desk, "twentieth-hands")
    desk.get_by_role("button", name="记录票数").click()
    desk.get_by_role("button", name="会议结束").click()
    expect(desk.get_by_text("会议结束。请看会议记录，由两个人确认。")).to_be_visible()


def carries_out(branch: Page, topic: str) -> None:
    """成果转化, led by the branch: what was adopted becomes a matter with a due day."""
    branch.goto(topic.replace("/topics/", "/desk/topics/"))
    task = branch.locator("form", has=branch.get_by_role("button", name="落实决议"))
    expect(task.get_by_label("决议内容")).to_have_value(DRAFT)
    task.get_by_label("由谁落实").fill("关家苑党支部")
    task.get_by_label("最晚完成").fill("2026-05-15")
    picture(branch, "twentieth-task")
    task.get_by_role("button", name="落实决议").click()
    expect(branch.get_by_text("已办好")).to_be_visible()


def reads(phone: Page, topic: str) -> None:
    """郝 reads count, resolution and task on the topic's page, and follows the matter from there."""
    phone.goto(topic)
    expect(phone.get_by_role("link", name="关家苑 爱邻（20）议事日")).to_be_visible()
    track = phone.locator("#track")
    for words in ("同意2，反对1，弃权0", DRAFT, "关家苑党支部", "5月15日"):
        expect(track).to_contain_text(words)
    picture(phone, "twentieth-topic-phone")
    phone.get_by_role("link", name="查看进度并评价").click()
    expect(phone.get_by_text(TITLE).first).to_be_visible()
