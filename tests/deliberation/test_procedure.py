"""四议两公开 (F5): a procedure whose steps are taken in their order, each once, and kept as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests import cast, make
from tests.deliberation import courses as paths
from tests.deliberation import evenings
from tests.deliberation.courses import Village
from tests.pages import elsewhere
from tests.threads import together
from yuanba.deliberation import services
from yuanba.deliberation.models import ProcedureCorrection, ProcedureRecord
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import procedure as courses
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries.procedure import CourseRow
from yuanba.deliberation.services import PaperItem, PaperMeeting
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.events import services as events
from yuanba.journal import queries as journal
from yuanba.matters import services as matters
from yuanba.notices import queries as notices
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.procedure import (
    BadHeads,
    BadStepDay,
    CourseOutcome,
    CourseOver,
    NothingNoted,
    NoTopicOfProcedure,
    PostedTooShort,
    StepMissing,
    StepTaken,
)
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.district("fengdu")


@pytest.fixture
def village(district: DistrictRow, morning: datetime) -> Village:
    return paths.village(morning)


@pytest.fixture
def course(village: Village, morning: datetime) -> int:
    return services.begin_course(actor=village.gu, topic_id=village.topic, now=morning)


def row_of(course: int, now: datetime) -> CourseRow:
    return courses.course(course, pack=store.in_force(day(now)))


def test_a_course_begins_once(village: Village, course: int, morning: datetime) -> None:
    """procedure.begin: by who runs the council, for a public topic, and not twice."""
    with pytest.raises(NotAllowed):
        services.begin_course(actor=village.xiang, topic_id=village.topic, now=morning)
    with pytest.raises(StepTaken):
        services.begin_course(actor=village.gu, topic_id=village.topic, now=morning)
    row = row_of(course, morning)
    assert [one.step.act for one in row.shown] == list(paths.STEPS)
    assert (row.taken, row.next and row.next.title.zh) == (0, "党支部会提议")


def test_no_step_is_skipped(village: Village, course: int, morning: datetime) -> None:
    """procedure.take: in their order, each once, by who runs the council; the database refuses it too."""
    said: dict[str, Any] = {"actor": village.gu, "course_id": course, "now": morning}
    with pytest.raises(NotAllowed):
        services.take_step(**{**said, "actor": village.xiang}, number=1, entry=paths.entry(1, morning))
    with pytest.raises(StepMissing):
        services.take_step(**said, number=4, entry=paths.entry(4, morning))
    assert services.take_step(**said, number=1, entry=paths.entry(1, morning))
    with pytest.raises(StepTaken):
        services.take_step(**said, number=1, entry=paths.entry(1, morning))
    for number, held_on in ((3, day(morning)), (1, day(morning))):
        with pytest.raises(DatabaseError), transaction.atomic():
            ProcedureRecord.objects.create(
                course_id=course,
                number=number,
                act="review",
                held_on=held_on,
                passed=True,
                by=village.gu.key,
                at=morning,
            )
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureRecord.objects.filter(course_id=course).update(passed=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureRecord.objects.filter(course_id=course).delete()

    paths.walk(course, village.gu, morning, since=2, until=6)

    row = row_of(course, morning)
    assert (row.outcome, row.taken, row.next) == (CourseOutcome.DONE, 6, None)
    with pytest.raises(CourseOver):
        services.take_step(**said, number=7, entry=paths.entry(6, morning))
    assert [one.verb for one in journal.story("procedure", str(course))] == [
        "procedure.begin",
        *["procedure.take"] * 6,
    ]


@pytest.mark.parametrize(
    ("due", "present", "agreed", "passed"),
    [
        (30, 20, 16, True),  # exactly two thirds came, one more than half of all agreed
        (30, 20, 15, False),  # exactly half of those due
        (30, 19, 19, False),  # one fewer than two thirds came
        (3, 2, 2, True),
    ],
)
def test_the_members_meeting_counts_by_its_rule(
    village: Village, course: int, morning: datetime, due: int, present: int, agreed: int, passed: bool
) -> None:
    """Norms 3.6: two thirds of the members present, more than half of all of them in favour."""
    paths.walk(course, village.gu, morning, until=2)
    heads = {"due": due, "present": present, "agreed": agreed}
    done = services.take_step(
        actor=village.gu, course_id=course, number=3, entry=paths.entry(3, morning, **heads), now=morning
    )
    assert done is passed
    row = row_of(course, morning)
    assert row.outcome is (None if passed else CourseOutcome.FAILED)
    if not passed:
        with pytest.raises(CourseOver):
            services.take_step(
                actor=village.gu, course_id=course, number=4, entry=paths.entry(4, morning), now=morning
            )
        again = services.begin_course(actor=village.gu, topic_id=village.topic, now=morning)
        assert row_of(again, morning).taken == 0, "a new one begins with the first step"
        with pytest.raises(StepTaken):  # the old one cannot come back beside it
            services.correct_step(actor=village.gu, course_id=course, reason="数错了", now=morning)


def test_what_does_not_fit_is_refused(village: Village, course: int, morning: datetime) -> None:
    """Days, heads and postings that cannot be."""
    said: dict[str, Any] = {"actor": village.gu, "course_id": course, "now": morning}
    later, earlier = day(morning) + timedelta(days=1), day(morning) - timedelta(days=1)
    with pytest.raises(BadStepDay):
        services.take_step(**said, number=1, entry=paths.entry(1, morning, held_on=later))
    with pytest.raises(NothingNoted):
        services.take_step(**said, number=1, entry=paths.entry(1, morning, is_agreed=False))
    paths.walk(course, village.gu, morning, until=1)
    with pytest.raises(BadStepDay):
        services.take_step(**said, number=2, entry=paths.entry(2, morning, held_on=earlier))
    paths.walk(course, village.gu, morning, since=2, until=2)
    for heads in ({"agreed": 28}, {"present": 31}, {"due": None}, {"due": 0, "present": 0, "agreed": 0}):
        with pytest.raises(BadHeads):
            services.take_step(**said, number=3, entry=paths.entry(3, morning, **heads))
    paths.walk(course, village.gu, morning, since=3, until=4)
    for posted in (
        {"posted_until": day(morning) + timedelta(days=13)},
        {"posted_until": None},
        {"place": " "},
    ):
        with pytest.raises(PostedTooShort):
            services.take_step(**said, number=5, entry=paths.entry(5, morning, **posted))
    paths.walk(course, village.gu, morning, since=5, until=5)


def test_a_step_is_corrected_by_another_record(village: Village, course: int, morning: datetime) -> None:
    """procedure.correct: the last one alone, with a reason; it stays readable and is taken anew."""
    with pytest.raises(StepMissing):
        services.correct_step(actor=village.gu, course_id=course, reason="录错了", now=morning)
    paths.walk(course, village.gu, morning, until=6)
    with pytest.raises(NothingNoted):
        services.correct_step(actor=village.gu, course_id=course, reason=" ", now=morning)
    with pytest.raises(NotAllowed):
        services.correct_step(actor=village.xiang, course_id=course, reason="录错了", now=morning)
    first = ProcedureRecord.objects.filter(course_id=course, number=1).get()
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureCorrection.objects.create(record=first, reason="改", by=village.gu.key, at=morning)

    services.correct_step(actor=village.gu, course_id=course, reason="公开栏写错了", now=morning)

    row = row_of(course, morning)
    assert (row.outcome, row.taken) == (None, 5)
    assert [(one.number, one.reason) for one in row.corrected] == [(6, "公开栏写错了")]
    paths.walk(course, village.gu, morning, since=6, until=6)
    assert row_of(course, morning).outcome is CourseOutcome.DONE
    assert [one.verb for one in journal.story("procedure", str(course))][-2:] == [
        "procedure.correct",
        "procedure.take",
    ]


def test_a_resolution_waits_for_the_decision_and_its_result(village: Village, morning: datetime) -> None:
    """resolution.adopt: not before the step that decides; carried out once the result is published."""
    referral = paths.referred(village, morning)
    said: dict[str, Any] = {
        "text": "修机耕道",
        "ground": "应到30人，同意24人",
        "responsible": "村委会",
        "due_on": day(morning),
    }
    with pytest.raises(StepMissing):
        services.pass_resolution(actor=village.gu, referral_id=referral, now=morning, **said)
    course = services.begin_course(actor=village.gu, referral_id=referral, now=morning)
    paths.walk(course, village.gu, morning, until=3)
    with pytest.raises(StepMissing) as told:
        services.pass_resolution(actor=village.gu, referral_id=referral, now=morning, **said)
    assert told.value.arguments["number"] == 4
    paths.walk(course, village.gu, morning, since=4, until=4)
    services.pass_resolution(actor=village.gu, referral_id=referral, now=morning, **said)
    wen = make.staff("wen", "triager", area="500230", now=morning)
    pack = store.in_force(day(morning))
    (row,) = records.of_council(village.council, pack=pack)
    make_answered(row.matter_id, wen, village, morning)

    (before,) = records.referrals_of(row.matter_id, pack=pack)
    assert before.state in records.DONE
    assert (before.is_done, records.carried_out()) == (False, {"village": (0, 1)})
    paths.walk(course, village.gu, morning, since=5, until=6)
    (after,) = records.referrals_of(row.matter_id, pack=pack)
    assert (after.is_done, records.carried_out()) == (True, {"village": (1, 1)})


def make_answered(matter_id: int, wen: Actor, village: Village, now: datetime) -> None:
    """Its unit takes the matter and answers."""
    matters.assign(
        actor=wen, matter_id=matter_id, class_code="small", item_code="courtyard_tidiness", now=now
    )
    matters.accept(actor=village.gu, matter_id=matter_id, now=now)
    matters.answer(actor=village.gu, matter_id=matter_id, words="修好了", now=now)


def test_a_meeting_decides_a_topic_after_the_steps_before_it(village: Village, morning: datetime) -> None:
    """meeting.put_to_vote, meeting.settle: not before 提议, 商议 and 审议; a topic may still be put off."""
    members = ("互助会代表", "退休干部")
    for name in members:
        services.seat(
            actor=village.gu,
            council_id=village.council,
            role=SeatRole.MEMBER,
            title="互助会代表",
            name=name,
            now=morning,
        )
    services.schedule(actor=village.gu, topic_id=village.topic, reason="大家关心", now=morning)
    begins = morning + timedelta(minutes=1)
    meeting = evenings.called(
        village.council,
        village.gu,
        morning,
        topics=[],
        topic_ids=[village.topic],
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        urgent_ground="路断了",
    )
    events.open_door(actor=village.gu, event_id=meeting, now=morning)
    evenings.check_in(meeting, village.gu, morning)
    said: dict[str, Any] = {"actor": village.gu, "meeting_id": meeting, "now": morning}
    seats = [one.seat.id for one in held.seats_there(held.meeting(meeting)) if not one.there]
    services.check_in_seats(seat_ids=seats, **said)
    services.begin_meeting(**said)
    services.draft(number=1, text="修机耕道", **said)
    course = services.begin_course(actor=village.gu, topic_id=village.topic, now=morning)
    paths.walk(course, village.gu, morning, until=2)
    with pytest.raises(StepMissing):
        services.put_to_vote(number=1, **said)
    with pytest.raises(StepMissing):
        services.settle(number=1, outcome=ItemState.AGREED, **said)
    paths.walk(course, village.gu, morning, since=3, until=3)
    services.put_to_vote(number=1, **said)
    paths.walk(course, village.gu, morning, since=4, until=4)
    assert courses.decided_words(village.topic) == "", "a draft that is voted on is no decision"
    assert services.decide(number=1, yes=2, no=0, abstain=0, **said)
    paths.walk(course, village.gu, morning, since=5, until=5)
    (notice,) = notices.of_subject("procedure_step", f"{course}.5")
    assert notice.text.splitlines()[1:] == [
        "决议：修机耕道",
        "应到30人，实到27人，同意24人。",
        "张贴在村务公开栏。",
    ]


def test_what_is_no_topic_is_talked_over_and_not_decided(village: Village, morning: datetime) -> None:
    """Neither hands nor agreement nor paper decides past the procedure, whatever else has come so far."""
    services.seat(
        actor=village.gu,
        council_id=village.council,
        role=SeatRole.MEMBER,
        title="互助会代表",
        name="周",
        now=morning,
    )
    begins = morning + timedelta(minutes=1)
    meeting = evenings.called(
        village.council,
        village.gu,
        morning,
        topics=["分米面"],
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        urgent_ground="路断了",
    )
    item = PaperItem(number=1, text="先给独居老人", yes=1)
    paper = PaperMeeting(seats=(), listeners=0, items=(item,))
    with pytest.raises(NoTopicOfProcedure):
        services.enter_paper(actor=village.gu, meeting_id=meeting, paper=paper, now=begins)
    talked = PaperMeeting(seats=(), listeners=0, items=(PaperItem(number=1, text=""),))
    assert services.enter_paper(actor=village.gu, meeting_id=meeting, paper=talked, now=begins) == []

    events.open_door(actor=village.gu, event_id=meeting, now=morning)
    evenings.check_in(meeting, village.gu, morning)
    said: dict[str, Any] = {"actor": village.gu, "meeting_id": meeting, "now": morning}
    services.begin_meeting(**said)
    services.draft(number=1, text="先给独居老人", **said)
    course = services.begin_course(
        actor=village.gu, referral_id=paths.referred(village, morning), now=morning
    )
    paths.walk(course, village.gu, morning, until=3)
    with pytest.raises(NoTopicOfProcedure):
        services.put_to_vote(number=1, **said)
    with pytest.raises(NoTopicOfProcedure):
        services.settle(number=1, outcome=ItemState.AGREED, **said)


def test_what_a_step_publishes_is_a_public_notice(village: Village, course: int, morning: datetime) -> None:
    """It hangs here up to the day that was said; taken back, it is withdrawn; a past one is no news."""
    paths.walk(course, village.gu, morning, until=5)
    (notice,) = notices.of_subject("procedure_step", f"{course}.5")
    assert (notice.until_on, notice.is_up) == (day(morning) + timedelta(days=14), True)
    assert notice.title == "决议公开：修通组机耕道"
    assert row_of(course, morning).standing[-1].notice_id == notice.id

    services.correct_step(actor=village.gu, course_id=course, reason="贴错了", now=morning)
    assert not notices.notice(notice.id).is_up
    paths.walk(course, village.gu, morning, since=5, until=5)
    assert [one.is_up for one in notices.of_subject("procedure_step", f"{course}.5")] == [True, False]
    later = morning + timedelta(days=40)
    since = day(later) - timedelta(days=20)
    past = paths.entry(6, later, held_on=since, posted_until=since + timedelta(days=15))
    services.take_step(actor=village.gu, course_id=course, number=6, entry=past, now=later)
    assert notices.of_subject("procedure_step", f"{course}.6") == []


@pytest.mark.long
def test_eight_press_at_once(own_database: DistrictRow, morning: datetime) -> None:
    """Of eight at the same moment one begins, takes and corrects; the others are told that it was done."""
    with districts.inside(elsewhere.move_in("fengdu", "丰都县")):
        village = paths.village(morning)
        said: dict[str, Any] = {"actor": village.gu, "now": morning}

        def once(call: Callable[[int], object]) -> Any:
            (done,) = [one for one in together(8, call) if not isinstance(one, Refused)]
            return done

        course = once(lambda _: services.begin_course(topic_id=village.topic, **said))
        said["course_id"] = course
        once(lambda _: services.take_step(number=1, entry=paths.entry(1, morning), **said))
        once(lambda _: services.correct_step(reason="录错了", **said))
        assert row_of(course, morning).taken == 0


def test_the_page_and_its_paper_say_the_steps_and_nobody(jiangjin: DistrictRow, morning: datetime) -> None:
    """Everybody reads how far it is; no person is named."""
    people = cast.assemble(now=morning)
    made = services.set_up(actor=people.sun, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    topic = services.propose(actor=people.li, council_id=made, words="晾衣杆坏了", now=morning)
    services.publish(actor=people.sun, topic_id=topic, title="修晾衣杆", summary="楼前。", now=morning)
    course = paths.a_course(made, topic, morning)
    paths.walk(course, people.sun, morning, until=3)
    client = Client()
    page = client.get(f"/d/jiangjin/procedures/{course}").content.decode()
    for words in ("修晾衣杆", "党员大会审议", "应到30人，实到27人，同意24人", "下一步"):
        assert words in page
    assert people.sun.key not in page
    assert client.get(f"/d/jiangjin/procedures/{course}.pdf").content.startswith(b"%PDF")
    assert "党员大会审议" in client.get(f"/d/jiangjin/topics/{topic}").content.decode()
    assert f"/procedures/{course}" in client.get(f"/d/jiangjin/councils/{made}").content.decode()
    assert client.get("/d/jiangjin/procedures/999").status_code == 404
