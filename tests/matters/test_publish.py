"""matter.publish: a title and a summary that staff wrote; never the resident's own words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries, services
from yuanba.matters.queries import public
from yuanba.matters.services.beside import ClassIsPrivate, NoTitle
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.matter import WrongState


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A public matter that was given to a unit."""
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign", morning)
    return matter


def publish(
    matter: Matter, actor: Actor, now: datetime, title: str = "路灯报修", summary: str = "三盏"
) -> None:
    services.publish(actor=actor, matter_id=matter.id, title=title, summary=summary, now=now)


def test_everyone_reads_what_staff_wrote(given: Matter, people: Cast, morning: datetime) -> None:
    assert not public.published(public.PublicFilter()).rows
    with pytest.raises(queries.MatterNotFound):
        queries.public_matter(given.id)

    publish(given, people.chen, morning)

    row = queries.public_matter(given.id)
    assert (row.title, row.summary, row.published_at) == ("路灯报修", "三盏", morning)
    assert [shown.id for shown in public.published(public.PublicFilter()).rows] == [given.id]
    assert deeds.last(given).because == ("classes.public",)


def test_an_editor_may(given: Matter, morning: datetime) -> None:
    editor = make.staff("fu", "editor", area=cast.DISTRICT, now=morning)

    publish(given, editor, morning)

    assert public.published(public.PublicFilter()).rows


@pytest.mark.parametrize("name", ["li", "zhou", "sun"])
def test_others_may_not(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        publish(given, getattr(people, name), morning)

    assert not public.published(public.PublicFilter()).rows


def test_nothing_of_a_private_class(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    deeds.do("assign", matter, people, morning, class_code="home")

    with pytest.raises(ClassIsPrivate):
        publish(matter, people.chen, morning)

    assert not public.published(public.PublicFilter()).rows


@pytest.mark.parametrize(("title", "summary"), [("", "三盏"), ("路灯", " "), ("\u3000", "")])
def test_not_without_words(given: Matter, people: Cast, morning: datetime, title: str, summary: str) -> None:
    with pytest.raises(NoTitle):
        publish(given, people.chen, morning, title, summary)


@pytest.mark.parametrize("verbs", ["", "refuse"])
def test_not_before_triage_nor_of_what_was_refused(people: Cast, morning: datetime, verbs: str) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, verbs, morning)

    with pytest.raises(WrongState):
        publish(matter, people.chen, morning)


def test_twice_corrects_the_words_and_keeps_the_day(given: Matter, people: Cast, morning: datetime) -> None:
    publish(given, people.chen, morning)
    publish(given, people.chen, morning + timedelta(days=1), "路灯已修")

    row = queries.public_matter(given.id)
    assert (row.title, row.published_at) == ("路灯已修", morning)
    assert deeds.story(given) == ["file", "assign", "publish", "publish"]


def test_a_matter_that_became_private_is_withdrawn(given: Matter, people: Cast, morning: datetime) -> None:
    publish(given, people.chen, morning)

    deeds.do("reassign", given, people, morning, class_code="home")

    assert not public.published(public.PublicFilter()).rows
    with pytest.raises(queries.MatterNotFound):
        queries.public_matter(given.id)
