"""Nan'an's 有事好商量 in the browser (N6): priorities of the town, a day for talks, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.deliberation.test_priorities import STREET, town
from tests.journeys.stage import local
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from tests.pages.test_panlian_meetings import Clock, click, clock, press
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.topics import TopicState

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "nanan"
#: The clock of another journey.
__all__ = ["clock"]

EVENING = local(4, 16, 19)
DRAFT = "三栋前划12个车位，消防通道画黄线。"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Nan'an on a real server."""
    with elsewhere.site_in(CODE, "南岸区") as address:
        yield address


@contextmanager
def at(browser: Browser, site: str, login: str, path: str, *, width: int = 1440) -> Iterator[Page]:
    """Somebody who has just opened a page, at a desk or on a phone."""
    with elsewhere.opened(browser, site, CODE, login, width=width, height=900) as page:
        page.goto(site + path)
        yield page


def prepare() -> dict[str, int]:
    """石 leads the street and its day for talks; 邹 leads the community and convenes its council."""
    now = EVENING - timedelta(days=6)
    shi, made = town(now)
    day_for_talks = services.set_up(actor=shi, kind="talk_day", area_code=STREET, now=now)
    services.seat(actor=shi, council_id=day_for_talks, role=SeatRole.CONVENER, login="shi", now=now)
    for name in ("甲大爷", "乙大妈"):
        services.seat(
            actor=shi, council_id=made["council"], role=SeatRole.MEMBER, title="居民代表", name=name, now=now
        )
    services.seat(actor=shi, council_id=made["council"], role=SeatRole.SECRETARY, login="shi", now=now)
    return {**made, "talk_day": day_for_talks}


def laid_down(browser: Browser, site: str) -> None:
    """The street lays its priorities down, by the menu; whoever lives there reads them."""
    with at(browser, site, "shi", "/desk") as shi:
        click_menu(shi, "协商重点")
        first, second = shi.locator("fieldset").nth(0), shi.locator("fieldset").nth(1)
        first.get_by_label("序号").fill("2")
        first.get_by_label("商量什么").fill("楼道和路口照明")
        first.get_by_label("为什么是重点").fill("老人夜里出门不安全")
        second.get_by_label("序号").fill("1")
        second.get_by_label("商量什么").fill("老旧小区停车")
        second.get_by_label("对应的居民议题").select_option(label="花园五村停车")
        click(shi, "button", "公布协商重点")
        expect(shi.get_by_text("请写为什么是重点")).to_be_visible()
        second.get_by_label("为什么是重点").fill("三个月里反映最多")
        picture(shi, "nanan-priorities-desk")
        click(shi, "button", "公布协商重点")
        expect(shi.locator("ol.yb-rows .yb-row__title").first).to_have_text("1. 老旧小区停车")
    with at(browser, site, "", "/panorama", width=390) as phone:
        click(phone, "link", "镇街协商重点")
        click(phone, "link", "花园路街道")
        expect(phone.get_by_text("三个月里反映最多")).to_be_visible()
        expect(phone.get_by_text("已列入议程")).to_be_visible()
        picture(phone, "nanan-priorities-phone")


def click_menu(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def called(browser: Browser, site: str, made: dict[str, int]) -> str:
    """民情恳谈日 hangs in the calendar; the council of the community has the town's priority first."""
    with at(browser, site, "shi", f"/desk/councils/{made['talk_day']}/call") as shi:
        shi.get_by_label("议题（一行一个）").fill("面对面说难处、提建议")
        shi.get_by_label("具体地点").fill("街道二楼民情恳谈室")
        click(shi, "button", "公布并通知成员")
    with at(browser, site, "", "/events", width=390) as phone:
        expect(phone.get_by_text("民情恳谈日").first).to_be_visible()
    with at(browser, site, "zou", f"/desk/councils/{made['council']}/call") as zou:
        expect(zou.locator("[name=topic_ids]").first).to_have_value(str(made["parking"]))
        expect(zou.get_by_text("协商重点第1项：花园五村停车")).to_be_visible()
        picture(zou, "nanan-call")
        zou.get_by_label("具体地点").fill("花园五村三栋院坝")
        zou.get_by_label("开始").fill(f"{EVENING:%Y-%m-%d}T19:00")
        zou.get_by_label("结束").fill(f"{EVENING:%Y-%m-%d}T20:30")
        click(zou, "button", "公布并通知成员")
        return zou.url.rpartition("/")[2]


def test_what_the_town_put_first_is_talked_over_first(site: str, browser: Browser, clock: Clock) -> None:
    made: dict[str, int] = {}
    elsewhere.aside(CODE, lambda: made.update(prepare()))
    clock(EVENING - timedelta(days=5))
    laid_down(browser, site)
    number = called(browser, site, made)

    clock(EVENING)
    with at(browser, site, "zou", f"/desk/meetings/{number}") as zou:
        press(zou, "s")
        for name in ("邹敏", "甲大爷", "乙大妈"):
            zou.get_by_label(name).check()
        click(zou, "button", "勾选的到了")
        press(zou, "b")
        zou.get_by_label("决议草案").fill(DRAFT)
        click(zou, "button", "提请表决")
        zou.get_by_label("同意").fill("3")
        press(zou, "Enter")
        click(zou, "button", "以后再议")
        click(zou, "button", "会议结束")
        press(zou, "y")
    with at(browser, site, "shi", f"/desk/meetings/{number}") as shi:
        press(shi, "y")
    with at(browser, site, "", f"/priorities/{STREET}", width=390) as phone:
        expect(phone.locator("ol.yb-rows li").first).to_contain_text("有结果了")
        picture(phone, "nanan-decided-phone")
        click(phone, "link", "花园五村停车")
        expect(phone.get_by_text("镇街协商重点第1项")).to_be_visible()
        expect(phone.get_by_text(DRAFT).first).to_be_visible()
    elsewhere.aside(CODE, lambda: check(made["parking"]))


def check(topic: int) -> None:
    """It stands as decided."""
    from yuanba.deliberation.queries import topics

    assert topics.topic(topic).state is TopicState.DECIDED
