"""机制全景: each district's structure as its source tells it; every door opens, and its figure is right."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django import DjangoAssertNumQueries

from tests import cast, deeds, make
from tests.compacts import yard
from tests.evaluation import bench_of_judges as court
from tests.opinions import talk
from tests.pages.doors import DOORS, FOR_KEEPERS, FOR_STAFF, HEADINGS
from tests.works import yard as built
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation.models import FollowUp, Rating
from yuanba.lists import services as lists
from yuanba.opinions import services as opinions
from yuanba.packs import load, store
from yuanba.people import queries as accounts
from yuanba.places.models import Area
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.lists import ListEntry
from yuanba.rules.pack import Pack
from yuanba.web import doors
from yuanba.web.doors import Asked
from yuanba.web.templatetags.figures import amount

#: Districts that the tests' database does not hold stand at Kaizhou's address, with their own rules.
HOMES = {code: code if code == "jiangjin" else "kaizhou" for code in sorted(DOORS)}
EACH = [pytest.param(code, marks=pytest.mark.district(home), id=code) for code, home in HOMES.items()]
ON = date(2026, 11, 2)
WAY = re.compile(
    r'<a\s+class="yb-way"\s+href="([^"]+)"\s+data-ground="([^"]+)"\s+data-door="([^"]+)"\s*>(.*?)</a>',
    re.DOTALL,
)
#: What the page asks the database, whatever the doors of the district and whoever reads.
MOST_STATEMENTS = 20
#: Who works everywhere in a district, and who keeps its system.
WORKING = {
    PositionKind.TRIAGER,
    PositionKind.HANDLER,
    PositionKind.GRID_WORKER,
    PositionKind.CLERK,
    PositionKind.SUPERVISOR,
}


@pytest.fixture
def pack(code: str, district: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """The rules of the district that the test is about."""
    found = load.load(settings.PACKS, code, ON)
    monkeypatch.setattr(store, "in_force", lambda on: found)
    return found


def entered(login: str, base: str) -> Client:
    """Somebody who has logged in."""
    client = Client()
    client.post(f"{base}/account/login/", {"login": login, "password": make.PASSWORD})
    return client


def ways(client: Client, base: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The doors of the picture that somebody sees: by row and name the address, and what stands on them."""
    answer = client.get(f"{base}/panorama")
    assert answer.status_code == 200
    shown = WAY.findall(answer.content.decode())
    return {
        (row, name): (unescape(url), " ".join(re.sub(r"<[^>]+>", " ", inner).split()))
        for url, row, name, inner in shown
    }


@pytest.mark.parametrize("code", EACH)
def test_each_door_opens_to_who_may_and_to_nobody_else(code: str, pack: Pack) -> None:
    now = datetime.now(UTC)
    base = f"/d/{HOMES[code]}"
    make.places("code,name", f"{pack.area_code},某地", now=now)
    titles = {row.kind: one for one, row in pack.positions.items() if row.kind in WORKING}.values()
    make.staff("working", *titles, area=pack.area_code, now=now)
    keeper = next(one for one, row in pack.positions.items() if row.kind is PositionKind.SYSTEM_ADMIN)
    make.staff("keeping", keeper, area=pack.area_code, now=now)
    everyone, staff, keepers = (
        {door for door in DOORS[code] if door[1].partition(":")[0] in codes}
        for codes in (set(HEADINGS) - FOR_STAFF - FOR_KEEPERS, FOR_STAFF, FOR_KEEPERS)
    )
    for client, theirs in (
        (Client(), everyone),
        (entered("working", base), everyone | staff),
        (entered("keeping", base), everyone | keepers),
    ):
        seen = ways(client, base)
        assert set(seen) == theirs, (set(seen) - theirs, theirs - set(seen))
        for (_row, name), (url, _said) in seen.items():
            door, about = name.partition(":")[::2]
            path, _hash, anchor = url.partition("#")
            answer = client.get(path)
            assert answer.status_code == 200, (name, url)
            behind = unescape(answer.content.decode())
            assert HEADINGS[door] in behind, (name, HEADINGS[door])
            assert not anchor or f'id="{anchor}"' in behind, (name, anchor)
            assert not about or f"={about}" in url or anchor.endswith(about) or door == "settled", (name, url)


@pytest.mark.parametrize("code", EACH)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_tells_the_whole_structure_and_what_is_not_built_leads_nowhere(
    code: str, language: str, pack: Pack, client: Client
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    base = f"/d/{HOMES[code]}"
    shown = unescape(client.get(f"{base}/panorama").content.decode())
    front = unescape(client.get(f"{base}/").content.decode())

    def said(text: object) -> str:
        return str(getattr(text, "zh" if language == "zh-hans" else "en"))

    assert pack.panorama
    assert not re.search("由本地暂定|公开报道", shown.partition("<main")[2]), "an editor's note is no promise"
    assert f"<h1>{said(pack.panorama.title)}</h1>" in shown
    assert f"yb-shape--{pack.panorama.shape}" in shown
    assert f"yb-shape--{pack.panorama.shape} yb-shape--small" in front
    for number, pillar in enumerate(pack.pillars, start=1):
        assert f'href="{base}/panorama#pillar-{number}"' in front
        section = shown.partition(f'id="pillar-{number}"')[2].partition("</section>")[0]
        assert f"<h2>{said(pillar.title)}</h2>" in section
        for part in pillar.parts:
            assert said(part.meaning) in section
            told = section.partition(f"<h3>{said(part.title)}</h3>")[2].partition("</article>")[0]
            assert ("<a" in told) <= bool(part.every_door), f"{part.title.zh} leads somewhere without a door"
            for piece in part.pieces:
                assert said(piece.title) in told
        assert ("yb-track" in section) is pillar.holds_steps


def test_three_hearts_over_three_commons(client: Client, kaizhou: DistrictRow) -> None:
    shown = unescape(client.get("/d/kaizhou/panorama").content.decode())
    drawn = shown.partition('class="yb-shape__row"')[2].partition("</ol>")[0]
    hearts = re.findall(r'yb-shape__heart.*?yb-shape__aim">(\w+)<.*?yb-shape__name">(\w+)<', drawn, re.DOTALL)
    assert hearts == [("服务暖心", "共享客厅"), ("生活开心", "共情场景"), ("众治凝心", "共商机制")]
    rules = client.get("/d/kaizhou/rules").content.decode()
    assert 'href="/d/kaizhou/panorama"' in rules
    assert "共享客厅</h2>" not in rules, "the structure is told in one place"


def test_rules_without_a_structure_are_shown_as_rules(
    client: Client, kaizhou: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load.load(settings.PACKS, "kaizhou", date(2025, 6, 2))
    monkeypatch.setattr(store, "in_force", lambda on: before)
    assert client.get("/d/kaizhou/panorama").headers["Location"] == "/d/kaizhou/rules"
    assert "yb-shape" not in client.get("/d/kaizhou/").content.decode()


@pytest.fixture
def busy(jiangjin: DistrictRow) -> datetime:
    """A district at work: eight matters, each come in its own way and at its own step. Returns the moment."""
    now = datetime.now(UTC)
    start = now - timedelta(days=28)
    people, bench = cast.assemble(now=start), court.assemble(now=start)
    old = make.a_matter(now=start)
    deeds.walk(old, people, "home prioritise", start)
    for channel in ("counter", "patrol", "wechat", "platform_12345"):
        make.a_matter(now=now - timedelta(hours=3), channel=channel)
    judged = court.evaluating(people, bench, now - timedelta(hours=2))
    shown = make.a_matter(now=now - timedelta(hours=2))
    deeds.walk(shown, people, "assign publish", now - timedelta(hours=1))
    deeds.walk(make.a_matter(now=now - timedelta(hours=2)), people, "assign accept answer check", now)
    secretary = make.staff("guo", "community_secretary", unit="tongtaimen", now=now)
    entry = ListEntry(item_code="street_light", wording="楼下的路灯")
    lists.derive(actor=secretary, area_code=cast.TONGTAIMEN, lines=[entry], now=now)
    opinions.open_consultation(**talk.a_question(actor=secretary, now=now))
    yard.adopted(actor=secretary, now=now - timedelta(days=1))
    built.a_project(old.id, now - timedelta(days=1))
    code = court.code_of(judged, judged.owner.key)
    Client().post(f"/d/jiangjin/e/{code}", {"solved": "yes", "satisfaction": "satisfied"})
    return datetime.now(UTC)


#: What the doors say of the busy district.
FIGURES: dict[str, int] = {
    "calls": 1,
    "centres": 0,
    "councils": 0,
    "counter": 1,
    "events": 0,
    "followed": 2,
    "grid": 1,
    "groups": 1,
    "honours": 0,
    "judges": 4,
    "compacts": 1,
    "projects": 1,
    "consultations": 1,
    "lists": 1,
    "menu": 0,
    "notices": 1,
    "orders": 2,
    "outside": 1,
    "places": 2,
    "priorities": 0,
    "pool": 1,
    "public": 1,
    "rating": 1,
    "report": 8,
    "staff": 10,
    "standards": 4,
    "supervised": 1,
    "supervision": 1,
    "track": 8,
    "triage": 4,
    "unit_reviews": 0,
    "votes": 0,
}


def test_the_figure_of_each_door_is_that_of_the_district(
    busy: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = store.in_force(busy.date())
    other = load.load(settings.PACKS, "kaizhou", ON)
    classes = {
        "public": rules.classes["public"].model_copy(update={"is_picked": True}),
        "home": rules.classes["home"].model_copy(update={"followers": ("committee",)}),
    }
    pack = rules.model_copy(update={"classes": {**rules.classes, **classes}, "rates": other.rates})
    monkeypatch.setattr(store, "in_force", lambda on: pack)
    Area.objects.filter(code=cast.TONGTAIMEN).update(type_code="old")
    told = Rating.objects.get()
    FollowUp.objects.create(rating=told, due_at=busy)

    def figure(code: str, about: str = "") -> int | str | None:
        actor = accounts.actor_by_login("sun")
        assert actor
        asked = Asked(actor=actor, moment=busy, pack=pack, about=(about,))
        found = doors.doors()[code].figures(asked).get(about)
        if found is None:
            return None
        value = amount(found.amount, found.measure)
        return int(value) if value.isdigit() else value

    told_of_all = sorted(set(HEADINGS) - {"results", "settled", "types"})
    assert {code: figure(code) for code in told_of_all} == {
        **FIGURES,
        "emergency": len(rules.dangers),
        "rules": len(rules.items),
    }
    assert [figure("rules", code) for code in ("public", "common", "home")] == [2, 0, 2]
    assert [figure("public", code) for code in ("public", "home")] == [1, 0]
    assert figure("types", "old") == 1
    assert figure("results", "satisfaction") == "100%"
    assert figure("settled", "home") is None, "nothing is closed, so there is no share of it"


def test_the_way_of_matters_says_how_many_are_where(busy: datetime, client: Client) -> None:
    shown = client.get("/d/jiangjin/panorama").content.decode()
    track = shown.partition('class="yb-track"')[2].partition("</ol>")[0]
    assert re.findall(r'yb-number"[^>]*>\s*(\d+)\s*<', track) == ["6", "0", "2"]


def test_it_asks_as_much_of_a_busy_district_as_of_an_empty_one(
    busy: datetime, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/d/jiangjin/panorama")
    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get("/d/jiangjin/panorama")
    for number in range(3):
        make.a_matter(now=busy, text=f"第{number}件事")
    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get("/d/jiangjin/panorama")


@pytest.mark.browser
def test_a_neighbour_goes_from_the_front_page_through_a_part_to_what_hangs(
    site: str, browser: Browser
) -> None:
    """On a phone: the shape stands in the first screen, beside the way to report; J1, J4 and J5 lead on."""
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN").new_page()
    phone.goto(site + "/")
    glance = phone.locator(".yb-glance")
    expect(glance.get_by_role("link", name="三级会议")).to_be_in_viewport()
    expect(phone.locator("a.yb-door").first).to_be_in_viewport()
    glance.get_by_role("link", name="三步闭环").click()
    expect(phone.get_by_role("heading", name="张榜公示大家评")).to_be_visible()
    phone.locator('[data-ground="J4"] [data-door="notices"]').click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("公示")
    phone.go_back()
    phone.locator('[data-ground="J5"] [data-door="judges"]').click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("谁来评")
    phone.go_back()
    phone.locator('[data-ground="J1"] [data-door="rules:common"]').click()
    expect(phone.locator("#class-common")).to_be_in_viewport()
    phone.go_back()
    bank = phone.locator("article", has=phone.get_by_role("heading", name="公益银行"))
    expect(bank).to_contain_text("积分")
    expect(bank.get_by_role("link")).to_have_count(0)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
