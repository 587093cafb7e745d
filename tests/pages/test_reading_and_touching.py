"""A person of seventy with a phone: letters, targets, a lost connection, a second tap."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests import make

pytestmark = pytest.mark.browser

TOO_SMALL = """([target, letters]) => {
  const found = [];
  const say = (element) => found.push(element.outerHTML.slice(0, 90));
  const touched = 'a, button, input:not([type=hidden]), select, textarea, summary';
  for (const one of document.querySelectorAll(touched)) {
    if (one.closest('.yb-prose') || one.classList.contains('yb-skip')) continue;
    const box = (one.closest('label') || one).getBoundingClientRect();
    if (box.width > 1 && (box.height < target - 0.5 || box.width < 43.5)) say(one);
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const parent = words.currentNode.parentElement;
    const seen = parent.getClientRects().length && !parent.closest('script');
    if (!words.currentNode.data.trim() || !seen) continue;
    if (parseFloat(getComputedStyle(parent).fontSize) < letters) say(parent);
  }
  return found;
}"""
DRAW = """async (letters) => {
  const family = getComputedStyle(document.body).fontFamily;
  await document.fonts.load('40px ' + family, letters.join(''));
  return letters.map((letter) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 50, height: 50 });
    const pen = canvas.getContext('2d');
    pen.font = '40px ' + family;
    pen.fillText(letter, 2, 40);
    return canvas.toDataURL();
  });
}"""
PAGES = ("/", "/file", "/track", "/public", "/account/login/", "/suggestions", "/accessibility")


def test_letters_and_targets_are_large_enough(phone: Page, site: str) -> None:
    for care, target, letters in (("off", 44, 12), ("on", 60, 18)):
        phone.context.add_cookies([{"name": "care", "value": care, "url": site}])
        for page in PAGES:
            phone.goto(site + page)
            assert phone.evaluate(TOO_SMALL, [target, letters]) == [], (care, page)
            assert phone.evaluate("document.documentElement.scrollWidth") == 390, (care, page)


def test_chinese_is_drawn_without_boxes(phone: Page, site: str) -> None:
    phone.goto(site + "/")
    drawn = phone.evaluate(DRAW, list("院坝报事□"))
    assert len(set(drawn)) == 5  # a font without these letters draws the same box for each


def test_a_draft_outlives_the_page_and_ends_with_the_receipt(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    phone.fill("textarea", "门口的路灯三天没亮了。")
    phone.goto(site + "/track")
    phone.goto(site + "/file")
    assert phone.input_value("textarea") == "门口的路灯三天没亮了。"
    assert phone.is_visible("[data-draft-note]")

    phone.click("form[data-draft] button[type=submit]")
    phone.wait_for_url("**/receipt/**")
    assert phone.evaluate("Object.keys(localStorage)") == []
    phone.goto(site + "/file")
    assert phone.input_value("textarea") == ""


def test_starting_anew_forgets_the_draft(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    phone.fill("textarea", "写错了")
    phone.goto(site + "/file")
    phone.click("[data-draft-forget]")
    assert phone.input_value("textarea") == ""
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_who_logs_out_leaves_no_draft_behind(phone: Page, site: str) -> None:
    phone.goto(site + "/account/login/")
    phone.fill("input[name=login]", "li")
    phone.fill("input[name=password]", make.PASSWORD)
    phone.click("main form button[type=submit]")
    phone.goto(site + "/file")
    phone.fill("textarea", "我家的事")
    assert phone.evaluate("Object.keys(localStorage)") != []

    phone.goto(site + "/account/logout/")
    phone.click("main button[type=submit]")
    phone.wait_for_url(site + "/")
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_a_second_tap_sends_nothing(phone: Page, site: str) -> None:
    sent: list[str] = []  # what is typed may be asked about by itself, which is no second filing
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    phone.goto(site + "/file")
    phone.fill("textarea", "门口的路灯三天没亮了。")
    phone.dblclick("form[data-draft] button[type=submit]")
    phone.wait_for_url("**/receipt/**")
    assert sent.count(site + "/file") == 1


def test_everything_is_there_without_scripts(phone: Page, site: str) -> None:
    browser = phone.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(site + "/")
    page.click("button[name=care]")
    assert page.locator("html").get_attribute("data-care") == "on"
    page.goto(site + "/file")
    page.fill("textarea", "门口的路灯三天没亮了。")
    page.click("form[data-draft] button[type=submit]")
    page.wait_for_url("**/receipt/**")
    context.close()
