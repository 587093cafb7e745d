"""Fengdu in the browser (F3): a compact is drafted, refused where it fines, passed by a vote, on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.compacts import yard
from tests.journeys.test_fengdu import COURTYARD, PLACES, UNITS, VILLAGE
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from yuanba.districts.queries import DistrictRow
from yuanba.people.queries import actor_by_login
from yuanba.places import queries as places

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "fengdu"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Fengdu on a real server, with the village's secretary."""
    with elsewhere.site_in(CODE, "丰都县") as address:
        yield address


def furnish() -> None:
    """红旗寨村 and 和美院落; 古 is the village's secretary."""
    now = datetime.now(UTC)
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    make.staff("gu", "village_secretary", unit="hongqi", area=VILLAGE, now=now)


def vote() -> None:
    """The courtyard raises hands for the draft; votes by hands have a journey of their own."""
    now = datetime.now(UTC)
    gu = actor_by_login("gu")
    assert gu
    yard.a_vote(actor=gu, now=now, area=places.path_of(COURTYARD))


def test_a_courtyard_gives_itself_a_compact(site: str, browser: Browser) -> None:
    """F3: compacts on disputes, manners and surroundings, with versions, adopted by a vote."""
    elsewhere.aside(CODE, furnish)
    with elsewhere.opened(browser, site, CODE, "gu") as office:
        drafts(office, site)
        elsewhere.aside(CODE, vote)
        adopts(office)
        drafts_the_next(office)
    with elsewhere.opened(browser, site, CODE, width=390, height=844) as phone:
        reads(phone, site)


def drafts(office: Page, site: str) -> None:
    """A clause that fines is refused at its field; the same in other words is taken."""
    office.goto(f"{site}/desk/compacts")
    picture(office, "compacts-empty")
    office.get_by_role("link", name="起草公约").click()
    office.get_by_role("combobox", name="地点").press_sequentially("和美院落")
    office.locator(".yb-combo__list li").first.click()
    office.get_by_label("名称").fill("和美院落公约")
    office.get_by_label("邻里纠纷").fill("有话好好说，先找院落长")
    office.get_by_label("公共道德").fill("晚上十点后不放音响")
    office.get_by_label("人居环境").fill("乱丢垃圾的罚款二十元")
    office.get_by_role("button", name="保存草案").click()
    expect(office.get_by_text("“乱丢垃圾的罚款二十元”读起来像罚款").first).to_be_visible()
    picture(office, "compact-refused")
    office.get_by_label("人居环境").fill("垃圾装袋，丢到桶里")
    office.get_by_role("button", name="保存草案").click()
    expect(office.get_by_text("草案写好了，大家都能看到。")).to_be_visible()
    expect(office.get_by_text("通过《和美院落公约》第1版")).to_be_visible()


def adopts(office: Page) -> None:
    """The vote that passed it is offered, and with it the draft is in force."""
    office.reload()
    picture(office, "compact-to-adopt")
    office.get_by_role("button", name="登记公约通过").click()
    expect(office.get_by_text("已登记。可以打印出来上墙。")).to_be_visible()


def drafts_the_next(office: Page) -> None:
    """The next version says in words what it changes."""
    office.get_by_role("link", name="起草下一版").click()
    office.get_by_label("公共道德").fill("晚上九点后不放音响")
    office.get_by_role("button", name="保存草案").click()
    expect(office.get_by_text("原来：“晚上十点后不放音响”")).to_be_visible()
    expect(office.get_by_text("现在：“晚上九点后不放音响”")).to_be_visible()
    picture(office, "compact-next-draft")


def reads(phone: Page, site: str) -> None:
    """Whoever comes by the picture of the mechanism reads what is in force, and takes it along."""
    phone.goto(f"{site}/panorama")
    door = phone.locator("a[data-door=compacts]")
    expect(door).to_contain_text("1")
    door.click()
    phone.get_by_role("link", name="和美院落公约").click()
    expect(phone.get_by_text("晚上十点后不放音响", exact=True)).to_be_visible()
    expect(phone.get_by_role("heading", name="草案，正在议")).to_be_visible()
    picture(phone, "compact-phone")
    for name, begins in (("存成一张图，方便转发", b"\x89PNG"), ("打印上墙（PDF）", b"%PDF")):
        address = phone.get_by_role("link", name=name).get_attribute("href")
        made = phone.request.get(f"{site.partition('/d/')[0]}{address}")
        assert made.body().startswith(begins)
