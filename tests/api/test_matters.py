"""Each operation: it works, it is refused, and every error has one shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings

from tests import deeds, make
from tests.api.conftest import BASE, Caller
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.models import Matter as Row
from yuanba.rules.core.state import State
from yuanba.rules.matters import receipt as receipts

Enter = Callable[[str], Caller]
TEXT = "长风路连着五盏路灯不亮。"


def error(answer: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """The one shape of an error, in the words of the reader."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()  # type: ignore[attr-defined]
    assert set(body) == {"error"}
    assert {"code", "message"} <= set(body["error"]) <= {"code", "message", "fields"}
    assert body["error"]["code"] == code
    assert body["error"]["message"]
    assert "%(" not in body["error"]["message"]
    found: dict[str, Any] = body["error"]
    return found


def told(answer: HttpResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()  # type: ignore[attr-defined]


# --- filing ---------------------------------------------------------------------------------------------


def test_file_gives_a_receipt(anybody: Caller) -> None:
    body = {"text": TEXT, "place": "长风路", "area_code": "500116001006001", "phone": "13912345678"}

    found = told(anybody.post("/matters", body), 201)

    assert set(found) == {"receipt", "code", "token", "dangers"}
    row = Row.objects.get(receipt=found["receipt"])
    assert (row.text, row.channel, row.state) == (TEXT, "api", State.FILED)


def test_what_is_broken_again_is_linked_to_the_closed_matter(
    anybody: Caller, people: Cast, morning: datetime
) -> None:
    old = make.a_matter(now=morning)
    body = {"text": TEXT, "again": old.token}
    error(anybody.post("/matters", body), 409, "filing.not_closed_yet")

    deeds.walk(old, people, "assign accept answer check invite close", morning)
    found = told(anybody.post("/matters", body), 201)
    linked = Row.objects.get(receipt=found["receipt"]).again_of
    assert linked
    assert linked.receipt == old.receipt
    error(anybody.post("/matters", {"text": TEXT, "again": "nobody's"}), 404, "matter.not_found")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "body.body.text"),
        ({"text": ""}, "body.body.text"),
        ({"text": "长" * 10_001}, "body.body.text"),
        ({"text": TEXT, "phone": "123"}, "body.body.phone"),
        ({"text": TEXT, "place": 5}, "body.body.place"),
    ],
)
def test_file_names_the_field_that_is_wrong(anybody: Caller, body: dict[str, Any], place: str) -> None:
    found = error(anybody.post("/matters", body), 422, "request.invalid")

    assert [field["place"] for field in found["fields"]] == [place]
    assert not Row.objects.exists()


def test_file_refuses_what_the_service_refuses(anybody: Caller) -> None:
    error(anybody.post("/matters", {"text": "   "}), 409, "matter.no_words")
    error(anybody.post("/matters", {"text": TEXT, "area_code": "500999"}), 409, "matter.unknown_area")
    assert not Row.objects.exists()


@pytest.mark.parametrize("body", ["{", "[]", "\x00", '"text"', "null"])
def test_what_is_no_json_of_ours(anybody: Caller, body: str) -> None:
    answer = anybody.post("/matters", body)
    assert answer.status_code in {400, 422}
    assert set(told(answer, answer.status_code)) == {"error"}


def test_the_same_key_and_secret_give_the_same_receipt(anybody: Caller) -> None:
    body = {"text": TEXT}
    first = told(anybody.post("/matters", body, Idempotency_Key="k1", X_Client_Secret="mine"), 201)
    again = told(anybody.post("/matters", body, Idempotency_Key="k1", X_Client_Secret="mine"), 201)
    stranger = told(anybody.post("/matters", body, Idempotency_Key="k1", X_Client_Secret="theirs"), 201)

    assert again == first
    assert stranger["receipt"] != first["receipt"]
    assert stranger["code"] != first["code"] or stranger["token"] != first["token"]
    other = anybody.post("/matters", {"text": "别的"}, Idempotency_Key="k1", X_Client_Secret="mine")
    error(other, 409, "request.key_used_otherwise")
    error(anybody.post("/matters", body, Idempotency_Key="k1"), 409, "request.key_needs_secret")
    assert Row.objects.count() == 2


def test_an_account_is_secret_enough(as_: Enter) -> None:
    li, wang = as_("li"), as_("wang")
    first = told(li.post("/matters", {"text": TEXT}, Idempotency_Key="k1"), 201)

    assert told(li.post("/matters", {"text": TEXT}, Idempotency_Key="k1"), 201) == first
    assert told(wang.post("/matters", {"text": TEXT}, Idempotency_Key="k1"), 201) != first


@override_settings(LIMIT_FILING=2)
def test_who_files_too_often_waits(anybody: Caller) -> None:
    for _ in range(2):
        told(anybody.post("/matters", {"text": TEXT}), 201)

    answer = anybody.post("/matters", {"text": TEXT})

    error(answer, 429, "throttle.too_many")
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert Row.objects.count() == 2


# --- by receipt ---------------------------------------------------------------------------------------------


def test_track_and_story_for_who_knows_the_code(anybody: Caller, answered: Matter) -> None:
    found = told(anybody.get(f"/receipts/{answered.receipt}", X_Query_Code=answered.code))
    assert (found["receipt"], found["state"], found["unit"]) == (answered.receipt, "answered", "jijiang")
    steps = told(anybody.get(f"/receipts/{answered.receipt}/story", X_Query_Code=answered.code))
    assert [step["verb"] for step in steps] == [
        "matter.file",
        "matter.assign",
        "matter.accept",
        "matter.answer",
    ]
    assert "classes.public" in steps[1]["because"]
    assert "owner_key" not in found


@pytest.mark.parametrize("path", ["", "/story"])
def test_a_wrong_code_or_number_says_the_same(anybody: Caller, answered: Matter, path: str) -> None:
    other = receipts.receipt("116", (int(answered.receipt[3:11]) + 1) % receipts.SPACE)
    error(anybody.get(f"/receipts/{answered.receipt}{path}", X_Query_Code="x"), 404, "matter.not_found")
    error(anybody.get(f"/receipts/{other}{path}", X_Query_Code=answered.code), 404, "matter.not_found")
    error(anybody.get(f"/receipts/123{path}", X_Query_Code="x"), 409, "receipt.not_a_receipt")
    error(anybody.get(f"/receipts/{answered.receipt}{path}"), 422, "request.invalid")


def test_codes_cannot_be_guessed(anybody: Caller, answered: Matter) -> None:
    for number in range(10):
        error(
            anybody.get(f"/receipts/{answered.receipt}", X_Query_Code=f"x{number}"), 404, "matter.not_found"
        )

    right = anybody.get(f"/receipts/{answered.receipt}", X_Query_Code=answered.code)

    error(right, 429, "throttle.too_many")


def test_rate_counts_once(anybody: Caller, answered: Matter) -> None:
    path = f"/receipts/{answered.receipt}/rate"
    error(anybody.post(path, {}, X_Query_Code=answered.code), 409, "evaluation.not_rated")

    assert anybody.post(path, {"is_solved": True}, X_Query_Code=answered.code).status_code == 204

    assert deeds.row_of(answered).state is State.ANSWERED, "somebody else looks first"
    error(
        anybody.post(path, {"is_solved": True}, X_Query_Code=answered.code), 409, "evaluation.already_rated"
    )
    error(anybody.post(path, {"is_solved": True}, X_Query_Code="x"), 404, "matter.not_found")


def test_not_solved_sends_it_back(anybody: Caller, answered: Matter) -> None:
    path = f"/receipts/{answered.receipt}/rate"

    anybody.post(path, {"is_solved": False, "words": "还是不亮"}, X_Query_Code=answered.code)

    assert deeds.row_of(answered).state is State.ASSIGNED


def test_a_reply_needs_words_and_a_withdrawal_none(anybody: Caller, people: Cast, moment: datetime) -> None:
    matter = make.a_matter(now=moment)
    path = f"/receipts/{matter.receipt}"

    error(anybody.post(f"{path}/reply", {"words": ""}, X_Query_Code=matter.code), 422, "request.invalid")
    assert anybody.post(f"{path}/withdraw", X_Query_Code=matter.code).status_code == 204
    error(anybody.post(f"{path}/withdraw", X_Query_Code=matter.code), 409, "matter.wrong_state")

    assert deeds.row_of(matter).state is State.WITHDRAWN


def test_words_of_danger_are_answered_with_whom_to_call(anybody: Caller) -> None:
    answer = anybody.post("/matters", {"text": "三楼着火了"})

    found = [(danger["code"], danger["call"]) for danger in answer.json()["dangers"]]
    assert (answer.status_code, found) == (201, [("fire", "119")])


# --- what is public ---------------------------------------------------------------------------------------


def test_public_matters_show_what_staff_wrote_and_no_word_more(
    anybody: Caller, answered: Matter, people: Cast, moment: datetime
) -> None:
    assert told(anybody.get("/public/matters")) == {"rows": [], "after": ""}

    deeds.do("publish", answered, people, moment)

    (row,) = told(anybody.get("/public/matters"))["rows"]
    assert (row["title"], row["state"]) == ("路灯修复", "answered")
    assert set(row) == {
        "id",
        "title",
        "summary",
        "state",
        "class_code",
        "unit",
        "area_path",
        "due_at",
        "published_at",
    }
    assert told(anybody.get("/public/matters?class_code=home"))["rows"] == []
    assert len(told(anybody.get("/public/matters?subdistrict=500116001"))["rows"]) == 1


def test_lists_are_paged_by_key(as_: Enter, people: Cast, moment: datetime) -> None:
    made = [make.a_matter(now=moment) for _ in range(5)]
    chen = as_("chen")
    seen: list[int] = []
    after = ""
    for _ in range(9):
        page = told(chen.get(f"/triage?limit=2&after={after}"))
        seen += [row["id"] for row in page["rows"]]
        after = page["after"]
        if not after:
            break

    assert seen == [matter.id for matter in made]
    assert len(told(chen.get("/triage?limit=0"))["rows"]) == 1
    assert len(told(chen.get("/triage?limit=100000&after=nonsense"))["rows"]) == 5


# --- the desk ---------------------------------------------------------------------------------------------


def test_the_desk_walks_a_matter_to_its_answer(as_: Enter, matter: Matter) -> None:
    chen, zhou = as_("chen"), as_("zhou")
    path = f"/matters/{matter.id}"
    assert [row["id"] for row in told(chen.get("/triage"))["rows"]] == [matter.id]

    assert chen.post(f"{path}/assign", {"class_code": "common"}).status_code == 204
    moved = chen.post(f"{path}/reassign", {"class_code": "public", "reason": "街道的事"})
    assert moved.status_code == 204
    assert [row["id"] for row in told(zhou.get("/orders"))["rows"]] == [matter.id]
    assert zhou.post(f"{path}/accept").status_code == 204
    assert zhou.post(f"{path}/answer", {"words": "修好了"}).status_code == 204
    assert chen.post(f"{path}/publish", {"title": "路灯", "summary": "修好了"}).status_code == 204

    found = told(zhou.get(path))
    assert (found["state"], found["unit"], found["class_code"]) == ("answered", "jijiang", "public")
    assert [step["verb"] for step in told(zhou.get(f"{path}/story"))] == [
        "matter.file",
        "matter.assign",
        "matter.reassign",
        "matter.accept",
        "matter.answer",
        "matter.publish",
    ]
    assert told(zhou.get("/orders"))["rows"] == []


def test_return_and_refuse(as_: Enter, matter: Matter) -> None:
    chen, zhou = as_("chen"), as_("zhou")
    path = f"/matters/{matter.id}"
    chen.post(f"{path}/assign", {"class_code": "public"})

    assert zhou.post(f"{path}/return", {"reason": "不归我们"}).status_code == 204
    bad = chen.post(f"{path}/refuse", {"refusal_code": "whim", "reason": "不想办"})
    error(bad, 409, "triage.unknown_refusal")
    done = chen.post(f"{path}/refuse", {"refusal_code": "statutory_channel", "reason": "请起诉"})

    assert done.status_code == 204
    assert deeds.row_of(matter).state is State.REFUSED


#: Every deed of the desk with a body that its shape allows.
BODIES: dict[str, Any] = {
    "assign": {"class_code": "public"},
    "reassign": {"class_code": "public", "reason": "原因"},
    "refuse": {"refusal_code": "market", "reason": "原因"},
    "accept": None,
    "return": {"reason": "原因"},
    "answer": {"words": "已办"},
    "publish": {"title": "标题", "summary": "摘要"},
}


@pytest.mark.parametrize("deed", BODIES)
def test_no_deed_without_an_account_or_by_a_resident(
    anybody: Caller, as_: Enter, matter: Matter, deed: str
) -> None:
    path = f"/matters/{matter.id}/{deed}"

    error(anybody.post(path, BODIES[deed]), 401, "request.unauthenticated")
    error(as_("li").post(path, BODIES[deed]), 403, "access.not_allowed")
    error(as_("sun").post(path, BODIES[deed]), 403, "access.not_allowed")

    assert deeds.story(matter) == ["file"]


@pytest.mark.parametrize("deed", BODIES)
def test_no_deed_on_a_matter_that_is_not_there(as_: Enter, deed: str) -> None:
    error(as_("chen").post(f"/matters/999999/{deed}", BODIES[deed]), 404, "matter.not_found")


@pytest.mark.parametrize("path", ["/triage", "/orders", "/matters/1", "/matters/1/story"])
def test_no_list_without_an_account(anybody: Caller, path: str) -> None:
    error(anybody.get(path), 401, "request.unauthenticated")


def test_a_matter_that_one_may_not_read_is_not_there(as_: Enter, matter: Matter) -> None:
    error(as_("zhou").get(f"/matters/{matter.id}"), 404, "matter.not_found")
    error(as_("zhou").get(f"/matters/{matter.id}/story"), 404, "matter.not_found")
    error(as_("zhou").get("/triage"), 403, "access.not_allowed")
    # the desk's view holds what staff say among themselves: residents have none, of their own matter neither
    own = f"/matters/{matter.id}"
    for place in (own, f"{own}/story", "/matters/999", "/triage", "/orders"):
        error(as_("li").get(place), 403, "access.not_allowed")


def test_a_session_needs_the_token_of_its_pages(people: Cast, matter: Matter) -> None:
    """A page elsewhere can send a browser's cookie, but not our token."""
    client = Client(enforce_csrf_checks=True)
    client.get("/d/jiangjin/account/login/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    entered = client.post(
        "/d/jiangjin/account/login/",
        {"login": "chen", "password": make.PASSWORD, "csrfmiddlewaretoken": token},
    )
    assert entered.status_code == 302
    path, body = f"{BASE}/matters/{matter.id}/assign", {"class_code": "public"}

    forged = client.post(path, body, content_type="application/json")
    assert forged.status_code == 403
    assert deeds.story(matter) == ["file"]
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    ours = client.post(path, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert ours.status_code == 204


def test_an_address_that_is_not_there(anybody: Caller) -> None:
    assert anybody.get("/nothing").status_code == 404


def test_errors_are_told_in_the_language_of_who_asks(anybody: Caller) -> None:
    chinese = error(anybody.post("/matters", {"text": " "}, Accept_Language="zh-CN"), 409, "matter.no_words")
    english = error(anybody.post("/matters", {"text": " "}, Accept_Language="en"), 409, "matter.no_words")
    assert chinese["message"] != english["message"]
    assert english["message"].isascii()
