"""Kaizhou's shared living room in the browser (K1): booked by half, answered, offered, closed, found anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.pages import elsewhere
from tests.pages.test_journey_kaizhou import at
from tests.pages.test_journeys import picture
from tests.pages.test_panlian_meetings import click
from tests.serving import served
from tests.venues import house
from yuanba.districts.queries import DistrictRow
from yuanba.rules.time.calendar import day, moment
from yuanba.venues import services

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "kaizhou"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Kaizhou on a real server."""
    with served() as address:
        yield address.replace("/d/jiangjin", f"/d/{CODE}")


def test_half_of_a_hall_on_a_phone(site: str, browser: Browser) -> None:
    """K1: one room of many uses; whoever comes second reads what is free; a closure loses nobody."""
    elsewhere.aside(CODE, lambda: house.furnished(datetime.now(UTC) - timedelta(days=2)))
    on = (day(datetime.now(UTC)) + timedelta(days=6)).isoformat()
    asked = books(browser, site, on)
    answers(browser, site)
    reads_what_is_free(browser, site, on)
    closes_and_finds_another(browser, site, on)
    with at(browser, site, "he", asked, is_phone=True) as phone:
        expect(phone.get_by_text("读书室")).to_be_visible()
        expect(phone.get_by_text("已约好。来不了请取消，让给别人。")).to_be_visible()
        click(phone, "button", "用不上了，取消预约")
        expect(phone.get_by_text("已取消，这段时间别人可以约了。")).to_be_visible()


def books(browser: Browser, site: str, on: str) -> str:
    """何 comes by the picture of the mechanism and books a half; her booking waits."""
    with at(browser, site, "he", "/panorama", is_phone=True) as phone:
        phone.locator("a[data-door=centres]").click()
        click(phone, "link", "迎宾社区共享客厅")
        expect(phone.get_by_text("85%")).to_be_visible()
        picture(phone, "rooms-centre")
        click(phone, "link", "多功能厅东半")
        phone.get_by_label("日期").fill(on)
        phone.get_by_label("做什么用").fill("合唱队排练")
        picture(phone, "rooms-book")
        click(phone, "button", "预约")
        expect(phone.get_by_text("已为您留着，中心答复后会告诉您。")).to_be_visible()
        return phone.url.removeprefix(site)


def answers(browser: Browser, site: str) -> None:
    """罗 finds it among what waits and confirms it."""
    with at(browser, site, "luo", "/tasks") as desk:
        click(desk, "link", "合唱队排练 · 多功能厅东半")
        expect(desk.get_by_role("heading", name="合唱队排练")).to_be_visible()
        desk.get_by_role("button", name="同意预约", exact=True).click()
        expect(desk.get_by_text("已同意，会通知预约的人。")).to_be_visible()


def reads_what_is_free(browser: Browser, site: str, on: str) -> None:
    """唐 wants the whole hall at that time, reads what is free, and takes another hall by a link."""
    with at(browser, site, "tang", "/centres", is_phone=True) as phone:
        click(phone, "link", "迎宾社区共享客厅")
        phone.get_by_role("link", name="多功能厅", exact=True).click()
        phone.get_by_label("日期").fill(on)
        phone.get_by_label("做什么用").fill("川剧票友排戏")
        click(phone, "button", "预约")
        expect(phone.get_by_text("这段时间别人已经约了。下面是还空着的。")).to_be_visible()
        picture(phone, "rooms-taken")
        click(phone, "link", "安康大厅")
        expect(phone.get_by_label("日期")).to_have_value(on)
        phone.get_by_label("做什么用").fill("川剧票友排戏")
        click(phone, "button", "预约")
        expect(phone.get_by_text("已为您留着，中心答复后会告诉您。")).to_be_visible()


def closes_and_finds_another(browser: Browser, site: str, on: str) -> None:
    """The hall's roof leaks: it is closed, and the choir gets the reading room."""
    with at(browser, site, "luo", "/desk/centres") as desk:
        click(desk, "link", "迎宾社区共享客厅")
        desk.get_by_role("link", name="多功能厅", exact=True).click()
        desk.get_by_label("从什么时候停用").fill(f"{on}T08:00")
        desk.locator("#close_until_at").fill(f"{on}T22:00")
        desk.locator("#close_reason").fill("屋顶漏水，检修")
        click(desk, "button", "停用")
        expect(desk.get_by_text("已停用。1个预约要另找地方")).to_be_visible()
        picture(desk, "rooms-displaced")
        click(desk, "link", "合唱队排练")
        desk.get_by_label("多功能厅东半", exact=True).uncheck()
        desk.get_by_label("读书室", exact=True).check()
        click(desk, "button", "预约改期")
        expect(desk.get_by_text("已改期，会通知预约的人。")).to_be_visible()


def test_what_repeats_is_one_booking(site: str, browser: Browser) -> None:
    """K1: shown day by day first; a day that is taken is left out; one day, then the rest is given up."""
    elsewhere.aside(CODE, lambda: taken_on(day(datetime.now(UTC)) + timedelta(days=14)))
    first = day(datetime.now(UTC)) + timedelta(days=7)
    with at(browser, site, "luo", "/desk/centres") as desk:
        click(desk, "link", "迎宾社区共享客厅")
        click(desk, "link", "周期预约")
        desk.get_by_label("读书室").check()
        desk.get_by_label("做什么用").fill("亲子读书会")
        desk.get_by_label("起始日期").fill(first.isoformat())
        desk.get_by_label("截止日期").fill((first + timedelta(days=28)).isoformat())
        desk.get_by_label("开始").fill("19:00")
        desk.get_by_label("结束").fill("20:30")
        desk.get_by_label("法定节假日不约").uncheck()
        click(desk, "button", "看看有哪些天")
        expect(desk.get_by_text("可以约上4天")).to_be_visible()
        expect(desk.get_by_text("已占用", exact=True)).to_have_count(1)
        click(desk, "button", "预约这些天")
        expect(desk.get_by_text("有1天已被占用")).to_be_visible()
        desk.get_by_label("跳过已被占用的日子").check()
        picture(desk, "rooms-repeat")
        click(desk, "button", "预约这些天")
        expect(desk.get_by_text("已按天约好。")).to_be_visible()
        days = desk.get_by_role("link", name="亲子读书会")
        expect(days).to_have_count(4)
        whole = desk.url
        days.nth(1).click()
        desk.get_by_text("取消预约").first.click()
        desk.locator("#cancel_reason").fill("老师出差")
        desk.get_by_role("button", name="取消预约").click()
        expect(desk.get_by_text("已取消，这段时间别人可以约了。")).to_be_visible()
        desk.goto(whole)
        desk.get_by_label("从哪天起").fill((first + timedelta(days=20)).isoformat())
        desk.locator("[name=reason]").fill("换到周末")
        click(desk, "button", "结束周期预约")
        expect(desk.get_by_text("腾出2天，别人可以约了。")).to_be_visible()


def taken_on(on: date) -> None:
    """唐 has the reading room on that evening."""
    made = house.furnished(datetime.now(UTC) - timedelta(days=2))
    services.book(
        actor=made.tang,
        bookable_ids=[made.room],
        starts_at=moment(on, time(19)),
        ends_at=moment(on, time(21)),
        purpose="下棋",
        now=datetime.now(UTC),
    )
