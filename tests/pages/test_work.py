"""A handler's morning from the work queue, by mouse and by keyboard; a resident of 70 from the front page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.pages import scenes
from tests.pages.test_journeys import aside, desk, file_on_the_phone, picture
from yuanba.matters import queries, services
from yuanba.rules.core.actor import system

pytestmark = pytest.mark.browser


def morning_at_the_planning_office() -> None:
    """What lies there: late and waiting things, one new order, one danger that is new."""
    now = datetime.now(UTC)
    scenes.busy(now=now)
    chen = make.actor("chen")
    for text in ("4号门路灯不亮，老人摔过一跤", "路灯旁边煤气泄漏，味道很大"):
        matter = make.a_matter(now=now, text=text, place="滨江花园4号门")
        services.assign(
            actor=chen, matter_id=matter.id, class_code="public", item_code="street_light", now=now
        )


def test_a_handlers_morning_from_the_queue(browser: Browser, site: str) -> None:
    aside(morning_at_the_planning_office)
    with desk(browser, site, "lin") as lin:
        expect(lin.get_by_role("heading", name="待办")).to_be_visible()
        heads = lin.locator(".yb-tasks__head")
        expect(heads.first).to_contain_text("险情")
        expect(heads.nth(1)).to_contain_text("已超期")
        expect(lin.locator("#waits-desktasks")).to_have_text("4")
        expect(lin.locator("#waits-deskorders")).to_have_text("4")
        picture(lin, "tasks-desk")

        lin.keyboard.press("j")  # by keyboard to the first thing, which is the danger
        lin.keyboard.press("Enter")
        expect(lin.locator("main")).to_contain_text("煤气泄漏")
        lin.locator("form[action$='/accept'] button").focus()
        lin.keyboard.press("Enter")
        lin.locator("#id_answer_words").focus()
        lin.keyboard.type("已关阀、通风，燃气公司到场检测正常。")
        lin.locator("form[action$='/answer'] button[type=submit]").focus()
        lin.keyboard.press("Enter")
        expect(lin.locator("main")).to_contain_text("燃气公司到场检测正常")

        lin.get_by_role("link", name="待办").first.click()
        lin.get_by_role("link", name="接单").click()
        expect(lin.locator("main a[data-row]")).to_have_count(1)
        receipt = lin.locator(".yb-tasks .yb-number").first.inner_text()
        lin.set_viewport_size({"width": 390, "height": 844})
        lin.goto(site + "/tasks")
        picture(lin, "tasks-phone")
        lin.set_viewport_size({"width": 1440, "height": 900})

        lin.keyboard.press("Control+k")  # over everything, from any page
        lin.keyboard.type(receipt.replace(" ", ""))
        box = lin.get_by_role("dialog", name="搜索")
        expect(box.locator("a[data-row]")).to_have_count(1)
        picture(lin, "search-desk")
        lin.keyboard.press("Enter")
        expect(lin.locator("main")).to_contain_text("老人摔过一跤")
        assert "/matters/" in lin.url

        lin.keyboard.press("Control+k")
        lin.keyboard.type("没有这样的事")
        expect(box).to_contain_text("没有找到")
        lin.keyboard.press("Escape")
        expect(lin.locator("dialog[open]")).to_have_count(0)
    with desk(browser, site, "qin") as qin:
        qin.goto(site + "/tasks?scope=area")
        expect(qin.locator(".yb-tasks")).to_contain_text("几江街道规划建设管理环保办公室")
        picture(qin, "tasks-areas-desk")


def judged(receipt: str) -> None:
    """Its unit answers, 吴 looks at it, and whoever filed it is asked for their word."""
    now = datetime.now(UTC)
    people = Cast(**{name: make.actor(name) for name in ("li", "wang", "chen", "zhou", "sun")})
    row = queries.matter_by_receipt(system("test"), receipt, now)
    matter = make.Matter(
        id=row.id, receipt=receipt, code="", token=row.token, owner=make.bearer(row.owner_key)
    )
    bench = court.assemble(now=now - timedelta(hours=1))
    court.answer(matter, people, now, class_code="home")
    court.check(matter, bench, now + timedelta(minutes=3))


def test_a_resident_of_seventy_comes_from_the_front_page_to_a_rating(phone: Page, site: str) -> None:
    receipt = file_on_the_phone(phone, site)
    phone.goto(site + "/")
    expect(phone.get_by_text("等您处理")).to_have_count(0)
    aside(lambda: judged(receipt))

    phone.context.add_cookies([{"name": "care", "value": "on", "url": site}])
    phone.goto(site + "/")
    expect(phone.locator(".yb-tab__count")).to_have_text("1")
    picture(phone, "front-waiting-phone")
    phone.get_by_role("link", name="请您评价").click()
    phone.locator("#last-word button[value=yes]").click()
    expect(phone.get_by_text("谢谢，您的评价已经记下")).to_be_visible()

    phone.goto(site + "/")
    expect(phone.get_by_text("等您处理")).to_have_count(0)
    phone.get_by_role("link", name="我的", exact=True).click()
    expect(phone.get_by_role("heading", name="我反映过的事")).to_be_visible()
    picture(phone, "mine-phone")
