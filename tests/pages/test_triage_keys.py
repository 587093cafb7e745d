"""The triage desk by keyboard alone: confirm, correct, refuse, guide, say where, merge, put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.pages.test_journeys import aside, desk
from yuanba.matters import queries, services
from yuanba.matters.services.triage import SUGGESTER
from yuanba.rules.core.actor import system
from yuanba.rules.core.state import State

pytestmark = pytest.mark.browser

SAID = {
    "light": ("3号门旁边的路灯坏了一个星期了", cast.TONGTAIMEN),
    "again": ("3号门旁边的路灯坏了一个多星期，还是不亮", cast.TONGTAIMEN),
    "wages": ("单位拖欠工资，请你们仲裁", cast.TONGTAIMEN),
    "far": ("街心的路灯不亮", ""),
}


@pytest.fixture
def waiting(site: str) -> dict[str, int]:
    """Four matters that wait, each with its suggestion, oldest first."""
    found: dict[str, int] = {}

    def fill() -> None:
        now = datetime.now(UTC)
        for number, (name, (text, area)) in enumerate(SAID.items()):
            made = make.a_matter(now=now - timedelta(minutes=9 - number), text=text, place="", area_code=area)
            services.suggest(actor=SUGGESTER, matter_ids=[made.id], now=now)
            found[name] = made.id

    aside(fill)
    return found


@pytest.fixture
def keys(browser: Browser, site: str, waiting: dict[str, int]) -> Iterator[Page]:
    """Chen's desk; the mouse is never touched."""
    with desk(browser, site, "chen") as page:
        page.goto(site + "/triage")
        yield page


#: The key comes twice: what has just appeared is not decided unread.
BOUNCE = """document.addEventListener("htmx:afterSettle", () => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", {key: "y", bubbles: true, cancelable: true})), {once: true})"""


def reads(page: Page, words: str) -> None:
    """A person reads; what has just appeared takes no decision yet."""
    expect(page.locator(".yb-triage__said .yb-words")).to_contain_text(words)
    page.wait_for_timeout(350)


def states(waiting: dict[str, int]) -> dict[str, State]:
    found: dict[str, State] = {}

    def look() -> None:
        now = datetime.now(UTC)
        found.update(
            {name: queries.matter_for(system("test"), number, now).state for name, number in waiting.items()}
        )

    aside(look)
    return found


#: What an input method sends: some browsers say that it is writing, some only give the code 229.
WRITING = """(field, written) => field.dispatchEvent(
    new KeyboardEvent("keydown", {bubbles: true, cancelable: true, ...written}))"""


@pytest.mark.parametrize("written", [{"keyCode": 229}, {"isComposing": True}])
def test_an_input_methods_enter_picks_and_sends_nothing(
    keys: Page, waiting: dict[str, int], written: dict[str, object]
) -> None:
    reads(keys, "路灯坏了一个星期")
    keys.keyboard.press("r")
    reason = keys.locator("#id_refuse_reason")
    reason.fill("不属于受理范围，请到别处反映")
    reason.evaluate(WRITING, {"key": "Enter", "ctrlKey": True, **written})
    keys.keyboard.press("Escape")
    keys.evaluate("() => document.activeElement?.blur()")
    for key in ("Enter", "y"):
        keys.locator("body").evaluate(WRITING, {"key": key, **written})
    box = keys.locator("input[role=combobox]").first
    if box.count() and box.is_visible():
        box.fill("几江")
        box.evaluate(WRITING, {"key": "Enter", **written})
        expect(box).to_have_attribute("aria-expanded", "true")
    reads(keys, "路灯坏了一个星期")
    assert states(waiting)["light"] == State.FILED


def test_four_matters_by_keyboard_alone(keys: Page, waiting: dict[str, int]) -> None:
    reads(keys, "路灯坏了一个星期")
    keys.evaluate(BOUNCE)
    keys.keyboard.press("y")

    reads(keys, "还是不亮")
    expect(keys.locator("[data-like] [data-merge]").first).to_be_visible()
    keys.keyboard.press("m")
    keys.keyboard.press("Enter")

    reads(keys, "仲裁")
    keys.keyboard.press("r")
    keys.keyboard.press("1")
    expect(keys.locator("#id_refuse_reason")).not_to_have_value("")
    keys.keyboard.press("Control+Enter")

    reads(keys, "街心")
    keys.keyboard.press("y")  # nobody said where it lies: it is asked for, and the box is ready
    expect(keys.locator("#id_assign_town_typed")).to_be_focused()
    keys.keyboard.type("几江")
    keys.keyboard.press("Enter")
    keys.keyboard.press("Enter")

    expect(keys.get_by_text("全部分流完了")).to_be_visible()
    assert states(waiting) == {
        "light": State.ASSIGNED,
        "again": State.MERGED,
        "wages": State.REFUSED,
        "far": State.ASSIGNED,
    }
