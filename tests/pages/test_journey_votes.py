"""Owners vote in writing on a lift, from pages alone (C3, P11): roll, notice, paper twice, count, recount."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.pages.test_journeys import aside, desk
from yuanba.config import command
from yuanba.web import entrance

pytestmark = pytest.mark.browser

ROLL = "房号,业主,面积,未售\n1-101,钱一,100,\n1-102,周二,0,\n1-201,吴三,100,\n1-202,郑四,100,\n"


def roll_from_a_file(page: Page, folder: Path) -> None:
    """One row is refused, by row and column; the corrected file is written, and posted."""
    page.get_by_role("link", name="导入名册").click()
    page.get_by_label("名册名称").fill("1单元业主名册")
    for number, text in enumerate((ROLL, ROLL.replace(",0,", ",100,"))):
        file = folder / f"roll{number}.csv"
        file.write_text(text, encoding="utf-8")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="预览").click()
        if not number:
            expect(page.locator("main")).to_contain_text("请按平方米填写面积")
    page.get_by_role("button", name="写入").click()
    expect(page.locator("main")).to_contain_text("名册已建立")
    page.get_by_role("button", name="公示名册").click()
    expect(page.locator("main")).to_contain_text("已公示")


def vote_opened(page: Page) -> None:
    """Online it cannot decide; on paper, with proxies, it can."""
    page.get_by_role("link", name="开始表决").click()
    page.get_by_label("标题").fill("1单元加装电梯")
    page.get_by_label("计票规则").select_option("owners-special")
    page.get_by_label("表决事项，每行一项").fill("同意在1单元加装电梯")
    page.get_by_label("法定表决").check()
    for way in ("纸质票", "委托投票", "网上投票"):
        page.get_by_label(way).check()
    page.get_by_label("截止时间").fill("2199-01-01T12:00")
    page.locator("main").get_by_role("button", name="开始表决").click()
    expect(page.locator("main")).to_contain_text("法律没有规定这里可以用网上投票作出决定")
    page.get_by_label("网上投票").uncheck()
    page.locator("main").get_by_role("button", name="开始表决").click()
    expect(page.locator("main")).to_contain_text("表决已开始")


def typed(page: Page, text: str) -> None:
    """One sheet, from the page of the vote."""
    page.locator("main").get_by_role("link", name="第1张录入单").or_(page.locator("main td a")).first.click()
    page.get_by_label("每行录一张票").fill(text)
    page.get_by_role("button", name="保存录入单").click()


def test_owners_vote_in_writing_on_a_lift(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = datetime.now(UTC)

    def staff() -> None:
        for login, title in (("guo", "community_secretary"), ("lin", "clerk")):
            make.staff(login, title, area=cast.TONGTAIMEN, now=now)

    aside(staff)
    with desk(browser, site, "guo", "/desk/votes") as guo:
        roll_from_a_file(guo, tmp_path)
        roll = guo.url.removeprefix(site)
    later = now + timedelta(days=30)
    monkeypatch.setattr(entrance, "_clock", lambda: later)
    with desk(browser, site, "guo", roll) as guo:
        vote_opened(guo)
        guo.get_by_label("委托人的房号或姓名").fill("1-202")
        guo.get_by_label("受托人姓名").fill("王五")
        guo.get_by_role("button", name="登记委托").click()
        expect(guo.locator("main")).to_contain_text("郑四 → 王五")
        address = guo.url.removeprefix(site)
        typed(guo, "1-101 同意\n1-102 同意\n1-202 同意 代")
        expect(guo.locator("main")).to_contain_text("等第二人")
        with desk(browser, site, "lin", address) as lin:
            typed(lin, "钱一 1\n周二 2\n郑四 1 代")
            expect(lin.locator("main")).to_contain_text("您和另一人录的不一样")
            expect(lin.locator("main table")).to_contain_text("周二")
            lin.get_by_label("每行录一张票").fill("钱一 1\n周二 1\n郑四 1 代")
            lin.get_by_role("button", name="保存录入单").click()
            expect(lin.locator("main")).to_contain_text("两人一致")
        guo.goto(site + address)
        guo.get_by_role("button", name="结束并计票").click()
        expect(guo.locator("main")).to_contain_text("《民法典》")
        expect(guo.locator("main .yb-badge--done").nth(1)).to_have_text("通过")
        with guo.expect_download() as download:
            guo.get_by_role("button", name="导出").click()
        file = tmp_path / "vote.json"
        download.value.save_as(file)
        guo.goto(site + address.replace("/desk", ""))
        expect(guo.locator("main")).to_contain_text("法定表决")
    assert command.main(["ballot", "recount", str(file), "--json"]) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["result"]["motions"][0]["passed"]
