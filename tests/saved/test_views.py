"""view.keep, view.share, view.remove: a state of a list under a name, in the menu with its count."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.pages.test_queries import entered
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.saved import queries, services
from yuanba.saved.queries import ViewNotFound
from yuanba.saved.services import TooManyViews, UnknownTable

BASE = "/d/jiangjin"


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


@pytest.fixture
def lead(people: Cast) -> Actor:
    """Who leads Zhou's unit and its subdistrict."""
    return make.staff("lu", "subdistrict_secretary", unit="jijiang", area=cast.JIJIANG, now=datetime.now(UTC))


def saved(actor: Actor, name: str = "新收到的", query: str = "state=filed", table: str = "matters") -> int:
    return services.keep(actor=actor, table=table, name=name, query=query, now=datetime.now(UTC))


def seen(actor: Actor) -> list[str]:
    return [view.name for view in queries.views_for(actor, datetime.now(UTC))]


def verbs(view_id: int) -> list[str]:
    return [step.verb for step in journal.story("view", str(view_id))]


def test_a_view_is_its_owners_until_it_is_shared(people: Cast, lead: Actor) -> None:
    view = saved(lead)
    assert (seen(lead), seen(people.zhou), seen(people.chen)) == (["新收到的"], [], [])

    services.share(actor=lead, view_id=view, unit="jijiang", now=datetime.now(UTC))
    assert (seen(people.zhou), seen(people.chen)) == (["新收到的"], [])
    saved(people.zhou, "自己的")
    assert seen(people.zhou) == ["自己的", "新收到的"], "one's own first, however many are shared"

    path = f"/{cast.DISTRICT}/{cast.JIJIANG}/"
    services.share(actor=lead, view_id=view, area_path=path, now=datetime.now(UTC))
    near = make.staff("wu", "grid_worker", area=cast.FIRST_GRID, unit="grid-1", now=datetime.now(UTC))
    far = make.staff("gu", "triager", unit="degan", area=cast.DEGAN, now=datetime.now(UTC))
    assert (seen(near), seen(far)) == (["新收到的"], [])
    assert verbs(view) == ["view.keep", "view.share", "view.share"]


def test_the_same_name_overwrites_and_is_one_persons_again(people: Cast, lead: Actor) -> None:
    view = saved(lead)
    services.share(actor=lead, view_id=view, unit="jijiang", now=datetime.now(UTC))
    assert saved(lead, query="state=closed") == view
    (kept,) = queries.views_for(lead, datetime.now(UTC))
    assert (kept.query, kept.is_shared) == ("state=closed", False)
    assert saved(people.chen) != view


def test_who_may_not_share_and_what_is_not_theirs(people: Cast, lead: Actor) -> None:
    view, other = saved(people.zhou), saved(lead)
    for actor, number, unit, refused in (
        (people.zhou, view, "jijiang", NotAllowed),
        (lead, other, "degan", NotAllowed),
        (lead, other, "", NotAllowed),
        (lead, view, "jijiang", ViewNotFound),
        (lead, 0, "jijiang", ViewNotFound),
    ):
        with pytest.raises(refused):
            services.share(actor=actor, view_id=number, unit=unit, now=datetime.now(UTC))
    with pytest.raises(NotAllowed):
        saved(people.li)
    with pytest.raises(UnknownTable):
        saved(people.zhou, table="nothing")


def test_a_view_goes_by_its_owner_or_who_leads_there(people: Cast, lead: Actor) -> None:
    head = make.staff("he", "office_head", unit="jijiang", area=cast.JIJIANG, now=datetime.now(UTC))
    view = saved(lead)
    with pytest.raises(NotAllowed):
        services.remove(actor=head, view_id=view, now=datetime.now(UTC))
    services.share(actor=lead, view_id=view, unit="jijiang", now=datetime.now(UTC))
    with pytest.raises(NotAllowed):
        services.remove(actor=people.zhou, view_id=view, now=datetime.now(UTC))
    services.remove(actor=head, view_id=view, now=datetime.now(UTC))
    assert seen(lead) == []
    assert verbs(view)[-1] == "view.remove"
    with pytest.raises(ViewNotFound):
        services.remove(actor=lead, view_id=view, now=datetime.now(UTC))


def test_nobody_keeps_more_than_the_menu_bears(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for name in ("一", "二", "一"):
        saved(people.zhou, name)
    with pytest.raises(TooManyViews):
        saved(people.zhou, "三")


def menu(client: Client) -> str:
    return client.get(f"{BASE}/views/menu").content.decode()


def test_it_stands_in_the_menu_with_as_many_as_the_reader_may_read(people: Cast, lead: Actor) -> None:
    now = datetime.now(UTC)
    for area in (cast.FIRST_GRID, cast.FIRST_GRID, cast.DEGAN):
        make.a_matter(now=now, area_code=area)
    desk = entered("lu")
    shown = desk.get(f"{BASE}/matters?state=filed").content.decode()
    assert "存为视图" in shown
    assert 'value="state=filed"' in shown

    typed = {"name": "新收到的", "table": "matters", "query": "state=filed", "share": "unit:jijiang"}
    answer = desk.post(f"{BASE}/views/save", typed)
    assert answer["Location"] == f"{BASE}/matters?state=filed"

    assert "新收到的" in menu(desk)
    assert f'href="{BASE}/matters?state=filed"' in menu(desk)
    assert '<span class="yb-nav__count">2</span>' in menu(desk)
    assert '<span class="yb-nav__count">0</span>' in menu(entered("zhou"))
    assert "新收到的" not in menu(entered("sun"))

    page = entered("zhou").get(f"{BASE}/views").content.decode()
    assert "几江街道党工委" in page
    assert "删除" not in page
    (view,) = queries.views_for(lead, now)
    assert desk.post(f"{BASE}/views/{view.id}/remove").status_code == 302
    assert "新收到的" not in menu(desk)


def test_a_form_that_lacks_something_comes_back(people: Cast) -> None:
    desk = entered("zhou")
    nameless = desk.post(f"{BASE}/views/save", {"name": "", "table": "matters", "query": "state=filed"})
    assert nameless.status_code == 422
    assert "请给视图起个名称" in nameless.content.decode()
    beyond = {"name": "一", "table": "matters", "query": "", "share": "unit:degan"}
    assert desk.post(f"{BASE}/views/save", beyond).status_code == 422
    assert seen(people.zhou) == []


def test_the_menu_is_flat(people: Cast) -> None:
    """A view of a table that the reader may not open is left out; a count has an end."""
    saved(people.zhou, "超期", "lateness=late", "supervision")
    saved(people.zhou, "工单", "", "orders")
    assert "超期" not in menu(entered("zhou"))
    assert "工单" in menu(entered("zhou"))
