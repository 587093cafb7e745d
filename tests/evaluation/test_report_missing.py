"""evaluation.report_missing: a group without anybody never counts as one that has spoken."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.make import Matter
from yuanba.evaluation import queries, services
from yuanba.evaluation.queries import results
from yuanba.messages.models import InboxItem
from yuanba.messages.services import read_journal as read_messages
from yuanba.people import services as people_services
from yuanba.people.models import Account
from yuanba.rules.core.access import NotAllowed, system
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period
from yuanba.web import entrance

NOTICED = timedelta(days=17)


@pytest.fixture
def wu(people: Cast, morning: datetime) -> Bench:
    """The street's clerk checks; nobody at all is appointed to judge."""
    clerk = make.staff("wu", "clerk", name="吴倩", area=cast.JIJIANG, now=morning)
    return Bench(qian=clerk, feng=clerk, hu=clerk, wu=clerk)


def judged(people: Cast, bench: Bench, morning: datetime, class_code: str = "public") -> Matter:
    """A matter whose notice is over: those who judge it are invited."""
    matter = court.answered(people, morning, class_code=class_code, actor=people.li)
    if class_code == "home":
        court.check(matter, bench, morning + NOTICED)
        return matter
    court.publish(matter, people, morning)
    court.check(matter, bench, morning)
    services.round_off(now=morning + NOTICED)
    court.read_journal()
    return matter


def say(people: Cast, matter: Matter, at: datetime, *, is_solved: bool = True) -> Verdict:
    return services.rate(actor=people.li, matter_id=matter.id, is_solved=is_solved, now=at)


def vacant(matter: Matter) -> set[str]:
    return set(queries.vacant_groups(matter.id))


@pytest.mark.parametrize("before_the_reader", [False, True])
def test_the_reporters_word_alone_closes_nothing(
    people: Cast, wu: Bench, morning: datetime, before_the_reader: bool
) -> None:
    """Also where it is said before the reader of the journal has called anybody."""
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.publish(matter, people, morning)
    court.check(matter, wu, morning)
    if before_the_reader:
        services.round_off(now=morning + NOTICED)
        assert say(people, matter, morning + NOTICED) is Verdict.OPEN
        court.read_journal()
    else:
        assert say(people, matter, morning + timedelta(days=1)) is Verdict.OPEN
        services.round_off(now=morning + NOTICED)
        court.read_journal()

    row = deeds.row_of(matter)
    assert row.state is State.EVALUATING
    assert row.until_at
    assert vacant(matter) == {"congress_committee", "democratic_supervisors"}

    services.round_off(now=row.until_at - timedelta(minutes=1))
    assert deeds.row_of(matter).state is State.EVALUATING

    services.round_off(now=row.until_at)
    assert deeds.row_of(matter).state is State.CLOSED
    closing = deeds.last(matter)
    assert closing.outcome["verdict"] == "solved"
    assert closing.outcome["without"] == ["congress_committee", "democratic_supervisors"]
    assert "without.congress_committee" in closing.because


def test_one_group_of_two_does_not_speak_for_the_other(people: Cast, wu: Bench, morning: datetime) -> None:
    qian = make.staff("qian", "supervisor", name="钱伟", area=cast.TONGTAIMEN, now=morning)
    matter = judged(people, wu, morning)
    assert vacant(matter) == {"congress_committee"}

    verdict = services.rate(actor=qian, matter_id=matter.id, is_solved=True, now=morning + NOTICED)

    assert verdict is Verdict.OPEN


def test_a_group_in_which_all_are_barred_is_missing(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.publish(matter, people, morning)
    people_services.declare(actor=bench.feng, account_key=bench.feng.key, kin_login="zhou", now=morning)
    court.check(matter, bench, morning)
    services.round_off(now=morning + NOTICED)
    court.read_journal()

    assert vacant(matter) == {"congress_committee"}
    assert not queries.invited_keys(matter.id) & {"vacant:congress_committee", bench.feng.key}


def test_who_appoints_is_told_once(people: Cast, wu: Bench, morning: datetime) -> None:
    matter = judged(people, wu, morning, "common")
    for _ in range(2):
        services.round_off(now=morning + NOTICED + timedelta(hours=1))
        court.read_journal()
    read_messages()

    told = InboxItem.objects.filter(verb="evaluation.report_missing", key=str(matter.id))
    found = sorted(told.values_list("box_kind", "box_key"))
    # the committee is the community's to appoint, the supervisors the street's
    assert found == [
        ("position", "supervisor"),
        ("position", "supervisor"),
        ("unit", "jijiang"),
        ("unit", "tongtaimen"),
    ]


def test_who_is_appointed_meanwhile_is_asked_and_the_empty_place_goes(
    people: Cast, wu: Bench, morning: datetime
) -> None:
    matter = judged(people, wu, morning)
    later = morning + NOTICED + timedelta(days=1)
    feng = make.staff("feng", "congress_member", name="冯涛", area=cast.JIJIANG, now=later)
    qian = make.staff("qian", "supervisor", name="钱伟", area=cast.TONGTAIMEN, now=later)
    say(people, matter, morning + NOTICED)

    services.round_off(now=later)

    assert vacant(matter) == set()
    assert {feng.key, qian.key} <= queries.invited_keys(matter.id)
    assert services.rate(actor=feng, matter_id=matter.id, is_solved=True, now=later) is Verdict.OPEN
    assert services.rate(actor=qian, matter_id=matter.id, is_solved=True, now=later) is Verdict.SOLVED
    assert "without" not in deeds.last(matter).outcome


def test_a_party_who_finds_it_unsolved_still_sends_it_back_at_once(
    people: Cast, wu: Bench, morning: datetime
) -> None:
    matter = judged(people, wu, morning)

    assert say(people, matter, morning + NOTICED, is_solved=False) is Verdict.UNSOLVED


def test_it_is_counted_apart(people: Cast, wu: Bench, morning: datetime) -> None:
    matter = judged(people, wu, morning)
    until_at = deeds.row_of(matter).until_at
    assert until_at
    services.round_off(now=until_at)
    head = make.staff("head", "auditor", area=cast.DISTRICT, now=morning)
    period = Period(from_on=day(morning), until_on=day(until_at))

    total = results.total(head, period, until_at)

    assert (total.matters, total.places, total.results.excluded["vacant"]) == (1, 0, 2)
    assert len(results.counted(head, period, until_at, by="unit", code="", what="vacant")) == 2
    assert results.counted(head, period, until_at, by="unit", code="", what="all") == []


def test_pages_show_that_a_group_is_missing(
    people: Cast, wu: Bench, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = judged(people, wu, morning)
    monkeypatch.setattr(entrance, "_clock", lambda: morning + NOTICED)
    client = Client()
    client.force_login(Account.objects.get(key=people.chen.key))

    part = client.get(f"/d/jiangjin/desk/judge/{matter.id}/part").content.decode()
    own = Client().get(f"/d/jiangjin/m/{deeds.row_of(matter).token}").content.decode()

    assert part.count("缺评价人：未选派，或者都应当回避") == 2
    assert "缺评价人，已告知选派单位" in own


def test_only_the_platform_reports_and_only_while_it_is_judged(
    people: Cast, wu: Bench, morning: datetime
) -> None:
    matter = court.answered(people, morning, actor=people.li)
    with pytest.raises(NotAllowed):
        services.report_missing(actor=people.chen, matter_id=matter.id, now=morning)
    assert services.report_missing(actor=system("early"), matter_id=matter.id, now=morning) == 0

    court.check(matter, wu, morning)
    assert vacant(matter) == {"democratic_supervisors"}
    assert services.report_missing(actor=system("again"), matter_id=matter.id, now=morning) == 0
