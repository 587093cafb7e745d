"""The question mark and its button say what a page is for and which keys it has, in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages import scenes
from tests.pages.test_accessible import GRAVE, faults
from tests.pages.test_journeys import aside, desk, picture

pytestmark = pytest.mark.browser


def keys(page: Page) -> dict[str, str]:
    """The keys that the open help lists, with what each does."""
    help_ = page.get_by_role("dialog", name="本页说明")
    expect(help_).to_be_visible()
    rows = help_.locator("dl > div:visible")
    told = [(row.locator("dt").inner_text(), row.locator("dd").inner_text()) for row in rows.all()]
    return dict(told)


def test_it_lists_what_the_page_has_and_escape_closes_it(browser: Browser, site: str) -> None:
    with desk(browser, site, "chen") as page:
        page.goto(site + "/matters")
        page.keyboard.press("?")
        assert keys(page) == {"/": "搜索", "Ctrl K": "全局搜索", "?": "显示本说明"}
        picture(page, "keys-help")
        page.keyboard.press("/")  # nothing behind the help is pressed
        expect(page.locator("input[type=search]")).not_to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.keyboard.press("/")
        page.keyboard.type("?")
        expect(page.locator("input[type=search]")).to_have_value("?")
        expect(page.locator("dialog[open]")).to_have_count(0)

        page.get_by_role("link", name="帮助").click()
        expect(page.get_by_role("dialog")).to_contain_text("您有权查看的全部事项，一张表。")
        step = page.get_by_role("dialog").locator(".yb-day__step", has_text="看看自己的岗位")
        step.get_by_role("button").click()
        expect(step.locator(".yb-day__mark")).to_contain_text("已看过")
        picture(page, "help")
        assert faults(page) == []
        page.goto(site + "/help")
        assert faults(page) == []

        page.goto(site + "/accessibility")
        page.keyboard.press("?")
        help_ = page.get_by_role("dialog", name="本页说明")
        expect(help_.locator(".yb-guide__lines li")).to_have_count(3)
        expect(help_.locator("dl")).to_have_count(0)  # a resident's page has no keys
        assert faults(page, "moderate", *GRAVE) == []
        help_.get_by_role("button", name="关闭说明").click()
        expect(help_).to_be_hidden()


def test_a_list_adds_its_own_and_english_says_the_same(browser: Browser, site: str) -> None:
    aside(lambda: scenes.to_triage(now=datetime.now(UTC)))
    with desk(browser, site, "chen") as page:
        page.goto(site + "/matters")
        page.keyboard.press("?")
        assert keys(page) == {
            "/": "搜索",
            "j k": "下一条、上一条",
            "Enter": "打开",
            "x": "勾选这一行",
            "Ctrl K": "全局搜索",
            "?": "显示本说明",
        }
        page.get_by_role("button", name="关闭说明").click()
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.locator(".yb-look summary").click()
        page.locator(".yb-look button[name=language]").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.wait_for_load_state()
        page.keyboard.press("?")
        english = page.get_by_role("dialog", name="Help for this page")
        expect(english.locator("dl > div:visible dd")).to_have_text(
            ["search", "down, up", "open", "tick the row", "search over everything", "this help"]
        )


def test_the_triage_desk_lists_its_own_and_nothing_behind_is_pressed(browser: Browser, site: str) -> None:
    aside(lambda: scenes.to_triage(now=datetime.now(UTC)))
    with desk(browser, site, "chen") as page:
        page.goto(site + "/triage")
        expect(page.locator("#chosen")).to_be_focused()
        before = page.locator("#chosen .yb-number").inner_text()
        page.keyboard.press("?")
        told = keys(page)
        assert told["y Enter"] == "采纳第一条建议"
        assert "/" not in told
        page.keyboard.press("y")
        page.keyboard.press("j")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert page.locator("#chosen .yb-number").inner_text() == before
