"""Pages of those who judge, by code, by receipt and by account. The clock is the wall's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.make import Matter
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries, services
from yuanba.evaluation.models import FollowUp, Rating
from yuanba.rules.core.state import State

BASE = "/d/jiangjin/"


@pytest.fixture
def start() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


@pytest.fixture
def people(jiangjin: DistrictRow, start: datetime) -> Cast:
    return cast.assemble(now=start)


@pytest.fixture
def bench(people: Cast, start: datetime) -> Bench:
    return court.assemble(now=start)


@pytest.fixture
def asked(people: Cast, bench: Bench, start: datetime) -> Matter:
    return court.evaluating(people, bench, start, actor=people.li)


def entered(client: Client, login: str) -> Client:
    answer = client.post(f"{BASE}account/login/", {"login": login, "password": make.PASSWORD})
    assert answer.status_code == 302
    return client


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(BASE + path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_code_opens_one_page_without_an_account(asked: Matter, people: Cast) -> None:
    code = court.code_of(asked, people.li.key)

    shown = page(Client(), f"e/{code}")
    assert "已换灯泡" in shown
    assert "解决了吗" in shown or "是否解决" in shown

    answer = Client().post(f"{BASE}e/{code}", {"solved": "yes", "satisfaction": "satisfied", "words": "好"})
    assert answer.status_code == 200
    assert Rating.objects.get().satisfaction == "satisfied"
    again = Client().post(f"{BASE}e/{code}", {"solved": "no"})
    assert again.status_code == 409
    assert Rating.objects.get().is_solved is True


def test_it_is_never_kept_by_a_browser(asked: Matter, people: Cast) -> None:
    answer = Client().get(f"{BASE}e/{court.code_of(asked, people.li.key)}")
    assert "no-store" in answer["Cache-Control"]


def test_who_types_the_code_comes_to_the_same_page(asked: Matter, people: Cast) -> None:
    code = court.code_of(asked, people.li.key)

    answer = Client().post(f"{BASE}e", {"code": f" {queries.spoken(code).lower()} "})
    assert answer["Location"] == f"{BASE}e/{code}"
    assert Client().post(f"{BASE}e", {"code": "2222-3333-4444"}).status_code == 409
    assert page(Client(), "e/222233334444", status=404)


def test_another_persons_words_are_not_shown_to_who_was_asked(
    asked: Matter, people: Cast, bench: Bench
) -> None:
    code = court.code_of(asked, bench.qian.key)
    assert "路灯坏了三天" not in page(Client(), f"e/{code}")


def test_the_matters_page_asks_its_owner(asked: Matter, people: Cast) -> None:
    panel = f"m/{asked.token}/judge"
    li, stranger = entered(Client(), "li"), Client()
    assert f"m/{asked.token}/rate" in page(li, panel)
    assert f"m/{asked.token}/rate" not in page(stranger, panel)
    assert "查询码" in page(stranger, panel)
    part = li.get(BASE + panel, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part

    assert stranger.post(f"{BASE}m/{asked.token}/rate", {"solved": "no"}).status_code == 409
    assert deeds.row_of(asked).state is State.EVALUATING

    answer = li.post(f"{BASE}m/{asked.token}/rate", {"solved": "no"})
    assert answer.status_code == 302
    assert deeds.row_of(asked).state is State.ASSIGNED


def test_a_supervisor_judges_at_the_desk(asked: Matter, people: Cast, bench: Bench) -> None:
    qian = entered(Client(), "qian")
    assert f"desk/judge/{asked.id}" in page(qian, "desk/judge")
    assert "已换灯泡" in page(qian, f"desk/judge/{asked.id}")

    assert qian.post(f"{BASE}desk/judge/{asked.id}", {"solved": "yes"}).status_code == 302
    assert f"desk/judge/{asked.id}" not in page(qian, "desk/judge")
    assert page(entered(Client(), "feng"), f"desk/judge/{asked.id}", status=403)


def test_the_counter_judges_for_the_owner_and_prints_codes(asked: Matter, bench: Bench, people: Cast) -> None:
    wu = entered(Client(), "wu")
    part = page(wu, f"desk/judge/{asked.id}/part")
    assert f"desk/judge/{asked.id}/codes" in part

    sheet = wu.post(f"{BASE}desk/judge/{asked.id}/codes").content.decode()
    assert queries.spoken(court.code_of(asked, people.li.key)) in sheet
    assert queries.spoken(court.code_of(asked, bench.qian.key)) not in sheet

    assert wu.post(f"{BASE}desk/judge/{asked.id}", {"solved": "yes"}).status_code == 302
    assert Rating.objects.get().taken_by == bench.wu.key


def test_a_call_is_written_down(asked: Matter, people: Cast, bench: Bench, start: datetime) -> None:
    services.rate(actor=people.li, matter_id=asked.id, is_solved=False, words="不亮", now=start)
    call = FollowUp.objects.get()
    wu, handler = entered(Client(), "wu"), entered(Client(), "of-grid-1")

    assert "不亮" in page(wu, "desk/calls")
    assert page(handler, f"desk/calls/{call.pk}", status=403)
    assert wu.post(f"{BASE}desk/calls/{call.pk}", {"outcome": "settled"}).status_code == 200, "words are due"
    answer = wu.post(f"{BASE}desk/calls/{call.pk}", {"outcome": "settled", "words": "已说明"})
    assert answer.status_code == 302
    assert FollowUp.objects.get().done_at


def test_results_lead_to_what_they_count(asked: Matter, people: Cast, bench: Bench, start: datetime) -> None:
    services.rate(actor=people.li, matter_id=asked.id, is_solved=True, now=start)
    sun = entered(Client(), "sun")

    assert "100%" in page(sun, "desk/results")
    assert make_spaced(asked.receipt) in page(sun, "desk/results/counted?what=solved&code=tongtaimen")
    assert make_spaced(asked.receipt) not in page(sun, "desk/results/counted?what=unsolved&code=tongtaimen")
    assert make_spaced(asked.receipt) not in page(sun, "desk/results/counted?what=solved&code=grid-1"), (
        "one person works in the grid: there is no figure about them"
    )
    assert page(sun, "desk/results?by=nonsense&from_on=x&until_on=2020-01-01")
    assert page(entered(Client(), "zhou"), "desk/results", status=403)


def test_what_has_yet_to_be_written(people: Cast, bench: Bench, start: datetime) -> None:
    matter = court.answered(people, start, class_code="public", actor=people.li)
    court.check(matter, bench, start)

    assert make_spaced(matter.receipt) in page(entered(Client(), "chen"), "desk/to-write")
    assert page(entered(Client(), "zhou"), "desk/to-write", status=403)


def make_spaced(number: str) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
