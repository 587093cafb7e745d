"""privacy.retain: what was kept for its time goes in the night, kind by kind, and the journal counts it.

privacy.watch: those who guard personal data see both.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests import cast, deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.evaluation import bench_of_judges as court
from tests.privacy import dump
from tests.privacy.hung import hung
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import keeping as evaluation_kept
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.journal.queries import verify
from yuanba.matters import queries, services
from yuanba.matters.services import Contact
from yuanba.messages import services as messages
from yuanba.messages.queries import keeping as messages_kept
from yuanba.notices import queries as boards
from yuanba.notices import services as notices
from yuanba.people import services as people_services
from yuanba.privacy import services as privacy
from yuanba.privacy.queries import retention
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import system
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.privacy import Kept
from yuanba.web import entrance

NIGHT = system("privacy.retain")
PHONE = Contact(channel="sms", address="13912345678")


def went(now: datetime) -> dict[str, int]:
    return {kind.value: number for kind, number in privacy.retain(actor=NIGHT, now=now).items() if number}


def test_the_words_of_a_matter_go_when_their_time_is_over(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, contact=PHONE)
    deeds.do("refuse", matter, people, morning)
    running = make.a_matter(now=morning)
    journal_services.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=entrance.now())

    assert went(morning + timedelta(days=179)) == {}
    assert went(morning + timedelta(days=181)) == {"contacts": 1}
    assert messages_kept.contacts_of([matter.owner.key]) == []
    assert went(morning + timedelta(days=366)) == {"private_words": 1}
    assert went(morning + timedelta(days=1096)) == {"codes": 1}

    assert "删除" in deeds.row_of(matter).text
    assert "路灯" in deeds.row_of(running).text
    assert all(not step.words for step in queries.story(matter.id))
    assert queries.matter_by_code(matter.receipt, matter.code) is None
    assert queries.matter_by_code(running.receipt, running.code)
    assert list(verify.findings()) == []
    counted = journal.story("retention", "private_words")[-1]
    assert (counted.verb, counted.outcome["number"]) == ("privacy.retain", 1)
    assert "路灯" not in str(counted.outcome)


def test_what_was_public_keeps_what_staff_wrote(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign publish withdraw", morning)
    hidden = queries.row_of(queries.lock(matter.id))
    assert hidden.published_at is None

    assert went(morning + timedelta(days=400)) == {}
    assert went(morning + timedelta(days=1100)) == {"words": 1, "codes": 1}

    assert deeds.row_of(matter).title == "路灯修复"
    assert deeds.row_of(matter).place == ""


def test_what_was_said_after_an_erasure_goes_in_its_time(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign", morning)
    privacy.erase(actor=matter.owner, now=morning)
    services.withdraw(actor=matter.owner, matter_id=matter.id, now=morning + timedelta(hours=1))
    assert deeds.story(matter)[-1] == "withdraw"

    assert went(morning + timedelta(days=1097))["words"] == 1
    assert went(morning + timedelta(days=1098)) == {}


def test_codes_messages_counts_and_replies(people: Cast, morning: datetime) -> None:
    bench = court.assemble(now=morning)
    running = make.a_matter(now=morning, contact=PHONE)
    matter = court.evaluating(people, bench, morning, actor=people.li, contact=PHONE)
    evaluation.rate(
        actor=people.li,
        matter_id=matter.id,
        is_solved=True,
        satisfaction=Satisfaction.SATISFIED,
        now=morning + timedelta(hours=1),
    )
    journal_services.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=entrance.now())
    journal_services.acknowledge(scope=b"s" * 32, body_digest=b"b" * 32, reply="{}", at=morning)
    people_services.throttle(key="k", limit=9, window_seconds=60, now=morning)

    assert went(morning + timedelta(days=3)) == {"counts": 1}
    assert went(morning + timedelta(days=8)) == {"replies": 1}
    assert went(morning + timedelta(days=181))["messages"] >= 1
    assert messages_kept.sent_to([people.li.key, running.owner.key]) == []
    assert len(messages_kept.contacts_of([running.owner.key])) == 1

    evaluation.round_off(now=morning + timedelta(days=182))
    over = morning + timedelta(days=182 + 181)
    assert evaluation_kept.old_codes(morning + timedelta(days=183)).count() >= 1
    late = went(over)
    assert (late["contacts"], late["invitations"] >= 1) == (1, True)
    assert evaluation_kept.old_codes(over).count() == 0
    assert went(over + timedelta(hours=1)) == {}


def test_the_picture_of_a_board_goes_and_where_it_hung_stays(
    people: Cast, morning: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    matter = make.a_matter(now=morning)
    board = hung(people, deeds.row_of(matter).pack_digest, morning)
    notices.end(actor=NIGHT, notice_id=board.notice_id, is_withdrawn=True, now=morning)
    before = dump.files()

    with django_capture_on_commit_callbacks(execute=True):
        assert went(morning + timedelta(days=1094)) == {}
        assert went(morning + timedelta(days=1096))["boards"] == 1

    after = boards.posting(board.id)
    assert (after.posted_at, after.has_proof) == (morning, False)
    assert before
    assert dump.files() == []
    with pytest.raises(boards.NoticeNotFound):
        boards.proof(board.id)


def test_who_was_erased_does_not_come_back_with_a_backup(
    people: Cast, morning: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mine, theirs = (make.a_matter(now=morning, actor=one) for one in (people.li, people.wang))
    before = transaction.savepoint()
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(actor=people.li, now=morning)
    transaction.savepoint_rollback(before)  # the backup of yesterday
    assert "路灯" in deeds.row_of(mine).text

    went(morning + timedelta(days=1))

    assert deeds.row_of(mine).emptied_at
    assert deeds.row_of(theirs).emptied_at is None
    assert list(verify.findings()) == []
    length = len(queries.story(mine.id))
    went(morning + timedelta(days=2))
    assert len(queries.story(mine.id)) == length


def test_only_the_job(people: Cast, morning: datetime) -> None:
    for actor in (people.chen, people.li, cast.administrators(now=morning)[1]):
        with pytest.raises(NotAllowed):
            privacy.retain(actor=actor, now=morning)


def test_those_who_guard_see_what_goes_and_what_went(people: Cast, morning: datetime) -> None:
    guard = cast.administrators(now=morning)[1]
    matter = make.a_matter(now=morning, contact=PHONE)
    services.withdraw(actor=matter.owner, matter_id=matter.id, now=morning)
    soon = morning + timedelta(days=170)

    lines = {line.kind: (line.tonight, line.soon) for line in retention.lines(guard, soon)}

    assert lines[Kept.CONTACTS] == (0, 1)
    assert lines[Kept.PRIVATE_WORDS] == (0, 0)
    assert lines[Kept.LOGS] == (None, None)
    went(morning + timedelta(days=190))
    assert [one.number for one in retention.went(guard, morning + timedelta(days=191))] == [1]
    with pytest.raises(NotAllowed):
        retention.lines(people.chen, morning)
    client = Client()
    log_in(client, "jiangjin", "guard")
    for path in ("retention", "looks"):
        assert client.get(f"/d/jiangjin/guard/{path}").status_code == 200
