"""What every page has in common: colours, icons, words, switches, navigation, and what goes wrong."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from tests import cast
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind, Holding, PositionKind
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.middleware import RefusalMiddleware
from yuanba.web.sentences import STANDINGS, ground_sentence, refusal_sentence, term_words
from yuanba.web.templatetags.web import _day_words, masked, spaced

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
TOKENS = (ROOT / "frontend/src/tokens.css").read_text()

INKS = ("ink", "ink-soft", "green-ink", "red")
GROUNDS = ("paper", "surface", "sunken", "green-wash")
PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS if (ink, ground) != ("red", "green-wash")),
    *((tone, f"{tone}-wash") for tone in ("brick", "amber", "red", "blue", "grey")),
    ("green-ink", "green-wash"),
    ("on-green", "green"),
]


def theme(opening: str) -> dict[str, str]:
    """The colours of the block that begins so."""
    block = TOKENS[TOKENS.index(opening) :]
    return dict(re.findall(r"--yb-([a-z-]+): (#[0-9a-f]{6})", block[: block.index("}")]))


LIGHT = theme(':root,\n:root[data-theme="light"]')
DARK = theme(':root[data-theme="dark"]')


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_ink_stands_out_from_its_ground(colours: dict[str, str], ink: str, ground: str) -> None:
    lighter, darker = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_device_and_the_reader_get_the_same_darkness() -> None:
    assert theme(':root:not([data-theme="light"])') == DARK
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_keeps_to_the_content_security_policy(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "hx-on" not in text
    assert "js:" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_icon_and_picture_exists(template: Path) -> None:
    drawn = ROOT / "src/yuanba/web/templates/web"
    for kind, name in re.findall(r'{% (icon|picture) "([\w-]+)"', template.read_text()):
        assert (drawn / f"{kind}s" / f"{name}.svg").exists(), name


def test_every_state_and_step_has_its_sign() -> None:
    icons = {path.stem for path in (ROOT / "src/yuanba/web/templates/web/icons").iterdir()}
    assert set(STANDINGS) == set(State)
    assert {standing.icon for standing in STANDINGS.values()} <= icons
    assert {action.icon for action in ACTIONS.values()} <= icons
    assert {way.icon for menu in navigation.groups() for way in navigation.ways(menu)} <= icons


# --- words ----------------------------------------------------------------------------------------
def test_a_refusal_names_state_in_the_readers_language() -> None:
    refusal = WrongState(state="closed", verb="matter.answer")
    assert "已办结" in refusal_sentence(refusal)
    with translation.override("en"):
        assert refusal_sentence(refusal) == "This cannot be done while the matter is “Closed”."
        assert refusal_sentence(WrongState()) == "This cannot be done while the matter is “…”."


def test_grounds_are_sentences(jiangjin: DistrictRow, morning: datetime) -> None:
    pack = store.in_force(on=day(morning))
    told = [
        ground_sentence(code, pack)
        for code in (pack.name, "term.5.working_days", "calendar.2026", "calendar.2027.provisional")
    ]
    assert told[0].endswith("自2025年1月1日起施行")
    assert told[1] == "办理时限：5个工作日"
    assert "国务院" in told[2]
    assert "2027" in told[3]
    assert ground_sentence("something.unknown", pack) == "", "nobody reads a code"
    for kind, codes in (
        ("classes", pack.classes),
        ("bodies", pack.bodies),
        ("evaluators", pack.evaluators),
        ("grounds", pack.grounds),
    ):
        for code in codes:
            assert code not in (told := ground_sentence(f"{kind}.{code}", pack)), told
            assert told


def test_days_are_named_from_today() -> None:
    today = date(2026, 3, 2)
    told = [_day_words(on, today) for on in (today, date(2026, 3, 1), date(2026, 3, 3), date(2026, 11, 21))]
    assert told == ["今天", "昨天", "明天", "11月21日"]
    assert _day_words(date(2025, 12, 31), today) == "2025年12月31日"
    with translation.override("en"):
        assert _day_words(date(2026, 11, 21), today) == "21 Nov"
        assert term_words(3, "calendar_days") == "3 days"


def test_numbers_are_masked_and_spaced() -> None:
    assert masked("13812345678") == "138****5678"
    assert masked("12345") == "*****"
    assert spaced("116688680261") == "1166 8868 0261"


# --- switches -------------------------------------------------------------------------------------
def test_the_elder_version_holds_on_every_page_and_in_every_district(
    client: Client, jiangjin: DistrictRow
) -> None:
    answer = client.post("/d/jiangjin/look", {"care": "on", "next": "/d/jiangjin/track"})
    assert (answer.status_code, answer["Location"]) == (302, "/d/jiangjin/track")
    for page in ("/d/jiangjin/track", "/d/kaizhou/accessibility", "/"):
        assert b'data-care="on"' in client.get(page).content
    client.post("/look", {"care": "off"})
    assert b'data-care="on"' not in client.get("/d/jiangjin/track").content


def test_language_and_light_are_kept_and_nonsense_is_not(client: Client, jiangjin: DistrictRow) -> None:
    client.post("/d/jiangjin/look", {"language": "en"})
    client.post("/d/jiangjin/look", {"theme": "dark"})
    client.post("/d/jiangjin/look", {"theme": "pink", "language": "tlh", "care": "perhaps"})
    page = client.get("/d/jiangjin/accessibility").content.decode()
    assert re.search(r'<html\s+lang="en"\s+data-theme="dark"\s*>', page)
    assert "What is still missing" in page


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_a_switch_never_leads_elsewhere(client: Client, jiangjin: DistrictRow, address: str) -> None:
    answer = client.post("/d/jiangjin/look", {"care": "on", "next": address})
    assert answer["Location"] == "/d/jiangjin/"


# --- navigation -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (PositionKind.TRIAGER, "desk:tasks"),
        (PositionKind.GRID_WORKER, "desk:tasks"),
        (PositionKind.CLERK, "residents:counter"),
        (PositionKind.SECURITY_ADMIN, "privacy:looks"),
        (PositionKind.AUDIT_ADMIN, "privacy:looks"),
        (None, "desk:tasks"),
    ],
)
def test_staff_land_on_the_list_of_their_own_position(
    kind: PositionKind | None, first: str, jiangjin: DistrictRow, morning: datetime
) -> None:
    held = (Holding(kind=kind, from_on=day(morning)),) if kind else ()
    actor = Actor(kind=ActorKind.STAFF, key="k", holdings=held)
    assert navigation.landing(actor, on=day(morning)) == reverse(first)


def test_the_desk_shows_what_a_position_may_do(jiangjin: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)

    def ways(actor: Actor) -> set[str]:
        groups = navigation.desk(actor, on=day(morning), path="/")
        return {step.url.rsplit("/", 1)[-1] for _head, steps in groups for step in steps}

    assert {"triage", "matters", "file"} <= ways(people.chen)
    assert "orders" not in ways(people.chen)
    assert "outbox" not in ways(people.chen)
    assert "orders" in ways(people.zhou)
    assert "triage" not in ways(people.zhou)
    assert "outbox" in ways(cast.administrators(now=morning)[0])


def test_a_stranger_at_the_desk_is_asked_to_log_in(client: Client, jiangjin: DistrictRow) -> None:
    answer = client.get("/d/jiangjin/desk")
    assert answer.status_code == 302
    assert answer["Location"] == "/d/jiangjin/account/login/?next=%2Fd%2Fjiangjin%2Fdesk"


@pytest.mark.parametrize(
    "page", ["", "privacy", "accessibility", "suggestions", "account/login/", "account/signup/"]
)
def test_pages_of_a_district_stand_in_both_languages(
    client: Client, jiangjin: DistrictRow, page: str
) -> None:
    chinese = client.get(f"/d/jiangjin/{page}")
    client.post("/d/jiangjin/look", {"language": "en"})
    english = client.get(f"/d/jiangjin/{page}")
    assert chinese.status_code == english.status_code == 200
    assert 'lang="zh-Hans"' in chinese.content.decode()
    assert 'lang="en"' in english.content.decode()
    title = re.search(r"<title>(.*?)·", english.content.decode(), re.DOTALL)
    assert title
    assert title[1].isascii()


def test_the_front_page_tells_how_long_an_answer_may_take(client: Client, jiangjin: DistrictRow) -> None:
    page = client.get("/d/jiangjin/").content.decode()
    assert "15个工作日" in page
    assert "院坝里有事？说一声。" in page


@override_settings(DEMO=True)
def test_the_public_front_page_says_what_to_try(client: Client, jiangjin: DistrictRow) -> None:
    page = client.get("/").content.decode()
    assert 'href="/d/jiangjin/"' in page
    assert "演示里可以试试" in page


# --- when something goes wrong --------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/nowhere", "/d/nowhere/", "/d/jiangjin/nowhere"])
def test_a_page_that_is_not_there_says_so_in_both_languages(
    client: Client, jiangjin: DistrictRow, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()
    assert "There is no such page" in answer.content.decode()


def test_a_form_that_was_open_too_long_says_that_the_draft_is_kept(jiangjin: DistrictRow) -> None:
    answer = Client(enforce_csrf_checks=True).post("/d/jiangjin/look", {"care": "on"})
    assert answer.status_code == 403
    assert "页面打开太久了" in answer.content.decode()


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_too_much_is_answered_with_413(client: Client, jiangjin: DistrictRow) -> None:
    answer = client.post("/d/jiangjin/look", {"next": "/" * 200})
    assert answer.status_code == 413
    assert "文件太大了" in answer.content.decode()


def test_every_page_carries_the_policy(client: Client, jiangjin: DistrictRow) -> None:
    for address in ("/", "/d/jiangjin/", "/d/jiangjin/nowhere"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_refusal_that_no_page_caught_becomes_a_page(rf: RequestFactory, jiangjin: DistrictRow) -> None:
    request = rf.get("/d/jiangjin/")
    request.district = jiangjin  # type: ignore[attr-defined]
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    page = middleware.process_exception(request, NotAllowed(verb="matter.assign"))
    assert page
    assert page.status_code == 403
    assert "没有这一步的权限" in page.content.decode()
    assert middleware.process_exception(request, ValueError()) is None
