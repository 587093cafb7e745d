"""Pages of notices. The clock is the wall's."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from tests import cast, make
from tests.cast import Cast
from yuanba.notices import queries
from yuanba.notices.models import Notice, Objection, Posting

BASE = "/d/jiangjin/"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


def entered(client: Client, login: str) -> Client:
    answer = client.post(f"{BASE}account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(BASE + path)
    assert answer.status_code == status
    return answer.content.decode()


def test_everyone_reads_what_hangs_in_their_area(notice: int) -> None:
    anybody = Client()
    assert "路灯修复" in page(anybody, "notices")
    assert "路灯修复" in page(anybody, f"notices?area={cast.NANMEN}")
    assert "路灯修复" not in page(anybody, f"notices?area={cast.DEGAN}")
    assert page(anybody, "notices?area=nowhere", status=404)
    one = page(anybody, f"notices/{notice}")
    for word in ("滨江花园门口路灯已修复", "第一网格", "几江街道", "提出异议"):
        assert word in one
    assert page(anybody, "notices/99999", status=404)


def test_who_objects_reads_the_answer_at_their_address(notice: int, people: Cast) -> None:
    answer = Client().post(
        f"{BASE}notices/{notice}/object", {"words": "还有一盏不亮", "phone": "138 0013 8000"}
    )
    assert answer.status_code == 302
    place = answer["Location"].removeprefix(BASE)
    assert "还有一盏不亮" in page(Client(), place)
    assert "还有一盏不亮" not in page(Client(), f"notices/{notice}"), "the public reads how many, not what"

    chen = entered(Client(), "chen")
    objection = Objection.objects.get()
    waiting = page(chen, "desk/objections")
    assert f"desk/objections/{objection.pk}" in waiting
    assert "已超期" not in waiting
    Objection.objects.update(due_at=objection.at)
    assert "已超期" in page(chen, "desk/objections")
    done = chen.post(
        f"{BASE}desk/objections/{objection.pk}", {"ruling": "dismissed", "words": "属于小区内部照明"}
    )
    assert done.status_code == 302
    assert "属于小区内部照明" in page(Client(), place)
    assert "还有一盏不亮" in page(chen, f"desk/notices/{notice}")
    assert "还有一盏不亮" not in page(entered(Client(), "zhou"), f"desk/notices/{notice}", status=403)


def test_a_stranger_without_a_number_is_told_why_not(notice: int) -> None:
    answer = Client().post(f"{BASE}notices/{notice}/object", {"words": "不亮", "phone": ""})
    assert answer.status_code == 409
    assert "手机号码" in answer.content.decode()
    assert Objection.objects.count() == 0


def test_one_browser_has_one_objection_whatever_numbers_it_invents(notice: int) -> None:
    neighbour = Client()
    said = [
        neighbour.post(
            f"{BASE}notices/{notice}/object", {"words": "还有一盏不亮", "phone": f"1380013800{number}"}
        ).status_code
        for number in range(5)
    ]
    assert said == [302, 409, 409, 409, 409]
    assert Objection.objects.count() == 1


def test_new_browsers_of_an_address_are_bounded(notice: int) -> None:
    for number in range(6):
        Client().post(
            f"{BASE}notices/{notice}/object", {"words": "还有一盏不亮", "phone": f"1380013800{number}"}
        )
    assert Objection.objects.count() == 3


def test_one_tap_on_the_phone_of_a_grid_worker(notice: int, people: Cast, morning: datetime) -> None:
    make.staff("worker", "grid_worker", area=cast.FIRST_GRID, now=morning)
    worker = entered(Client(), "worker")
    (board,) = queries.postings_to_do(make.actor("worker"), morning)
    assert "路灯修复" in page(worker, "desk/boards")

    assert "路灯修复" in page(worker, f"desk/boards/{board.id}")

    seen = {"referer": f"http://testserver{BASE}desk/boards?sort=-until"}
    proven = worker.post(f"{BASE}desk/boards/{board.id}/prove", {"note": "东门"}, headers=seen)
    assert (proven.status_code, proven["Location"]) == (302, f"{BASE}desk/boards?sort=-until")

    assert Posting.objects.get(pk=board.id).note == "东门"
    assert "东门" not in page(worker, "desk/boards")
    assert "东门" in page(worker, "desk/boards?which=done")
    other = next(one for one in queries.postings(notice) if one.area_code == cast.JIJIANG)
    assert worker.post(f"{BASE}desk/boards/{other.id}/prove", {}).status_code == 403


def test_it_is_printed_for_the_board(notice: int) -> None:
    for paper in ("", "?paper=a3"):
        answer = Client().get(f"{BASE}notices/{notice}.pdf{paper}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert "路灯修复" in words
        assert "第一网格" in words


def test_residents_do_not_see_the_desk(notice: int, people: Cast) -> None:
    li = entered(Client(), "li")
    for path in ("desk/boards", "desk/objections", f"desk/notices/{notice}", "desk/judge", "desk/calls"):
        assert page(li, path, status=403)
        assert Client().get(BASE + path).status_code == 302


def test_the_receipt_of_the_matter_is_enough_and_shows_the_answer(
    notice: int, people: Cast, morning: datetime
) -> None:
    lamp = make.a_matter(now=morning)
    Notice.objects.filter(pk=notice).update(subject_kind="matter", subject_key=str(lamp.id))
    holder = Client()
    assert "凭回执就不用留电话" in page(holder, f"notices/{notice}")
    holder.post(f"{BASE}track", {"receipt": lamp.receipt, "code": lamp.code})
    assert "凭回执就不用留电话" not in page(holder, f"notices/{notice}")

    said = holder.post(f"{BASE}notices/{notice}/object", {"words": "还是不亮", "phone": ""})

    assert said.status_code == 302
    assert Objection.objects.get().by_key == lamp.owner.key
    chen = entered(Client(), "chen")
    chen.post(
        f"{BASE}desk/objections/{Objection.objects.get().pk}", {"ruling": "dismissed", "words": "已复查"}
    )
    assert "已复查" in page(holder, f"notices/{notice}")
    assert "已复查" not in page(Client(), f"notices/{notice}")


def test_who_wrote_an_objection_down_can_tell_the_answer(
    notice: int, people: Cast, morning: datetime
) -> None:
    make.staff("wu", "clerk", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    clerk = entered(Client(), "wu")
    said = clerk.post(f"{BASE}notices/{notice}/object", {"words": "窗口说的：还是不亮", "phone": ""})
    assert said.status_code == 302
    Client().post(f"{BASE}notices/{notice}/object", {"words": "别人自己说的", "phone": "13800138000"})

    desk = page(clerk, f"desk/notices/{notice}")
    assert "窗口说的" in desk
    assert "别人自己说的" not in desk
