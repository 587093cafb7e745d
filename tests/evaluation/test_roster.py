"""Who judges by office: on the roster with term and kin, in plain words for residents."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from yuanba.evaluation import queries
from yuanba.evaluation.queries import roster
from yuanba.people import services as people_services

BASE = "/d/jiangjin/"


def test_the_roster_knows_terms_kin_and_who_is_wanting(bench: Bench, morning: datetime) -> None:
    people_services.declare(actor=bench.qian, account_key=bench.qian.key, kin_login="wu", now=morning)

    found = roster.bench(f"/{cast.DISTRICT}/{cast.JIJIANG}/", morning)

    told = {one.position.account_key: (one.group_code, one.until_on, one.kin) for one in found.seats}
    assert told == {
        bench.qian.key: ("democratic_supervisors", date(2027, 12, 31), 1),
        bench.feng.key: ("congress_committee", None, 0),
        bench.hu.key: ("supervisory_committee", None, 0),
    }
    assert found.wanting == 2
    assert roster.bench(f"/{cast.DISTRICT}/{cast.DEGAN}/", morning).seats == []


def test_whose_term_is_over_is_no_longer_asked(people: Cast, bench: Bench, morning: datetime) -> None:
    old = make.staff("old", "supervisor", area=cast.TONGTAIMEN, from_on=date(2022, 1, 1), now=morning)

    matter = court.evaluating(people, bench, morning)

    asked = queries.invited_keys(matter.id)
    assert bench.qian.key in asked
    assert old.key not in asked
    over = [one for one in roster.bench(cast.COMMUNITY_PATH, morning).seats if one.is_over]
    assert [one.position.account_key for one in over] == [old.key]


def test_residents_read_who_judges_and_nobodys_name(bench: Bench) -> None:
    shown = Client().get(f"{BASE}judges", {"at": cast.TONGTAIMEN}).content.decode()

    assert "民主监督员" in shown
    assert "居务监督委员会" in shown
    assert "钱伟" not in shown


def test_the_desk_reads_the_names_and_who_appoints_goes_on_from_there(bench: Bench) -> None:
    now = datetime.now(UTC)
    make.staff("lead", "subdistrict_secretary", unit="jijiang", now=now)
    make.staff("guard", "security_admin", area=cast.DISTRICT, now=now)

    def entered(login: str) -> Client:
        client = Client()
        client.post(f"{BASE}account/login/", {"login": login, "password": make.PASSWORD})
        return client

    assert "钱伟" in entered("lead").get(f"{BASE}desk/roster").content.decode()
    assert f"people/{bench.qian.key}" in entered("guard").get(f"{BASE}desk/roster").content.decode()
    assert entered("wu").get(f"{BASE}desk/roster").status_code == 403


def test_kin_are_declared_and_retracted_by_pages(bench: Bench) -> None:
    now = datetime.now(UTC)
    make.staff("guard", "security_admin", area=cast.DISTRICT, now=now)
    own, guard = Client(), Client()
    own.post(f"{BASE}account/login/", {"login": "qian", "password": make.PASSWORD})
    guard.post(f"{BASE}account/login/", {"login": "guard", "password": make.PASSWORD})

    assert own.post(f"{BASE}people/me/kin", {"kin_login": "wu"}).status_code == 302
    assert "wu" in own.get(f"{BASE}people/me").content.decode()
    path = f"{BASE}people/{bench.qian.key}"
    assert guard.post(f"{path}/kin/wu/retract", {"reason": "登记有误"}).status_code == 302
    assert "wu" not in own.get(f"{BASE}people/me").content.decode()
