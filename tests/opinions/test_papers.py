"""What all think on paper: with the picture and every statement as a PDF, with the picture alone as a PNG."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from tests.cast import Cast
from tests.opinions import talk
from yuanba.opinions import services
from yuanba.rules.core.actor import Actor

BASE = "/d/jiangjin"


@pytest.fixture
def he(people: Cast, morning: datetime) -> Actor:
    return talk.asker(morning)


def test_the_groups_on_paper(he: Actor, morning: datetime) -> None:
    made = services.open_consultation(**talk.a_question(actor=he, now=morning))
    sheet, picture = f"{BASE}/consultations/{made}/groups.pdf", f"{BASE}/consultations/{made}/groups.png"
    talk.speak(made, camps=(8, 6), now=morning)
    services.group(consultation_id=made, now=morning)
    assert Client().get(sheet).status_code == 404, "fourteen are too few, on paper too"
    assert Client().get(picture).status_code == 404
    assert sheet not in Client().get(f"{BASE}/consultations/{made}/groups").content.decode()

    talk.speak(made, camps=(0, 3), now=morning, first=20)
    services.group(consultation_id=made, now=morning)
    page = Client().get(f"{BASE}/consultations/{made}/groups").content.decode()
    assert sheet in page
    assert picture in page
    paper = PdfReader(BytesIO(Client().get(sheet).content))
    words = "".join(one.extract_text() for one in paper.pages).replace("\n", "")
    shared, _mark, alike = words.partition("谁和谁想法相近")
    assert "先划消防通道" in shared
    assert "每组至少100%的人同意" in shared
    assert "甲组（9人）" in alike
    assert "不同意100%" in alike
    assert "不据此作出决定" in alike
    for one in talk.FIRST:
        assert one in alike, one

    answer = Client().get(picture)
    assert answer["Content-Type"] == "image/png"
    with Image.open(BytesIO(answer.content)) as shown:
        dots = {tuple(dot) for _count, dot in shown.convert("RGB").getcolors(1 << 24) or ()}
        assert shown.width == 1240
    assert {(31, 122, 90), (166, 75, 42)} <= {tuple(one) for one in dots}, "each group has its colour"
