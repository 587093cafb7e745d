"""What a resident sees first when a message says that there is an answer, on a phone 390 px wide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.matters import animals
from tests.pages import scenes
from tests.pages.test_journeys import aside, picture
from yuanba.matters import services
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF

pytestmark = pytest.mark.browser

#: As long as answers are that say what was done, when, and what comes next.
ANSWER = (
    "您好，镇流器老化，已经换成节能灯头，当晚亮灯正常；旁边两盏也一并检查过，没有问题。"
    "以后再有不亮的，还请告诉我们。"
)


def answered(found: list[make.Matter]) -> None:
    """A matter with a picture, and an answer with another."""
    now = datetime.now(UTC) - timedelta(hours=3)
    people = scenes.crew(now=now)
    (dark,) = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    (light,) = services.prepare([animals.png()], allowed=FROM_STAFF)
    matter = make.a_matter(now=now, text="路灯坏了三天", enclosures=[dark])
    chen, lin = make.actor("chen"), people.lin
    services.assign(actor=chen, matter_id=matter.id, class_code="public", item_code="street_light", now=now)
    services.accept(actor=lin, matter_id=matter.id, now=now)
    services.answer(actor=lin, matter_id=matter.id, words=ANSWER, enclosures=[light], now=now)
    found.append(matter)


def proven(page: Page, site: str, matter: make.Matter) -> None:
    page.goto(site + "/track")
    page.fill("#id_receipt", matter.receipt)
    page.fill("#id_code", matter.code)
    page.click("form.yb-card button[type=submit]")
    page.wait_for_url(f"**/m/{matter.token}")


@pytest.mark.parametrize("care", ["off", "on"])
def test_the_answer_and_both_buttons_stand_on_the_first_screen(
    browser: Browser, site: str, care: str
) -> None:
    found: list[make.Matter] = []
    aside(lambda: answered(found))
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.add_cookies([{"name": "care", "value": care, "url": site}])
    page = context.new_page()
    proven(page, site, found[0])
    picture(page, f"answered-phone-{care}")

    tabs = page.locator(".yb-tabs").bounding_box()
    answer = page.locator(".yb-answer__words").bounding_box()
    yes = page.get_by_role("button", name="解决了", exact=True).bounding_box()
    no = page.get_by_role("button", name="没解决", exact=True).bounding_box()
    before, after = (page.locator(".yb-pair img").nth(at).bounding_box() for at in (0, 1))
    assert tabs
    assert answer
    assert yes
    assert no
    assert before
    assert after
    assert answer["y"] < before["y"] < yes["y"]
    assert before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]
    assert (yes["y"], yes["width"], yes["height"]) == (no["y"], no["width"], no["height"])
    assert yes["y"] + yes["height"] <= tabs["y"], "both can be pressed without scrolling"
    assert no["x"] + no["width"] <= 390

    page.get_by_role("button", name="没解决", exact=True).click()
    expect(page.locator("#last-word textarea")).to_be_focused()
    page.get_by_role("button", name="退回重办").click()
    expect(page.get_by_text("退回重办 · 第1次重办")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
