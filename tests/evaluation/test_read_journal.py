"""What the journal and the clock set going between the check, the notice and the judging."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.make import Matter
from yuanba.evaluation import queries, services
from yuanba.matters import services as matters
from yuanba.matters.queries import tasks
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.queries import NoticeRow, NoticeState, Ruling
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.web.tasks import TaskQuery


@pytest.fixture
def noticed(people: Cast, bench: Bench, morning: datetime) -> Matter:
    """Li's public matter: checked, and its words are written."""
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.publish(matter, people, morning)
    court.check(matter, bench, morning)
    return matter


def to_write(actor: Actor, now: datetime) -> list[int]:
    """The results whose public text somebody has to write."""
    found = tasks.unwritten(TaskQuery(actor=actor, now=now))
    assert found.count() == len(found.rows(10))
    return [one.matter.id for one in found.rows(10)]


def notice_of(matter: Matter) -> NoticeRow:
    return notices.of_subject("matter", str(matter.id))[0]


def test_what_passed_is_posted_at_all_three_levels(noticed: Matter, morning: datetime) -> None:
    notice = notice_of(noticed)

    assert (notice.title, notice.state) == ("路灯修复", NoticeState.POSTED)
    # fifteen days: the second of March does not count
    assert (notice.from_on, notice.until_on) == (date(2026, 3, 2), date(2026, 3, 17))
    hung = [(one.level, one.medium) for one in notices.postings(notice.id)]
    assert sorted(hung) == sorted(
        (level, medium) for level in ("subdistrict", "community", "grid") for medium in ("online", "board")
    )


def test_without_words_it_waits_and_stands_on_the_list(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.check(matter, bench, morning)

    assert notices.of_subject("matter", str(matter.id)) == []
    assert to_write(people.chen, morning) == [matter.id]
    assert to_write(people.zhou, morning) == [], "it is not theirs to write"

    later = morning + timedelta(days=20)
    services.round_off(now=later)
    assert deeds.row_of(matter).state is State.NOTICED, "nobody judges what was never posted"

    court.publish(matter, people, later)
    assert notice_of(matter).until_on == date(2026, 4, 7)  # the fifteenth day, the 6th, is still 清明
    assert to_write(people.chen, later) == []


def test_read_twice_it_is_posted_once(noticed: Matter, people: Cast, morning: datetime) -> None:
    court.publish(noticed, people, morning)
    court.read_journal()

    assert len(notices.of_subject("matter", str(noticed.id))) == 1


def test_when_its_time_is_over_those_who_judge_are_asked(
    noticed: Matter, bench: Bench, morning: datetime
) -> None:
    services.round_off(now=morning + timedelta(days=15))
    assert deeds.row_of(noticed).state is State.NOTICED

    services.round_off(now=morning + timedelta(days=16))
    court.read_journal()

    assert notice_of(noticed).state is NoticeState.ENDED
    assert deeds.row_of(noticed).state is State.EVALUATING
    assert {bench.feng.key, bench.qian.key} == queries.invited_keys(noticed.id)


def test_it_hangs_until_every_objection_is_answered(noticed: Matter, people: Cast, morning: datetime) -> None:
    notice = notice_of(noticed)
    notices_services.object_to(actor=people.wang, notice_id=notice.id, words="还有一盏不亮", now=morning)
    over = morning + timedelta(days=16)
    services.round_off(now=over)
    assert deeds.row_of(noticed).state is State.NOTICED

    (objection,) = notices.open_objections(people.chen, over)
    notices_services.answer(
        actor=people.chen,
        objection_id=objection.id,
        ruling=Ruling.DISMISSED,
        words="那一盏属于小区",
        now=over,
    )
    court.read_journal()
    services.round_off(now=over)

    assert deeds.row_of(noticed).state is State.EVALUATING


def test_an_upheld_objection_sends_it_back_and_takes_it_down(
    noticed: Matter, people: Cast, morning: datetime
) -> None:
    notice = notice_of(noticed)
    notices_services.object_to(actor=people.wang, notice_id=notice.id, words="还有一盏不亮", now=morning)
    (objection,) = notices.open_objections(people.chen, morning)
    notices_services.answer(
        actor=people.chen, objection_id=objection.id, ruling=Ruling.UPHELD, words="确有一盏漏修", now=morning
    )
    court.read_journal()
    court.read_journal()

    row = deeds.row_of(noticed)
    assert (row.state, row.reworks) == (State.ASSIGNED, 1)
    assert deeds.last(noticed).words == "确有一盏漏修"
    assert notice_of(noticed).state is NoticeState.WITHDRAWN


def test_after_rework_it_is_posted_anew(
    noticed: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    services.rate(actor=people.li, matter_id=noticed.id, is_solved=False, now=morning)
    court.read_journal()
    matters.answer(actor=people.zhou, matter_id=noticed.id, words="全部换新", now=morning)
    later = morning + timedelta(days=1)
    court.check(noticed, bench, later)

    first, second = reversed(notices.of_subject("matter", str(noticed.id)))
    assert (first.state, second.state) == (NoticeState.WITHDRAWN, NoticeState.POSTED)
    assert second.from_on == date(2026, 3, 3)


def test_a_failed_check_ends_the_round(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, actor=people.li)
    services.rate(actor=people.li, matter_id=matter.id, is_solved=True, now=morning)
    court.check(matter, bench, morning + timedelta(minutes=5), passes=False)

    assert deeds.row_of(matter).state is State.ASSIGNED
    assert queries.places_of(matter.id) == [], "what is judged next is another result"


def test_who_handled_it_answers_no_objection(people: Cast, bench: Bench, morning: datetime) -> None:
    lead = make.staff("lead", "subdistrict_secretary", unit="jijiang", area=cast.JIJIANG, now=morning)
    matter = make.a_matter(now=morning, actor=people.li)
    matters.assign(actor=people.chen, matter_id=matter.id, class_code="public", now=morning)
    matters.answer(actor=lead, matter_id=matter.id, words="已修复", now=morning)
    court.publish(matter, people, morning)
    court.check(matter, bench, morning)
    notices_services.object_to(
        actor=people.wang, notice_id=notice_of(matter).id, words="没有修好", now=morning
    )

    assert notices.open_objections(lead, morning) == []
    assert len(notices.open_objections(people.chen, morning)) == 1


# --- results of private matters -----------------------------------------------------------------------


def test_a_home_matter_is_posted_in_its_grid_without_names_while_it_is_judged(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li, text="楼上张三半夜拖椅子，住2栋3单元")

    notice = notice_of(matter)
    hung = [(one.level, one.medium) for one in notices.postings(notice.id)]
    assert deeds.row_of(matter).state is State.EVALUATING
    assert sorted(hung) == [("grid", "board"), ("grid", "online")]
    shown = notice.title + notice.text
    assert [word for word in ("张三", "李春梅", "2栋", "已换灯泡") if word in shown] == []
    assert notice.title == "家事：已办理"


def test_it_hangs_on_when_all_have_judged_but_not_when_it_goes_back(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)
    for who in (people.li, bench.qian):
        services.rate(actor=who, matter_id=matter.id, is_solved=True, now=morning)
    court.read_journal()
    assert deeds.row_of(matter).state is State.CLOSED
    assert notice_of(matter).state is NoticeState.POSTED

    again = court.evaluating(people, bench, morning, actor=people.li)
    services.rate(actor=people.li, matter_id=again.id, is_solved=False, now=morning + timedelta(hours=1))
    court.read_journal()
    assert notice_of(again).state is NoticeState.WITHDRAWN


def test_an_objection_keeps_it_open_and_an_upheld_one_undoes_the_closing(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    waiting, closed = (court.evaluating(people, bench, morning, actor=people.li) for _ in range(2))
    objections = {}
    for matter in (waiting, closed):
        if matter is closed:
            for who in (people.li, bench.qian):
                services.rate(actor=who, matter_id=matter.id, is_solved=True, now=morning)
            court.read_journal()
        objections[matter.id] = notices_services.object_to(
            actor=people.wang, notice_id=notice_of(matter).id, words="并没有办好", now=morning
        )
    for who in (people.li, bench.qian):
        services.rate(actor=who, matter_id=waiting.id, is_solved=True, now=morning)
    assert deeds.row_of(waiting).state is State.EVALUATING, "an objection waits for its answer"

    for matter, ruling in ((waiting, Ruling.DISMISSED), (closed, Ruling.UPHELD)):
        notices_services.answer(
            actor=people.chen,
            objection_id=notices.objection_by_token(objections[matter.id]).id,
            ruling=ruling,
            words="已到现场核实",
            now=morning + timedelta(hours=2),
        )
    court.read_journal()

    assert deeds.row_of(waiting).state is State.CLOSED
    assert deeds.row_of(closed).state is State.ANSWERED
