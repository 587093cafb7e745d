"""Two districts in one browser, one process and one database: nothing crosses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client, RequestFactory
from django.urls import get_resolver
from procrastinate.contrib.django import app as jobs_app

from tests import make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.districts.filled import fill
from tests.laws.test_entrances import patterns
from tests.make import Matter
from yuanba.districts import jobs, queries
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.residents.views import proof
from yuanba.rules.core.actor import ANONYMOUS

TENANT_LABELS = {app.label for app in apps.get_app_configs() if app.name in settings.TENANT_APPS}
MODELS = [model for model in apps.get_models() if model._meta.app_label in TENANT_LABELS]
#: Nothing of ours fills these; their isolation is that of the schema that holds them all.
OF_FRAMEWORKS = {"auth", "contenttypes", "account", "mfa"}


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


def counts() -> dict[str, int]:
    """How many rows of each model the district that we are in has."""
    with connection.cursor() as cursor:
        found = {}
        for model in MODELS:
            cursor.execute(f'select count(*) from "{table(model)}"')
            found[table(model)] = cursor.fetchone()[0]
    return found


@pytest.fixture
def filled(
    matter: Matter, people: Cast, here: DistrictRow, there: DistrictRow, moment: datetime
) -> tuple[dict[str, int], dict[str, int]]:
    """What Kaizhou held before and after Jiangjin was filled with at least one row of every model."""
    with queries.inside(there):
        before = counts()
    with queries.inside(here):
        fill(people, moment)
    with queries.inside(there):
        return before, counts()


def test_every_model_of_ours_has_a_row_here_and_not_one_of_them_is_seen_there(
    filled: tuple[dict[str, int], dict[str, int]], here: DistrictRow
) -> None:
    with queries.inside(here):
        found = counts()
    empty = {
        table(model)
        for model in MODELS
        if model._meta.app_label not in OF_FRAMEWORKS and not found[table(model)]
    }
    assert empty == set()
    before, after = filled
    assert after == before
    of_each = ("auth_", "django_", "places_edition")  # what every district has from the start
    ours = {name: count for name, count in after.items() if not name.startswith(of_each)}
    assert set(ours.values()) == {0}


def test_every_model_but_the_list_of_districts_and_the_jobs_belongs_to_a_district() -> None:
    shared = {
        model._meta.label
        for model in apps.get_models()
        if model not in MODELS and not model.__module__.startswith("procrastinate")
    }
    assert shared == {"districts.District", "districts.SetAside"}


def test_the_shared_schema_holds_no_table_of_a_district(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        found = {name for (name,) in cursor.fetchall()}
    assert found & {table(model) for model in MODELS} == set()


# --- log-ins and cookies --------------------------------------------------------------------------------


def test_a_session_of_one_district_is_nothing_in_the_other(people: Cast, there: DistrictRow) -> None:
    client = Client()
    log_in(client, "jiangjin", "chen")
    assert client.get("/d/jiangjin/triage").status_code == 200
    session = client.cookies[settings.SESSION_COOKIE_NAME].value

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = thief.get("/d/kaizhou/triage")

    assert answer.status_code == 302
    assert "/d/kaizhou/account/login/" in answer["Location"]


def test_the_same_name_and_password_open_only_their_own_door(people: Cast, there: DistrictRow) -> None:
    answer = Client().post("/d/kaizhou/account/login/", {"login": "chen", "password": make.PASSWORD})

    assert answer.status_code == 200, "the page again"
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_two_log_ins_in_one_browser_stay_apart(people: Cast, there: DistrictRow, moment: datetime) -> None:
    """A browser sends a cookie only below its path, so both live side by side."""
    with queries.inside(there):
        make.places("code,name", "500154,重庆市开州区", now=moment)
        make.staff("ma", "triager", name="马兰", area="500154", now=moment)
    one, other = Client(), Client()
    log_in(one, "jiangjin", "chen")
    log_in(other, "kaizhou", "ma")

    for client, district, area in ((one, "jiangjin", "/500116/"), (other, "kaizhou", "/500154/")):
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["path"] == f"/d/{district}/"
        page = client.get(f"/d/{district}/triage")
        assert page.status_code == 200
        assert page.wsgi_request.actor.holdings[0].area_path == area


def test_every_cookie_carries_its_district(people: Cast) -> None:
    client = Client()
    log_in(client, "jiangjin", "chen")
    client.get("/d/jiangjin/file")
    client.post("/d/jiangjin/look", {"care": "on", "next": "/d/jiangjin/"})

    looks = set(settings.LOOK_COOKIES)
    paths = {name: cookie["path"] for name, cookie in client.cookies.items() if name not in looks}
    assert set(paths.values()) == {"/d/jiangjin/"}
    assert client.cookies["care"]["path"] == "/"


def test_a_receipt_that_a_browser_proved_is_proved_in_its_district_only(
    matter: Matter, here: DistrictRow, there: DistrictRow, moment: datetime
) -> None:
    with queries.inside(there):
        make.places("code,name", "500154,重庆市开州区", now=moment)
        twin = make.a_matter(now=moment, area_code="")
    client = Client()
    proved = client.post("/d/jiangjin/track", {"receipt": matter.receipt, "code": matter.code})
    assert proved.status_code == 302
    mine = client.cookies["mine"].value

    stranger = Client()
    stranger.cookies["mine"] = mine
    page = stranger.get(f"/d/kaizhou/m/{twin.token}")

    assert page.status_code == 200
    assert page.context["is_proven"] is False
    for district, known in ((here, [matter.receipt]), (there, [])):
        request = RequestFactory().get("/")
        request.COOKIES["mine"], request.district = mine, district  # type: ignore[attr-defined]
        request.actor = ANONYMOUS  # type: ignore[attr-defined]
        with queries.inside(district):
            assert proof.receipts(request) == known  # type: ignore[arg-type]


# --- addresses ------------------------------------------------------------------------------------------


def private(matter: Matter) -> Iterator[tuple[str, str]]:
    """Every address of a matter, with what stands for its id or token."""
    for pattern in patterns(settings.ROOT_URLCONF):
        route = str(pattern.pattern)
        if "matter_id" in pattern.pattern.converters:
            yield str(pattern.name), route.replace("<int:matter_id>", str(matter.id))
        elif "token" in pattern.pattern.converters and pattern.callback.__module__.startswith(
            "yuanba.matters"
        ):
            yield str(pattern.name), route.replace("<str:token>", matter.token)


def test_no_address_of_a_matter_leads_to_it_from_the_other_district(
    matter: Matter, there: DistrictRow, moment: datetime
) -> None:
    with queries.inside(there):
        make.places("code,name", "500154,重庆市开州区", now=moment)
        make.staff("ma", "triager", name="马兰", area="500154", now=moment)
    client = Client()
    log_in(client, "kaizhou", "ma")
    tried = list(private(matter))
    assert len(tried) > 14

    for name, route in tried:
        answers = {
            client.get(f"/d/kaizhou/{route}").status_code,
            client.post(f"/d/kaizhou/{route}").status_code,
        }
        assert answers <= {404, 405}, name
        assert 404 in answers, name


def test_receipt_and_code_are_unknown_in_the_other_district(matter: Matter, there: DistrictRow) -> None:
    client = Client()
    for district, status in (("jiangjin", 200), ("kaizhou", 404)):
        answer = client.get(
            f"/d/{district}/api/v1/receipts/{matter.receipt}", headers={"X-Query-Code": matter.code}
        )
        assert answer.status_code == status
    page = client.post("/d/kaizhou/track", {"receipt": matter.receipt, "code": matter.code})
    assert page.status_code == 422
    assert "mine" not in page.cookies


def test_public_lists_show_their_own(matter: Matter, there: DistrictRow) -> None:
    client = Client()
    assert "路灯修复" in client.get("/d/jiangjin/public").content.decode()
    assert "路灯修复" not in client.get("/d/kaizhou/public").content.decode()
    assert client.get("/d/kaizhou/api/v1/public/matters").json()["rows"] == []


def test_every_page_of_the_other_district_names_nobody_of_this_one(
    matter: Matter, people: Cast, there: DistrictRow, moment: datetime
) -> None:
    with queries.inside(there):
        make.places("code,name", "500154,重庆市开州区", now=moment)
        for login, title in (("ma", "triager"), ("keeper", "system_admin"), ("guard", "audit_admin")):
            make.staff(login, title, name="马兰", area="500154", now=moment)
    pages = [p for p in patterns(settings.ROOT_URLCONF) if not p.pattern.converters]
    shown = set()
    for login in ("ma", "keeper", "guard"):
        client = Client()
        log_in(client, "kaizhou", login)
        for pattern in pages:
            if pattern.callback.__module__.startswith("yuanba."):
                prefix = prefix_of(pattern.callback.__module__)
                answer = client.get(f"/d/kaizhou/{prefix}{pattern.pattern}")
                shown.update({str(pattern.name)} if answer.status_code == 200 else ())
                for trace in (matter.receipt, matter.token, "路灯修复", "陈芳", "周敏", "几江街道"):
                    assert trace not in answer.content.decode(), (pattern.name, trace)
    assert len(shown) >= 25


def prefix_of(module: str) -> str:
    app = module.split(".")[1]
    return f"{app}/" if app in {"messages", "people", "places"} else ""


def test_a_district_that_is_not_there(db: None) -> None:
    for code in ("nowhere", "d_jiangjin", "public", "JIANGJIN", "..", "template"):
        assert Client().get(f"/d/{code}/").status_code == 404, code


def test_what_is_no_text_is_asked_of_no_database(here: DistrictRow) -> None:
    for path in (
        "jiangjin%00/",
        "jiangjin/m/a%00b",
        "jiangjin/public?class=%00",
        "jiangjin/triage?after=%00",
    ):
        assert Client().get(f"/d/{path}").status_code == 400, path
    form = {"text": "路灯\0坏了", "key": "k"}
    words = "text=%E8%B7%AF%00&key=k"
    answer = Client().post("/d/jiangjin/file", words, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    answer = Client().post("/d/jiangjin/api/v1/matters", form, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "request.unreadable"


def test_the_resolver_is_the_same_for_both(here: DistrictRow, there: DistrictRow) -> None:
    """Paths are moved, not rewritten: no district brings addresses of its own."""
    client = Client()
    for code in ("jiangjin", "kaizhou"):
        page = client.get(f"/d/{code}/track")
        assert page.status_code == 200
        assert f'action="/d/{code}/' in page.content.decode() or f"/d/{code}/" in page.content.decode()
    assert get_resolver(settings.ROOT_URLCONF).resolve("/track").url_name == "track"


# --- versions and jobs ----------------------------------------------------------------------------------


def test_a_district_that_lags_does_not_serve(here: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "code_head", lambda: "a newer one")

    for path in ("", "file", "track", "api/v1/public/matters", "account/login/"):
        answer = Client().get(f"/d/jiangjin/{path}")
        assert answer.status_code == 503, path


def test_jobs_of_one_district_run_there(here: DistrictRow, there: DistrictRow, matter: Matter) -> None:
    with queries.inside(here):
        jobs.defer("matters.press", matter_id=matter.id)
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'matters.press'")
        (args,) = cursor.fetchone()
    assert json.loads(args) == {"district": "jiangjin", "matter_id": matter.id}


def test_a_job_enters_the_district_that_it_carries_and_leaves_it(
    here: DistrictRow, there: DistrictRow
) -> None:
    seen: list[str | None] = []

    @jobs.task(name="test.where")
    def where() -> None:
        current = queries.current()
        seen.append(current.code if current else None)

    run = jobs_app.tasks["test.where"]
    with queries.inside(here):
        run(district="kaizhou")
        back = queries.current()
        assert back
        assert back.code == "jiangjin"
    run(district="jiangjin")
    assert queries.current() is None
    with pytest.raises(jobs.NoDistrict):
        run(district="nowhere")

    assert seen == ["kaizhou", "jiangjin"]
    del jobs_app.tasks["test.where"]


def test_nothing_is_deferred_outside_a_district(db: None) -> None:
    with pytest.raises(jobs.NoDistrict):
        jobs.defer("messages.deliver")


def test_a_pack_is_kept_in_the_schema_of_its_district(
    matter: Matter, here: DistrictRow, there: DistrictRow, moment: datetime
) -> None:
    with queries.inside(here):
        digest = store.in_force(on=moment.date()).digest
        assert store.pack_of(digest).district == "jiangjin"
    with queries.inside(there), pytest.raises(store.UnknownPack):
        store.pack_of(digest)


def test_what_is_sealed_with_the_ring_is_compared_within_a_district_only(
    matter: Matter, here: DistrictRow, there: DistrictRow
) -> None:
    """One ring serves all districts; a digest in one table says nothing in another schema."""
    with queries.inside(there), connection.cursor() as cursor:
        cursor.execute("select count(*) from messages_contactpoint")
        assert cursor.fetchone()[0] == 0
