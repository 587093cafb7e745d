"""A connection that goes away: words stay, lost pictures are said, nothing is sent twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests import cast, make
from tests.matters import animals
from tests.pages.test_journeys import aside, desk

pytestmark = pytest.mark.browser


def choose_a_picture(page: Page) -> None:
    picture: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": animals.jpeg()}
    page.set_input_files("input[name=pictures]", picture)


def test_a_patrol_note_survives_a_lost_connection(browser: Browser, site: str) -> None:
    aside(lambda: make.staff("wu", "grid_worker", area=cast.FIRST_GRID, now=datetime.now(UTC)))
    with desk(browser, site, "wu") as page:
        page.goto(f"{site}/grid/note")
        page.fill("#id_text", "路边井盖缺一角")
        choose_a_picture(page)
        page.context.set_offline(True)
        page.click("button.yb-big")
        expect(page.get_by_text("现在没有网络")).to_be_visible()
        assert page.url.endswith("/grid/note")

        page.context.set_offline(False)
        expect(page.get_by_text("网络恢复了")).to_be_visible()
        page.reload()
        expect(page.locator("#id_text")).to_have_value("路边井盖缺一角")
        expect(page.get_by_text("请重新选择")).to_be_visible()

        choose_a_picture(page)
        page.click("button.yb-big")
        expect(page.get_by_text("已记下")).to_be_visible()  # said once, also where a script sent the picture
        page.goto(f"{site}/grid/note")
        expect(page.locator("#id_text")).to_have_value("")
