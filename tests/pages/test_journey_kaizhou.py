"""Kaizhou's deliberation on two nets in the browser (K7): proposed and decided online and in the yard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.journeys.stage import local
from tests.journeys.test_kaizhou import COMMUNITY, GRID, PLACES, UNITS
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from tests.pages.test_panlian_meetings import Clock, click, clock, press
from tests.serving import served
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.rules.deliberation.councils import SeatRole

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "kaizhou"
#: The clock of another journey.
__all__ = ["clock"]

WORDS = "下雨天电动车没处充电，想请大家议一议装个充电棚。"
DRAFT = "充电棚装在三号院坝东侧，电费各自付。"
AT_SIX = local(4, 10, 18)


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Kaizhou on a real server."""
    with served() as address:
        yield address.replace("/d/jiangjin", f"/d/{CODE}")


@contextmanager
def at(browser: Browser, site: str, login: str, path: str, *, is_phone: bool = False) -> Iterator[Page]:
    """Somebody who has just opened a page, at a desk or on a phone."""
    size = {"width": 390, "height": 844} if is_phone else {}
    with elsewhere.opened(browser, site, CODE, login, **size) as page:
        page.goto(site + path)
        yield page


def prepare() -> None:
    """冉 writes the minutes of the yard; 何 and two neighbours sit in it, and two who have no phone."""
    now = AT_SIX - timedelta(days=3)
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    lead = make.staff("mu", "community_secretary", unit="yingbin", now=now)
    make.staff("ran", "point_clerk", area=COMMUNITY, name="冉红", now=now)
    council = services.set_up(actor=lead, kind="yard", area_code=GRID, now=now)
    services.seat(actor=lead, council_id=council, role=SeatRole.SECRETARY, login="ran", now=now)
    for login, name in (("he", "何小妹"), ("tang", "唐师傅"), ("liao", "廖大姐"), ("qin", "秦大哥")):
        make.resident(login, name=name, now=now)
        services.seat(
            actor=lead, council_id=council, role=SeatRole.MEMBER, title="院坝居民", login=login, now=now
        )
    for name in ("黄大爷", "谭大妈"):
        services.seat(
            actor=lead, council_id=council, role=SeatRole.MEMBER, title="院坝居民", name=name, now=now
        )


def proposed(browser: Browser, site: str) -> int:
    """自发提议: 何 proposes on her phone, 冉 makes it public, four second it online and one in the yard."""
    with at(browser, site, "he", "/topics", is_phone=True) as phone:
        click(phone, "link", "提议题")
        phone.get_by_label("想请大家议什么事？").fill(WORDS)
        phone.get_by_label("院坝汇").check()
        click(phone, "button", "提交议题")
        expect(phone.get_by_text("议题已收到")).to_be_visible()
    with at(browser, site, "ran", "/desk/topics") as ran:
        click(ran, "link", "下雨天电动车")
        topic = int(ran.url.partition("?")[0].rpartition("/")[2])
        ran.get_by_label("公开标题").fill("院坝充电棚")
        ran.get_by_label("公开摘要").fill("装在哪里，谁出钱。")
        click(ran, "button", "公开议题")

        def seconded() -> None:
            now = AT_SIX - timedelta(days=2)
            for login in ("tang", "liao", "qin"):
                services.support(actor=make.actor(login), topic_id=topic, now=now)

        elsewhere.aside(CODE, seconded)
        make_fourth(browser, site, topic)
        ran.goto(f"{site}/topics/{topic}")
        ran.get_by_label("居民本人的手机号").fill("13800138555")
        click(ran, "button", "替居民附议")
        expect(ran.get_by_text("已列入议程").first).to_be_visible()
    return topic


def make_fourth(browser: Browser, site: str, topic: int) -> None:
    """A neighbour who has no seat seconds it on the phone."""
    elsewhere.aside(CODE, lambda: make.resident("jiang", name="江阿姨", now=AT_SIX - timedelta(days=2)))
    with at(browser, site, "jiang", f"/topics/{topic}", is_phone=True) as phone:
        phone.get_by_role("button", name="我附议").click()
        expect(phone.get_by_text("4人附议")).to_be_visible()


def test_neighbours_propose_and_decide_online_and_in_the_yard(
    site: str, browser: Browser, clock: Clock
) -> None:
    elsewhere.aside(CODE, prepare)
    clock(AT_SIX - timedelta(days=2))
    topic = proposed(browser, site)
    with at(browser, site, "ran", "/desk/meetings") as ran:
        click(ran, "link", "院坝汇")
        expect(ran.get_by_text("院坝充电棚").first).to_be_visible()
        ran.get_by_label("具体地点").fill("三号院坝")
        ran.get_by_label("开始").fill(f"{AT_SIX:%Y-%m-%d}T18:00")
        ran.get_by_label("结束").fill(f"{AT_SIX:%Y-%m-%d}T19:00")
        click(ran, "button", "公布并通知成员")
        number = ran.url.rpartition("/")[2]

    clock(AT_SIX)
    with at(browser, site, "ran", f"/desk/meetings/{number}") as ran:
        press(ran, "s")
        for name in ("何小妹", "黄大爷", "谭大妈"):
            ran.get_by_label(name).check()
        click(ran, "button", "勾选的到了")
        press(ran, "b")
        ran.get_by_label("决议草案").fill(DRAFT)
        picture(ran, "kaizhou-draft")
        click(ran, "button", "提请表决，不在场的用手机")
        expect(ran.get_by_text("已收到0票")).to_be_visible()
        voted(browser, site, number)
        ran.reload()
        expect(ran.get_by_text("已收到1票")).to_be_visible()
        expect(ran.get_by_text("请只数提请表决时已到场的3位成员")).to_be_visible()
        picture(ran, "kaizhou-both-nets")
        ran.get_by_label("同意").fill("2")
        ran.get_by_label("反对").fill("1")
        press(ran, "Enter")
        click(ran, "button", "会议结束")
        press(ran, "y")
    told(browser, site, number, topic)


def voted(browser: Browser, site: str, number: str) -> None:
    """民主决议 online: 廖 is not there and votes on her phone; 何 is, and raises her hand."""
    with at(browser, site, "liao", f"/meetings/{number}", is_phone=True) as phone:
        picture(phone, "kaizhou-live-phone")
        click(phone, "link", "不在现场的成员，点这里表决")
        phone.get_by_label("同意", exact=True).check()
        click(phone, "button", "投票")
        expect(phone.get_by_text("您的票已投出").first).to_be_visible()
    with at(browser, site, "he", f"/meetings/{number}", is_phone=True) as phone:
        click(phone, "link", "不在现场的成员，点这里表决")
        expect(phone.get_by_text("请在现场举手")).to_be_visible()


def told(browser: Browser, site: str, number: str, topic: int) -> None:
    """One record of both: the meeting's page, the vote with its ground, and the topic."""
    with at(browser, site, "", f"/meetings/{number}", is_phone=True) as phone:
        for words in (DRAFT, "同意3票，反对1票", "其中线上1票", "通过"):
            expect(phone.get_by_text(words).first).to_be_visible()
        picture(phone, "kaizhou-decided-phone")
        click(phone, "link", "表决结果和依据")
        expect(phone.get_by_text("和现场举手合并计票").first).to_be_visible()
        phone.goto(f"{site}/topics/{topic}")
        expect(phone.get_by_text("通过").first).to_be_visible()
