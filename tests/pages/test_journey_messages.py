"""How messages reach people, in a real browser: a group chat, quiet hours, and a notice of the browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from tests import cast, make
from tests.group_robots import Platforms, standing_in
from tests.pages.test_journeys import aside, desk, picture
from yuanba.journal import services as journal
from yuanba.matters import services as matters
from yuanba.messages import services as messages
from yuanba.messages.models import Message
from yuanba.people import queries as people
from yuanba.people.models import Account
from yuanba.rules.core.actor import system
from yuanba.rules.time.calendar import HERE

pytestmark = pytest.mark.browser

#: A browser that may be asked, and a window that is not looked at while "away" is kept; what it shows is too.
STAND_IN = """
const kept = (name) => sessionStorage.getItem(name) ?? "";
window.Notification = class {
  constructor(words) { sessionStorage.setItem("said", kept("said") + words); }
  static get permission() { return kept("permission") || "default"; }
  static requestPermission() {
    sessionStorage.setItem("permission", "granted");
    return Promise.resolve("granted");
  }
};
Object.defineProperty(document, "hidden", { get: () => kept("away") === "yes" });
"""


@pytest.fixture
def platforms(settings: Settings) -> Iterator[Platforms]:
    settings.MESSAGE_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    with standing_in() as found:
        settings.MESSAGE_ROBOT_HOSTS = [found.host]
        yield found


def dispatch() -> None:
    """An order goes to the office of Jijiang, and whoever is to be told is told."""
    now = datetime.now(UTC)
    chen = people.actor_by_login("chen")
    assert chen
    matters.assign(actor=chen, matter_id=make.a_matter(now=now).id, class_code="public", now=now)
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=now + timedelta(minutes=1))


def kept(page: Page, name: str) -> str:
    return str(page.evaluate(f"sessionStorage.getItem('{name}') ?? ''"))


def look_again(page: Page) -> None:
    """What the page asks for every while: here by opening it again, which asks at once."""
    page.reload()
    expect(page.locator("[data-notify]")).to_have_count(1)


def set_the_robot(keeper: Page, platforms: Platforms) -> None:
    """A wrong address is refused at its field; the right one takes a trial."""
    keeper.get_by_role("combobox", name="单位").press_sequentially("几江街道党工委")
    keeper.locator("[role=option]").first.click()
    keeper.get_by_role("button", name="设置群机器人").click()
    address = keeper.get_by_label("机器人地址（Webhook）")
    address.fill("https://example.com/robot/send?access_token=1")
    keeper.get_by_role("button", name="保存").click()
    expect(keeper.locator(".yb-field__error")).to_contain_text("不是企业微信或钉钉")
    address.fill(platforms.wecom("k-9d6f"))
    keeper.get_by_role("button", name="保存").click()
    keeper.get_by_role("button", name="试发一条到群里").click()
    expect(keeper.locator(".yb-banner--success")).to_contain_text("已试发")
    expect(keeper.locator("tbody tr")).to_contain_text("…9d6f")
    picture(keeper, "group-chat")


def choose_quiet_hours(page: Page) -> None:
    """Orders come to the telephone too, but not in these hours."""
    hour = datetime.now(HERE)
    page.get_by_label("派给我单位的工单").select_option("进收件箱，每次另发消息")
    expect(page.get_by_label("从几点开始安静")).to_be_hidden()
    page.get_by_role("group", name="安静时段").get_by_label("自己定时间").check()
    page.get_by_label("从几点开始安静").fill(f"{hour - timedelta(hours=1):%H:%M}")
    page.get_by_label("到几点结束").fill(f"{hour + timedelta(hours=2):%H:%M}")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".yb-banner--success")).to_contain_text("已保存")
    picture(page, "wishes-desk")


def be_told_while_away(page: Page, site: str) -> None:
    """The button comes once it would have been of use; then the browser says that something came."""
    page.context.add_init_script(STAND_IN)
    page.goto(site + "/messages/")
    expect(page.locator("[data-notify]")).to_have_count(1)
    button = page.get_by_role("button", name="通知我")
    expect(button).to_be_hidden()
    page.evaluate("sessionStorage.setItem('away', 'yes')")
    aside(dispatch)
    look_again(page)
    expect(button).to_be_visible()
    assert kept(page, "permission") == "", "nobody is asked before pressing"
    picture(page, "notify-me")
    button.click()
    expect(button).to_be_hidden()
    assert (kept(page, "permission"), kept(page, "said")) == ("granted", "")
    aside(dispatch)
    look_again(page)
    page.wait_for_function("sessionStorage.getItem('said')")
    assert kept(page, "said") == "收件箱有新消息。"


def states_of_zhou() -> list[str]:
    mine = Message.objects.filter(contact__owner=Account.objects.get(login="zhou").key)
    return list(mine.order_by("id").values_list("state", flat=True))


def test_an_order_reaches_the_group_and_a_handler_when_it_is_no_longer_quiet(
    browser: Browser, site: str, platforms: Platforms
) -> None:
    found: list[list[str]] = []

    def a_number() -> None:
        zhou, now = people.actor_by_login("zhou"), datetime.now(UTC)
        assert zhou
        cast.administrators(now=now)
        messages.set_duty_phone(actor=zhou, account_key=zhou.key, number="13800138000", now=now)

    def later() -> None:
        found.append(states_of_zhou())
        messages.deliver(actor=system("messages.deliver"), now=datetime.now(UTC) + timedelta(hours=3))
        found.append(states_of_zhou())

    aside(a_number)
    with desk(browser, site, "keeper", "/people/robots") as page:
        set_the_robot(page, platforms)
    with desk(browser, site, "zhou", "/messages/wishes") as page:
        choose_quiet_hours(page)
        be_told_while_away(page, site)
    aside(later)

    trial, order = platforms.texts()[:2]
    assert "这是一条试发消息" in trial
    assert order.startswith("【江津区院坝】您单位有新工单")
    assert platforms.got[1][0] == "/cgi-bin/webhook/send?key=k-9d6f"
    assert platforms.got[1][1] == {"msgtype": "text", "text": {"content": order}}
    assert found == [["held", "held"], ["digested", "digested", "sent"]]
