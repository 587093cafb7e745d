"""What comes out of a printer: black on white, whatever the screen is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.pages.test_journeys import desk

pytestmark = pytest.mark.browser

#: The colours of all words that can be seen.
COLOURS = """() => [...new Set([...document.querySelectorAll("body *")]
    .filter((one) => one.getClientRects().length)
    .filter((one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
    .map((one) => getComputedStyle(one).color))]"""


@pytest.mark.parametrize("path", ["/", "/panorama", "/rules"])
def test_a_dark_page_of_residents_prints_black(browser: Browser, site: str, path: str) -> None:
    context = browser.new_context(color_scheme="dark", locale="zh-CN")
    page = context.new_page()
    page.goto(site + path)
    assert page.evaluate(COLOURS) != ["rgb(0, 0, 0)"]
    page.emulate_media(media="print")
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)"]
    context.close()


def test_a_dark_desk_prints_black(browser: Browser, site: str) -> None:
    with desk(browser, site, "chen") as page:
        page.goto(
            site + "/matters/outside"
        )  # with its styles: the page after the log-in may still be loading
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)"]
