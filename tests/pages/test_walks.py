"""Timed walks at the desks: twenty matters by keyboard alone, a patrol note, what is late and why."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.pages import scenes
from tests.pages.test_journeys import aside, desk, picture
from yuanba.matters import queries, services
from yuanba.rules.core.actor import system
from yuanba.rules.core.state import State

pytestmark = pytest.mark.browser

#: A clerk has five minutes for twenty; the pages may take a third of it, the rest is for reading.
FIVE_MINUTES = 300


def states(ids: list[int]) -> dict[str, int]:
    """How many of these matters stand where, and who has them."""
    found: dict[str, int] = {}

    def count() -> None:
        for one in ids:
            state = queries.matter_for(system("test"), one, datetime.now(UTC)).state
            found[state] = found.get(state, 0) + 1

    aside(count)
    return found


def chosen(page: Page) -> str:
    """The receipt number on the right, once it has the focus."""
    expect(page.locator("#chosen")).to_be_focused()
    return page.locator("#chosen .yb-number").inner_text()


def decide(page: Page, *keys: str) -> None:
    """Read, press these keys, and wait until another matter is there."""
    before = chosen(page)
    page.wait_for_timeout(350)  # what has just appeared takes no decision yet
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#chosen .yb-number")).not_to_have_text(before)
    chosen(page)


@pytest.mark.long
def test_twenty_matters_by_keyboard_alone(browser: Browser, site: str) -> None:
    ids: list[int] = []
    aside(lambda: ids.extend(scenes.to_triage(now=datetime.now(UTC))))
    with desk(browser, site, "chen", at="/triage") as page:
        assert page.locator(".yb-triage__row").first.inner_text().startswith("滨江花园2栋楼道里有人打架")
        expect(page.locator(".yb-triage__said")).to_contain_text("110")
        picture(page, "triage-desk")
        page.mouse.move(0, 0)
        began = time.monotonic()

        decide(page, "y")  # danger: the number to call stands above the words
        decide(page, "Enter")
        for _ in range(5):
            decide(page, "y")
        page.keyboard.press("e")
        page.keyboard.type("油烟")
        expect(page.locator(".yb-combo__list li").first).to_be_visible()
        picture(page, "triage-directory")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        decide_after(page, "Enter")
        page.keyboard.press("r")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#id_refuse_reason")).not_to_have_value("")
        picture(page, "triage-refuse")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # the preview
        page.keyboard.press("Tab")
        decide_after(page, "Enter")
        page.keyboard.press("g")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # the preview
        page.keyboard.press("Tab")
        decide_after(page, "Enter")
        page.keyboard.press("n")
        later = chosen(page)
        page.keyboard.press("k")
        expect(page.locator("#chosen .yb-number")).not_to_have_text(later)
        for _ in range(10):
            decide(page, "y")
        took = time.monotonic() - began

        assert states(ids) == {State.ASSIGNED: 18, State.REFUSED: 1, State.GUIDED: 1, State.FILED: 2}
        assert took < FIVE_MINUTES / 3, f"{took:.0f} s"
        picture(page, "triage-done")
        print(f"20 matters in {took:.1f} s of keys and pages")


def decide_after(page: Page, key: str) -> None:
    """The last key of a form, and another matter."""
    before = page.locator("#chosen .yb-number").inner_text()
    page.keyboard.press(key)
    expect(page.locator("#chosen .yb-number")).not_to_have_text(before)
    chosen(page)


def test_merging_is_marked_first_and_can_be_put_right(browser: Browser, site: str) -> None:
    now = datetime.now(UTC)
    ids: list[int] = []

    def file() -> None:
        for minutes in (50, 40):
            at = now - timedelta(minutes=minutes)
            text = "滨江花园1栋门口路灯坏了好几天，晚上黑漆漆的看不见路"
            ids.append(make.a_matter(now=at, text=text, place="滨江花园1栋").id)

    aside(file)
    with desk(browser, site, "chen", at="/triage") as page:
        chosen(page)
        expect(page.locator("[data-merge]")).to_be_visible()
        page.keyboard.press("m")
        expect(page.locator("[data-merge]")).to_be_focused()
        picture(page, "triage-merge")
        decide_after(page, "Enter")
        assert states(ids) == {State.MERGED: 1, State.FILED: 1}
        with page.context.expect_page() as opened:
            page.keyboard.press("u")
        other = opened.value
        expect(other.locator("#do-unmerge")).to_have_attribute("open", "")
        other.fill("#id_unmerge_reason", "不是同一盏灯")
        other.click("#do-unmerge button[type=submit]")
        expect(other.locator(".yb-badge").first).to_contain_text("已收到")
    assert states(ids) == {State.FILED: 2}


def test_keys_can_be_switched_off_and_a_phone_has_a_plain_list(browser: Browser, site: str) -> None:
    aside(lambda: scenes.to_triage(now=datetime.now(UTC)))
    with desk(browser, site, "chen", at="/triage") as page:
        before = chosen(page)
        page.click("[data-keys-switch]")
        page.locator("#chosen").focus()
        page.keyboard.press("j")
        page.keyboard.press("y")
        page.wait_for_timeout(300)
        assert page.locator("#chosen .yb-number").inner_text() == before
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator(".yb-triage__one")).to_be_hidden()
        picture(page, "triage-phone")
        page.locator(".yb-triage__row").nth(2).click()
        expect(page.locator(".yb-words")).to_contain_text("路灯")
        assert "/matters/" in page.url


def test_a_patrol_note_is_a_matter_and_a_small_thing_is_settled(browser: Browser, site: str) -> None:
    people: list[scenes.Crew] = []
    aside(lambda: people.append(scenes.crew(now=datetime.now(UTC))))
    with desk(browser, site, "wu") as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.reload()
        expect(page.get_by_role("heading", name="待办", exact=True)).to_be_visible()
        began = time.monotonic()
        page.click("a.yb-big")
        page.fill("#id_text", "1栋楼梯扶手松了")
        picture(page, "grid-note-phone")
        page.click("button.yb-big")
        expect(page.get_by_text("已记下")).to_be_visible()
        noted = time.monotonic() - began
        picture(page, "grid-phone")
        expect(page.locator(".yb-work")).to_contain_text("扶手松了")

        page.click("a.yb-big")
        page.fill("#id_text", "两家为楼道里的鞋柜争吵")
        page.click("summary:has-text('我已当场办好')")
        page.select_option("#id_choice", index=1)
        page.click("button.yb-big")
        expect(page.get_by_text("请写办理情况。", exact=True)).to_be_visible()
        expect(page.locator("#id_text")).to_have_value("两家为楼道里的鞋柜争吵")
        page.fill("#id_words", "当场说和，鞋柜搬回家里。")
        picture(page, "grid-settle-phone")
        page.click("button.yb-big")
        expect(page.get_by_text("已当场办结")).to_be_visible()
        assert noted < 30
        print(f"patrol note in {noted:.1f} s")


def test_late_and_why_in_three_clicks(browser: Browser, site: str) -> None:
    aside(lambda: scenes.busy(now=datetime.now(UTC)))
    with desk(browser, site, "qin") as page:
        expect(page.locator(".yb-tasks__head").first).to_contain_text("已超期")
        page.get_by_role("link", name="超期与到期").click()
        picture(page, "supervision-desk")
        page.locator(".yb-tabs a").first.click()  # one: what is late
        expect(page.locator(".yb-table")).to_contain_text("1号门路灯不亮")
        expect(page.locator(".yb-table")).to_contain_text("已提交挂起申请，待审批")
        page.locator("td.yb-cell--due a").first.click()  # two: why this date
        expect(page.locator(".yb-way__table")).to_contain_text("计入")
        expect(page.locator(".yb-way__table")).to_contain_text("周末")
        picture(page, "why-desk")
        page.goto(f"{site}/supervision?lateness=waiting")
        expect(page.locator("td.yb-cell--clock")).to_contain_text("暂停计时，始于")
        picture(page, "supervision-waiting-desk")
        page.set_viewport_size({"width": 390, "height": 844})
        picture(page, "supervision-phone")


def test_a_question_is_answered_on_the_story_page(phone: Page, browser: Browser, site: str) -> None:
    found: dict[str, int] = {}
    aside(lambda: found.update(scenes.busy(now=datetime.now(UTC))))
    li: list[str] = []

    def ask() -> None:
        now = datetime.now(UTC)
        owner = make.actor("li")
        matter = make.a_matter(now=now, actor=owner, text="我家门口路灯坏了", area_code=cast.FIRST_GRID)
        chen, lin = make.actor("chen"), make.actor("lin")
        services.assign(actor=chen, matter_id=matter.id, class_code="public", now=now)
        zhou = make.actor("zhou")
        services.accept(actor=zhou, matter_id=matter.id, now=now)
        services.ask(actor=zhou, matter_id=matter.id, question="是几号门口的灯？", now=now)
        assert lin
        li.append(matter.token)

    aside(ask)
    phone.goto(site + "/account/login/")
    phone.fill("input[name=login]", "li")
    phone.fill("input[name=password]", make.PASSWORD)
    phone.click("main button[type=submit]")
    phone.goto(f"{site}/m/{li[0]}")
    expect(phone.locator(".yb-question")).to_contain_text("是几号门口的灯？")
    picture(phone, "story-question-phone")
    phone.fill("#id_reply_words", "3号门左边那一盏")
    phone.click(".yb-question button[type=submit]")
    expect(phone.get_by_text("谢谢，承办单位已经收到")).to_be_visible()
    expect(phone.locator(".yb-badge").first).to_contain_text("办理中")
    phone.click("summary:has-text('催一催')")
    picture(phone, "story-folds-phone")
    phone.click("form[action$='/urge'] button")
    expect(phone.get_by_text("已经催办")).to_be_visible()
    phone.click("a:has-text('截止时间怎么算的')")
    expect(phone.locator(".yb-way__table")).to_be_visible()
    picture(phone, "why-phone")
