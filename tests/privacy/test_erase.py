"""privacy.erase: afterwards nobody finds the words, not even with the database, the folder and the key."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests import cast, deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.matters import animals
from tests.privacy import dump
from tests.privacy.hung import hung
from tests.privacy.planted import Markers, Planted, plant
from yuanba.exchange.services import HeardReport, intake
from yuanba.journal.queries import verify
from yuanba.matters import queries, services
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.notices import queries as boards
from yuanba.privacy import services as privacy
from yuanba.rules.core.access import NotAllowed

#: What is thrown away as it comes in; it must not be there before either.
NEVER_KEPT = {"name of the picture", "text inside the picture", "draft key"}


@pytest.fixture
def heard() -> Iterator[dump.Heard]:
    """Everything that is logged meanwhile."""
    handler, root = dump.Heard(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture(params=["account", "receipt"])
def planted(request: pytest.FixtureRequest, people: Cast, morning: datetime) -> Planted:
    """A marker in every field that a resident can type, and in what others wrote about it."""
    return plant(request.param, people, morning)


def erase_by_page(planted: Planted, **more: str) -> str:
    """What the person presses; gives the page."""
    assert planted.client
    of = "" if planted.password else planted.matters[0].token
    proof = {"password": planted.password} if planted.password else {"code": planted.matters[0].code}
    page = planted.client.post(
        "/d/jiangjin/mydata/erase", {"of": of, "sure": "on", "running": "on", **proof, **more}
    )
    assert page.status_code == 200, page.content.decode()
    return page.content.decode()


def test_no_table_index_job_file_or_log_holds_the_words(
    planted: Planted,
    heard: dump.Heard,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = dump.found(planted.markers, dump.everything())
    assert planted.markers.keys() - before.keys() == NEVER_KEPT, "the search finds what it looks for"
    assert len(planted.markers) >= 24
    own = {name for name in dump.files() if "there" in name}
    assert own
    assert planted.client
    for path in ("mydata", f"mydata/{planted.matters[0].token}", f"m/{planted.matters[0].token}"):
        planted.client.get(f"/d/jiangjin/{path}")

    with django_capture_on_commit_callbacks(execute=True):
        text = erase_by_page(planted)

    assert "不能恢复" in text
    assert dump.found(planted.markers, dump.everything()) == {}
    assert dump.files() == []
    assert dump.found(planted.markers, "\n".join(heard.lines)) == {}
    assert list(verify.findings()) == []
    last = [step.verb for step in queries.story(planted.matters[0].id)][-1]
    assert last == "privacy.erase"


def test_what_stays_is_the_fact(planted: Planted, people: Cast, morning: datetime) -> None:
    row = queries.matter_by_token(planted.matters[0].token)

    erase_by_page(planted)

    after = queries.matter_by_token(planted.matters[0].token)
    for name in ("receipt", "state", "class_code", "unit", "area_path", "filed_at", "due_at"):
        assert getattr(after, name) == getattr(row, name)
    assert after.published_at is None
    client = Client()
    log_in(client, "jiangjin", "chen")
    page = client.get(f"/d/jiangjin/matters/{after.id}")
    assert page.status_code == 200
    assert "原话、照片和联系方式已删除" in page.content.decode()
    assert not page.context["verbs"].get("unmask")
    for path in ("public", "notices", f"m/{after.token}"):
        assert Client().get(f"/d/jiangjin/{path}").status_code == 200
    with pytest.raises(services.NothingLeft):
        services.unmask(actor=people.zhou, matter_id=after.id, why="contact", now=morning)


@pytest.fixture(params=["account", "receipt"])
def light(request: pytest.FixtureRequest, people: Cast, morning: datetime) -> Planted:
    """A person with one matter."""
    client = Client()
    if request.param == "account":
        matter = make.a_matter(now=morning, actor=people.li)
        log_in(client, "jiangjin", "li")
        return Planted(markers={}, owner=people.li, matters=[matter], client=client, password=make.PASSWORD)
    matter = make.a_matter(now=morning)
    client.post("/d/jiangjin/track", {"receipt": matter.receipt, "code": matter.code})
    return Planted(markers={}, owner=matter.owner, matters=[matter], client=client)


def test_an_account_that_was_erased_is_let_in_nowhere(light: Planted) -> None:
    assert light.client
    erase_by_page(light)

    page = light.client.get(f"/d/jiangjin/mydata/{light.matters[0].token}")
    if light.password:
        assert page.context.get("held") is None
        login = {"login": "li", "password": light.password}
        assert Client().post("/d/jiangjin/account/login/", login).status_code == 200
    else:
        assert page.context["held"].is_empty


def test_not_without_proof(light: Planted) -> None:
    assert light.client
    of = "" if light.password else light.matters[0].token
    wrong = {"of": of, "sure": "on", "code": "000000", "password": "a wrong one"}

    assert light.client.post("/d/jiangjin/mydata/erase", wrong).status_code == 422
    assert light.client.post("/d/jiangjin/mydata/erase", {"of": of}).status_code == 422
    assert Client().post("/d/jiangjin/mydata/erase", wrong).status_code == 404
    page = Client().get(f"/d/jiangjin/mydata/{light.matters[0].token}")
    assert page.context.get("held") is None

    assert queries.matter_by_token(light.matters[0].token).emptied_at is None


def test_not_by_staff_and_not_of_others(people: Cast, morning: datetime) -> None:
    with pytest.raises(NotAllowed):
        privacy.erase(actor=people.zhou, now=morning)
    mine, theirs = (make.a_matter(now=morning, actor=one) for one in (people.li, people.wang))

    privacy.erase(actor=people.li, now=morning)

    assert deeds.row_of(mine).emptied_at
    assert deeds.row_of(theirs).emptied_at is None
    assert "路灯" in deeds.row_of(theirs).text


def test_what_runs_can_be_taken_back_first(people: Cast, morning: datetime) -> None:
    running, done = (make.a_matter(now=morning, actor=people.li) for _ in range(2))
    deeds.walk(running, people, "assign", morning)
    deeds.walk(done, people, "assign accept answer", morning)

    erased = privacy.erase(actor=people.li, withdraws=True, now=morning + timedelta(hours=1))

    assert (erased["matters"], erased["withdrawn"]) == (2, 1)
    assert deeds.row_of(running).state == "withdrawn"
    assert deeds.row_of(done).state == "answered"


def test_what_nobody_has_read_is_taken_back(people: Cast, morning: datetime) -> None:
    unread, running = (make.a_matter(now=morning, actor=people.li) for _ in range(2))
    deeds.walk(running, people, "assign", morning)

    privacy.erase(actor=people.li, now=morning + timedelta(hours=1))

    assert deeds.row_of(unread).state == "withdrawn"
    assert deeds.row_of(running).state == "assigned"


def test_twice_changes_nothing_more(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    privacy.erase(actor=matter.owner, now=morning)

    again = privacy.erase(actor=matter.owner, now=morning)

    assert (again["contacts"], again["said"], again["objections"]) == (0, 0, 0)
    assert list(verify.findings()) == []


def test_a_picture_that_somebody_else_sent_too_stays_theirs(
    people: Cast, morning: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    both = [services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS) for _ in range(2)]
    mine = make.a_matter(now=morning, enclosures=both[0])
    make.a_matter(now=morning, actor=people.wang, enclosures=both[1])
    before = len(dump.files())

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(actor=mine.owner, now=morning)

    assert len(dump.files()) == before > 0


def test_a_picture_that_hangs_on_a_board_stays_there(
    people: Cast, morning: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    picture = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    mine = make.a_matter(now=morning, enclosures=picture)
    digest = queries.matter_by_token(mine.token).pack_digest
    board = hung(people, digest, morning)

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(actor=mine.owner, now=morning)

    assert boards.proof(board.id)


def test_a_picture_of_ones_own_notice_goes(
    people: Cast, morning: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mine = make.a_matter(now=morning)
    board = hung(people, deeds.row_of(mine).pack_digest, morning, about=str(mine.id))

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(actor=mine.owner, now=morning)

    assert dump.files() == []
    assert boards.posting(board.id).posted_at == morning


def test_what_came_in_from_a_chat_goes_too(people: Cast, morning: datetime) -> None:
    mark = Markers()
    clerk = make.staff("wen", "clerk", area=cast.JIJIANG, now=morning)
    heard = HeardReport(
        text=mark("said in a group"),
        place=mark("place in a group"),
        name=mark("speaker"),
        area_code=cast.FIRST_GRID,
        phone=mark.phone("phone in a group"),
        said_at=morning,
    )
    (filed,) = intake.file_all(actor=clerk, channel="wechat", heard=[heard], now=morning)
    row = queries.matter_by_token(filed.token)
    assert dump.found(mark.all, dump.everything()).keys() == mark.all.keys()

    privacy.erase(actor=make.bearer(row.owner_key), now=morning)

    assert dump.found(mark.all, dump.everything()) == {}
