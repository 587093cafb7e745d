"""Nan'an in the browser (N6): 社区警务室开放日, at its fixed place and in the calendar.

What is said there is taken down. Who has no phone says it at the table; who has one says it before they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.journeys.stage import local
from tests.journeys.test_nanan import COMMUNITY, PLACES, UNITS
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.matters.models import Matter
from yuanba.web import entrance

pytestmark = [pytest.mark.browser, pytest.mark.long]

CODE = "nanan"
PHONE = {"width": 390, "height": 844}
TITLE = "社区警务室开放日"
SAID = "三栋楼下的门禁坏了一个星期，夜里谁都能进来。"


@pytest.fixture
def site(own_database: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Nan'an on a real server, on the morning of 16 March."""
    now = local(3, 16, 10)
    monkeypatch.setattr(entrance, "_clock", lambda: now)
    with elsewhere.site_in(CODE, "南岸区") as address:
        elsewhere.aside(CODE, lambda: people(now))
        yield address


def people(now: datetime) -> None:
    """纪 leads the community of 南湖, 邹 is at its counter; 蓝 lives there."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    ji = make.staff("ji", "community_secretary", name="纪书记", unit="nanhu", now=now)
    make.staff("zou", "clerk", name="邹秘书", area=COMMUNITY, now=now)
    make.resident("lan", now=now)
    services.set_up(actor=ji, kind="police_day", area_code=COMMUNITY, now=now)


def test_an_open_day_of_the_police_room(site: str, browser: Browser) -> None:
    """N6: called at the place that the rules name, read on a phone, and somebody's words taken down."""
    with elsewhere.opened(browser, site, CODE, "ji") as lead:
        meeting = calls(lead, site)
    with elsewhere.opened(browser, site, CODE, "lan", **PHONE) as phone:
        reads(phone, site)
    with elsewhere.opened(browser, site, CODE, "zou") as desk:
        takes_down(desk, f"{site}/desk/meetings/{meeting}")
    found: list[tuple[str, str]] = []
    elsewhere.aside(CODE, lambda: found.extend(Matter.objects.values_list("channel", "area_path")))
    assert found == [("talks", f"/500108/{COMMUNITY[:9]}/{COMMUNITY}/")]


def calls(lead: Page, site: str) -> str:
    """The form offers the police room, where the rules say that it is; give the meeting's number."""
    lead.goto(f"{site}/desk/meetings")
    lead.get_by_role("link", name=TITLE).first.click()
    place = lead.get_by_label("具体地点")
    offers = lead.locator(f"datalist#{place.get_attribute('list')} option")
    assert [one.get_attribute("value") for one in offers.all()] == ["社区警务室"]
    place.fill("社区警务室")
    lead.get_by_label("议题").fill("看一看警务室，问一问小区治安")
    picture(lead, "open-day-call")
    lead.get_by_role("button", name="公布并通知成员").click()
    expect(lead.get_by_text("已召集并公布")).to_be_visible()
    return lead.url.rpartition("/")[2]


def reads(phone: Page, site: str) -> None:
    """蓝 finds it in the calendar, and can say at once what it is about, for that place."""
    phone.goto(f"{site}/events")
    phone.get_by_role("link", name=TITLE).first.click()
    expect(phone.get_by_text("南湖社区").first).to_be_visible()
    expect(phone.get_by_text("社区警务室").first).to_be_visible()
    picture(phone, "open-day-phone")
    phone.get_by_role("link", name="有事想说？现在就报").click()
    expect(phone.locator("select[name=area]")).to_have_value(COMMUNITY)


def takes_down(desk: Page, address: str) -> None:
    """Somebody without a phone says it at the table: one press, their words, filed as said there."""
    desk.goto(address)
    picture(desk, "open-day-desk")
    desk.get_by_role("link", name="登记居民当面说的事").click()
    expect(desk.locator("select[name=channel]")).to_have_value("talks")
    desk.locator("#id_text").fill(SAID)
    picture(desk, "open-day-file")
    desk.locator("form", has=desk.locator("#id_text")).locator("button[type=submit]").last.click()
    expect(desk.get_by_text("回执号").first).to_be_visible()
