"""Pages of revisions: forms for rows, the check beside each value, the way to the release."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.cast import Cast
from tests.revisions import drafts
from yuanba.packs import editing, store
from yuanba.packs.editable import Layout, tables
from yuanba.revisions import forms, queries
from yuanba.revisions.forms import RowForm
from yuanba.revisions.queries import RevisionRow
from yuanba.revisions.views import told
from yuanba.rules.revisions import RevisionState, first_day
from yuanba.rules.time.calendar import day

BASE = "/d/jiangjin"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


def entered(login: str) -> Client:
    client = Client()
    answer = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def typed(client: Client, path: str) -> dict[str, object]:
    """What the form of a row holds, as a browser sends it."""
    form = client.get(path).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


@pytest.fixture
def drafting(people: Cast) -> tuple[Client, str]:
    """Chen's browser and the address of a draft that she has begun there."""
    chen = entered("chen")
    on = first_day(datetime.now(UTC)) + timedelta(days=3)
    answer = chen.post(f"{BASE}/desk/rules", {"on": on.isoformat()})
    assert answer.status_code == 302
    return chen, answer.headers["Location"]


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def opened() -> RevisionRow:
    head = queries.open_revision()
    assert head
    return queries.revision(head.id)


def test_an_official_shortens_a_time_and_a_colleague_releases_it(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    home = f"{path}/tables/classes/home"
    said = typed(chen, home) | {"answer-amount": "3"}
    answer = chen.post(home, said)
    assert answer.headers["Location"] == f"{path}/tables/classes"
    assert "有改动" in text(chen, f"{path}/tables/classes")
    assert "现行：5个工作日" in text(chen, home)
    shown = text(chen, path)
    assert "类别“家事”的答复时限由5个工作日缩短为3个工作日" in shown
    assert "项，答复时限跟着变" in shown
    assert "案例原来是" in shown, "a worked case counts on five days"

    revision = opened()
    on = revision.in_force_from.isoformat()
    assert chen.post(f"{path}/submit", {"on": on}).status_code == 422, "without a reason"
    assert chen.post(f"{path}/submit", {"on": day(datetime.now(UTC)), "reason": "提速"}).status_code == 422
    assert chen.post(f"{path}/submit", {"on": on, "reason": "居民代表会议提出"}).status_code == 302
    assert f'data-draft-done="revision.submit.{revision.id}"' in text(chen, path), "not typed any more"
    assert chen.post(f"{path}/release").status_code == 403
    assert chen.post(home, said).status_code == 409, "submitted is not changed any more"

    sun = entered("sun")
    assert "居民代表会议提出" in text(sun, path)
    assert sun.post(f"{path}/release").status_code == 422, "the cases are to be read first"
    seen = drafts.cases_otherwise(revision.id)
    assert sun.post(f"{path}/release", {"seen": seen}).status_code == 302
    assert queries.revision(revision.id).state is RevisionState.RELEASED
    assert store.planned(revision.in_force_from).classes["home"].answer.amount == 3
    assert "即将施行" in text(sun, f"{BASE}/desk/rules")
    assert sun.post(f"{path}/withdraw", {"reason": "先不改"}).status_code == 302
    assert store.planned(revision.in_force_from).classes["home"].answer.amount == 5


def test_no_two_boxes_of_a_page_have_the_same_name_for_their_label(drafting: tuple[Client, str]) -> None:
    client, path = drafting
    ids = re.findall(r'\bid="([^"]+)"', text(client, path))
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    refused = client.post(f"{path}/withdraw", {"reason": ""}).content.decode()
    assert refused.count("请写明理由") == 1


def test_the_check_stands_beside_the_value_as_it_is_typed(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    home = f"{path}/tables/classes/home"
    said = typed(chen, home)
    for change, box, words, english in (
        ({"answer-amount": "400"}, "answer", "不能大于366", "366"),
        ({"rework-amount": "30"}, "rework", "重办时限比答复时限还长：请改短", "a rework gets more time"),
        ({"answer-amount": "2"}, "rework", "重办时限比答复时限还长：请改短", "a rework gets more time"),
        ({"answer-amount": "90"}, "answer", "比底线宽：最长60天，请缩短", "laxer than the floor"),
        ({"answer-amount": ""}, "answer", "缺", "missing"),
        ({"ground": "", "assumed": ""}, "ground", "没有写依据", "says not where it comes from"),
    ):
        for language, sentence in (("zh-hans", words), ("en", english)):
            chen.post(f"{BASE}/look", {"language": language})
            answer = chen.post(f"{home}/check", said | change).content.decode()
            beside = answer.partition(f'id="said-{box}"')[2].partition("</div>")[0]
            assert sentence in beside, (change, language, answer)
    assert typed(chen, home) == said, "nothing was written"
    chen.post(f"{BASE}/look", {"language": "zh-hans"})
    right = chen.post(f"{home}/check", said).content.decode()
    assert "yb-field__error" not in right


def test_what_is_malformed_is_not_kept_and_what_makes_no_sense_yet_is(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    home = f"{path}/tables/classes/home"
    said = typed(chen, home)
    assert chen.post(home, said | {"answer-amount": ""}).status_code == 422
    assert chen.post(home, said | {"rework-amount": "30"}).headers["Location"] == home
    assert "重办时限比答复时限还长" in text(chen, home)
    shown = text(chen, path)
    assert "类别“家事” · 重办时限" in shown
    on = (first_day(datetime.now(UTC)) + timedelta(days=3)).isoformat()
    assert chen.post(f"{path}/submit", {"on": on, "reason": "x"}).status_code == 422


def test_a_row_within_a_row_and_a_time_of_day_have_their_forms(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    assert f"{path}/tables/pillars-parts" in text(chen, f"{path}/tables/pillars/0")
    part = f"{path}/tables/pillars-parts/0-0"
    assert chen.post(part, typed(chen, part) | {"meaning-zh": "一件事该由哪一级解决"}).status_code == 302
    assert "三事分流" in text(chen, f"{path}/tables/pillars-parts"), "where it lies"
    new = f"{path}/tables/classes-milestones/new-home"
    row = {
        "title-zh": "首次联系",
        "term-amount": "1",
        "term-unit": "working_days",
        "row_mark": str(chen.get(new).context["form"]["row_mark"].value()),
        "code": "first_contact",
        "assumed": "由本地暂定",
    }
    assert chen.post(new, row).headers["Location"].startswith(f"{path}/tables/classes-milestones")
    opens = f"{path}/tables/hours/0"
    assert chen.post(opens, typed(chen, opens) | {"opens": "08:30"}).status_code == 302
    on = f"{path}/tables/alarm-escalations/only-0"
    assert "现行：10分钟" not in text(chen, on)
    assert chen.post(on, typed(chen, on) | {"after-amount": "5"}).status_code == 302
    shown = text(chen, path)
    for change in ("一件事该由哪一级解决", "首次联系", "08:30–12:00", "超过分流时限5分钟"):
        assert change in shown, change
    for nowhere in (
        "passing-grounds/new-only",
        "pillars-parts/new-9",
        "pillars-parts/new",
        "pillars-parts/0-99",
    ):
        assert chen.get(f"{path}/tables/{nowhere}").status_code == 404


def test_a_row_is_added_and_taken_out(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    new = f"{path}/tables/items/new"
    item = {
        "title-zh": "电梯困人",
        "title-en": "Stuck in a lift",
        "class": "home",
        "keywords": "电梯困人\n被困电梯\n关在电梯",
        "examples": "电梯里有人出不来",
        "assumed": "由本地暂定",
        "row_mark": str(chen.get(new).context["form"]["row_mark"].value()),
    }
    assert chen.post(new, item | {"code": "Lift!"}).status_code == 422
    assert chen.post(new, item | {"code": "street_light"}).status_code == 422, "somebody has it"
    assert chen.post(new, item | {"code": "stuck_lift"}).status_code == 302
    assert "电梯困人" in text(chen, f"{path}/tables/items")
    assert "目录事项“电梯困人”：新增" in text(chen, path)
    row = f"{path}/tables/items/stuck_lift"
    since = str(chen.get(row).context["form"]["row_mark"].value())
    assert chen.post(f"{row}/remove", {"row_mark": "0" * 16}).status_code == 409
    assert chen.post(f"{row}/remove", {"row_mark": since}).status_code == 302
    assert chen.get(row).status_code == 404


def test_two_who_change_the_same_row_do_not_undo_each_other(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    sun, home = entered("sun"), f"{path}/tables/classes/home"
    first, second = typed(chen, home), typed(sun, home)
    assert sun.post(home, second | {"answer-amount": "4"}).status_code == 302
    answer = chen.post(home, first | {"answer-amount": "3"})
    assert answer.status_code == 409
    assert "有人刚改过这一项" in answer.content.decode()


def test_the_file_goes_out_and_in_with_its_comments(drafting: tuple[Client, str]) -> None:
    chen, path = drafting
    chen.post(
        f"{path}/tables/classes/home", typed(chen, f"{path}/tables/classes/home") | {"answer-amount": "4"}
    )
    out = chen.get(f"{path}/export")
    written = out.content.decode()
    assert "# J1: each subdistrict issues its own directory" in written
    assert tomllib.loads(written)["classes"]["home"]["answer"] == {"amount": 4, "unit": "working_days"}

    def bring(words: str) -> tuple[int, str]:
        file = SimpleUploadedFile("x.toml", words.encode())
        answer = chen.post(f"{path}/bring", {"file": file})
        return answer.status_code, answer.content.decode()

    more = written.replace("[receipt]", "# 我们自己的注释\n[receipt]")
    assert bring(more)[0] == 302
    assert "# 我们自己的注释" in chen.get(f"{path}/export").content.decode()
    for encoded in (more.encode("utf-8-sig"), more.replace("\n", "\r\n").encode("gb18030")):
        assert chen.post(f"{path}/bring", {"file": SimpleUploadedFile("x.toml", encoded)}).status_code == 302
        assert opened().text.replace("\r\n", "\n") == more
    deep = f"x = {'[' * 9000}{']' * 9000}"
    for words in (deep, "x" * 600_000):
        assert bring(words)[0] == 422
    status, said = bring("title = “x”")
    assert (status, "不是正确的TOML格式" in said) == (422, True)
    status, said = bring(more.replace("amount = 4", 'amount = "4"'))
    assert (status, "个值读不出来" in said) == (422, True)
    assert "# 我们自己的注释" in chen.get(f"{path}/export").content.decode()


@pytest.mark.parametrize("login", ["zhou", "dan"])
def test_others_do_not_see_it(drafting: tuple[Client, str], login: str, morning: datetime) -> None:
    if login == "dan":
        make.staff("dan", "supervisor", area=cast.JIJIANG, now=morning)
    _chen, path = drafting
    for page in (f"{BASE}/desk/rules", path, f"{path}/export", f"{path}/tables/items"):
        assert entered(login).get(page).status_code == 403


def test_whoever_works_in_a_part_of_the_district_reads_and_changes_nothing(
    drafting: tuple[Client, str], morning: datetime
) -> None:
    _chen, path = drafting
    make.staff("lan", "triager", unit="jijiang", area=cast.JIJIANG, now=morning)
    lan = entered("lan")
    assert "存入草稿" not in text(lan, f"{path}/tables/classes/home")
    assert lan.post(f"{path}/withdraw", {"reason": "x"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "tables/limits",
        "tables/nothing",
        "tables/items/moon",
        "tables/steps/99",
        "tables/meetings-procedure/x",
    ],
)
def test_what_is_not_there_is_not_found(drafting: tuple[Client, str], path: str) -> None:
    chen, draft = drafting
    assert chen.get(f"{draft}/{path}").status_code == 404


def test_a_row_that_is_sent_as_it_came_changes_nothing(drafting: tuple[Client, str]) -> None:
    """For every kind of value, in every row of every table."""
    draft, rows = queries.draft_of(opened()), 0
    for name, table in tables().items():
        only = ["only"] if table.layout is Layout.SINGLE else []
        for code in [one for one, _row in told.rows_of(table, draft.whole)] or only:
            place = forms.place_of(table, code)
            row = editing.row_at(draft.table, draft.base, place)
            if row is None:
                continue
            shown = RowForm(None, table=table, row=row, whole=draft.whole, since="")
            sent = {bound.html_name: bound.value() for bound in shown}
            data = {
                key: value for key, value in sent.items() if value not in (None, "") and value is not False
            }
            form = RowForm(data, table=table, row=row, whole=draft.whole, since="")
            assert form.is_valid(), (name, code, form.errors)
            typed = editing.applied(draft.table, draft.base, place, form.values())
            assert editing.row_at(typed, draft.base, place) == row, (name, code)
            rows += 1
    assert rows > 250


def test_every_page_asks_the_database_as_often_however_much_there_is(
    drafting: tuple[Client, str], people: Cast, morning: datetime
) -> None:
    chen, draft = drafting
    below = ("", "/trial", "/tables/items", "/tables/items/street_light", "/tables/pillars-parts")
    pages = [f"{BASE}/desk/rules", *(f"{draft}{path}" for path in below)]

    def asked() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asking:
                assert chen.get(page).status_code == 200
            found.append(len(asking))
        return found

    drafts.change(people.sun, opened().id, morning, days=4)
    asked()
    before = asked()
    for number in range(3):
        drafts.change(people.sun, opened().id, morning, days=2 + number)
        make.a_matter(now=morning)
    assert asked() == before
