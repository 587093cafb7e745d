"""The work table through a real browser: by the mouse and by the keyboard alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.pages.test_journeys import desk, picture
from tests.pages.test_walks import aside

pytestmark = pytest.mark.browser

ROWS = 24
#: So many pixels the banner of a demonstration takes, which a test's page does not have.
BANNER = 36
#: What one of the matters says instead: a danger, whose alarm stands above each page.
OTHERS = {20: "楼道里煤气泄漏，味道很大"}


def some_work(now: datetime) -> list[Matter]:
    """Two dozen matters of last week, of which three are given to a unit; the lamps lie in the first grid."""
    people = Cast(**{name: make.actor(name) for name in ("li", "wang", "chen", "zhou", "sun")})
    made = [
        make.a_matter(
            now=now - timedelta(days=9, minutes=ROWS - number),
            area_code=cast.FIRST_GRID if number % 8 == 0 else cast.NANMEN,
            text=f"{number}号门路灯不亮"
            if number % 8 == 0
            else OTHERS.get(number, f"{number}号楼下水道堵了"),
        )
        for number in range(ROWS)
    ]
    for matter in made[:3]:
        deeds.walk(matter, people, "assign", now)
    return made


def asked(page: Page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def in_sight(page: Page) -> int:
    """How many rows stand whole on the screen."""
    return int(
        page.evaluate(
            """[...document.querySelectorAll("[data-table] tbody tr")]
            .filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"""
        )
    )


def headings(page: Page) -> list[str]:
    """The headings of the columns, in their order."""
    return [text.strip() for text in page.locator("[data-table] th:not(.yb-tick)").all_inner_texts()]


def sort_and_go_back(page: Page) -> None:
    """By the states as they follow one another, and back to the order from before."""
    page.click("th a:has-text('状态')")
    page.wait_for_url("**sort=state**")
    page.go_back()
    page.wait_for_url(lambda url: "sort=" not in url)


def look_at_what_is_late(page: Page, site: str) -> None:
    """Below the tabs of its queues, an alarm and the banner of a demonstration."""
    page.set_viewport_size({"width": 1440, "height": 900 - BANNER})
    page.goto(site + "/supervision?lateness=stuck")
    expect(page.locator(".yb-tabs--table [aria-current]")).to_contain_text("环节超时")
    expect(page.locator(".yb-alarm")).to_be_visible()
    assert in_sight(page) >= 20
    picture(page, "supervision-desk")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_by_the_mouse(browser: Browser, site: str) -> None:
    aside(lambda: some_work(datetime.now(UTC)))
    with desk(browser, site, "chen") as page:
        page.goto(site + "/matters")
        assert in_sight(page) >= 20, "also where an alarm stands above the list"
        picture(page, "work-table-desk")
        look_at_what_is_late(page, site)
        page.goto(site + "/matters")

        page.select_option("#id_state", label="已收到")
        page.wait_for_url("**/matters?state=filed")
        expect(page.locator(".yb-table__count")).to_have_text("21")
        assert asked(page) == {"state": ["filed"]}
        page.go_back()
        page.wait_for_url("**/matters")
        expect(page.locator(".yb-table__count")).to_have_text("24")
        page.go_forward()
        page.wait_for_url("**/matters?state=filed")
        expect(page.locator(".yb-table__count")).to_have_text("21")

        page.click("summary:has-text('选列')")
        page.get_by_label("登记时间", exact=True).uncheck()
        page.get_by_role("button", name="区域：上移").click()
        picture(page, "work-table-columns")
        page.click("text=显示这些列")
        page.wait_for_url("**col=what**")
        assert headings(page)[:3] == ["事项", "区域", "回执"]
        assert "登记时间" not in headings(page)
        assert asked(page)["state"] == ["filed"]

        sort_and_go_back(page)
        page.click("th a:has-text('答复截止')")
        page.wait_for_url("**sort=due**")
        first, second = page.locator("a[data-row]").all_inner_texts()[:2]
        page.locator("a[data-row]").first.click()
        page.wait_for_url("**/matters/*?list=*")
        expect(page.get_by_role("link", name="下一件")).to_be_visible()
        expect(page.locator("main")).to_contain_text(first.strip())
        page.get_by_role("link", name="下一件").click()
        expect(page.locator("main")).to_contain_text(second.strip())
        expect(page.get_by_role("link", name="上一件")).to_be_visible()
        picture(page, "along-the-list-desk")
        page.click("nav.yb-along >> text=事项查询")
        page.wait_for_url("**/matters?state=filed**")
        assert asked(page)["sort"] == ["due"]
        assert asked(page)["state"] == ["filed"]

        page.set_viewport_size({"width": 390, "height": 844})
        picture(page, "work-table-phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_by_the_keyboard_alone(browser: Browser, site: str) -> None:
    aside(lambda: some_work(datetime.now(UTC)))
    with desk(browser, site, "chen") as page:
        page.goto(site + "/matters")
        keys = page.keyboard
        keys.press("/")
        keys.type("路灯")
        keys.press("Enter")
        page.wait_for_url("**/matters?q=*")
        expect(page.locator(".yb-table__count")).to_have_text("3")
        assert asked(page) == {"q": ["路灯"]}

        keys.press("j")
        keys.press("j")
        focused = page.locator("a[data-row]:focus")
        expect(focused).to_contain_text("8号门路灯不亮")
        keys.press("Enter")
        page.wait_for_url("**/matters/*?list=*")
        expect(page.get_by_role("link", name="下一件")).to_be_visible()
        keys.press("j")
        expect(page.locator("main")).to_contain_text("0号门路灯不亮")
        expect(page.get_by_role("link", name="上一件")).to_be_visible()
        keys.press("k")
        expect(page.locator("main")).to_contain_text("8号门路灯不亮")
        expect(page.locator("nav.yb-along")).to_contain_text("事项查询")
        keys.press("?")
        expect(page.locator("dialog[open]")).to_contain_text("回到列表")
        keys.press("Escape")
        keys.press("u")
        page.wait_for_url("**/matters?q=*")
        expect(page.locator(".yb-table__count")).to_have_text("3")

        keys.press("j")
        keys.press("x")
        keys.press("j")
        keys.press("x")
        expect(page.locator("[data-ticked]")).to_have_text("2")
        page.focus("button[value=urge]")
        keys.press("Enter")
        page.wait_for_url("**verb=urge**")
        expect(page.locator("main")).to_contain_text("催办：2件")
        page.focus("textarea[name=words]")
        keys.type("请尽快处理")
        page.focus("main form button[type=submit]")
        keys.press("Enter")
        page.wait_for_url("**/matters?q=*")
        expect(page.locator("main")).to_contain_text("催办：已办2件")
