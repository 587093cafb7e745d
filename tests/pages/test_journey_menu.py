"""A centre's week in the browser (K2): composed, published, on the door and in the group, signed up for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages import elsewhere
from tests.pages.test_journey_kaizhou import at
from tests.pages.test_journeys import picture
from tests.pages.test_panlian_meetings import click
from tests.serving import served
from tests.venues import house
from yuanba.activities import queries, services
from yuanba.activities.services import OfferingEntry
from yuanba.districts.queries import DistrictRow
from yuanba.rules.activities.menus import monday_of
from yuanba.rules.time.calendar import day

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "kaizhou"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Kaizhou on a real server."""
    with served() as address:
        yield address.replace("/d/jiangjin", f"/d/{CODE}")


def test_a_centres_week(site: str, browser: Browser) -> None:
    """K2: fixed and added sessions by crowd and hour; somebody signs up in four taps, the next one waits."""
    elsewhere.aside(CODE, lambda: house.furnished(datetime.now(UTC) - timedelta(days=2)))
    composes(browser, site)
    taps = signs_up(browser, site, "何小妹", "13900001111")
    assert taps <= 4, "a phone without an account"
    with at(browser, site, "tang", "/menu?week=next", is_phone=True) as phone:
        click(phone, "link", "亲子读书会")
        click(phone, "button", "排队候补")
        expect(phone.get_by_text("您排在候补第1位")).to_be_visible()
    moves_up(browser, site)


def composes(browser: Browser, site: str) -> None:
    """罗 writes down two offerings, puts in what is fixed, adds one, and publishes next week."""
    with at(browser, site, "luo", "/panorama") as desk:
        desk.locator("a[data-door=menu]").click()
        expect(desk.get_by_text("这一周的菜单还没有发布")).to_be_visible()
        desk.goto(f"{site}/desk/menus")
        click(desk, "link", "迎宾社区共享客厅")
        writes(desk, "亲子读书会", "青少年儿童", "19:00", "20:30", weekday="每周四", room="读书室", seats="1")
        writes(desk, "巧手缝补", "所有居民", "09:00", "11:00", room="多功能厅东半")
        click(desk, "button", "排入固定项目")
        expect(desk.get_by_text("固定项目已排入。")).to_be_visible()
        desk.get_by_label("哪个项目").select_option(label="巧手缝补")
        desk.locator("[name=begins]").fill("09:00")
        desk.locator("[name=ends]").fill("11:00")
        click(desk, "button", "加一场")
        expect(desk.get_by_role("button", name="去掉这场")).to_have_count(2)
        picture(desk, "menu-draft")
        click(desk, "button", "发布菜单")
        expect(desk.get_by_text("已发布2场，大家可以报名。")).to_be_visible()
        copied = desk.get_by_role("button", name="复制到微信群").get_attribute("data-copy") or ""
        assert f"/menu?week={monday_of(day(datetime.now(UTC))) + timedelta(weeks=1)}" in copied
        with desk.expect_download() as got:
            desk.get_by_role("link", name="门口张贴").evaluate(
                "link => { link.download = 'menu.pdf'; link.click() }"
            )
        assert got.value.path().read_bytes().startswith(b"%PDF")
        picture(desk, "menu-out")


def writes(
    desk: Page,
    title: str,
    crowd: str,
    begins: str,
    ends: str,
    *,
    weekday: str = "",
    room: str = "",
    seats: str = "",
) -> None:
    """One offering, from the page of the week."""
    click(desk, "link", "登记服务项目")
    desk.get_by_label("名称").fill(title)
    desk.get_by_label("文体活动").check()
    desk.get_by_label(crowd, exact=True).check()
    if weekday:
        desk.get_by_label("每周固定在").select_option(label=weekday)
    desk.get_by_label("开始", exact=True).fill(begins)
    desk.get_by_label("结束", exact=True).fill(ends)
    desk.get_by_label("场地", exact=True).select_option(label=room)
    desk.locator("[name=capacity]").fill(seats)
    click(desk, "button", "保存")
    expect(desk.get_by_text("已保存，以后排的每一周都会有。")).to_be_visible()


def signs_up(browser: Browser, site: str, name: str, phone_number: str) -> int:
    """Somebody without an account comes by the link in the group; how often they tapped."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    phone, taps = context.new_page(), 0
    monday = monday_of(day(datetime.now(UTC))) + timedelta(weeks=1)
    phone.goto(f"{site}/menu?week={monday.isoformat()}")  # as the words for the group say
    picture(phone, "menu-phone")
    click(phone, "link", "亲子读书会")
    taps += 1
    phone.get_by_label("姓名").fill(name)
    phone.get_by_label("手机号").fill(phone_number)
    taps += 2
    click(phone, "button", "我要参加")
    taps += 1
    expect(phone.get_by_text("名额给您留着。")).to_be_visible()
    context.close()
    return taps


def moves_up(browser: Browser, site: str) -> None:
    """At the desk 罗 takes 何 off the list, and 唐 has the seat by himself."""
    with at(browser, site, "luo", "/desk/menus") as desk:
        click(desk, "link", "迎宾社区共享客厅")
        click(desk, "link", "亲子读书会")
        expect(desk.get_by_text("何** 139****1111")).to_be_visible()
        desk.get_by_role("button", name="取消报名").first.click()
        expect(desk.get_by_text("何** 139****1111")).to_have_count(0)
    with at(browser, site, "tang", "/track", is_phone=True) as phone:
        click(phone, "link", "亲子读书会")
        expect(phone.get_by_text("名额给您留着。")).to_be_visible()


def test_what_a_phone_reads_of_a_room_that_is_taken(site: str, browser: Browser) -> None:
    """A week in which a room is taken is not published; the refusal names the session."""
    elsewhere.aside(CODE, drafted)
    with at(browser, site, "luo", "/desk/menus") as desk:
        click(desk, "link", "迎宾社区共享客厅")
        click(desk, "button", "发布菜单")
        expect(desk.get_by_text("“写字班”的场地或讲师那时有人约了")).to_be_visible()


def drafted() -> None:
    """Two offerings in one room at one hour."""
    now = datetime.now(UTC)
    made = house.furnished(now - timedelta(days=2))
    for title in ("读书会", "写字班"):
        entry = OfferingEntry(
            kind="culture",
            crowd="everyone",
            title=title,
            weekday=6,
            begins=time(9),
            ends=time(10),
            room_id=made.room,
        )
        services.keep_offering(actor=made.luo, entry=entry, centre_id=made.centre, now=now)
    monday = monday_of(day(now)) + timedelta(weeks=1)
    menu = services.compose(actor=made.luo, centre_id=made.centre, monday=monday, now=now)
    assert len(queries.menu(menu).sessions) == 2
