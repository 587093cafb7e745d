"""On the phone and at the desk: a resident's topic goes from an idea to the agenda (J4, K7)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests import cast, make
from tests.pages.test_journeys import aside, desk, picture
from yuanba.deliberation import services
from yuanba.people.models import Account
from yuanba.rules.deliberation.councils import SeatRole

pytestmark = pytest.mark.browser


def enter(page: Page, site: str, login: str) -> None:
    """Somebody with an account is logged in on their phone."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    aside(lambda: client.force_login(Account.objects.get(login=login)))
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def council_of_tongtaimen() -> int:
    """The council of the community, convened by 郭."""
    now = datetime.now(UTC)
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=now)
    made = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=now)
    services.seat(actor=guo, council_id=made, role=SeatRole.CONVENER, login="guo", now=now)
    return made


def test_a_topic_comes_from_a_phone_to_the_agenda(site: str, phone: Page, browser: Browser) -> None:
    """李 proposes, 郭 publishes it, 王 seconds it on her phone, 郭 puts it on the agenda with a ground."""
    made: list[int] = []
    aside(lambda: made.append(council_of_tongtaimen()))
    (council,) = made
    enter(phone, site, "li")
    phone.goto(site)
    phone.get_by_role("link", name="提议题").first.click()
    phone.get_by_role("link", name="提议题").first.click()
    picture(phone, "propose")
    phone.get_by_label("想请大家议什么事？").fill("楼前的晾衣杆坏了，想请大家议一议怎么修。")
    phone.get_by_label("社区评议会").check()
    phone.get_by_role("button", name="提交议题").click()
    expect(phone.get_by_text("议题已收到")).to_be_visible()
    picture(phone, "proposed")

    with desk(browser, site, "guo", "/desk/councils") as office:
        published(office, site, council)
        neighbour = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN").new_page()
        seconded(neighbour, site)
        scheduled(office, site)
    neighbour.reload()
    expect(neighbour.get_by_text("已列入议程").first).to_be_visible()
    expect(neighbour.get_by_text("关系到全楼")).to_be_visible()
    picture(neighbour, "topic-scheduled-phone")
    neighbour.goto(f"{site}/councils/{council}")
    expect(neighbour.get_by_text("下次会议")).to_be_visible()
    picture(neighbour, "council-phone")
    neighbour.goto(f"{site}/councils")
    picture(neighbour, "councils-phone")


def published(office: Page, site: str, council: int) -> None:
    picture(office, "desk_councils")
    office.goto(f"{site}/desk/councils/{council}")
    picture(office, "desk_council")
    office.goto(site + "/desk/topics")
    picture(office, "desk_topics")
    office.get_by_role("link", name="楼前的晾衣杆").click()
    office.get_by_label("公开标题").fill("楼前晾衣杆怎么修")
    office.get_by_label("公开摘要").fill("楼前的晾衣杆坏了，请大家议一议修还是换。")
    picture(office, "desk_topic")
    office.get_by_role("button", name="公开议题").click()
    expect(office.get_by_text("已办好")).to_be_visible()


def seconded(neighbour: Page, site: str) -> None:
    enter(neighbour, site, "wang")
    neighbour.goto(site + "/topics")
    picture(neighbour, "topics")
    neighbour.get_by_role("link", name="楼前晾衣杆怎么修").click()
    picture(neighbour, "topic")
    neighbour.get_by_role("button", name="我附议").click()
    expect(neighbour.get_by_text("1人附议")).to_be_visible()
    expect(neighbour.get_by_role("button", name="我附议")).to_have_count(0)


def scheduled(office: Page, site: str) -> None:
    office.goto(site + "/desk/topics?state=open")
    office.get_by_role("link", name="楼前晾衣杆怎么修").click()
    schedule = office.locator("form", has=office.get_by_role("button", name="列入议程"))
    schedule.get_by_label("理由").fill("关系到全楼，下次评议会一起议。")
    schedule.get_by_role("button", name="列入议程").click()
    expect(office.get_by_text("已办好")).to_be_visible()
