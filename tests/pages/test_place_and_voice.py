"""Place and words without typing: position, pin, recorder, thumbnails; the bar below hides nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.cast import TONGTAIMEN
from tests.pages.test_journeys import aside
from yuanba.matters import queries
from yuanba.matters.queries import attachments
from yuanba.rules.core.actor import bearer

pytestmark = pytest.mark.browser

#: In 通泰门, whose outline the cast has; and in another province.
HERE = {"latitude": 29.295, "longitude": 106.2551}
FAR = {"latitude": 39.9, "longitude": 116.4}
#: What lies under the bar at the bottom although it has the focus.
UNDER_THE_BAR = """() => {
  const bar = document.querySelector('.yb-tabs').getBoundingClientRect();
  const one = document.activeElement;
  if (!one || one === document.body || one.closest('.yb-tabs')) return '';
  const box = one.getBoundingClientRect();
  const isHidden = box.height < bar.top && box.bottom > bar.top + 1;
  return isHidden ? one.outerHTML.slice(0, 120) : '';
}"""

#: How high the letters in drawings are on the screen, in pixels.
DRAWN = """() => [...document.querySelectorAll('svg text')].filter((one) => one.getClientRects().length)
  .map((one) => {
    const { a, b, c, d } = one.getScreenCTM(); // one of them is turned
    return parseFloat(getComputedStyle(one).fontSize) * Math.sqrt(Math.abs(a * d - b * c));
  })"""


def test_the_phone_finds_the_place_by_itself(browser: Browser, site: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", geolocation=HERE, permissions=["geolocation"]
    )
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(site + "/file")
    page.get_by_role("button", name="用我的位置").click()
    expect(page.locator("[data-where-said]")).to_contain_text("通泰门社区")
    expect(page.locator("select[name=area]")).to_have_value(TONGTAIMEN)
    assert page.input_value("[name=place]") == "通泰门社区附近"
    assert not [one for one in asked if "29.29" in one or "106.25" in one]

    page.get_by_text("把准确位置也告诉工作人员").click()
    assert page.input_value("[name=place]") == "通泰门社区附近 坐标106.25510,29.29500"
    page.get_by_text("把准确位置也告诉工作人员").click()
    assert page.input_value("[name=place]") == "通泰门社区附近"

    page.fill("[name=place]", "三号门")
    page.get_by_role("button", name="用我的位置").click()
    context.set_geolocation(FAR)
    page.get_by_role("button", name="用我的位置").click()
    expect(page.locator("[data-where-said]")).to_contain_text("好像不在本地")
    assert page.input_value("[name=place]") == "三号门", "one's own words are not replaced"


def test_a_pin_on_the_outlines(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    phone.get_by_role("button", name="在图上点").click()
    phone.locator(".yb-map--pin").click()
    expect(phone.locator("[data-where-said]")).to_contain_text("通泰门社区")
    expect(phone.locator("select[name=area]")).to_have_value(TONGTAIMEN)
    expect(phone.locator(".yb-map__pin")).to_be_visible()


def test_hold_to_speak_and_thumbnails(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    phone.fill("textarea", "路灯坏了，我说一遍")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    one = {"name": "灯.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    phone.set_input_files("[name=pictures]", [one, {**one, "name": "门.png"}])
    expect(phone.locator(".yb-files__chosen img")).to_have_count(2)
    phone.get_by_role("button", name="移除: 门.png").click()
    expect(phone.locator(".yb-files__chosen img")).to_have_count(1)

    button = phone.locator("[data-record] button")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    phone.mouse.move(box["x"] + 20, box["y"] + 20)
    phone.mouse.down()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("[data-record-clock]")).to_have_text("0:01")
    phone.mouse.up()
    expect(phone.locator(".yb-files__chosen audio")).to_have_count(1)
    phone.click("form[data-draft] button[type=submit]")
    phone.wait_for_url("**/receipt/**")
    token, kept = phone.url.rsplit("/", 1)[1], list[str]()

    def look() -> None:
        row = queries.matter_by_token(token)
        owner = bearer(row.owner_key)
        kept.extend(one.kind for one in attachments.attachments_of(owner, row, datetime.now(UTC)))

    aside(look)
    assert sorted(kept) == ["picture", "voice"]


@pytest.mark.parametrize("care", ["off", "on"])
def test_the_bar_hides_nothing_that_has_the_focus(phone: Page, site: str, care: str) -> None:
    phone.context.add_cookies([{"name": "care", "value": care, "url": site}])
    for address in ("/file", "/account/login/", "/rules"):
        phone.goto(site + address)
        hidden = []
        for key in ["Tab"] * 40 + ["Shift+Tab"] * 10:
            phone.keyboard.press(key)
            hidden.append(phone.evaluate(UNDER_THE_BAR))
        assert not [one for one in hidden if one], address


def test_the_receipt_as_a_picture_and_its_link(phone: Page, site: str) -> None:
    phone.goto(site + "/file")
    phone.fill("textarea", "路灯坏了")
    phone.click("form[data-draft] button[type=submit]")
    phone.wait_for_url("**/receipt/**")
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="保存到相册").click()
    picture = Image.open(saved.value.path())
    assert saved.value.suggested_filename.endswith(".png")
    assert picture.width == 720
    code = picture.convert("L").crop((96, picture.height - 48 - 528, 624, picture.height - 48))
    dark = code.histogram()[0] / (code.width * code.height)
    assert 0.2 < dark < 0.6, "the QR code is drawn"
    link = phone.get_by_role("button", name="复制链接").get_attribute("data-copy")
    assert link
    assert link.startswith(f"{site}/m/")


def test_the_elder_version_asks_for_little_and_helps_to_call(phone: Page, site: str) -> None:
    phone.context.add_cookies([{"name": "care", "value": "on", "url": site}])
    phone.goto(site + "/file")
    asked = phone.locator("form[data-draft] :is(input, textarea, select):visible")
    assert [one.get_attribute("name") for one in asked.all()] == ["text", "place", "phone"]
    phone.goto(site + "/")
    phone.get_by_text("一键求助").click()
    numbers = phone.locator(".yb-help__numbers a").evaluate_all("all => all.map((one) => one.pathname)")
    assert {"119", "110", "120", "12356", "12345"} <= set(numbers)


def test_names_on_the_map_can_be_read(phone: Page, site: str) -> None:
    for care, least in (("off", 12), ("on", 18)):
        phone.context.add_cookies([{"name": "care", "value": care, "url": site}])
        for address in ("/public/map", "/rules"):
            phone.goto(site + address)
            sizes = phone.evaluate(DRAWN)
            assert all(size >= least - 0.01 for size in sizes), (care, address, sizes)
    assert sizes
