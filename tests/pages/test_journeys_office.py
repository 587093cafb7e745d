"""In the office, by mouse and by keyboard: a street office set up from nothing, and a leader's Monday."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests import cast, deeds, make
from tests.laws.house import ROOT
from tests.pages.test_journeys import aside, desk
from yuanba.dashboards import services as weekly
from yuanba.journal import services as journal
from yuanba.messages import services as messages
from yuanba.rules.core.actor import system
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.browser

PEOPLE = (
    ("双福街道", "街道党工委书记", "唐立 tangli"),
    ("双福街道", "经办人", "何勇 heyong"),
    ("双福街道", "窗口", "叶青 yeqing"),
    ("东门社区党组织", "书记", "冯兰 fenglan"),
    ("西门社区党组织", "书记", "邓山 dengshan"),
)


#: The keystroke-level model of Card, Moran and Newell, in seconds: what a step takes beside thinking
#: (pointing, a click, the hand's way between mouse and keys, the page's answer), to think once, and one key.
STEP, THINK, KEY = 1.1 + 0.2 + 0.4 + 1.0, 1.35, 0.28
#: A Chinese character is a syllable of three letters on average, and half a choice among those offered.
KEYS_OF_A_CHARACTER = 3.5
#: Two log-ins: user name and password typed, one button pressed.
LOG_IN_STEPS, LOG_IN_KEYS = 2 * 3, 2 * (6 + 16)


class Hand:
    """Somebody at a desk, who presses and types by mouse or by keyboard; each of it is a step."""

    def __init__(self, page: Page, by: str) -> None:
        self.page, self.by, self.steps, self.keys = page, by, 0, 0.0

    def types(self, text: str) -> None:
        self.steps += 1
        self.keys += sum(1 if sign.isascii() else KEYS_OF_A_CHARACTER for sign in text)

    def press(self, what: Locator) -> None:
        self.steps += 1
        if self.by == "mouse":
            what.click()
        else:
            what.focus()
            self.page.keyboard.press("Enter")

    def write(self, box: Locator, text: str) -> None:
        self.types(text)
        if self.by == "mouse":
            box.fill(text)
        else:
            box.focus()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)

    def choose(self, box: Locator, part: str) -> None:
        """Type a part of a name and take what is offered."""
        self.types(part)
        box.focus()
        self.page.keyboard.insert_text(part)
        offered = box.locator("xpath=..").get_by_role("option").first
        expect(offered).to_contain_text(part)
        if self.by == "mouse":
            offered.click()
        else:
            self.page.keyboard.press("Enter")


def documented() -> list[int]:
    """What the handbook promises: steps, keys, and the minutes of a practised and of a first-time user."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (steps,) = re.findall(r"in (\d+) steps, of which \d+ choose who\s+holds which post", text)
    found = re.search(
        r"their (\d+) keys take a\s+practised user (\d+) minutes.*half as fast, (\d+) minutes", text
    )
    assert found
    return [int(steps), *map(int, found.groups())]


def minutes(steps: int, keys: float, *, thoughts: int, key: float) -> int:
    """Whole minutes by the keystroke-level model, with so many thoughts at each step."""
    return round((steps * (STEP + thoughts * THINK) + keys * key) / 60)


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
    steps, keys = LOG_IN_STEPS + keeper.steps + guard.steps, LOG_IN_KEYS + keeper.keys + guard.keys
    practised = minutes(steps, keys, thoughts=1, key=KEY)
    first_time = minutes(steps, keys, thoughts=3, key=2 * KEY)
    assert [steps, round(keys), practised, first_time] == documented()
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


def weeks_of_work() -> None:
    """Six weeks in which answers fell due and were late, and one was in time; 秦 has the week sent to her."""
    now = datetime.now(UTC)
    people = cast.Cast(**{name: make.actor(name) for name in ("li", "wang", "chen", "zhou", "sun")})
    qin = make.staff("qin", "subdistrict_secretary", name="秦岚", area=cast.JIJIANG, now=now)
    for days in range(20, 44, 2):
        at = now - timedelta(days=days)
        deeds.walk(make.a_matter(now=at), people, "assign accept", at)
    weekly.subscribe(actor=qin, now=now)
    assert weekly.send(actor=system("dashboards.week"), on=day(now), now=now) == 1
    journal.number()
    messages.read_journal()


def number_of(figure: Locator) -> int:
    return int(figure.inner_text())


def hours(cell: Locator) -> float:
    return float(cell.inner_text().split()[-1].removesuffix("小时"))


@pytest.mark.long
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_leaders_monday(browser: Browser, site: str, by: str) -> None:
    """From the message to a figure, what it means and counts, the weeks before, why late, and on paper."""
    aside(weeks_of_work)
    with desk(browser, site, "qin", "/messages/") as page:
        qin = Hand(page, by)
        qin.press(page.locator("main").get_by_role("link", name="一周概览"))
        expect(page.get_by_role("heading", level=1)).to_have_text("一周概览")
        late = page.locator(".yb-figures [data-figure^='matters.late~']")
        figures = {"超期": number_of(late)}
        came_in = page.locator(".yb-figures [data-figure^='matters.came_in~']")
        figures["收到"] = number_of(came_in)
        assert figures["超期"] > 1

        head = page.locator(".yb-figure", has=page.locator("[data-figure^='matters.late~']"))
        qin.press(head.locator("summary"))
        expect(head.locator(".yb-define__words")).to_contain_text("截止后才答复")
        expect(head.locator(".yb-figure__usual")).to_contain_text("周平均")

        stages = page.locator(".yb-week__stages tbody tr")
        whole = hours(stages.last.locator("td").nth(2))
        told = [hours(row.locator("td").nth(2)) for row in stages.all()[:-1]]
        assert abs(sum(told) - whole) <= 0.05 * (len(told) + 1), "but for the rounding to tenths"
        assert whole > 0

        qin.press(late)
        expect(page.locator("tbody [data-row]")).to_have_count(figures["超期"])
        page.go_back()
        week = page.locator("#id_week").input_value()
        qin.press(page.get_by_role("link", name="上一周"))
        expect(page.locator("#id_week")).not_to_have_value(week)
        qin.press(page.get_by_role("link", name="下一周"))
        expect(page.locator("#id_week")).to_have_value(week)

        def taken(name: str) -> BytesIO:
            address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
            answer = page.request.get(site.partition("/d/")[0] + str(address))
            assert answer.ok, (answer.status, answer.text())
            return BytesIO(answer.body())

        rows = load_workbook(taken("Excel"))["一周数据"].iter_rows(min_row=2, values_only=True)
        assert figures.items() <= {str(row[0]): row[1] for row in rows}.items()
        paper = "".join("".join(one.extract_text().split()) for one in PdfReader(taken("PDF")).pages)
        for title, number in figures.items():
            assert f"{title}{number}" in paper, (title, paper)
