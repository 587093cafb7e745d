"""Pictures from a phone to the desk, and the counter, in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.matters import animals
from tests.pages.test_journeys import aside, desk, picture

pytestmark = pytest.mark.browser


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three photos and something that only calls itself one."""
    made = [(f"IMG_{n}.jpg", animals.jpeg(800, 600 + n)) for n in range(3)]
    paths = []
    for name, content in [*made, ("IMG_bad.jpg", b"MZ this is no picture")]:
        (tmp_path / name).write_bytes(content)
        paths.append(tmp_path / name)
    return paths


def test_chosen_one_by_one_taken_out_again_and_sent(phone: Page, site: str, photos: list[Path]) -> None:
    phone.goto(site + "/file")
    phone.fill("textarea[name=text]", "滨江花园门口的路灯坏了")
    box = phone.locator("input[name=pictures]")
    for photo in photos[:3]:
        box.set_input_files(photo)
    lines = phone.locator("[data-files-chosen] li")
    expect(lines).to_have_count(3)
    lines.nth(1).locator("button").click()
    expect(lines).to_have_count(2)
    phone.locator("input[name=naming][value=secret]").check()
    picture(phone, "file-pictures-phone")

    phone.click("form[data-progress] button[type=submit]")

    expect(phone.locator(".yb-receipt svg").last).to_be_visible()
    phone.click(".yb-actions a >> nth=0")
    expect(phone.locator(".yb-gallery img")).to_have_count(2)
    loaded = phone.locator(".yb-gallery img").first.evaluate(
        "img => img.decode().then(() => img.naturalWidth)"
    )
    assert loaded > 100
    picture(phone, "story-pictures-phone")


def test_a_bad_file_is_named_and_words_and_files_stay(
    browser: Browser, site: str, photos: list[Path]
) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN").new_page()
    page.goto(site + "/file")
    page.fill("textarea[name=text]", "路灯坏了三天")
    page.locator("input[name=pictures]").set_input_files([photos[0], photos[3]])

    page.click("form[data-progress] button[type=submit]")

    expect(page.locator("[data-faults]")).to_contain_text("不支持这种文件")
    assert page.input_value("textarea[name=text]") == "路灯坏了三天"
    expect(page.locator("[data-files-chosen] li")).to_have_count(2)
    assert "IMG_" not in page.evaluate("JSON.stringify(localStorage)")
    picture(page, "file-fault-phone")
    page.locator("[data-files-chosen] li").nth(1).locator("button").click()
    page.click("form[data-progress] button[type=submit]")
    expect(page.locator(".yb-receipt svg").last).to_be_visible()


def test_a_clerk_files_with_them_and_finds_them_at_the_counter(
    browser: Browser, site: str, photos: list[Path]
) -> None:
    """From the counter, where her day begins: her street, what the resident was told, the receipt beside."""
    now = datetime.now(UTC)
    aside(lambda: make.staff("tang", "clerk", name="唐娟", unit="jijiang", area=cast.JIJIANG, now=now))
    with desk(browser, site, "tang") as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("窗口服务")
        page.get_by_role("link", name="代居民报事").first.click()
        expect(page.locator("select[name=town]")).to_have_value(cast.JIJIANG)
        page.fill("textarea[name=text]", "老人来窗口说：楼道灯不亮")
        page.get_by_label("给了纸质告知").check()
        page.locator("input[name=pictures]").set_input_files(photos[:2])
        page.select_option("select[name=told]", "paper")
        picture(page, "file-desk")
        page.click("form[data-progress] button[type=submit]")
        expect(page.locator(".yb-given svg").first).to_be_visible()
        receipt = page.locator(".yb-given .yb-number").first.inner_text().replace(" ", "")
        expect(page.locator("textarea[name=text]")).to_have_value("")  # the next person
        page.get_by_role("link", name="窗口服务").first.click()
        page.fill("input[name=receipt]", receipt)
        picture(page, "counter-desk")
        page.get_by_role("button", name="查找").click()
        expect(page.locator(".yb-gallery img")).to_have_count(2)
        expect(page.locator(".yb-story")).to_contain_text("个人信息收集已给纸质告知")
        picture(page, "matter-pictures-desk")
