"""notice.object and notice.answer: anybody may say that it is not so, and is answered in time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.cast import Cast
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.messages.models import Message
from yuanba.messages.services import MessageChannel, read_journal
from yuanba.notices import queries, services
from yuanba.notices.models import Objection
from yuanba.notices.queries import Ruling
from yuanba.notices.services import ObjectorContact
from yuanba.notices.services.objecting import (
    NoProof,
    ObjectionAlreadyAnswered,
    ObjectionPending,
    ObjectionTooLong,
    ObjectionWithoutWords,
)
from yuanba.notices.services.posting import NotUp
from yuanba.packs import store
from yuanba.rules.core.access import ANONYMOUS, NotAllowed, bearer, system
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day

PHONE = ObjectorContact(channel=MessageChannel.SMS, address="13800138000")


def say(
    notice: int,
    actor: Actor,
    now: datetime,
    *,
    words: str = "东门还有一盏不亮",
    contact: ObjectorContact | None = None,
) -> str:
    return services.object_to(actor=actor, notice_id=notice, words=words, contact=contact, now=now)


def answer(notice: int, actor: Actor, now: datetime, *, ruling: Ruling = Ruling.DISMISSED) -> None:
    objection = Objection.objects.get(notice_id=notice)
    services.answer(actor=actor, objection_id=objection.pk, ruling=ruling, words="属于小区内部照明", now=now)


def test_a_resident_objects_and_reads_the_answer(notice: int, people: Cast, morning: datetime) -> None:
    token = say(notice, people.wang, morning)

    row = queries.objection_by_token(token)
    assert (row.text, row.answer) == ("东门还有一盏不亮", "")
    assert row.due_at.date().isoformat() == "2026-03-09"  # five working days after Monday
    assert (queries.notice(notice).objections, queries.notice(notice).answered) == (1, 0)

    answer(notice, people.chen, morning)

    row = queries.objection_by_token(token)
    assert (row.ruling, row.answer) == (Ruling.DISMISSED, "属于小区内部照明")
    assert (queries.notice(notice).objections, queries.notice(notice).answered) == (1, 1)
    assert [one.verb for one in journal.story("objection", str(row.id))] == ["notice.object", "notice.answer"]


def test_the_words_are_sealed_and_stand_nowhere_else(notice: int, people: Cast, morning: datetime) -> None:
    say(notice, people.wang, morning, words="问王建国13800138000")

    stored = Objection.objects.get()
    assert "13800138000" not in stored.text
    assert b"13800138000" not in bytes(stored.sealed)
    (entry,) = journal.story("objection", str(stored.pk))
    assert entry.words == ""


def test_who_has_neither_account_nor_receipt_leaves_a_way_to_be_answered(
    notice: int, people: Cast, morning: datetime
) -> None:
    with pytest.raises(NoProof):
        say(notice, ANONYMOUS, morning)

    say(notice, ANONYMOUS, morning, contact=PHONE)
    answer(notice, people.chen, morning)
    journal_services.number()
    read_journal()

    assert Message.objects.filter(kind="objection", verb="notice.answer", channel="sms").count() == 1


def test_a_proven_receipt_is_enough(notice: int, morning: datetime) -> None:
    say(notice, bearer("receipt:116000000000"), morning)

    assert Objection.objects.get().by_key == "receipt:116000000000"


def test_staff_write_it_down_for_who_stands_before_them(notice: int, people: Cast, morning: datetime) -> None:
    clerk = make.staff("clerk", "clerk", area=cast.JIJIANG, now=morning)
    elsewhere = make.staff("elsewhere", "clerk", area=cast.DEGAN, now=morning)

    say(notice, clerk, morning)
    say(notice, clerk, morning, words="另一位居民也说不亮")

    assert {one.taken_by for one in Objection.objects.all()} == {clerk.key}
    for actor in (elsewhere, people.zhou):
        with pytest.raises(NotAllowed):
            say(notice, actor, morning)


def test_one_person_has_one_open_objection(notice: int, people: Cast, morning: datetime) -> None:
    say(notice, people.wang, morning)
    with pytest.raises(ObjectionPending):
        say(notice, people.wang, morning)
    say(notice, ANONYMOUS, morning, contact=PHONE)
    with pytest.raises(ObjectionPending):
        say(notice, ANONYMOUS, morning, contact=PHONE)


def test_two_at_once_are_one(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    notice = services.post(
        actor=system("test"),
        subject_kind="lamp",
        subject_key="7",
        title="路灯修复",
        text="已修复",
        area_path=cast.GRID_PATH,
        class_code="public",
        pack_digest=store.in_force(day(morning)).digest,
        now=morning,
    )

    answers = together(6, lambda number: say(notice, people.wang, morning))

    assert sum(isinstance(one, ObjectionPending) for one in answers) == 5
    assert Objection.objects.count() == 1


def test_until_the_last_day_is_over(notice: int, people: Cast, morning: datetime) -> None:
    until = queries.notice(notice).until_at
    say(notice, people.li, until)

    with pytest.raises(NotUp):
        say(notice, people.wang, until + timedelta(seconds=1))


def test_empty_and_endless_words(notice: int, people: Cast, morning: datetime) -> None:
    with pytest.raises(ObjectionWithoutWords):
        say(notice, people.wang, morning, words=" \n")
    with pytest.raises(ObjectionTooLong):
        say(notice, people.wang, morning, words="不" * 2001)


def test_nobody_answers_for_their_own_work(notice: int, people: Cast, morning: datetime) -> None:
    """Zhou handled it; even as the street's lead he does not answer what is said against it."""
    say(notice, people.wang, morning)
    other = make.staff("other", "subdistrict_secretary", area=cast.JIJIANG, now=morning)
    zhou = Actor(kind=people.zhou.kind, key=people.zhou.key, holdings=other.holdings)

    with pytest.raises(NotAllowed):
        answer(notice, zhou, morning)
    for actor in (people.li, people.wang, people.sun, ANONYMOUS):
        with pytest.raises(NotAllowed):
            answer(notice, actor, morning)

    answer(notice, other, morning)


def test_not_answered_twice(notice: int, people: Cast, morning: datetime) -> None:
    say(notice, people.wang, morning)
    answer(notice, people.chen, morning)

    with pytest.raises(ObjectionAlreadyAnswered):
        answer(notice, people.chen, morning, ruling=Ruling.UPHELD)

    assert Objection.objects.get().ruling == Ruling.DISMISSED


def test_what_it_was_upheld_for_is_in_the_journal(notice: int, people: Cast, morning: datetime) -> None:
    say(notice, people.wang, morning)
    answer(notice, people.chen, morning, ruling=Ruling.UPHELD)

    entry = journal.story("objection", str(Objection.objects.get().pk))[-1]
    assert (entry.outcome["ruling"], entry.outcome["subject_kind"], entry.outcome["subject_key"]) == (
        "upheld",
        "lamp",
        "7",
    )
