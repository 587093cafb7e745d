"""An official changes one time limit, by mouse and by keyboard; a colleague releases it; its day comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.pages.test_journeys import aside, desk
from yuanba.matters import queries as matters
from yuanba.matters import services
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.revisions import queries
from yuanba.revisions.services import trying
from yuanba.rules.time.calendar import moment
from yuanba.web import entrance

pytestmark = pytest.mark.browser

SHORTER = "类别“家事”的答复时限由5个工作日缩短为3个工作日"


def to_the_limit_by_mouse(page: Page) -> None:
    """From 待办 to the form of home matters, and back to the draft with another number of days."""
    page.get_by_role("link", name="规则修订").click()
    page.get_by_role("button", name="起草规则修订").click()
    page.get_by_role("link", name="类别").first.click()
    page.get_by_role("link", name="家事").click()
    days = page.get_by_label("答复时限", exact=True)
    days.fill("90")
    expect(page.locator("#said-answer")).to_contain_text("比底线宽：最长60天，请缩短")
    days.fill("4")
    expect(page.locator("#said-answer .yb-field__error")).to_have_count(0)
    page.get_by_role("button", name="存入草稿").click()
    expect(page.get_by_text("已存入草稿")).to_be_visible()
    page.locator("a.yb-back").click()
    expect(page.locator("#changes")).to_contain_text("由5个工作日缩短为4个工作日")


def press(page: Page, name: str, role: str = "link") -> None:
    """Go to a link or button without a mouse, and press it."""
    found = page.locator("main").get_by_role("link" if role == "link" else "button", name=name, exact=False)
    found.first.focus()
    page.keyboard.press("Enter")


def to_the_limit_by_keyboard(page: Page) -> None:
    """The same draft from 待办 again: three days, and submitted, with no mouse at all."""
    press(page, "起施行的规则")
    press(page, "类别")
    press(page, "家事")
    page.get_by_label("答复时限", exact=True).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已存入草稿")).to_be_visible()
    page.locator("a.yb-back").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#changes")).to_contain_text(SHORTER)
    press(page, "试算", "button")
    expect(page.get_by_text("正在收集派过的单")).to_be_visible()
    aside(lambda: trying.run_trial(1, datetime.now(UTC)))
    expect(page.locator("#trial")).to_contain_text("没有派过单")
    page.get_by_label("为什么修订").focus()
    page.keyboard.type("居民代表会议提出")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已提交")).to_be_visible()


def released_by_the_second_person(page: Page) -> None:
    """From 待办: what changes, the worked cases, the release."""
    expect(page.locator("main")).to_contain_text("签发规则")
    press(page, "起施行的规则")
    expect(page.locator("#changes")).to_contain_text(SHORTER)
    expect(page.locator("#cases")).to_contain_text("结果和原来不同")
    page.get_by_label("个案例我都看过了").check()
    page.get_by_role("button", name="签发").click()
    expect(page.get_by_text("到施行日自动生效")).to_be_visible()


def test_an_official_changes_one_time_limit(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound: dict[str, int] = {}
    aside(lambda: bound.update(old=make.a_matter(now=entrance.now()).id))
    with desk(browser, site, "chen") as chen:
        queue = urlsplit(chen.url).path.removeprefix(urlsplit(site).path)
        to_the_limit_by_mouse(chen)
        chen.goto(site + queue)
        to_the_limit_by_keyboard(chen)
    with desk(browser, site, "sun", "/tasks") as sun:
        released_by_the_second_person(sun)

    begins: list[date] = []
    aside(lambda: begins.extend(one.in_force_from for one in queries.revisions()))
    on = moment(begins[0], time(9))
    monkeypatch.setattr(entrance, "_clock", lambda: on)

    def limits() -> list[int]:
        bound["new"] = make.a_matter(now=entrance.now()).id
        rows = matters.kept_among(bound.values())
        chen = people.actor(people.key_of("chen"))
        assert chen
        for matter_id in rows:
            services.assign(actor=chen, matter_id=matter_id, class_code="home", now=on)
        return [store.pack_of(rows[bound[name]].pack_digest).classes["home"].answer.amount for name in bound]

    found: list[int] = []
    aside(lambda: found.extend(limits()))
    assert found == [5, 3], "who reported before keeps their time"
    with desk(browser, site, "chen", "/desk/rules") as chen:
        expect(chen.get_by_role("complementary")).to_contain_text("现行")
        for name, days in (("old", "5个工作日"), ("new", "3个工作日")):
            chen.goto(f"{site}/matters/{bound[name]}/why")
            expect(chen.locator("main")).to_contain_text(days)
