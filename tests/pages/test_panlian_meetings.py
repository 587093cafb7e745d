"""Panlian's talks in the browser (P2, P5, P6, P14): on benches, at night online, and the quarter's review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.journeys.stage import local
from tests.journeys.test_panlian import BUILDING, COMMUNITY, PLACES, TOWN, UNITS
from tests.pages import elsewhere
from tests.pages.test_journeys import picture
from yuanba.ballots import services as voting
from yuanba.ballots.services import RollPerson
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.time.calendar import day
from yuanba.web import entrance

pytestmark = [pytest.mark.browser, pytest.mark.long]
CODE = "panlian"
CAME_IN = '[data-figure^="matters.came_in~"]'
MEMBERS = ("甲大爷", "乙大妈", "丙师傅")
T = TypeVar("T")
Clock = Callable[[datetime], None]


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """Miyi county, of which Panlian is a town, on a real server."""
    with elsewhere.site_in(CODE, "米易县") as address:
        yield address


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of all pages."""
    return lambda moment: monkeypatch.setattr(entrance, "_clock", lambda: moment)


def inside(deed: Callable[[], T]) -> T:
    """What something gives that is done beside the browser."""
    done: list[T] = []
    elsewhere.aside(CODE, lambda: done.append(deed()))
    return done[0]


def council_of(kind: str, now: datetime) -> int:
    """白 leads Chengbei and convenes its council, 车 writes its minutes; three members have no account."""
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    bai = make.staff("bai", "community_secretary", name="白云", unit="chengbei", area=COMMUNITY, now=now)
    make.staff("che", "community_worker", name="车晓", area=COMMUNITY, now=now)
    return seated(bai, kind, COMMUNITY, now)


def seated(lead: Actor, kind: str, area: str, now: datetime) -> int:
    made = services.set_up(actor=lead, kind=kind, area_code=area, now=now)
    title = store.in_force(day(now)).meetings[kind].members[1].zh
    services.seat(actor=lead, council_id=made, role=SeatRole.CONVENER, login="bai", now=now)
    services.seat(actor=lead, council_id=made, role=SeatRole.SECRETARY, login="che", now=now)
    for name in MEMBERS:
        services.seat(actor=lead, council_id=made, role=SeatRole.MEMBER, title=title, name=name, now=now)
    return made


@contextmanager
def sitting(browser: Browser, site: str, at: str, login: str = "bai") -> Iterator[Page]:
    """A desk with 白, or somebody else, who has just logged in."""
    with elsewhere.opened(browser, site, CODE, login) as page:
        page.goto(site + at)
        yield page


@contextmanager
def on_a_phone(browser: Browser, site: str, login: str = "") -> Iterator[Page]:
    """The phone of whoever lives there."""
    with elsewhere.opened(browser, site, CODE, login, width=390, height=844) as page:
        yield page


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def click(page: Page, role: str, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def at_the_form(page: Page, kind: str, topics: str, place: str) -> None:
    """From the page of meetings to the form that calls one, with its topics and place."""
    page.get_by_role("link", name="会议", exact=True).click()
    click(page, "link", kind)
    page.get_by_label("议题（一行一个）").fill(topics)
    page.get_by_label("具体地点").fill(place)


def posted(page: Page) -> str:
    """The notice goes out; gives the number of the meeting."""
    click(page, "button", "公布并通知成员")
    expect(page.get_by_text("已召集并公布")).to_be_visible()
    return page.url.rpartition("/")[2]


def begun(page: Page) -> None:
    """The door, who is there by the list, and the first topic."""
    press(page, "s")
    for name in ("白云", *MEMBERS[:2]):
        page.get_by_label(name).check()
    click(page, "button", "勾选的到了")
    expect(page.get_by_text("人数够了")).to_be_visible()
    press(page, "b")


def decided(page: Page, draft: str, yes: str) -> None:
    """Residents have spoken; the words are put to the vote, and hands are counted."""
    page.get_by_label("决议草案").fill(draft)
    click(page, "button", "提请表决")
    page.get_by_label("同意").fill(yes)
    press(page, "Enter")


def confirmed(browser: Browser, site: str, page: Page) -> None:
    """The meeting ends; 白 confirms its minutes, then 车 does, and they can be printed."""
    click(page, "button", "会议结束")
    press(page, "y")
    expect(page.get_by_text("您已确认会议记录")).to_be_visible()
    with sitting(browser, site, page.url.removeprefix(site), "che") as other:
        press(other, "y")
        expect(other.get_by_text("会议记录已经由两个人确认")).to_be_visible()
        sheet = other.request.get(f"{page.url}/minutes.pdf")
        assert sheet.body().startswith(b"%PDF")


def test_on_benches_and_what_is_left_goes_to_the_joint_meeting(
    site: str, browser: Browser, clock: Clock
) -> None:
    """P2, P5: 板凳议事 from the notice to minutes that two confirmed. P14: one topic goes to 联席会议."""

    def prepare() -> tuple[int, int, int]:
        now = local(3, 19, 9)
        talk = council_of("talk", now)
        town = make.staff("ma", "town_secretary", area=TOWN, now=now)
        joint = seated(town, "joint", TOWN, now)
        matter = make.a_matter(now=now, text="外墙砖脱落，钱怎么出", place="", area_code=BUILDING)
        return talk, joint, matter.id

    talk, joint, matter = inside(prepare)
    clock(local(3, 20, 9))
    with sitting(browser, site, f"/desk/matters/{matter}/refer") as bai, on_a_phone(browser, site) as phone:
        expect(bai.locator("select[name=council]")).to_have_value(str(talk))  # the nearest
        click(bai, "button", "提交议事")
        desk = bai.url
        expect(bai.get_by_text("议事期间暂停计时，最迟到")).to_be_visible()
        at_the_form(bai, "小城说事", "河滨路停车难\n外墙砖脱落，钱怎么出", "板凳议事：河滨路小区院坝")
        number = posted(bai)
        phone.goto(f"{site}/councils/{talk}")
        expect(phone.get_by_text("固定议事厅，板凳议事，院坝协商，移动议事厅")).to_be_visible()
        expect(phone.get_by_text("“N”：物业、业委会、社会组织")).to_be_visible()
        phone.get_by_role("link", name="板凳议事：河滨路小区院坝").click()
        expect(phone.get_by_text("2026年3月20日公布")).to_be_visible()

    clock(local(3, 21, 19))
    with sitting(browser, site, f"/desk/meetings/{number}") as bai, on_a_phone(browser, site) as phone:
        begun(bai)
        decided(bai, "河滨路划20个车位，社区3月底前划好线。", "3")
        click(bai, "button", "以后再议")
        picture(bai, "panlian-benches")
        confirmed(browser, site, bai)
        phone.goto(f"{site}/meetings/{number}")
        for words in ("河滨路划20个车位", "同意3票", "以后再议", "会议记录已由两个人确认。"):
            expect(phone.get_by_text(words).first).to_be_visible()
        picture(phone, "panlian-benches-phone")

        bai.goto(desk)
        click(bai, "link", "作出决议")
        click(bai, "link", "联席会议")
        bai.get_by_label("为什么这里定不下来").fill("要动用维修资金，社区定不了")
        click(bai, "button", "提请上一级")
        expect(bai.get_by_text("已提请上一级议事。")).to_be_visible()
        bai.goto(desk)
        expect(bai.get_by_role("link", name="攀莲镇 联席会议")).to_have_attribute(
            "href", f"/d/{CODE}/councils/{joint}"
        )


def test_an_urgent_matter_is_deliberated_at_night_and_online_opinions_decide_nothing(
    site: str, browser: Browser, clock: Clock
) -> None:
    """P5: called for the same evening with its ground; who says online what they think decides nothing."""

    def prepare() -> int:
        now = local(3, 2, 9)
        council_of("talk", now)
        long = make.resident("long", name="龙大姐", now=now)
        return voting.draw_roll(
            actor=make.actor("bai"),
            subject_kind="area",
            subject_key=COMMUNITY,
            title="河滨路小区1栋户代表",
            area_path=f"/510421/{TOWN}/{COMMUNITY}/",
            estate="",
            persons=[RollPerson(name="龙大姐", account_key=long.key), RollPerson(name="安师傅")],
            now=now,
        )

    roll = inside(prepare)
    clock(local(3, 24, 20, 10))
    with sitting(browser, site, "/desk") as bai:
        at_the_form(bai, "小城说事", "水管爆了，今晚抢修吗", "线上：云上说事")
        bai.get_by_label("开始").fill("2026-03-24T21:00")
        bai.get_by_label("结束").fill("2026-03-24T22:00")
        click(bai, "button", "公布并通知成员")
        expect(bai.get_by_text("按规则要提前1天公布")).to_be_visible()
        bai.get_by_label("紧急理由").fill("水管爆裂，全楼断水")
        number = posted(bai)
        bai.goto(f"{site}/desk/rolls/{roll}")
        vote = asked_online(bai)
    says_online(browser, site, "long", vote)

    clock(local(3, 24, 21))
    with sitting(browser, site, f"/desk/votes/{vote}") as bai:
        click(bai, "button", "结束并计票")
        expect(bai.locator("main .yb-badge--ask")).to_have_text("只听意见，不作决定")
        bai.goto(f"{site}/desk/meetings/{number}")
        begun(bai)
        decided(bai, "今晚连夜抢修，消防栓临时供水。", "3")
        confirmed(browser, site, bai)
    told_to_all(browser, site, number, vote)


def told_to_all(browser: Browser, site: str, number: str, vote: str) -> None:
    """Everybody reads what the meeting decided and why it was in haste, and what people think."""
    with on_a_phone(browser, site) as phone:
        phone.goto(f"{site}/meetings/{number}")
        for words in ("紧急理由：水管爆裂，全楼断水", "线上：云上说事", "今晚连夜抢修", "通过"):
            expect(phone.get_by_text(words).first).to_be_visible()
        picture(phone, "panlian-night-phone")
        phone.goto(f"{site}/votes/{vote}")
        expect(phone.get_by_text("意见征集：只听意见，不作决定")).to_be_visible()
        expect(phone.locator(".yb-counted b").first).to_have_text("1人")
        picture(phone, "panlian-opinions-counted-phone")


def asked_online(page: Page) -> str:
    """It cannot be a vote by law; as opinions it opens."""
    click(page, "link", "开始表决")
    page.get_by_label("标题").fill("今晚抢修")
    page.get_by_label("计票规则").select_option("simple")
    page.get_by_label("表决事项，每行一项").fill("今晚连夜抢修")
    page.get_by_label("约定表决").check()
    page.get_by_label("网上投票").check()
    page.get_by_label("截止时间").fill("2026-03-24T21:30")
    click(page, "button", "开始表决")
    expect(page.get_by_text("法律没有规定这里可以用网上投票作出决定")).to_be_visible()
    page.get_by_label("意见征集").check()
    click(page, "button", "开始表决")
    expect(page.get_by_text("表决已开始")).to_be_visible()
    return page.url.rpartition("/")[2]


def says_online(browser: Browser, site: str, login: str, vote: str) -> None:
    """On a phone, from the list of votes: the page says that it decides nothing."""
    with on_a_phone(browser, site, login) as phone:
        phone.goto(f"{site}/votes")
        click(phone, "link", "今晚抢修")
        assert phone.url.endswith(f"/votes/{vote}")
        expect(phone.get_by_text("意见征集：只听意见，不作决定")).to_be_visible()
        expect(phone.get_by_text("票投出后不能更改。")).to_be_visible()
        expect(phone.get_by_text("没有手机的可以投纸质票。")).to_have_count(0)  # nobody counts paper tonight
        picture(phone, "panlian-opinion-phone")
        phone.get_by_label("同意", exact=True).check()
        click(phone, "button", "投票")
        expect(phone.get_by_text("您的票已投出").first).to_be_visible()


def test_the_review_has_the_figures_of_the_quarter_and_the_minutes_keep_them(
    site: str, browser: Browser, clock: Clock
) -> None:
    """P6: 群众评议会; its figures stand on the public page, and stay as they were confirmed."""

    def came_in(*moments: datetime) -> None:
        for number, moment in enumerate(moments):
            make.a_matter(now=moment, text=f"路灯坏了{number}{moment}", place="", area_code=BUILDING)

    def prepare() -> None:
        council_of("review", local(1, 4, 9))
        came_in(local(1, 5, 9), local(3, 31, 9))

    elsewhere.aside(CODE, prepare)
    clock(local(4, 1, 9))
    with sitting(browser, site, "/desk") as bai, on_a_phone(browser, site) as phone:
        at_the_form(bai, "群众评议会", "一季度办得怎么样", "城北社区固定议事厅")
        number = posted(bai)
        phone.goto(f"{site}/meetings/{number}")
        expect(phone.get_by_text("2026年1月1日至3月31日")).to_be_visible()
        expect(phone.locator(CAME_IN)).to_have_text("2")
        expect(phone.get_by_text("在本议事机构的范围内统计")).to_be_visible()
        mark = phone.locator(".yb-review .yb-define > summary").first
        mark.click()
        expect(phone.locator(".yb-define__words").first).to_be_visible()
        assert mark.evaluate("one => getComputedStyle(one).listStyleType") == "none"
        picture(phone, "panlian-review-phone")

    clock(local(4, 4, 19))
    with sitting(browser, site, f"/desk/meetings/{number}") as bai:
        begun(bai)
        decided(bai, "大家认可，停车的事下季度再看。", "3")
        picture(bai, "panlian-review")
        confirmed(browser, site, bai)
    elsewhere.aside(CODE, lambda: came_in(local(3, 30, 9)))
    with on_a_phone(browser, site) as phone:
        phone.goto(f"{site}/meetings/{number}")
        expect(phone.get_by_text("这是会议记录确认时的数字，以后不再变。")).to_be_visible()
        expect(phone.locator(CAME_IN)).to_have_text("2")
        expect(phone.get_by_text("大家认可，停车的事下季度再看。")).to_be_visible()
