"""Fengdu in the browser (F5): 议事会 by 四议两公开, whose steps nobody can skip, online and on the board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.deliberation import courses
from tests.deliberation.courses import Village
from tests.journeys.test_fengdu import COURTYARD
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.time.calendar import day

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "fengdu"


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Fengdu on a real server; its village has a council and a public topic."""
    with elsewhere.site_in(CODE, "丰都县") as address:
        yield address


def test_the_village_decides_by_its_procedure(site: str, browser: Browser) -> None:
    """F5: 党支部会提议, “两委”会商议, 党员大会审议, 村民代表会议决议, 决议公开, 实施结果公开."""
    made: list[tuple[Village, int]] = []

    def prepare() -> None:
        now = datetime.now(UTC)
        there = courses.village(now)
        matter = make.a_matter(now=now, actor=there.xiang, text="路垮了", place="", area_code=COURTYARD)
        referral = services.refer(
            actor=there.gu, matter_id=matter.id, council_id=there.council, planned_on=day(now), now=now
        )
        made.append((there, referral))

    elsewhere.aside(CODE, prepare)
    ((there, referral),) = made
    with elsewhere.opened(browser, site, CODE, "gu") as office:
        tries_to_skip(office, site, referral)
        goes_all_six_steps(office, site)
    with elsewhere.opened(browser, site, CODE, width=390, height=844) as phone:
        phone.goto(f"{site}/councils/{there.council}")
        phone.get_by_role("link", name="每一步都已走完").click()
        expect(phone.get_by_text("每一步都走完了，实施结果已公开。")).to_be_visible()
        expect(phone.get_by_text("应到31人，实到27人，同意24人")).to_be_visible()
        picture(phone, "procedure-phone")


def tries_to_skip(office: Page, site: str, referral: int) -> None:
    """A resolution before the decision is refused in words; so is a step before its turn."""
    office.goto(f"{site}/desk/referrals/{referral}/pass")
    office.get_by_label("决议内容").fill("修通组机耕道")
    office.get_by_label("怎么定的").fill("应到31人，实到27人，同意24人")
    office.get_by_label("由谁落实").fill("红旗寨村村委会")
    office.get_by_role("button", name="写入议事记录").click()
    expect(office.get_by_text("要先走第1步，一步也不能跳过。")).to_be_visible()
    picture(office, "procedure-resolution-refused")
    office.get_by_role("button", name="启动程序").click()
    expect(office.get_by_role("heading", name="第1步：党支部会提议")).to_be_visible()
    picture(office, "procedure-begun")
    office.eval_on_selector("input[name=number]", "box => box.value = 4")
    office.get_by_role("button", name="记录这一步").click()
    expect(office.get_by_text("要先走第1步，一步也不能跳过。")).to_be_visible()
    office.goto(office.url.removesuffix("/take"))


def goes_all_six_steps(office: Page, site: str) -> None:
    """Each step in its turn; the members' meeting and the representatives are counted by their rules."""
    for number, title in enumerate(courses.TITLES, 1):
        expect(office.get_by_role("heading", name=f"第{number}步：{title}")).to_be_visible()
        if number in {3, 4}:
            office.get_by_label("应到").fill("31")
            office.get_by_label("实到").fill("27")
            office.get_by_label("同意", exact=True).fill("24" if number == 3 else "20")
        if number >= 5:
            office.get_by_label("在哪里公开").fill("村务公开栏")
        office.locator("textarea[name=note]").fill(f"{title}：都到了")
        if number == 3:
            picture(office, "procedure-step")
        office.get_by_role("button", name="记录这一步").click()
        expect(office.get_by_text("已记录，大家在程序页上都看得到。")).to_be_visible()
    expect(office.get_by_text("每一步都走完了，实施结果已公开。")).to_be_visible()
    picture(office, "procedure-done")


def test_a_fifth_of_the_representatives_demand_a_meeting(site: str, browser: Browser) -> None:
    """F5: 五分之一以上代表联名 at the counter; the meeting is owed, and everybody reads until when."""
    made: list[Village] = []

    def prepare() -> None:
        now = datetime.now(UTC)
        there = courses.village(now)
        for number in range(5):
            services.seat(
                actor=there.gu,
                council_id=there.council,
                role=SeatRole.MEMBER,
                title="互助会代表",
                name=f"代表{number}",
                now=now,
            )
        made.append(there)

    elsewhere.aside(CODE, prepare)
    (there,) = made
    with elsewhere.opened(browser, site, CODE, "gu") as office:
        office.goto(f"{site}/desk/topics/{there.topic}")
        office.get_by_role("link", name="联名要求开会").click()
        expect(office.get_by_text("5人里要有1人联名")).to_be_visible()
        office.get_by_label("哪位代表").select_option(label="互助会代表 代表0")
        picture(office, "demand-desk")
        office.get_by_role("button", name="代为联名").click()
        expect(office.get_by_text("联名人数已够，必须开会。")).to_be_visible()
        office.goto(f"{site}/desk")
        expect(office.get_by_text("召集联名要求开的会").first).to_be_visible()
        picture(office, "demand-owed")
    with elsewhere.opened(browser, site, CODE, width=390, height=844) as phone:
        phone.goto(f"{site}/topics/{there.topic}/demand")
        expect(phone.get_by_text("最晚开会日期")).to_be_visible()
        picture(phone, "demand-phone")
