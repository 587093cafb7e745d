"""A new street office is set up from nothing, by mouse and by keyboard, in as many steps as the docs say."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import cast, make
from tests.laws.house import ROOT
from tests.pages.test_journeys import aside, desk

pytestmark = pytest.mark.browser

PEOPLE = (
    ("双福街道", "街道党工委书记", "唐立 tangli"),
    ("双福街道", "经办人", "何勇 heyong"),
    ("双福街道", "窗口", "叶青 yeqing"),
    ("东门社区党组织", "书记", "冯兰 fenglan"),
    ("西门社区党组织", "书记", "邓山 dengshan"),
)


class Hand:
    """Somebody at a desk, who presses and types by mouse or by keyboard; each of it is a step."""

    def __init__(self, page: Page, by: str) -> None:
        self.page, self.by, self.steps = page, by, 0

    def press(self, what: Locator) -> None:
        self.steps += 1
        if self.by == "mouse":
            what.click()
        else:
            what.focus()
            self.page.keyboard.press("Enter")

    def write(self, box: Locator, text: str) -> None:
        self.steps += 1
        if self.by == "mouse":
            box.fill(text)
        else:
            box.focus()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)

    def choose(self, box: Locator, part: str) -> None:
        """Type a part of a name and take what is offered."""
        self.steps += 1
        box.focus()
        self.page.keyboard.insert_text(part)
        offered = box.locator("xpath=..").get_by_role("option").first
        expect(offered).to_contain_text(part)
        if self.by == "mouse":
            offered.click()
        else:
            self.page.keyboard.press("Enter")


def documented() -> int:
    """How many steps the handbook promises."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (count,) = re.findall(r"in (\d+) steps, of which \d+ choose who\s+holds which post", text)
    return int(count)


def found_the_office(keeper: Hand) -> None:
    """The system administrator: the street, its communities with their grids, and their units."""
    page = keeper.page
    keeper.press(page.locator(".yb-side").get_by_role("link", name="区域和小区"))
    keeper.press(page.locator(".yb-desk__acts").get_by_role("link", name="新增区域"))
    keeper.write(page.locator("#id_names"), "双福街道")
    keeper.press(page.locator("main form button[type=submit]"))
    keeper.press(page.locator("main").get_by_role("link", name="双福街道", exact=True))
    keeper.press(page.locator(".yb-desk__acts").get_by_role("link", name="新增区域"))
    keeper.write(page.locator("#id_names"), "东门社区居民委员会\n西门社区居民委员会")
    keeper.write(page.locator("#id_grids"), "2")
    keeper.press(page.locator("main form button[type=submit]"))
    expect(page.get_by_text("已新增2个区域。")).to_be_visible()
    keeper.press(page.locator("#people-here").get_by_role("link", name="按规则设立单位"))
    keeper.press(page.locator("main form button[type=submit]"))
    expect(page.get_by_text("已新增7个单位。")).to_be_visible()


def open_the_accounts(keeper: Hand) -> str:
    """Everybody's first log-in on a slip; gives the first one's password."""
    page = keeper.page
    keeper.press(page.locator(".yb-side").get_by_role("link", name="单位和人员"))
    keeper.press(page.locator(".yb-desk__acts").get_by_role("link", name="开通账号"))
    grids = "\n".join(f"网格员{n} grid{n}" for n in range(1, 5))
    keeper.write(page.locator("#id_people"), "\n".join(person for *_, person in PEOPLE) + "\n" + grids)
    keeper.press(page.locator("main form button[type=submit]"))
    expect(page.locator(".yb-slip")).to_have_count(9)
    expect(page.get_by_role("button", name="打印登录条")).to_be_visible()
    return page.locator(".yb-slip b").first.inner_text()


def fill_the_posts(guard: Hand) -> None:
    """The security administrator: who holds which post."""
    page = guard.page
    guard.press(page.locator(".yb-side").get_by_role("link", name="单位和人员"))
    guard.press(page.locator(".yb-tabs").get_by_role("link", name="空缺岗位"))
    guard.choose(page.locator(".yb-filter input[name=area]"), "双福")
    guard.press(page.locator(".yb-filter button"))
    rows = page.locator(".yb-fill tbody tr")
    expect(rows).to_have_count(9)
    for unit, title, person in PEOPLE:
        row = rows.filter(has_text=unit).filter(has=page.locator("option", has_text=title))
        guard.choose(row.locator("input").first, person.split()[0])
    for number, row in enumerate(rows.filter(has_text="网格党组织").all(), start=1):
        guard.choose(row.locator("input"), f"网格员{number}")
    guard.press(page.locator(".yb-fill__end button[type=submit]"))
    expect(page.get_by_text("已分配9个岗位。")).to_be_visible()
    expect(page.get_by_text("没有空缺岗位")).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_new_street_office_from_nothing(browser: Browser, site: str, by: str) -> None:
    now = datetime.now(UTC)
    aside(lambda: cast.administrators(now=now))
    with desk(browser, site, "keeper") as page:
        keeper = Hand(page, by)
        found_the_office(keeper)
        password = open_the_accounts(keeper)
    with desk(browser, site, "guard") as page:
        guard = Hand(page, by)
        fill_the_posts(guard)
    log_ins = 2 * 3
    assert log_ins + keeper.steps + guard.steps == documented()
    first_log_in(browser, site, password)


def first_log_in(browser: Browser, site: str, password: str) -> None:
    """Who got the slip enters with it, sets a password of their own, and is at the desk of their post."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN").new_page()
    page.goto(site + "/account/login/")
    page.fill("input[name=login]", "tangli")
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.fill("input[name=oldpassword]", password)
    for box in ("password1", "password2"):
        page.fill(f"input[name={box}]", make.PASSWORD)
    page.click("main button[type=submit]")
    page.goto(site + "/people/me")
    expect(page.locator("main")).to_contain_text("双福街道党工委")
