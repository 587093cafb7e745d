"""What everyone may read of an answer: the words and the pictures that staff released, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.matters import animals
from yuanba.matters import services
from yuanba.matters.models import Attachment
from yuanba.matters.queries import attachments
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF

HOME = "/d/jiangjin"
WORDS = {"title": "路灯修复", "summary": "滨江花园门口路灯已修复。"}


@pytest.fixture
def answered(people: Cast) -> Matter:
    """A matter with a picture of its resident, answered with two pictures."""
    now = datetime.now(UTC) - timedelta(minutes=5)
    enclosures = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    matter = make.a_matter(now=now, enclosures=enclosures)
    deeds.walk(matter, people, "assign accept", now)
    lights = services.prepare([animals.png(), animals.jpeg()], allowed=FROM_STAFF)
    answer = "张三（13800138000）家门口的灯已更换"
    deeds.do("answer", matter, people, now, words=answer, enclosures=lights)
    return matter


def keys(matter: Matter, people: Cast) -> tuple[str, str, str]:
    now = datetime.now(UTC)
    own, first, second = attachments.attachments_of(people.chen, deeds.row_of(matter), now)
    return own.key, first.key, second.key


def public_page(matter: Matter) -> str:
    return Client().get(f"{HOME}/public/{matter.id}").content.decode()


def fetched(matter: Matter, key: str) -> int:
    return Client().get(f"{HOME}/public/{matter.id}/files/{key}").status_code


def test_nothing_of_the_answer_is_public_by_itself(answered: Matter, people: Cast) -> None:
    deeds.do("publish", answered, people, datetime.now(UTC))

    assert "家门口的灯" not in public_page(answered)
    assert [fetched(answered, key) for key in keys(answered, people)] == [404, 404, 404]


def test_staff_release_the_answer_and_one_picture_by_the_form(answered: Matter, people: Cast) -> None:
    _own, first, second = keys(answered, people)
    desk = Client()
    desk.post(f"{HOME}/account/login/", {"login": "chen", "password": make.PASSWORD})
    form = desk.get(f"{HOME}/matters/{answered.id}").content.decode()
    assert "13800138000" not in form, "what is proposed is masked"

    sent = {**WORDS, "answer": "门口的灯已更换", "pictures": [second]}
    assert desk.post(f"{HOME}/matters/{answered.id}/publish", sent).status_code == 302
    page = public_page(answered)
    assert "门口的灯已更换" in page
    assert second in page
    assert first not in page
    assert (fetched(answered, first), fetched(answered, second)) == (404, 200)


def test_neither_the_residents_pictures_nor_unknown_keys_are_released(answered: Matter, people: Cast) -> None:
    own, first, _second = keys(answered, people)
    deeds.do("publish", answered, people, datetime.now(UTC), pictures=[own, first, "x"])

    assert [fetched(answered, key) for key in (own, first, "x")] == [404, 200, 404]
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(key=own).update(is_released=True)


def test_a_title_changed_later_leaves_the_answer_as_it_is(answered: Matter, people: Cast) -> None:
    _own, first, _second = keys(answered, people)
    now = datetime.now(UTC)
    deeds.do("publish", answered, people, now, answer="已更换", pictures=[first])
    deeds.do("publish", answered, people, now, title="灯")

    assert "已更换" in public_page(answered)
    assert fetched(answered, first) == 200


@pytest.mark.parametrize("verb", ["hide", "recall"])
def test_what_is_hidden_or_taken_back_is_public_no_longer(answered: Matter, people: Cast, verb: str) -> None:
    _own, first, _second = keys(answered, people)
    now = datetime.now(UTC)
    deeds.do("publish", answered, people, now, answer="灯已更换", pictures=[first])
    deeds.do(verb, answered, people, now)

    assert "灯已更换" not in public_page(answered)
    assert fetched(answered, first) == 404


def test_an_erased_matter_loses_both(answered: Matter, people: Cast) -> None:
    _own, first, _second = keys(answered, people)
    now = datetime.now(UTC)
    deeds.do("publish", answered, people, now, answer="灯已更换", pictures=[first])
    services.empty(matter_id=answered.id, by="test", now=now)

    assert deeds.row_of(answered).public_answer == ""
    assert fetched(answered, first) == 404
