"""A question is asked, neighbours think about it on their phones, and all see what they share (A5, K7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.opinions import talk
from tests.pages.test_journeys import aside, desk, picture
from yuanba.opinions import queries, services

pytestmark = pytest.mark.browser

GOOD, BAD = "晚上十点以后不鸣喇叭", "三单元那家总是乱停"
WHY = "点到了具体的住户，可以不点名再写一条"


def ask(browser: Browser, site: str) -> None:
    """何 asks Tongtaimen how to park, with six statements."""
    aside(lambda: talk.asker(datetime.now(UTC)))
    with desk(browser, site, "he", "/desk/consultations") as he:
        he.get_by_role("link", name="发起意见征集").click()
        he.fill("#id_question", "小区的车位怎么停更合理？")
        he.fill("#id_background", "现有车位86个，登记车辆131辆。")
        he.fill("#id_statements", "\n".join(talk.FIRST))
        he.get_by_role("button", name="向居民征集").click()
        expect(he.get_by_role("heading", level=1)).to_have_text("小区的车位怎么停更合理？")


def think(phone: Page, site: str) -> None:
    """One statement after another by thumb, then a change of mind, then two of one's own."""
    phone.goto(site + "/")
    phone.get_by_role("link", name="意见征集").first.click()
    phone.get_by_role("link", name="小区的车位怎么停更合理？").click()
    picture(phone, "consultation-phone")
    for number in range(len(talk.FIRST)):
        expect(phone.locator("#statement .yb-soft").first).to_have_text(
            f"已看{number}条，共{len(talk.FIRST)}条"
        )
        name = ("同意", "不同意", "不表态")[number % 3]
        phone.locator("#statement").get_by_role("button", name=name, exact=True).click()
    expect(phone.locator("main")).to_contain_text("观点都看完了")
    phone.locator("summary", has_text="再看一遍").click()
    phone.get_by_role("link", name=talk.FIRST[0]).click()
    expect(phone.locator("#statement [aria-pressed=true]")).to_have_text("同意")
    phone.locator("#statement").get_by_role("button", name="不同意").click()
    for words in (GOOD, BAD):
        phone.fill("#id_words", words)
        phone.get_by_role("button", name="提出我的观点").click()
        expect(phone.locator(".yb-row", has_text=words)).to_contain_text("正在审核")


def read_first(browser: Browser, site: str) -> None:
    """何 finds them in the queue, shows one word for word, and writes why the other is not shown."""
    with desk(browser, site, "he", "/tasks") as he:
        he.locator("main [data-row]", has_text=GOOD).click()
        picture(he, "consultation-desk")
        he.locator("article", has_text=GOOD).get_by_role("button", name="公布观点", exact=True).click()
        refused = he.locator("article", has_text=BAD)
        refused.locator("summary").click()
        refused.locator("input[name=reason]").fill(WHY)
        refused.get_by_role("button", name="不公布观点").click()
        expect(he.locator("main")).to_contain_text("没有待审核的")


def neighbours_think_too() -> None:
    """Nine of one camp and seven of the other; and what the worker does every ten minutes."""
    now = datetime.now(UTC)
    (asked,) = (one.id for one in queries.running(now))
    talk.speak(asked, camps=(9, 7), now=now)
    services.group(consultation_id=asked, now=now + timedelta(minutes=1))


def test_many_are_heard_before_anybody_decides(browser: Browser, phone: Page, site: str) -> None:
    ask(browser, site)
    think(phone, site)
    phone.goto(phone.url.partition("?")[0] + "/groups")
    expect(phone.locator("main")).to_contain_text("参加的人还不够多")
    read_first(browser, site)

    aside(neighbours_think_too)
    phone.goto(site + "/consultations")
    phone.get_by_role("link", name="小区的车位怎么停更合理？").click()
    expect(phone.locator("#statement")).to_contain_text(GOOD)
    expect(phone.locator(".yb-row", has_text=BAD)).to_contain_text(WHY)
    phone.get_by_role("link", name="看看大家怎么想").first.click()
    expect(phone.locator("main section").first).to_contain_text("各组都认同的")
    expect(phone.locator("main section").first).to_contain_text("先划消防通道")
    expect(phone.locator(".yb-cloud__sentence")).to_contain_text("分成2个群体，分歧最大的是“车位固定到户”")
    expect(phone.locator(".yb-cloud svg circle")).not_to_have_count(0)
    expect(phone.locator("tbody tr", has_text="要收停车费")).to_contain_text("同意100%")
    picture(phone, "groups-phone")
