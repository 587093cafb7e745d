"""Fengdu in the browser (F3): a neighbour is nominated, agrees, is voted on, posted, honoured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.honours import village
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from yuanba.districts.queries import DistrictRow
from yuanba.honours.models import HeldSelection, Nominee
from yuanba.notices.models import Notice
from yuanba.people.queries import actor_by_login

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "fengdu"
DEEDS = "照顾卧床的婆婆六年"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Fengdu on a real server, with a village and its council of three."""
    with elsewhere.site_in(CODE, "丰都县") as address:
        yield address


def furnish() -> None:
    """红旗寨村 as it was three weeks ago."""
    village.village(datetime.now(UTC) - timedelta(days=21))


def ask() -> None:
    """向 gave her number at the log-in: whoever nominates her by it asks her account."""
    xiang = actor_by_login("xiang")
    assert xiang
    Nominee.objects.filter(account_key="").update(account_key=xiang.key)


def days_later() -> None:
    """The days of nominations go by: a clock of the house would take days."""
    HeldSelection.objects.update(nominate_until=datetime.now(UTC).date() - timedelta(days=1))


def hang_out() -> None:
    """The days of the notice go by, and nobody objects."""
    Notice.objects.update(
        from_on=datetime.now(UTC).date() - timedelta(days=9),
        until_on=datetime.now(UTC).date() - timedelta(days=1),
        until_at=datetime.now(UTC) - timedelta(hours=9),
    )
    village.evaluation.round_off(now=datetime.now(UTC))


def test_neighbours_choose_the_four_good_ones(site: str, browser: Browser) -> None:
    """F3: nomination, vote, notice and honour of 四好."""
    elsewhere.aside(CODE, furnish)
    with (
        elsewhere.opened(browser, site, CODE, "gu") as office,
        elsewhere.opened(browser, site, CODE, "xiang", width=390, height=844) as own,
    ):
        opens(office, site)
        with elsewhere.opened(browser, site, CODE, "peng", width=390, height=844) as phone:
            nominates(phone, site)
        elsewhere.aside(CODE, ask)
        agrees(own, site)
        elsewhere.aside(CODE, days_later)
        votes(office)
        posts(office)
        elsewhere.aside(CODE, hang_out)
        confers(office)
        stands_and_goes(own, site)


def opens(office: Page, site: str) -> None:
    """古 opens a selection at the council of the village."""
    office.goto(f"{site}/desk/selections")
    office.get_by_role("link", name="发起评选").click()
    office.get_by_label("“四好”评选").check()
    office.get_by_label("名称").fill("今年“四好”评选")
    office.get_by_role("button", name="发起").click()
    expect(office.get_by_text("已发起，从现在起大家可以推荐。")).to_be_visible()
    picture(office, "selection-opened")


def nominates(phone: Page, site: str) -> None:
    """彭 comes by the picture of the mechanism and nominates a neighbour; nobody reads the name."""
    phone.goto(f"{site}/panorama")
    phone.locator("a[data-door=honours]").click()
    phone.get_by_role("link", name="今年“四好”评选").click()
    phone.get_by_role("link", name="推荐一位").click()
    phone.get_by_label("好儿媳").check()
    phone.get_by_label("推荐谁").fill("向小红")
    phone.get_by_label("做了什么好事").fill(DEEDS)
    picture(phone, "selection-nominate")
    phone.get_by_role("button", name="提交推荐").click()
    expect(phone.get_by_text("已推荐1个，0个同意参加").first).to_be_visible()
    expect(phone.get_by_text("向小红")).to_have_count(0)


def agrees(own: Page, site: str) -> None:
    """向 finds it among her own things and agrees, with her name on the list."""
    own.goto(f"{site}/selections")
    own.get_by_role("link", name="今年“四好”评选").click()
    own.get_by_role("link", name="去答复").click()
    expect(own.get_by_text(DEEDS)).to_be_visible()
    own.get_by_label("姓名可以上光荣榜").check()
    picture(own, "selection-asked")
    own.get_by_role("button", name="同意参加").click()
    expect(own.get_by_text("谢谢您，您已参加。")).to_be_visible()


def votes(office: Page) -> None:
    """The council raises hands; the page of the vote shows who has which number."""
    office.reload()
    office.get_by_role("button", name="交付表决").click()
    office.get_by_role("link", name="去计票").click()
    expect(office.get_by_text("向小红")).to_be_visible()
    picture(office, "selection-vote")
    for name, hands in (("同意", "3"), ("不同意", "0"), ("弃权", "0")):
        office.get_by_label(name, exact=True).fill(hands)
    office.get_by_role("button", name="记录计数").click()
    office.get_by_role("button", name="结束并计票").click()


def posts(office: Page) -> None:
    """Whom the vote chose hangs as a public notice."""
    office.goto(f"{office.url.partition('/desk/')[0]}/desk/selections")
    office.get_by_role("link", name="今年“四好”评选").click()
    picture(office, "selection-counted")
    office.get_by_role("button", name="公示评选结果").click()
    expect(office.get_by_text("已公示。期满、异议都答复后，就可以颁发荣誉。")).to_be_visible()


def confers(office: Page) -> None:
    """The notice is over, nobody objected: the honour is conferred."""
    office.reload()
    picture(office, "selection-heard")
    office.get_by_role("button", name="颁发荣誉").click()
    expect(office.get_by_text("已颁发。愿意公开姓名的，已上光荣榜。")).to_be_visible()


def stands_and_goes(own: Page, site: str) -> None:
    """She stands on the list, and comes off it when she asks for it."""
    own.goto(f"{site}/honours")
    expect(own.get_by_role("heading", name="向小红")).to_be_visible()
    picture(own, "selection-honours")
    own.get_by_role("link", name="今年“四好”评选").click()
    own.get_by_role("link", name="打开").click()
    own.get_by_role("button", name="不参加，撤下姓名").click()
    expect(own.get_by_text("姓名已撤下，不再显示。")).to_be_visible()
    own.goto(f"{site}/honours")
    expect(own.get_by_text("向小红")).to_have_count(0)
