"""A secretary's evening (J3, J4): a community meeting of two topics on a tablet, a projector and a phone.

What the secretary presses or sends is counted: at most 25 from the notice to the minutes that two confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.deliberation import evenings
from tests.pages.test_journeys import aside, desk
from yuanba.deliberation import services
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.web import entrance

pytestmark = pytest.mark.browser

MOST = 25
#: What is polled comes within some seconds.
POLLED = 15_000


@dataclass
class Hand:
    """The secretary's hand: every click, key command and form sent, in words."""

    done: list[str] = field(default_factory=list)

    def click(self, page: Page, role: str, name: str) -> None:
        self.done.append(f"click {name}")
        with page.expect_navigation():
            page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def key(self, page: Page, key: str) -> None:
        self.done.append(f"key {key}")
        with page.expect_navigation():
            page.keyboard.press(key)

    def tick(self, page: Page, name: str) -> None:
        self.done.append(f"tick {name}")
        page.get_by_label(name).check()


def seat_the_council(now: datetime) -> None:
    """郭 leads Tongtaimen and convenes its council; three members have no account."""
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=now)
    make.staff("hu", "clerk", name="胡敏", area=cast.TONGTAIMEN, now=now)
    council = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=now)
    services.seat(actor=guo, council_id=council, role=SeatRole.CONVENER, login="guo", now=now)
    evenings.seat_members(council, guo, now, "甲大爷", "乙大妈", "丙师傅")


def decide(hand: Hand, page: Page, draft: str, yes: str, no: str) -> None:
    """Type the words that are voted on, put them to the vote, count the hands."""
    page.get_by_label("决议草案").fill(draft)
    hand.click(page, "button", "提请表决")
    page.get_by_label("同意").fill(yes)
    page.get_by_label("反对").fill(no)
    hand.key(page, "Enter")


def call(hand: Hand, page: Page) -> None:
    """The notice: topics and time, posted as many days before as the rules say."""
    hand.done.append("click 会议")
    page.get_by_role("link", name="会议", exact=True).click()
    hand.click(page, "link", "社区评议会")
    page.get_by_label("议题（一行一个）").fill("楼道照明怎么出钱\n院坝停车怎么划线")
    page.get_by_label("具体地点").fill("社区会议室")
    hand.click(page, "button", "公布并通知成员")
    expect(page.get_by_text("已召集并公布")).to_be_visible()


def test_a_secretarys_evening(
    site: str, browser: Browser, phone: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside(lambda: seat_the_council(entrance.now()))
    hand = Hand()
    with desk(browser, site, "guo", "/tasks") as tablet:
        tablet.set_viewport_size({"width": 1024, "height": 768})
        call(hand, tablet)
        number = tablet.url.rpartition("/")[2]
        phone.goto(f"{site}/meetings/{number}")
        expect(phone.get_by_text("院坝停车怎么划线")).to_be_visible()
        sheet = tablet.request.get(f"{site}/events/{number}.pdf")
        hand.done.append("click 公告（贴公示栏）")
        assert sheet.body().startswith(b"%PDF")

    evening = entrance.now() + timedelta(days=3)
    monkeypatch.setattr(entrance, "_clock", lambda: evening)
    with desk(browser, site, "guo", "/tasks") as tablet:
        tablet.set_viewport_size({"width": 1024, "height": 768})
        hand.click(tablet, "link", "社区评议会")
        hand.key(tablet, "s")
        expect(tablet.get_by_text("正在签到")).to_be_visible()
        with tablet.context.expect_page() as opened:
            hand.done.append("click 投影页面")
            tablet.get_by_role("link", name="投影页面").click()
        keep(hand, tablet, phone, opened.value, f"{site}/meetings/{number}")
        minutes = tablet.request.get(f"{site}/desk/meetings/{number}/minutes.pdf")
        hand.done.append("click 会议记录")
        assert minutes.body().startswith(b"%PDF")
        hand.key(tablet, "y")
        expect(tablet.get_by_text("您已确认会议记录")).to_be_visible()
    with desk(browser, site, "hu", "/tasks") as other:
        hand.click(other, "link", "社区评议会")
        hand.key(other, "y")
        expect(other.get_by_text("会议记录已经由两个人确认")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("每户平摊18元。")).to_be_visible()
    expect(phone.get_by_text("没有通过")).to_be_visible()
    print(f"{len(hand.done)} acts:", *hand.done, sep="\n  ")
    assert len(hand.done) <= MOST, hand.done


def keep(hand: Hand, tablet: Page, phone: Page, wall: Page, page: str) -> None:
    """From the first who checks in to the end: list, spoken code, drafts, hands, on three screens."""
    code = wall.locator(".yb-screen__code").inner_text()
    phone.goto(f"{page}/check_in")
    phone.get_by_label("四位签到码").fill(code)
    phone.get_by_label("您的姓名").fill("王建国")
    phone.get_by_role("button", name="我到了").click()
    expect(phone.get_by_text("签到成功")).to_be_visible()
    phone.get_by_role("link", name="到会议页面").click()

    for name in ("郭秀兰", "甲大爷", "乙大妈", "丙师傅"):
        hand.tick(tablet, name)
    hand.click(tablet, "button", "勾选的到了")
    expect(tablet.get_by_text("人数够了")).to_be_visible()
    hand.key(tablet, "b")
    tablet.get_by_label("决议草案").fill("每户平摊20元。")
    hand.click(tablet, "button", "显示这一稿")
    expect(wall.get_by_text("每户平摊20元。")).to_be_visible(timeout=POLLED)
    expect(wall.locator(".yb-live__facts")).to_contain_text("4 / 4")

    tablet.get_by_label("决议草案").fill("每户平摊18元。")
    hand.click(tablet, "button", "提请表决")
    expect(phone.get_by_text("请举手表决")).to_be_visible(timeout=POLLED)
    tablet.get_by_label("同意").fill("3")
    tablet.get_by_label("反对").fill("1")
    hand.key(tablet, "Enter")
    decide(hand, tablet, "划8个车位。", "2", "2")
    hand.click(tablet, "button", "会议结束")
    expect(wall.get_by_text("没有通过")).to_be_visible(timeout=POLLED)
