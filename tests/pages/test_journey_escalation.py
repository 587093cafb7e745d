"""Jiangjin's bodies in the browser (J3, J4): what community and street cannot settle is settled above."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.pages.test_journeys import aside, desk, picture
from tests.pages.test_panlian_meetings import click
from yuanba.deliberation import services
from yuanba.rules.deliberation.councils import SeatRole

pytestmark = [pytest.mark.browser, pytest.mark.long]

LEVELS = (
    ("community", cast.TONGTAIMEN, "社区评议会"),
    ("subdistrict", cast.JIJIANG, "街道联席会"),
    ("district", cast.DISTRICT, "区党建统领基层治理工作联席会"),
)
DECIDED = "动用维修资金先行排险，区住建委牵头，二十天内完成。"


def prepare() -> tuple[int, str]:
    """石 leads the street and convenes all three; a resident's matter waits to be sorted."""
    now = datetime.now(UTC)
    sun = make.actor("sun")
    make.staff("shi", "subdistrict_secretary", area=cast.JIJIANG, name="石磊", now=now)
    for kind, area, _title in LEVELS:
        made = services.set_up(actor=sun, kind=kind, area_code=area, now=now)
        services.seat(actor=sun, council_id=made, role=SeatRole.CONVENER, login="shi", now=now)
    matter = make.a_matter(now=now, actor=make.actor("li"), text="外墙砖往下掉，维修资金怎么出")
    return matter.id, matter.token


def sent_up(page: Page, at: str, above: str, reason: str) -> None:
    """From the matter's desk to the council above, with the reason that everybody reads."""
    page.goto(at)
    click(page, "link", "作出决议")
    click(page, "link", f"这里定不下来：提请{above}")
    page.get_by_label("为什么这里定不下来").fill(reason)
    page.get_by_label("议事时间").fill(f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}")
    click(page, "button", "提请上一级")
    expect(page.get_by_text("已提请上一级议事。")).to_be_visible()


def test_what_the_street_cannot_settle_is_settled_in_the_district(
    site: str, phone: Page, browser: Browser
) -> None:
    made: list[tuple[int, str]] = []
    aside(lambda: made.append(prepare()))
    ((matter, token),) = made
    at = f"{site}/matters/{matter}"
    with desk(browser, site, "shi", f"/desk/matters/{matter}/refer") as shi:
        click(shi, "button", "提交议事")
        sent_up(shi, at, "街道联席会", "要动用维修资金，社区定不了")
        sent_up(shi, at, "区党建统领基层治理工作联席会", "涉及三个街道，街道定不了")
        shi.goto(at)
        picture(shi, "escalation-desk")
        phone.goto(f"{site}/m/{token}")
        for _kind, _area, title in LEVELS:
            expect(phone.get_by_role("link", name=title)).to_be_visible()
        expect(phone.get_by_text("已提请上一级议事")).to_have_count(2)
        click(shi, "link", "作出决议")
        shi.get_by_label("决议内容").fill(DECIDED)
        shi.get_by_label("怎么定的").fill("到会9个单位一致同意")
        shi.get_by_label("由谁落实").fill("区住建委")
        shi.get_by_label("最晚完成").fill(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}")
        click(shi, "button", "写入议事记录")
    phone.reload()
    expect(phone.get_by_text(DECIDED)).to_be_visible()
    expect(phone.get_by_text("到会9个单位一致同意")).to_be_visible()
    picture(phone, "escalation-phone")
    phone.get_by_role("link", name="区党建统领基层治理工作联席会").first.click()
    expect(phone.get_by_text(DECIDED)).to_be_visible()
