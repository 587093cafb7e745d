"""Residents' pages on a phone: none scrolls sideways, in normal size or for elders; faults are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.template import Template
from django.test.signals import template_rendered
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.laws.house import template_name, templates
from tests.pages import scenes
from tests.pages.test_journeys import aside
from yuanba.matters import services
from yuanba.matters.services.filing import Contact

pytestmark = pytest.mark.browser

WIDTH = 390
#: Everything that is folded away is looked at too.
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
LINKS = """() => [...document.querySelectorAll('a[href]')]
  .map((one) => new URL(one.getAttribute('href'), location.href).href.split('#')[0])"""
#: What reaches beyond the right edge, what scrolls sideways within the page, what is too small for a thumb
#: or an eye, and Chinese in a font of digits, for whoever reads the failure. A link within a sentence may be
#: as high as its line; an area of the map is as large as it is, and the list below has them all.
WIDE = """() => {
  const found = [], say = (what, one) => found.push(`${what}: ${one.outerHTML.slice(0, 100)}`);
  const target = document.documentElement.dataset.care ? 60 : 44, letters = target === 60 ? 18 : 13;
  const drawn = (one) => one.getClientRects().length && !one.closest('.yb-hidden, .yb-skip, script');
  const all = [...document.querySelectorAll('body *')].filter(drawn);
  const whole = document.documentElement.scrollWidth;
  if (whole > innerWidth) found.push(`${whole} px`);
  for (const one of all) {
    const box = one.getBoundingClientRect(), look = getComputedStyle(one);
    if (whole > innerWidth && box.right > innerWidth + 1) say('wide', one);
    if (look.overflowX === 'auto' && one.scrollWidth > one.clientWidth + 1) say('scrolls', one);
  }
  for (const one of all.filter((one) => one.matches('a, button, input, select, textarea, summary'))) {
    const box = (one.closest('label') || one).getBoundingClientRect(), around = one.closest('p, li, td, dd');
    const is_within = one.matches('a') && getComputedStyle(one).display === 'inline' && around
      && around.textContent.trim().length > one.textContent.trim().length;
    if (is_within || one.closest('svg')) continue;
    if (box.height < target - 0.5 || box.width < 43.5) say(`${box.width} x ${box.height}`, one);
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const said = words.currentNode.data, parent = words.currentNode.parentElement;
    if (!said.trim() || !drawn(parent) || parent.closest('svg.yb-map')) continue;
    const look = getComputedStyle(parent);
    if (parseFloat(look.fontSize) < letters) say(look.fontSize, parent);
    if (/[\\u4e00-\\u9fff]/.test(said) && /monospace$/.test(look.fontFamily)) say('font', parent);
  }
  return found.slice(0, 5);
}"""
#: Of pages that differ only in a number or a token so many are looked at.
OF_A_KIND = 2

#: Pages that no link leads to: what is shown once something was erased, and where a message's link has ended.
AFTER_AN_ACT = {"residents/link_over.html", "privacy/erased.html"}


def kind(address: str) -> str:
    """What addresses of one kind have in common."""
    path = re.sub(r"/(m|receipt|e|mydata)/[\w-]{12,}", r"/\1/…", address.split("?")[0])
    return re.sub(r"\d+", "0", path)


@contextmanager
def rendered() -> Iterator[set[str]]:
    """The names of the templates that the server drew meanwhile."""
    found: set[str] = set()

    def note(template: Template, **_more: object) -> None:
        found.add(str(template.name))

    template_rendered.connect(note)
    try:
        yield found
    finally:
        template_rendered.disconnect(note)


def walk(page: Page, site: str, first: list[str]) -> list[str]:
    """Follow every link from these pages; say what is wider than the phone."""
    waiting, seen, wide = [site + address for address in first], dict[str, int](), list[str]()
    known: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        alike = kind(address)
        if address in known or not address.startswith(site) or seen.get(alike, 0) >= OF_A_KIND:
            continue
        known.add(address)
        seen[alike] = seen.get(alike, 0) + 1
        answer = page.request.head(address)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.goto(address)
        page.evaluate(OPEN)
        sticks_out = page.evaluate(WIDE)
        if sticks_out:
            wide.append(f"{address.removeprefix(site)}: {sticks_out}")
        waiting += page.evaluate(LINKS)
    return wide


def publish(matter_id: int, now: datetime) -> None:
    """What everybody may read of a matter."""
    services.publish(
        actor=make.actor("chen"), matter_id=matter_id, title="路灯不亮", summary="已换灯泡。", now=now
    )


def prepare() -> list[str]:
    """Matters in every situation, one with a number left; the pages of their residents."""
    now = datetime.now(UTC)
    found = scenes.busy(now=now)
    publish(found["answered"], now)
    make.a_matter(now=now, contact=Contact(channel="sms", address="13800138000"))
    stories = [f"/m/{scenes.token_of(one)}" for one in found.values()]
    return ["/", "/file", "/track", "/account/login/", *stories, *(f"{story}/why" for story in stories)]


@pytest.mark.long
@pytest.mark.parametrize("care", ["off", "on"])
def test_no_page_of_residents_scrolls_sideways(phone: Page, site: str, care: str) -> None:
    first: list[str] = []
    aside(lambda: first.extend(prepare()))
    phone.context.add_cookies([{"name": "care", "value": care, "url": site}])
    with rendered() as drawn:
        wide = walk(phone, site, first)
        phone.goto(site + "/account/login/")
        phone.fill("input[name=login]", "li")
        phone.fill("input[name=password]", make.PASSWORD)
        phone.click("main form button[type=submit]")
        wide += walk(phone, site, ["/", "/track", "/track/messages", "/mydata"])
        phone.goto(site + "/file")
        phone.fill("textarea", "路灯坏了")
        phone.click("form[data-draft] button[type=submit]")
        phone.wait_for_url("**/receipt/**")
        wide += phone.evaluate(WIDE)
        phone.goto(site.partition("/d/")[0])
        wide += phone.evaluate(WIDE)
    assert not wide, "\n".join(wide)
    theirs = {template_name(path) for path in templates() if "web/base_resident.html" in path.read_text()}
    ours = {name for name in theirs if name.split("/")[0] in {"home", "privacy", "residents"}}
    assert ours - drawn <= AFTER_AN_ACT


def test_a_desk_shows_more_beside_each_other_and_a_form_as_wide_as_a_letter(
    browser: Browser, site: str
) -> None:
    desk = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
    for address, parts in (("/", ".yb-beside > *"), ("/rules", "#classes .yb-card")):
        desk.goto(site + address)
        first, second = (desk.locator(parts).nth(number).bounding_box() for number in (0, 1))
        assert first
        assert second
        assert first["y"] == second["y"], address
        assert first["x"] + first["width"] < second["x"], address
    desk.goto(site + "/file")
    form = desk.locator("form[data-draft]").bounding_box()
    assert form
    assert form["width"] <= 688


def test_a_fault_is_shown_and_has_the_focus(browser: Browser, site: str) -> None:
    phone = browser.new_context(viewport={"width": WIDTH, "height": 844}, locale="zh-CN").new_page()
    phone.goto(site + "/file")
    phone.fill("textarea", "路灯坏了")
    phone.fill("[name=phone]", "123")
    phone.click("form[data-draft] button[type=submit]")
    faulty = phone.locator("[name=phone]")
    expect(faulty).to_be_focused()
    expect(faulty).to_be_in_viewport()
    expect(phone.locator("#id_phone_error")).to_contain_text("11")
    expect(phone.locator(".yb-faults a")).to_have_attribute("href", "#id_phone")


def test_the_limit_is_told_while_typing_and_nothing_is_cut(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    line = phone.locator("textarea + .yb-count")
    expect(line).to_have_text("还可以写10000个字")
    phone.fill("textarea", "灯" * 9990 + "𠮷\n")
    expect(line).to_have_text("还可以写7个字")
    phone.fill("textarea", "灯" * 10003)
    expect(line).to_have_text("多了3个字，请删短一些")
    assert len(phone.input_value("textarea")) == 10003
    place = phone.locator("[name=place] + .yb-count")
    expect(place).to_be_hidden()
    phone.fill("[name=place]", "门" * 190)
    expect(place).to_have_text("还可以写10个字")


def test_whom_to_call_is_said_while_typing_in_whatever_signs(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    phone.fill("textarea", "路灯坏了一个星期")
    kind, gas = phone.get_by_text("有人愿意听您说"), phone.get_by_text("燃气泄漏")
    expect(kind).to_be_hidden()
    phone.fill("textarea", "楼道里有煤⽓味")
    expect(gas).to_be_visible()
    phone.fill("textarea", "樓道裡有煤氣\u200b味")
    expect(gas).to_be_visible()
    phone.fill("textarea", "我真的不想活了")
    expect(kind).to_be_visible()
    expect(gas).to_be_hidden()
    expect(phone.locator(".yb-danger--gentle a[href='tel:12356']")).to_be_visible()
    assert "不想活" not in phone.locator(".yb-heard").inner_text()
