"""The poster of a vote: what is asked while it runs, then how it came out; a PDF to hang, a PNG to send."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.test import Client
from PIL import Image
from pypdf import PdfReader

from tests.ballots.test_hands import a_vote, hands
from yuanba.ballots import services
from yuanba.ballots.services import NewVote
from yuanba.rules.ballots.presets import VoteRule
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor


def poster(vote: int, language: str = "zh-hans") -> str:
    """The words of the poster, which is one page."""
    answer = Client(headers={"accept-language": language}).get(f"/d/jiangjin/votes/{vote}/poster.pdf")
    assert answer["Content-Disposition"] == f'inline; filename="vote-{vote}.pdf"'
    (sheet,) = PdfReader(BytesIO(answer.content)).pages
    return sheet.extract_text().replace("\n", "")


def test_a_poster_asks_and_afterwards_tells(secretary: Actor, morning: datetime) -> None:
    vote = a_vote(secretary, morning)
    asked = poster(vote)
    for said in (
        "请大家表决",
        "评议会第一次会议",
        "法定表决",
        "修一盏路灯",
        "装一部电梯",
        "举手",
        "扫码查看",
    ):
        assert said in asked, said
    assert "没有通过" not in asked

    hands(secretary, vote, morning, 1, 5, 1)
    hands(secretary, vote, morning, 2, 1, 4, 1)
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    assert "计票后公布结果" in poster(vote)
    services.count_vote(actor=secretary, vote_id=vote, now=morning)
    told = poster(vote)
    assert "表决结果" in told
    assert "6人（名册上共9人）" in told
    first, _mark, second = told.partition("修一盏路灯")[2].partition("装一部电梯")
    assert first.replace("　", " ").strip(" 2.").startswith("通过")
    assert "没有通过" in second
    assert "弃权 1" in second
    assert "How the vote came out" in poster(vote, "en")

    picture = Client().get(f"/d/jiangjin/votes/{vote}/poster.png")
    assert picture["Content-Type"] == "image/png"
    with Image.open(BytesIO(picture.content)) as shown:
        assert (shown.format, shown.width) == ("PNG", 1240)
    assert Client().get("/d/jiangjin/votes/999/poster.png").status_code == 404


def test_the_poster_of_a_consultation_passes_nothing(secretary: Actor, morning: datetime) -> None:
    how = NewVote(title="花坛怎么改", standing=VoteStanding.CONSULTATION, ways=(BallotWay.HANDS,))
    vote = a_vote(secretary, morning, rule=VoteRule.SIMPLE, present=[], motions=["花坛改车位"], how=how)
    assert "征求大家意见" in poster(vote)
    hands(secretary, vote, morning, 1, 9, 0)
    services.close_vote(actor=secretary, vote_id=vote, now=morning)
    services.count_vote(actor=secretary, vote_id=vote, now=morning)
    told = poster(vote)
    assert "大家的意见" in told
    assert "通过" not in told
