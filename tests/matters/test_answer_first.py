"""A resident's page begins with what was answered, then asks whether it is solved, then says the rest."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.matters import animals
from yuanba.matters import queries, services
from yuanba.matters.queries import attachments
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF

HOME = "/d/jiangjin"
ANSWER = "已更换灯泡，今晚亮灯。"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter that came with a picture."""
    return make.a_matter(now=morning, enclosures=services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS))


def of_owner(matter: Matter) -> Client:
    client = Client()
    client.post(f"{HOME}/track", {"receipt": matter.receipt, "code": matter.code})
    return client


def page_of(client: Client, matter: Matter) -> str:
    return client.get(f"{HOME}/m/{matter.token}").content.decode()


def in_order(page: str, *words: str) -> bool:
    places = [page.index(word) for word in words]
    return places == sorted(places)


def answered(matter: Matter, people: Cast, morning: datetime) -> tuple[str, str]:
    """Answer it with a picture; give the keys of the pictures before and after."""
    now = deeds.walk(matter, people, "assign accept", morning)
    (light,) = services.prepare([animals.png()], allowed=FROM_STAFF)
    deeds.do("answer", matter, people, now, enclosures=[light])
    before, after = attachments.attachments_of(people.chen, deeds.row_of(matter), now)
    return before.key, after.key


def test_the_answer_then_the_two_buttons_then_the_rest(
    given: Matter, people: Cast, morning: datetime
) -> None:
    before, after = answered(given, people, morning)

    page = page_of(of_owner(given), given)
    assert in_order(
        page, "办理结果", ANSWER, "办理前", before, "办理后", after, "解决了吗？", "没解决", 'class="yb-loop"'
    )
    assert page.count(f"{before}?small") == page.count(f"{after}?small") == 1, "each picture stands once"
    assert page.index('class="yb-two"') < page.index('class="yb-story"')


def test_the_slip_alone_shows_the_answer_and_not_the_residents_picture(
    given: Matter, people: Cast, morning: datetime
) -> None:
    before, after = answered(given, people, morning)

    page = page_of(Client(), given)
    assert ANSWER in page
    assert after in page
    assert before not in page
    assert "要评价是否解决，请先输入回执上的查询码。" in page


def test_no_asks_what_is_wrong_before_it_sends_back(given: Matter, people: Cast, morning: datetime) -> None:
    answered(given, people, morning)
    client = of_owner(given)

    asked = client.get(f"{HOME}/m/{given.token}/judge?said=no").content.decode()
    assert 'name="solved" value="no"' in " ".join(asked.split())
    assert deeds.row_of(given).reworks == 0, "looking sends nothing back"
    client.post(f"{HOME}/m/{given.token}/rate", {"solved": "no", "words": "还是不亮"})
    page = page_of(client, given)
    assert "退回重办 · 第1次重办" in page
    assert in_order(page, "退回重办 · 第1次重办", "退回重办之前的答复", ANSWER)
    assert 'class="yb-two"' not in page


def test_a_failed_check_says_so_too(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "assign accept answer fail accept answer fail", morning)

    assert "退回重办 · 第2次重办" in page_of(of_owner(given), given)


@pytest.mark.parametrize(
    ("verbs", "said"),
    [
        ("assign accept answer check invite close", ANSWER),
        ("settle", None),
        ("refuse", None),
        ("guide", None),
    ],
)
def test_an_end_says_what_was_done(
    given: Matter, people: Cast, morning: datetime, verbs: str, said: str | None
) -> None:
    deeds.walk(given, people, verbs, morning)

    words = said or [step.words for step in queries.story_for_party(given.id) if step.words][-1]
    page = page_of(of_owner(given), given)
    assert in_order(page, 'class="yb-card yb-answer"', words, 'class="yb-story"')


def test_an_answer_that_was_taken_back_is_gone(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "assign accept answer recall", morning)

    assert "yb-answer" not in page_of(of_owner(given), given)


def test_who_was_merged_reads_the_answer_too(given: Matter, people: Cast, morning: datetime) -> None:
    first = make.a_matter(now=morning)
    services.merge(actor=people.chen, matter_id=given.id, into_id=first.id, now=morning)
    deeds.walk(first, people, "assign accept answer", morning)

    assert in_order(page_of(of_owner(given), given), "办理结果", ANSWER)


def test_at_the_desk_the_pictures_of_the_answer_stand_with_the_answer(
    given: Matter, people: Cast, morning: datetime
) -> None:
    before, after = answered(given, people, morning)
    desk = Client()
    desk.post(f"{HOME}/account/login/", {"login": "chen", "password": make.PASSWORD})

    page = desk.get(f"{HOME}/matters/{given.id}").content.decode()
    assert in_order(page, "办理结果", before, after, "居民怎么说")
    said = page[page.index("居民怎么说") :]
    said = said[: said.index("</section>")]
    assert f"{before}?small" in said
    assert f"{after}?small" not in said


def test_a_long_answer_is_folded(given: Matter, people: Cast, morning: datetime) -> None:
    now = deeds.walk(given, people, "assign accept", morning)
    deeds.do("answer", given, people, now, words="换了灯。" * 60)

    page = page_of(of_owner(given), given)
    assert "看全文" in page
    assert "换了灯。" * 60 in page
