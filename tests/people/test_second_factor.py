"""The second step of the log-in: who needs it, how it is set up, sealed, counted, lost and rotated."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from tests import cast, make
from tests.people.test_log_in import DESK, log_in
from tests.security.boxes import LONG, MARKUP, ORDERS, RAW
from yuanba.journal import queries as journal
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.people import services
from yuanba.people.models import Account
from yuanba.people.queries import factors
from yuanba.people.second_factor import FACTOR
from yuanba.people.services import NeedsSecondAdministrator, OfKeeper, ResetUnasked
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.rights import SEES_PERSONAL_DATA
from yuanba.sealing import keyring, ring, ring_file, rotation, seals
from yuanba.web.entrance import now

BASE = "/d/jiangjin/account"
SET_UP = f"{BASE}/2fa/totp/activate/"
CODES = f"{BASE}/2fa/recovery-codes/"
ENTER = f"{BASE}/2fa/authenticate/"
OVER_JSON = "/d/jiangjin/api/v1/orders"


@pytest.fixture(autouse=True)
def _needed(settings: object, monkeypatch: pytest.MonkeyPatch, morning: datetime) -> None:
    settings.SECOND_FACTOR = True  # type: ignore[attr-defined]
    for place in ("adapter", "middleware", "timeout", "second_factor"):
        monkeypatch.setattr(f"yuanba.people.{place}.now", lambda: morning)


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


def code_of(secret: str, periods: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


def set_up(client: Client, login: str = "zhou") -> tuple[str, list[str]]:
    """Log in, set it up; the secret and the recovery codes as the pages show them."""
    assert log_in(client, login) == 302
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'yb-key">([A-Z2-7 ]+)<', page)
    assert secret
    key = secret[1].replace(" ", "")
    assert client.post(SET_UP, {"code": code_of(key, -1)})["Location"] == CODES
    shown = client.get(CODES).content.decode()
    return key, [code.replace(" ", "") for code in re.findall(r"<li>(\d{4} \d{4})</li>", shown)]


def test_every_position_that_reads_private_matters_needs_it() -> None:
    assert set(PositionKind) == SEES_PERSONAL_DATA


def test_nothing_opens_before_it_is_set_up_not_even_over_json(client: Client, people: cast.Cast) -> None:
    log_in(client, "zhou")
    assert client.get(DESK)["Location"] == SET_UP
    assert client.get("/d/jiangjin/orders")["Location"] == SET_UP
    assert client.post("/d/jiangjin/people/me/kin", {"kin_login": "chen"})["Location"] == SET_UP
    answer = client.get(OVER_JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "account.second_factor")
    set_up(client)
    assert client.get(DESK).status_code == 200
    assert client.get(OVER_JSON).status_code == 200


def test_residents_and_a_demonstration_need_none(client: Client, people: cast.Cast, settings: object) -> None:
    log_in(client, "li")
    assert client.get(DESK).status_code == 200
    settings.SECOND_FACTOR = False  # type: ignore[attr-defined]
    log_in(client, "zhou")
    assert client.get(DESK).status_code == 200


def test_a_one_time_password_is_changed_before(client: Client, people: cast.Cast, morning: datetime) -> None:
    password = services.reset_password(actor=make.OPERATOR, account_key=people.zhou.key, now=morning)
    log_in(client, "zhou", password)
    assert client.get(DESK)["Location"] == f"{BASE}/password/change/"
    answer = client.get(OVER_JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "account.one_time_password")


def test_the_log_in_asks_for_a_code_that_is_good_once(client: Client, people: cast.Cast) -> None:
    secret, _codes = set_up(client)
    first, second = Client(), Client()
    code = code_of(secret)
    for browser in (first, second):
        assert log_in(browser, "zhou") == 302
        assert browser.get(DESK).status_code == 302, "the password alone opens nothing"
    assert first.post(ENTER, {"code": code}).status_code == 302
    assert first.get(DESK).status_code == 200
    cache.clear()  # another process knows nothing of allauth's own memory
    assert "已经用过" in second.post(ENTER, {"code": code}).content.decode()
    assert second.get(DESK).status_code == 302


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} ", "{0}\u3000{1}", "wide", "{0}.{1}"])
def test_a_used_code_is_used_however_it_is_typed(client: Client, people: cast.Cast, typed: str) -> None:
    secret, _codes = set_up(client)
    first, second = Client(), Client()
    code = code_of(secret)
    for browser in (first, second):
        log_in(browser, "zhou")
    wide = code.translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})
    again = wide if typed == "wide" else typed.format(code[:3], code[3:])
    for browser, said in ((first, code), (second, again)):
        cache.clear()  # another process knows nothing of allauth's own memory
        answer = browser.post(ENTER, {"code": said})
    assert "已经用过" in answer.content.decode()
    assert second.get(DESK).status_code == 302


def test_a_code_is_taken_in_full_width(client: Client, people: cast.Cast) -> None:
    secret, _codes = set_up(client)
    browser = Client()
    log_in(browser, "zhou")
    wide = code_of(secret).translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})
    assert browser.post(ENTER, {"code": wide}).status_code == 302
    assert browser.get(DESK).status_code == 200


def test_who_drops_it_ends_all_other_sessions(client: Client, people: cast.Cast) -> None:
    secret, codes = set_up(client)
    other = Client()
    log_in(other, "zhou")
    assert other.post(ENTER, {"code": codes[0]}).status_code == 302
    assert other.get(DESK).status_code == 200
    off = f"{BASE}/2fa/totp/deactivate/"
    again = client.get(off)
    if again.status_code == 302:
        client.post(again["Location"], {"code": code_of(secret, 1)})
    assert client.post(off).status_code == 302
    assert client.get(DESK)["Location"] == SET_UP, "this one sets the next up"
    assert "login" in other.get(DESK)["Location"]
    assert other.get(OVER_JSON).status_code == 401


def test_a_recovery_code_lets_in_once_and_is_shown_once(client: Client, people: cast.Cast) -> None:
    _secret, codes = set_up(client)
    assert len(codes) == 10
    again = client.get(CODES).content.decode()
    assert "还剩10个" in again
    assert codes[0] not in again.replace(" ", "")
    assert client.get(f"{CODES}download/").status_code == 403
    for expected in (200, 302):
        browser = Client()
        log_in(browser, "zhou")
        browser.post(ENTER, {"code": codes[0]})
        assert browser.get(DESK).status_code == expected


def test_tries_of_codes_are_counted_in_the_database_and_told(
    client: Client, people: cast.Cast, morning: datetime
) -> None:
    secret, _codes = set_up(client)
    guesser = Client()
    log_in(guesser, "zhou")
    for _ in range(8):
        assert guesser.post(ENTER, {"code": "000000"}).status_code == 200
    for browser in (guesser, Client()):
        log_in(browser, "zhou")
        assert "分钟后再试" in browser.post(ENTER, {"code": code_of(secret, 1)}).content.decode()
    locks = [one for one in journal.story("account", people.zhou.key) if one.verb == "account.lock_out"]
    assert [(one.actor_kind, one.outcome, one.words) for one in locks] == [("system", {"factor": "code"}, "")]
    messages_to = told(people, morning)
    assert [line.verb for line in messages_to] == ["account.lock_out"]


def told(people: cast.Cast, now: datetime) -> list[object]:
    from yuanba.journal import services as of_journal

    of_journal.number()
    messages.read_journal()
    return [one for one in inboxes.inbox(people.zhou, at=now, limit=50).rows if one.kind == "account"]


@pytest.mark.parametrize("words", [MARKUP, ORDERS, LONG])
def test_words_in_the_box_for_a_code_stay_words(client: Client, people: cast.Cast, words: str) -> None:
    set_up(client)
    half_in = Client()
    log_in(half_in, "zhou")
    for browser, path in ((half_in, ENTER), (client, f"{BASE}/2fa/reauthenticate/")):
        answer = browser.post(path, {"code": words})
        assert answer.status_code == 200
        assert RAW not in answer.content.decode()


def test_secret_and_seed_lie_sealed_even_before_the_first_code(client: Client, people: cast.Cast) -> None:
    log_in(client, "zhou")
    page = client.get(SET_UP).content.decode()
    shown = re.search(r'yb-key">([A-Z2-7 ]+)<', page)
    assert shown
    waiting = [str(one.get_decoded()) for one in Session.objects.all()]
    assert not any(shown[1].replace(" ", "") in words for words in waiting)

    secret, _codes = set_up(client)
    kept = {one.type: one.data for one in Authenticator.objects.all()}
    assert secret not in str(kept)
    opened = keyring.unseal(bytes.fromhex(kept["totp"]["secret"]), purpose=FACTOR)
    assert opened == secret
    assert keyring.unseal(bytes.fromhex(kept["recovery_codes"]["seed"]), purpose=FACTOR)


def test_a_rotation_seals_them_anew_and_finds_a_broken_one(
    client: Client, people: cast.Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "ring.json"  # a copy: other tests' processes seal with the common one meanwhile
    own.write_bytes(ring_file.path().read_bytes())
    monkeypatch.setattr(settings, "KEY_RING", str(own))
    secret, _codes = set_up(client)
    columns = [one for one in seals.sealed() if one.within]
    before = rotation.references_here()[ring_file.load().current]
    tally = rotation.RotationTally()
    old = ring_file.load()
    new = ring.with_new_key(old, cipher=old.cipher, made="2026-03-02T01:00:00+00:00")
    ring_file.store(new)
    try:
        assert [sum(rotation._renew_column(one, tally)) for one in columns] == [1, 1]
        data = Authenticator.objects.get(type="totp").data
        assert bytes.fromhex(data["secret"])[:5] == keyring.head_now()
        assert keyring.unseal(bytes.fromhex(data["secret"]), purpose=FACTOR) == secret
        assert rotation.references_here()[new.current] == 2
        assert before >= 2
    finally:
        ring_file.store(old)
    assert [place.partition(" ")[0] for place in rotation.broken_here()] == [
        "mfa_authenticator.data.secret",
        "mfa_authenticator.data.seed",
    ]


def test_a_new_phone_is_set_up_at_once(client: Client, people: cast.Cast, settings: object) -> None:
    """Giving it up closes every door but the one to the next; and it is on record."""
    set_up(client)
    assert client.post(f"{BASE}/2fa/totp/deactivate/").status_code == 302
    assert not factors.has_factor(people.zhou.key)
    assert client.get(DESK)["Location"] == SET_UP
    verbs = [one.verb for one in journal.story("account", people.zhou.key)]
    assert verbs[-1] == "account.drop_second_factor"
    assert verbs.count("account.set_second_factor") == 2, "the factor, and its recovery codes"


def test_what_matters_asks_for_a_code_and_not_for_the_password(
    client: Client, people: cast.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(client)
    later = time.time() + 600
    monkeypatch.setattr("yuanba.people.adapter.time.time", lambda: later)
    off = f"{BASE}/2fa/totp/deactivate/"
    answer = client.get(off)
    assert answer["Location"].startswith(f"{BASE}/2fa/reauthenticate/")
    assert client.get(f"{BASE}/reauthenticate/")["Location"].startswith(f"{BASE}/2fa/reauthenticate/")
    assert factors.has_factor(people.zhou.key)


def test_who_set_it_up_elsewhere_shows_it_here(client: Client, people: cast.Cast, settings: object) -> None:
    settings.SECOND_FACTOR = False  # type: ignore[attr-defined]
    log_in(client, "zhou")
    secret, _codes = set_up(Client())
    settings.SECOND_FACTOR = True  # type: ignore[attr-defined]
    answer = client.get(DESK)
    assert answer["Location"].startswith(f"{BASE}/2fa/reauthenticate/")
    assert client.post(answer["Location"], {"code": code_of(secret)})["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_lost_one_is_reset_by_two_administrators_with_reasons(
    client: Client, people: cast.Cast, morning: datetime
) -> None:
    """The old password ends too, and so does every session; the person is told, before and after."""
    set_up(client)
    later, key = morning + timedelta(hours=1), people.zhou.key
    keeper, guard = cast.administrators(now=morning)
    for actor in (people.chen, keeper):
        with pytest.raises(NotAllowed):
            services.reset_factor(actor=actor, account_key=key, reason="手机丢了", now=later)
    with pytest.raises(ResetUnasked):
        services.reset_factor(actor=guard, account_key=key, reason="手机丢了", now=later)
    for actor in (people.chen, guard):
        with pytest.raises(NotAllowed):
            services.ask_reset(actor=actor, account_key=key, reason="手机丢了", now=later)
    services.ask_reset(actor=keeper, account_key=key, reason="手机丢了", now=morning)
    assert [line.verb for line in told(people, later)] == ["account.ask_reset"]
    assert client.get(DESK).status_code == 200, "nothing has changed yet"
    over = morning + services.ASKED_FOR + timedelta(seconds=1)
    with pytest.raises(ResetUnasked):
        services.reset_factor(actor=guard, account_key=key, reason="本人到场", now=over)
    password = services.reset_factor(actor=guard, account_key=key, reason="本人到场", now=later)
    with pytest.raises(ResetUnasked):
        services.reset_factor(actor=guard, account_key=key, reason="再来一次", now=later)
    assert client.get(DESK).status_code == 302
    assert log_in(Client(), "zhou") == 200, "the old password opens nothing"
    browser = Client()
    assert log_in(browser, "zhou", password) == 302
    assert browser.get(DESK)["Location"] == f"{BASE}/password/change/"
    entry = next(
        one for one in journal.story("account", people.zhou.key) if one.verb == "account.reset_second_factor"
    )
    assert (entry.actor_key, entry.words) == (guard.key, "本人到场")
    assert {line.verb for line in told(people, later)} == {"account.ask_reset", "account.reset_second_factor"}


def test_one_administrator_alone_never_acts_as_somebody_else(
    client: Client, people: cast.Cast, morning: datetime
) -> None:
    """With a second factor the password alone opens nothing; without one, nobody resets it alone."""
    keeper, guard = cast.administrators(now=morning)
    for person in (people.zhou, people.li):  # staff who never set it up, and a resident
        with pytest.raises(NeedsSecondAdministrator):
            services.reset_password(actor=keeper, account_key=person.key, now=morning)
    set_up(client)
    password = services.reset_password(actor=keeper, account_key=people.zhou.key, now=morning)
    browser = Client()
    log_in(browser, "zhou", password)
    assert browser.get(DESK).status_code == 302
    assert browser.get(OVER_JSON).status_code == 401

    services.ask_reset(actor=keeper, account_key=people.zhou.key, reason="手机丢了", now=morning)
    services.reset_factor(actor=guard, account_key=people.zhou.key, reason="本人到场", now=morning)
    with pytest.raises(NeedsSecondAdministrator):  # the gap between the reset and the new factor
        services.reset_password(actor=keeper, account_key=people.zhou.key, now=morning)


def test_who_has_no_position_yet_gets_a_new_password_from_one(people: cast.Cast, morning: datetime) -> None:
    keeper, _guard = cast.administrators(now=morning)
    new = make.staff("newcomer", now=morning)
    assert services.reset_password(actor=keeper, account_key=new.key, now=morning)


def test_a_reset_is_asked_for_and_carried_out_on_the_pages(
    client: Client, people: cast.Cast, settings: object
) -> None:
    settings.SECOND_FACTOR = False  # type: ignore[attr-defined]
    keeper, guard = cast.administrators(now=now())
    pages = f"/d/jiangjin/people/{people.sun.key}"
    client.force_login(Account.objects.get(key=keeper.key))
    assert client.post(f"{pages}/ask-reset", {"reason": "手机丢了"}).status_code == 302
    assert client.post(f"{pages}/reset-second-factor", {"reason": "x"}).status_code == 403
    assert client.post(f"/d/jiangjin/people/{people.li.key}/reset").status_code == 404, "no page of residents"

    client.force_login(Account.objects.get(key=guard.key))
    assert "等您办理的登录重置" in client.get("/d/jiangjin/people/").content.decode()
    shown = client.get(pages).content.decode()
    assert f"{pages}/reset-second-factor" in shown
    assert "手机丢了" in shown
    done = client.post(f"{pages}/reset-second-factor", {"reason": "本人到场"})
    assert len(done.context["password"]) == 14
    assert "等您办理的登录重置" not in client.get("/d/jiangjin/people/").content.decode()


def test_an_administrators_is_reset_by_the_operator_only(people: cast.Cast, morning: datetime) -> None:
    keeper, guard = cast.administrators(now=morning)
    with pytest.raises(OfKeeper):
        services.ask_reset(actor=keeper, account_key=guard.key, reason="丢失", now=morning)
    with pytest.raises(NotAllowed):
        services.ask_reset(actor=keeper, account_key=keeper.key, reason="丢失", now=morning)
    with pytest.raises(NotAllowed):
        services.reset_factor(actor=guard, account_key=guard.key, reason="丢失", now=morning)
    services.reset_factor(actor=make.OPERATOR, account_key=guard.key, reason="丢失", now=morning)
