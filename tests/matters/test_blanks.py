"""What is addressed to residents is previewed, and never sent with a blank of its template."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import services
from yuanba.people.models import Account
from yuanba.rules.core.state import State
from yuanba.rules.core.words import has_blank
from yuanba.rules.pack.outcome import BlankLeft

BLANK = "您好，____日已经修好，谢谢。"


@pytest.mark.parametrize("text", [BLANK, "修好了___", "＿＿日已修", "一\n\n_____\n二"])
def test_a_blank_is_three_low_lines_or_more(text: str) -> None:
    assert has_blank(text)


@pytest.mark.parametrize("text", ["已经修好。", "见 img_2026_03.jpg", "a__b", "——已办", ""])
def test_what_is_none(text: str) -> None:
    assert not has_blank(text)


def test_an_answer_with_a_blank_is_not_sent(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)

    with pytest.raises(BlankLeft):
        services.answer(actor=people.zhou, matter_id=matter.id, words=BLANK, now=morning)

    assert deeds.row_of(matter).state is State.ACCEPTED
    assert deeds.story(matter)[-1] == "accept"


def test_nor_a_question_a_refusal_or_a_check(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    with pytest.raises(BlankLeft):
        services.refuse(
            actor=people.chen, matter_id=matter.id, refusal_code="repeated", reason=BLANK, now=morning
        )
    deeds.walk(matter, people, "assign accept", morning)
    with pytest.raises(BlankLeft):
        services.ask(actor=people.zhou, matter_id=matter.id, question="是___号楼吗？", now=morning)
    deeds.do("answer", matter, people, morning)
    with pytest.raises(BlankLeft):
        services.check(actor=people.chen, matter_id=matter.id, passes=True, words=BLANK, now=morning)


def test_what_residents_say_may_have_low_lines(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li, text="单子上写着____，不知道找谁")
    deeds.walk(matter, people, "assign accept ask", morning)

    services.reply(actor=people.li, matter_id=matter.id, words="门牌是____", now=morning)


def test_the_page_says_so_at_the_field(people: Cast, morning: datetime, client: Client) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    client.force_login(Account.objects.get(login="zhou"))

    shown = client.post(f"/d/jiangjin/matters/{matter.id}/answer", {"words": BLANK})

    assert shown.status_code == 422
    assert "模板里的空格" in shown.content.decode()
    assert 'aria-invalid="true"' in shown.content.decode()


def test_the_preview_shows_what_the_resident_will_read(
    people: Cast, morning: datetime, client: Client
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    client.force_login(Account.objects.get(login="zhou"))

    shown = client.post(
        f"/d/jiangjin/matters/{matter.id}/preview", {"of": "answer", "words": "请找13800138000。<b>"}
    )

    text = shown.content.decode()
    assert "138****8000" in text or "13800138000" not in text
    assert "&lt;b&gt;" in text
    assert "几江街道党工委" in text
    assert deeds.story(matter)[-1] == "accept"
    assert client.post(f"/d/jiangjin/matters/{matter.id}/preview", {"of": "note"}).status_code == 404
