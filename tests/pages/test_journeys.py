"""One matter through real pages: a phone and two desks, from a resident's words to closed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.evaluation import bench_of_judges as court
from yuanba.districts import queries as districts
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.matters import queries, services
from yuanba.matters.services.triage import SUGGESTER
from yuanba.people.models import Account
from yuanba.rules.core.actor import system

pytestmark = pytest.mark.browser

WORDS = "3号门旁边的路灯坏了一个星期了，晚上老人不敢出门。我的电话13800138000"
ANSWER = "已更换灯具，现场测试正常。"


def picture(page: Page, name: str) -> None:
    """Keep what is seen where `make screenshots` asks for it."""
    if folder := os.environ.get("YUANBA_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@contextmanager
def desk(browser: Browser, site: str, login: str, at: str = "") -> Iterator[Page]:
    """A desk 1440 px wide with somebody logged in, on the page where they land or on another."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    aside(lambda: client.force_login(Account.objects.get(login=login)))
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    page = context.new_page()
    page.goto(site + (at or "/desk"))
    yield page
    context.close()


def file_on_the_phone(phone: Page, site: str) -> str:
    """File a matter and give its receipt number."""
    phone.goto(site + "/")
    phone.click("a.yb-door >> nth=0")
    phone.fill("textarea[name=text]", WORDS)
    phone.fill("input[name=place]", "滨江花园3号门")
    phone.select_option("select[name=town]", label="几江街道")
    phone.select_option("select[name=area]", label="通泰门社区")
    picture(phone, "file-phone")
    phone.click("form.yb-card button[type=submit]")
    expect(phone.locator(".yb-receipt svg").last).to_be_visible()
    picture(phone, "receipt-phone")
    return phone.locator(".yb-receipt__number").first.inner_text().replace(" ", "")


def aside(deed: Callable[[], object]) -> None:
    """Do something with the database beside the browser, which keeps this thread's event loop."""

    def run() -> None:
        row = districts.district("jiangjin")
        assert row
        with districts.inside(row):
            deed()
        connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(run).result()


def suggest(receipt: str) -> None:
    """What the worker does within a second or two."""
    now = datetime.now(UTC)
    row = queries.matter_by_receipt(system("test"), receipt, now)
    services.suggest(actor=SUGGESTER, matter_ids=[row.id], now=now)


def triage(browser: Browser, site: str) -> None:
    """Chen takes what the machine suggests."""
    with desk(browser, site, "chen") as chen:
        expect(chen.get_by_role("heading", name="待办")).to_be_visible()
        expect(chen.locator("#waits-desktriage")).to_have_text("1")
        picture(chen, "tasks-desk")
        chen.click("main [data-row]")
        expect(chen.get_by_role("heading", name="待分流")).to_be_visible()
        expect(chen.locator(".yb-triage__said")).to_contain_text("路灯")
        expect(chen.locator(".yb-triage__said")).to_contain_text("138********")
        suggested = chen.locator("form.yb-suggest").first
        expect(suggested).to_contain_text("提到 “路灯”")
        picture(chen, "triage-desk")
        suggested.locator("button").click()
        expect(chen.get_by_text("全部分流完了")).to_be_visible()


def answer(browser: Browser, site: str, words: str, *, asked_for: str) -> None:
    """Lin opens the order, reads what was said, accepts and answers."""
    with desk(browser, site, "lin") as lin:
        lin.click("main [data-row]")
        expect(lin.locator("main")).to_contain_text(asked_for)
        lin.click("form[action$='/accept'] button")
        lin.fill("#id_answer_words", words)
        picture(lin, "matter-desk")
        lin.click("form[action$='/answer'] button[type=submit]")
        expect(lin.locator(".yb-story")).to_contain_text(words)


def check(browser: Browser, site: str) -> None:
    """Wu, who had nothing to do with it, went there and looked; Chen writes what everyone may read."""
    with desk(browser, site, "wu") as wu:
        wu.goto(site + "/checks")
        wu.click("main [data-row]")
        wu.check("form[action$='/check'] input[value=yes]")
        wu.fill("#id_check_words", "晚上去看过，两盏都亮了")
        picture(wu, "check-desk")
        wu.click("form[action$='/check'] button[type=submit]")
        expect(wu.locator(".yb-badge").first).to_contain_text("公示中")
        address = wu.url
    with desk(browser, site, "chen") as chen:
        chen.goto(address)
        chen.click("#do-publish summary")
        chen.fill("#id_publish_title", "滨江花园路灯修复")
        chen.fill("#id_publish_summary", "滨江花园3号门旁两盏路灯已更换。")
        chen.click("form[action$='/publish'] button[type=submit]")
        expect(chen.locator(".yb-story")).to_contain_text("公开标题和摘要")


def read_journal() -> None:
    """What the worker does within a second or two."""
    court.read_journal()


def hang_out() -> None:
    """Sixteen days later the notice comes down, and those who judge are asked."""
    evaluation.round_off(now=datetime.now(UTC) + timedelta(days=16))
    court.read_journal()


def one_time_code(login: str) -> str:
    """What was sent to somebody who judges."""
    found: list[str] = []

    def read() -> None:
        (asked,) = judging.asked_of(make.actor(login))
        found.extend(code for one, code in judging.codes(asked.matter_id) if one.id == asked.id)

    aside(read)
    return found[0]


@pytest.mark.long
def test_a_matter_walks_from_words_to_closed(phone: Page, browser: Browser, site: str) -> None:
    began = datetime.now(UTC)
    receipt = file_on_the_phone(phone, site)
    assert (datetime.now(UTC) - began).total_seconds() < 60
    aside(lambda: suggest(receipt))
    aside(lambda: make.staff("lin", "handler", unit="jijiang-planning", area="500116001", now=began))
    aside(lambda: court.assemble(now=began))
    triage(browser, site)

    phone.goto(site + "/track")
    phone.click("a.yb-row__in")
    expect(phone.locator(".yb-story")).to_contain_text("几江街道规划建设管理环保办公室")
    phone.locator(".yb-why summary").first.click()
    expect(phone.locator(".yb-why li").first).to_be_visible()
    picture(phone, "story-phone")

    answer(browser, site, ANSWER, asked_for="路灯坏了")
    phone.reload()
    expect(phone.locator(".yb-story")).to_contain_text(ANSWER)
    phone.get_by_role("button", name="没解决").click()
    phone.fill("#last-word textarea", "只亮了一盏，另一盏还是黑的")
    phone.click("#last-word button[value=no]")
    expect(phone.locator(".yb-story")).to_contain_text("退回重办")

    answer(browser, site, "第二盏也换好了。", asked_for="只亮了一盏")
    phone.reload()
    phone.click("#last-word button[value=yes]")
    expect(phone.get_by_text("谢谢，您的评价已经记下")).to_be_visible()
    expect(phone.locator(".yb-badge").first).to_contain_text("已答复")

    check(browser, site)
    aside(read_journal)
    phone.goto(site + "/notices")
    phone.click("a.yb-row__in")
    expect(phone.locator("main")).to_contain_text("两盏路灯已更换")
    picture(phone, "notice-phone")

    aside(hang_out)
    judge(phone, browser, site)
    phone.goto(site + "/track")
    phone.click("a.yb-row__in")
    expect(phone.locator(".yb-badge").first).to_contain_text("已办结")
    picture(phone, "closed-phone")


def judge(phone: Page, browser: Browser, site: str) -> None:
    """Qian judges with a one-time code and no account, Feng at a desk; then all have spoken."""
    phone.goto(f"{site}/e/{one_time_code('qian')}")
    phone.check("input[name=solved][value=yes]")
    picture(phone, "judge-phone")
    phone.click("form button[type=submit]")
    expect(phone.get_by_role("heading", name="谢谢")).to_be_visible()
    with desk(browser, site, "feng") as feng:
        feng.goto(site + "/desk/judge")
        feng.click("main [data-row]")
        feng.check("input[name=solved][value=yes]")
        feng.click("main form button[type=submit]")
        expect(feng.get_by_text("谢谢，您的评价已经记下")).to_be_visible()


def test_another_browser_needs_the_code(phone: Page, browser: Browser, site: str) -> None:
    receipt = file_on_the_phone(phone, site)
    code = phone.locator(".yb-receipt__number").nth(1).inner_text()
    story = phone.locator(".yb-actions a").first.get_attribute("href")

    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    other = context.new_page()
    other.goto(site + "/track")
    other.fill("#id_receipt", receipt)
    other.fill("#id_code", f"{(int(code) + 1) % 1_000_000:06d}")
    other.click("form.yb-card button[type=submit]")
    expect(other.get_by_text("回执号和查询码对不上，请对照回执再看看。", exact=True)).to_be_visible()
    expect(other.locator("#id_receipt")).to_have_value(receipt)
    other.fill("#id_code", code)
    other.click("form.yb-card button[type=submit]")
    other.wait_for_url(f"**{story}")
    expect(other.locator("body")).not_to_contain_text("13800138000")
    context.close()


def test_what_was_typed_survives_a_fault(browser: Browser, site: str) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    phone.goto(site + "/file")
    phone.fill("textarea[name=text]", WORDS)
    phone.fill("input[name=phone]", "123")
    with phone.expect_response(lambda response: response.url.endswith("/file")) as answered:
        phone.click("form.yb-card button[type=submit]")
    assert answered.value.status == 422
    expect(phone.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(phone.locator(".yb-field__error:not([hidden])")).to_be_visible()
