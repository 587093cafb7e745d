"""Three administrators, each apart: what each may, what none may, and what the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.pages.test_queries import ours
from yuanba.journal import queries as journal
from yuanba.journal.queries import Sought
from yuanba.people import queries, services
from yuanba.people.models import Account, Position
from yuanba.people.queries import leaves
from yuanba.places import services as places
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import KEEPERS, Actor, PositionKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

BASE = "/d/jiangjin/people"
#: What changes nothing: an audit administrator may do this, and nothing else by position.
LOOKING = {PeopleVerb.ACCESS_SEE, PeopleVerb.JOURNAL_READ, PeopleVerb.JOURNAL_EXPORT, PrivacyVerb.WATCH}


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def watcher(people: cast.Cast, morning: datetime) -> Actor:
    return make.staff("watcher", "audit_admin", name="审计管理员", area=cast.DISTRICT, now=morning)


def may(kind: PositionKind) -> set[Verb]:
    return {verb for verb, action in ACTIONS.items() if kind in action.who}


def test_what_each_of_the_three_may() -> None:
    assert may(PositionKind.AUDIT_ADMIN) == LOOKING | {PeopleVerb.KEY_SEE}
    grants = {PeopleVerb.POSITION_APPOINT, PeopleVerb.POSITION_END, PeopleVerb.POSITION_STAND_IN}
    assert grants <= may(PositionKind.SECURITY_ADMIN)
    assert not may(PositionKind.SYSTEM_ADMIN) & (grants | LOOKING)
    for keeper in KEEPERS:
        assert not any(verb.startswith("matter.") for verb in may(keeper))


@pytest.mark.parametrize("title", ["security_admin", "audit_admin", "triager", "clerk"])
def test_nobody_is_an_administrator_and_something_else(
    title: str, people: cast.Cast, morning: datetime
) -> None:
    keeper, guard = cast.administrators(now=morning)
    term = {"area": cast.DISTRICT, "from_on": date(2026, 3, 1), "now": morning}
    with pytest.raises(services.KeptApart):
        services.appoint(actor=guard, account_key=keeper.key, title=title, **term)  # type: ignore[arg-type]
    with pytest.raises(services.KeptApart):
        services.appoint(actor=guard, account_key=people.chen.key, title="system_admin", **term)  # type: ignore[arg-type]


def test_the_database_refuses_two_at_once(people: cast.Cast, morning: datetime) -> None:
    keeper, _guard = cast.administrators(now=morning)
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(
            account=Account.objects.get(key=keeper.key),
            kind="audit_admin",
            title="审计管理员",
            from_on=date(2026, 3, 1),
        )


def test_one_administrator_never_gets_hold_of_anothers_account(people: cast.Cast, morning: datetime) -> None:
    keeper, guard = cast.administrators(now=morning)
    with pytest.raises(services.OfKeeper):
        services.reset_password(actor=keeper, account_key=guard.key, now=morning)
    with pytest.raises(services.OfKeeper):
        services.close_account(actor=keeper, account_key=guard.key, reason="x", now=morning)
    assert services.reset_password(actor=make.OPERATOR, account_key=guard.key, now=morning)


def test_who_sees_what_somebody_may(client: Client, people: cast.Cast, morning: datetime) -> None:
    """access.see: oneself, and who keeps and audits the rights."""
    cast.administrators(now=morning)
    client.force_login(Account.objects.get(login="guard"))
    page = client.get(f"{BASE}/{people.chen.key}/access").content.decode()
    assert "分流派单" in page
    assert "所辖区域或小区内" in page
    assert client.get(f"{BASE}/{people.li.key}/access").status_code == 404
    client.force_login(Account.objects.get(login="keeper"))
    assert client.get(f"{BASE}/{people.chen.key}/access").status_code == 403
    assert "任命岗位" not in client.get(f"{BASE}/{people.chen.key}").content.decode()
    client.force_login(Account.objects.get(login="zhou"))
    assert "接单" in client.get(f"{BASE}/{people.zhou.key}/access").content.decode()


def test_the_audit_page_finds_by_person_verb_and_day(
    client: Client, people: cast.Cast, watcher: Actor
) -> None:
    """journal.read and journal.export; account.fail_log_in, account.log_in and account.log_out are in it."""
    entrance = "/d/jiangjin/account/login/"
    client.post(entrance, {"login": "zhou", "password": "wrong"})
    client.post(entrance, {"login": "ein Passwort im falschen Feld", "password": "x"})
    client.post(entrance, {"login": "zhou", "password": make.PASSWORD})
    client.post("/d/jiangjin/account/logout/")
    verbs = [entry.verb for entry in journal.story("account", people.zhou.key)][-3:]
    assert verbs == ["account.fail_log_in", "account.log_in", "account.log_out"]

    client.force_login(Account.objects.get(login="watcher"))
    page = client.get(f"{BASE}/audit").content.decode()
    assert "登录失败" in page
    assert "ein passwort" not in page.lower()
    today = day(now())
    asked = {"login": "zhou", "verb": "account.log_in", "from_on": today - timedelta(days=2)}
    found = client.get(f"{BASE}/audit", {**asked, "until_on": today + timedelta(days=1)})
    assert [told.entry.verb for told in found.context["rows"]] == ["account.log_in"]
    assert (
        client.get(f"{BASE}/audit", {**asked, "until_on": today + timedelta(days=200)}).context["rows"] == []
    )

    sent = {**asked, "until_on": today + timedelta(days=1)}
    table = client.post(f"{BASE}/audit/export", sent).content.decode("utf-8-sig").splitlines()
    assert len(table) == 2
    assert ",zhou,staff,account.log_in,account,zhou," in table[1]
    entry = journal.story("account", watcher.key)[-1]
    assert (entry.verb, entry.outcome["entries"]) == ("journal.export", 1)


def test_only_the_auditor_exports(people: cast.Cast, morning: datetime) -> None:
    keeper, guard = cast.administrators(now=morning)
    sought = Sought(from_on=date(2026, 3, 1), until_on=date(2026, 3, 2))
    for actor in (keeper, guard, people.sun, people.chen):
        with pytest.raises(NotAllowed):
            services.export_journal(actor=actor, sought=sought, now=morning)


def test_a_leave_is_of_its_account(people: cast.Cast, morning: datetime) -> None:
    """position.hand_over beside the account; the rows of a page."""
    ma = make.staff("ma", "handler", unit="jijiang", area=cast.JIJIANG, now=morning)
    term = {"from_on": date(2026, 3, 2), "until_on": date(2026, 3, 6)}
    services.go_on_leave(
        actor=people.zhou, account_key=people.zhou.key, to_key=ma.key, said={}, now=morning, **term
    )
    (leave,) = leaves.leaves_of([people.zhou.key], since=date(2026, 3, 6))
    assert (leave.to_key, leave.until_on) == (ma.key, date(2026, 3, 6))
    assert leaves.on_leave(date(2026, 3, 7)) == []
    assert [
        one.login for one in leaves.who_fits(people.zhou, people.zhou.key, date(2026, 3, 2), morning)
    ] == ["ma"]
    assert queries.logins([ma.key, people.li.key]) == {ma.key: "ma"}


#: Every page that an administrator opens, by who opens it.
PAGES: Mapping[str, tuple[str, ...]] = {
    "keeper": (
        "/places/",
        "/places/?q=wg",
        f"/places/{cast.DISTRICT}",
        f"/places/{cast.JIJIANG}",
        f"/places/{cast.TONGTAIMEN}",
        f"/places/{cast.FIRST_GRID}",
        f"/places/{cast.TONGTAIMEN}/children",
        f"/places/{cast.TONGTAIMEN}/merge",
        f"/places/{cast.TONGTAIMEN}/split",
        f"/places/{cast.TONGTAIMEN}/end",
        f"/places/{cast.TONGTAIMEN}/add-buildings",
        f"/places/estates/{cast.RIVERSIDE}",
        f"/places/estates/{cast.RIVERSIDE}/change",
        f"/places/buildings/{cast.RIVERSIDE}-1",
        "/places/ask?q=wg",
        "/places/ask-estates?q=y",
        "/people/",
        "/people/units",
        "/people/units/jijiang",
        "/people/units/jijiang/below",
        "/people/units/jijiang/change",
        f"/people/units/of/{cast.TONGTAIMEN}",
        "/people/units/ask?q=dzb",
        "/people/keys",
    ),
    "guard": (f"/people/vacancies/{cast.TONGTAIMEN}", "/people/ask-staff?q=w"),
    "watcher": ("/people/audit",),
}


def test_the_pages_of_administrators_are_flat(
    client: Client, people: cast.Cast, watcher: Actor, morning: datetime
) -> None:
    """Ten times as much in an area, a unit, an estate and the journal costs no further statement."""
    cast.administrators(now=morning)

    def asked() -> dict[str, int]:
        found = {}
        for login, pages in PAGES.items():
            client.force_login(Account.objects.get(login=login))
            for path in pages:
                client.get(f"/d/jiangjin{path}")
                with CaptureQueriesContext(connection) as caught:
                    assert client.get(f"/d/jiangjin{path}").status_code == 200, path
                found[path] = len(ours(caught))
        return found

    def grow(first: int, last: int) -> None:
        numbers = range(first, last)
        act = {"actor": make.OPERATOR, "now": now()}
        for number in numbers:
            grid = f"{cast.TONGTAIMEN}{number + 50:03}"
            make.places("code,name", f"{grid},第{number}网格", now=morning)
            make.units(
                "code,name,kind,body,area,parent",
                f"party-{number},{number}支部,grid_party,grid_party,{grid},jijiang",
                now=morning,
            )
            make.staff(f"wu{number}", "handler", unit="jijiang", now=morning)
        names = [f"{number}号院" for number in numbers]
        places.add_estates(area=cast.TONGTAIMEN, names=names, **act)  # type: ignore[arg-type]
        within = {"area": cast.FIRST_GRID, "estate": cast.RIVERSIDE, "names": names}
        places.add_buildings(**within, **act)  # type: ignore[arg-type]

    grow(0, 1)
    few = asked()
    grow(1, 9)
    assert asked() == few
