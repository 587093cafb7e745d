"""account.open, account.close, account.reset_password, account.change_password, and the first account."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ActorKind, PositionKind

pytestmark = pytest.mark.usefixtures("jiangjin")


def test_opened(morning: datetime) -> None:
    key = services.open_account(
        actor=make.OPERATOR, login="Wu.Min", name="吴敏", password=make.PASSWORD, now=morning
    )

    account = queries.account(key)
    assert account
    assert (account.login, account.kind, account.must_change_password) == ("wu.min", ActorKind.STAFF, False)
    assert queries.names([key]) == {key: "吴敏"}
    assert [entry.verb for entry in journal.story("account", key)] == ["account.open"]


def test_names_and_log_ins_are_nowhere_in_clear(morning: datetime) -> None:
    key = services.open_account(
        actor=make.OPERATOR, login="wumin", name="吴敏敏", password=make.PASSWORD, now=morning
    )
    with connection.cursor() as cursor:
        cursor.execute("select people_account::text from people_account where key = %s", [key])
        assert "吴敏敏" not in cursor.fetchone()[0]
        cursor.execute("select string_agg(journal_entry::text, ' ') from journal_entry")
        written = cursor.fetchone()[0]
        assert key in written
        assert "wumin" not in written
        assert "吴敏敏" not in written


@pytest.mark.parametrize("login", ["", "a", "李春梅", "-li", "li wang", "x" * 41, "a/b"])
def test_bad_log_ins(login: str, morning: datetime) -> None:
    with pytest.raises(services.BadLogin):
        make.staff(login, now=morning)


def test_twice(morning: datetime) -> None:
    make.staff("wu", now=morning)
    with pytest.raises(services.LoginTaken):
        make.staff("WU", now=morning)


def test_a_one_time_password_is_good_once(morning: datetime) -> None:
    wu = make.staff("wu", now=morning)
    password = services.reset_password(actor=make.OPERATOR, account_key=wu.key, now=morning)

    stored = Account.objects.get(key=wu.key)
    assert stored.must_change_password
    assert check_password(password, stored.password)
    assert len(set(password) - {"-"}) > 3
    services.change_password(actor=wu, account_key=wu.key, password="another phrase", now=morning)
    stored.refresh_from_db()
    assert not stored.must_change_password
    assert not check_password(password, stored.password)
    assert [entry.verb for entry in journal.story("account", wu.key)][1:] == [
        "account.reset_password",
        "account.change_password",
    ]


def test_a_closed_account_acts_no_more(morning: datetime) -> None:
    wu = make.staff("wu", now=morning)
    services.close_account(actor=make.OPERATOR, account_key=wu.key, reason="退休", now=morning)

    assert queries.actor(wu.key) is None
    assert queries.actor_by_login("wu") is None
    with pytest.raises(services.AccountClosed):
        services.reset_password(actor=make.OPERATOR, account_key=wu.key, now=morning)
    with pytest.raises(services.AccountClosed):
        services.close_account(actor=make.OPERATOR, account_key=wu.key, reason="退休", now=morning)


def test_who_may(morning: datetime) -> None:
    people = cast.assemble(now=morning)
    keeper, guard = cast.administrators(now=morning)
    for actor in (people.li, people.chen, guard):
        with pytest.raises(NotAllowed):
            services.open_account(actor=actor, login="x2", name="", password="x", now=morning)
        with pytest.raises(NotAllowed):
            services.reset_password(actor=actor, account_key=people.zhou.key, now=morning)
        with pytest.raises(NotAllowed):
            services.close_account(actor=actor, account_key=people.zhou.key, reason="x", now=morning)
    with pytest.raises(NotAllowed):
        services.change_password(actor=people.li, account_key=people.wang.key, password="x", now=morning)
    with pytest.raises(NotAllowed):
        services.close_account(actor=keeper, account_key=keeper.key, reason="x", now=morning)
    services.change_password(actor=people.li, account_key=people.li.key, password="x y z", now=morning)
    services.open_account(actor=keeper, login="x2", name="", password="x", now=morning)


def test_the_first_account(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    for title, kind in (
        ("system_admin", PositionKind.SYSTEM_ADMIN),
        ("security_admin", PositionKind.SECURITY_ADMIN),
        ("audit_admin", PositionKind.AUDIT_ADMIN),
    ):
        first = {"name": "", "password": make.PASSWORD, "title": title, "now": morning}
        services.first_account(actor=make.OPERATOR, login=title, **first)  # type: ignore[arg-type]
        (holding,) = make.actor(title).holdings
        assert (holding.kind, holding.area_path) == (kind, f"/{cast.DISTRICT}/")
        with pytest.raises(services.FirstExists):
            services.first_account(actor=make.OPERATOR, login="second", **first)  # type: ignore[arg-type]
    assert queries.actor_by_login("second") is None
