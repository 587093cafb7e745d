"""明湖区, an invented eighth district: all that a stranger's pack may say of dispatch, on its own pages.

A dispatcher alone gives public matters out, the secretary signs first, helpers are asked in the same press,
and what the grid cannot settle goes up with the ground. Its pack stands in the place of Kaizhou's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import lake, make
from yuanba.districts.queries import DistrictRow
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow, handling
from yuanba.packs import store
from yuanba.rules.core.state import State

BASE = "/d/kaizhou"
STREET, COMMUNITY, GRID = "990101001", "990101001001", "990101001001001"
PLACES = (
    "code,name,kind,parent",
    "990101,明湖区,,",
    f"{STREET},湖滨街道,,",
    f"{COMMUNITY},望湖社区,,",
    f"{GRID},第一网格,grid,{COMMUNITY}",
)
UNITS = (
    "code,name,kind,body,area,parent",
    "desk,明湖区调度中心,department,,990101,",
    f"street,湖滨街道办事处,subdistrict,office,{STREET},",
    f"works,湖滨街道规建办,office,works,{STREET},street",
    f"wanghu,望湖社区居委会,community,committee,{COMMUNITY},street",
    f"team,第一网格队,grid_party,team,{GRID},wanghu",
)
#: Who works here: login, title, unit and area.
STAFF = (
    ("dao", "dispatcher", "desk", "990101"),
    ("fen", "sorter", "desk", "990101"),
    ("shu", "secretary", "street", STREET),
    ("jie", "handler", "street", STREET),
    ("gui", "handler", "works", STREET),
    ("ju", "head", "wanghu", COMMUNITY),
    ("ge", "grid_worker", "team", GRID),
)


@pytest.fixture(autouse=True)
def _lake(kaizhou: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "PACKS", lake.folder(tmp_path / "packs", code="kaizhou"))
    store.forget()
    now = datetime.now(UTC) - timedelta(hours=5)
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    for login, title, unit, area in STAFF:
        make.staff(login, title, unit=unit, area=area, now=now)
    yield
    store.forget()


def entered(login: str) -> Client:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    return client


def filed(text: str) -> tuple[MatterRow, Client]:
    """A matter that a resident reports on the page, and the browser that holds its receipt."""
    client = Client()
    said = {"text": text, "area": GRID, "key": "k", "naming": "handler"}
    answer = client.post(f"{BASE}/file", said)
    assert answer.status_code == 302, answer.content.decode()[:500]
    return matters.matter_by_token(answer.headers["Location"].split("/")[-1]), client


def press(login: str, row: MatterRow, verb: str, **typed: object) -> tuple[int, str]:
    """What the desk answers to a press on the matter's page."""
    answer = entered(login).post(f"{BASE}/matters/{row.id}/{verb}", typed)
    return answer.status_code, answer.content.decode()


def now_of(row: MatterRow) -> MatterRow:
    return matters.matter_by_token(row.token)


def test_one_dispatches_another_signs_and_helpers_begin_at_once() -> None:
    row, resident = filed("湖边的路灯不亮")
    page = entered("fen").get(f"{BASE}/matters/{row.id}").content.decode()
    assert "由其他岗位派单：公共事" in page
    assert press("fen", row, "assign", choice="public/lamp")[0] == 422

    typed = {"choice": "public/lamp", "helpers": ["street"], "task": "", "title": "", "summary": ""}
    status, answer = press("dao", row, "assign", **typed)
    assert (status, "请写明请协办单位做什么" in answer) == (422, True)
    assert press("dao", row, "assign", **{**typed, "task": "借一台高空车"})[0] == 302

    assert (now_of(row).state, now_of(row).awaits_signature) == (State.FILED, True)
    queue = entered("shu").get(f"{BASE}/triage?matter={row.id}").content.decode()
    assert "待签发" in queue
    assert "湖滨街道规建办" in queue
    assert f'action="{BASE}/matters/{row.id}/sign"' in queue
    assert (
        f'action="{BASE}/matters/{row.id}/sign"' not in entered("dao").get(f"{BASE}/triage").content.decode()
    )
    status, answer = press("dao", row, "sign", draft=1)
    assert (status, "要由别人签发" in answer) == (409, True)
    assert "送签" in resident.get(f"{BASE}/m/{row.token}").content.decode()

    assert press("shu", row, "reject", draft=1, reason="先核实是哪一盏")[0] == 302
    assert press("dao", row, "assign", **{**typed, "task": "借一台高空车"})[0] == 302
    status, answer = press("shu", row, "sign", draft=1)
    assert (status, "派单又改过了" in answer) == (409, True)
    assert press("shu", row, "sign", draft=2)[0] == 302

    signed = now_of(row)
    assert (signed.state, signed.unit, signed.awaits_signature) == (State.ASSIGNED, "works", False)
    assert handling.units_helping(row.id) == {"street"}
    assert press("jie", row, "join")[0] == 302, "who helps need not wait for the lead"
    assert press("gui", row, "accept")[0] == 302
    assert press("jie", row, "contribute", words="车已借到")[0] == 302
    told = entered("shu").get(f"{BASE}/api/v1/matters/{row.id}/story").json()
    assert [step["verb"].removeprefix("matter.") for step in told] == [
        *("file", "submit", "reject", "submit", "sign", "join", "accept", "contribute"),
    ]


def test_what_the_grid_cannot_settle_goes_up_and_the_resident_sees_why() -> None:
    row, resident = filed("楼道里堆满杂物，没人清")
    assert press("fen", row, "assign", choice="home/stairs", helpers=[], task="")[0] == 302
    due = now_of(row).due_at

    assert press("ge", row, "pass_up", ground="", words="清不动")[0] == 422
    assert press("ge", row, "pass_up", ground="power", words="住户不让清")[0] == 302
    assert (now_of(row).unit, now_of(row).due_at) == ("wanghu", due)
    assert press("ju", row, "accept")[0] == 302
    assert press("ju", row, "pass_up", ground="means", words="要请清运队")[0] == 302
    assert (now_of(row).unit, now_of(row).state) == ("street", State.ASSIGNED)
    assert press("shu", row, "pass_up", ground="means", words="也办不了")[0] == 409, "nobody above takes it"

    page = resident.get(f"{BASE}/m/{row.token}").content.decode()
    for said in ("报上级办理", "湖滨街道办事处", "本级没有执法权", "住户不让清", "超出本级人力财力"):
        assert said in page


def test_over_json_the_same_is_refused_and_told() -> None:
    row, _resident = filed("湖边的路灯不亮")
    address = f"{BASE}/api/v1/matters/{row.id}"

    def post(login: str, verb: str, body: dict[str, object]) -> tuple[int, str]:
        client = entered(login)
        client.get(f"{BASE}/matters/{row.id}")
        answer = client.post(f"{address}/{verb}", body, content_type="application/json")
        return answer.status_code, answer.json()["error"]["code"] if answer.content else ""

    choice = {"class_code": "public", "item_code": "lamp"}
    assert post("fen", "assign", choice) == (409, "dispatching.not_of_title")
    assert post("dao", "assign", {**choice, "helpers": ["street", "wanghu", "team"], "task": "来看"}) == (
        409,
        "orders.too_many_units",
    )
    assert post("dao", "assign", choice) == (204, "")
    told = entered("shu").get(address).json()
    assert (told["awaits_signature"], told["draft"]["number"], told["draft"]["item_code"]) == (
        True,
        1,
        "lamp",
    )
    assert post("shu", "sign", {"draft": 1}) == (204, "")
    assert post("shu", "sign", {"draft": 1}) == (409, "dispatching.no_draft")


def test_the_page_of_the_rules_says_all_of_it() -> None:
    page = Client().get(f"{BASE}/rules").content.decode()
    for said in (
        "由调度员派单",
        "派单前由街道书记签发，送签的人自己不能签",
        "派单时最多可同时请2个单位协办",
        "承办单位办不了的，可以报上级办理，一级一级往上：网格队→居委会→街道办事处",
        "只限这些情形：超出本级人力财力；本级没有执法权",
    ):
        assert said in page
