"""revision.release: a second person puts the next rules in force, from a day to come, in every process."""

from __future__ import annotations

import argparse
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast
from tests.revisions import drafts
from yuanba.journal import queries as journal
from yuanba.journal import services as numbering
from yuanba.keeping import health
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.packs import cli, store
from yuanba.packs import services as packs
from yuanba.packs.models import RulesEdition
from yuanba.revisions import queries, services, tasks
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.revisions import (
    DayTooFar,
    DayTooSoon,
    InForce,
    SamePerson,
    WrongRevisionState,
    begins_at,
    first_day,
)
from yuanba.rules.time.calendar import day
from yuanba.web import entrance
from yuanba.web.tasks import TaskQuery


def waits(actor: Actor, now: datetime) -> list[str]:
    """What of the rules stands in somebody's queue."""
    (source,) = tasks.SOURCES
    return [str(task.to_do) for task in source.found(TaskQuery(actor=actor, now=now)).rows(9)]


def told(actor: Actor, now: datetime) -> list[str]:
    """What somebody's inbox says, the newest first."""
    numbering.number()
    messages.read_journal()
    return [row.title for row in inboxes.inbox(actor, at=now).rows]


def home_days(on: date) -> int:
    return store.in_force(on).classes["home"].answer.amount


def test_they_are_in_force_on_their_day_and_not_before(people: Cast, morning: datetime) -> None:
    made, on = drafts.submitted(people.chen, morning), day(morning) + timedelta(days=5)
    assert home_days(day(morning)) == 5
    differing = len(queries.cases_differing(store.planned(on))[1])
    assert differing == 0
    seen = drafts.cases_otherwise(made)
    assert seen, "a worked case counts on five days"
    with pytest.raises(services.CasesDiffer):
        services.release(actor=people.sun, revision_id=made, seen=0, now=morning)
    services.release(actor=people.sun, revision_id=made, seen=seen, now=morning)

    for known in (False, True):  # in this process, and in one that starts on that day
        if known:
            store.forget()
        assert home_days(on - timedelta(days=1)) == 5
        assert home_days(on) == home_days(on + timedelta(days=30)) == 3
    assert store.in_force(on).in_force_from == on
    assert store.pack_of(store.in_force(on).digest).classes["home"].answer.amount == 3
    assert [one.verb for one in journal.story("revision", str(made))] == [
        "revision.draft",
        "revision.edit",
        "revision.submit",
        "revision.release",
    ]


def test_who_runs_the_commands_sees_what_was_released(
    people: Cast, morning: datetime, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "_clock", lambda: morning)
    made, on = drafts.submitted(people.chen, morning), day(morning) + timedelta(days=5)
    services.release(actor=people.sun, revision_id=made, seen=drafts.cases_otherwise(made), now=morning)
    faulty = queries.revision(made).text.replace("amount = 3,", "amount = 300,")
    after = on + timedelta(days=1)
    packs.release(on=after, begins_at=begins_at(after), text=faulty, now=morning)

    def run(*words: str) -> int:
        parser = argparse.ArgumentParser()
        cli.add_arguments(parser.add_subparsers())
        arguments = parser.parse_args(["packs", *words])
        return int(arguments.run(arguments))

    assert run("show", "jiangjin", "--on", str(on)) == 0
    said = capsys.readouterr()
    assert said.out.startswith("jiangjin@2025-01-01 ")
    assert "add --released" in said.err
    for asked in (on, after):  # what is faulty does not enter
        assert run("show", "jiangjin", "--on", str(asked), "--released") == 0
        said = capsys.readouterr()
        assert (said.out.partition(" ")[0], said.err) == (f"jiangjin@{on}", "")
    assert run("diff", "jiangjin", f"jiangjin@{on}", "--released") == 0
    assert "类别“家事”的答复时限由5个工作日缩短为3个工作日" in capsys.readouterr().out
    assert run("check", "--released") == 1
    assert f"jiangjin@{after} (--released): classes." in capsys.readouterr().err
    monkeypatch.setattr(entrance, "_clock", lambda: morning + timedelta(days=6))
    assert health.CHECKS["packs"]() == (
        f"degraded: run `yuanba packs check --released`: jiangjin ({after} did not enter)"
    )


def test_nobody_releases_what_they_worked_on(people: Cast, editor: Actor, morning: datetime) -> None:
    made = drafts.begun(people.sun, morning)
    services.submit(
        actor=editor, revision_id=made, on=day(morning) + timedelta(days=5), reason="提速", now=morning
    )
    for actor in (people.sun, editor):
        with pytest.raises(SamePerson):
            services.release(actor=actor, revision_id=made, seen=0, now=morning)
    with pytest.raises(NotAllowed):
        services.release(actor=people.chen, revision_id=made, seen=0, now=morning)
    assert not RulesEdition.objects.exists()


@pytest.mark.parametrize(
    "late", [timedelta(), timedelta(hours=13, minutes=59), timedelta(hours=14, minutes=1)]
)
def test_neither_for_today_nor_for_a_day_that_is_settled(
    people: Cast, morning: datetime, late: timedelta
) -> None:
    """At 23:00 the next day is settled: every process reads the same rules when it begins."""
    now = morning + late
    first = day(now) + timedelta(days=1 if late < timedelta(hours=14) else 2)
    assert first_day(now) == first
    for on in (day(now), day(now) - timedelta(days=9), first - timedelta(days=1)):
        with pytest.raises(DayTooSoon) as refused:
            services.draft(actor=people.chen, on=on, now=now)
        assert refused.value.arguments == {"first": first.isoformat()}
    with pytest.raises(DayTooFar):
        services.draft(actor=people.chen, on=day(now) + timedelta(days=400), now=now)
    assert services.draft(actor=people.chen, on=first, now=now)


def test_what_waits_too_long_for_its_release_gets_another_day(people: Cast, morning: datetime) -> None:
    made = drafts.submitted(people.chen, morning, day(morning) + timedelta(days=1))
    with pytest.raises(DayTooSoon):
        services.release(actor=people.sun, revision_id=made, seen=0, now=morning + timedelta(days=1))


def test_it_goes_back_with_a_reason_and_comes_again(people: Cast, morning: datetime) -> None:
    made = drafts.begun(people.chen, morning)
    assert waits(people.chen, morning) == ["接着改草稿"]
    assert waits(people.sun, morning) == []
    on = queries.revision(made).in_force_from
    services.submit(actor=people.chen, revision_id=made, on=on, reason="居民代表会议提出", now=morning)
    assert (waits(people.chen, morning), waits(people.sun, morning)) == ([], ["签发规则"])
    assert told(people.sun, morning) == ["有规则修订待您签发"]
    with pytest.raises(WrongRevisionState):
        drafts.change(people.chen, made, morning)
    with pytest.raises(ReasonMissing):
        services.send_back(actor=people.sun, revision_id=made, reason=" ", now=morning)
    services.send_back(actor=people.sun, revision_id=made, reason="两天更合适", now=morning)
    assert (waits(people.chen, morning), waits(people.sun, morning)) == (["被退回，请修改"], [])
    assert told(people.chen, morning) == ["您起草的规则修订被退回"]
    with pytest.raises(WrongRevisionState):
        services.release(actor=people.sun, revision_id=made, seen=0, now=morning)
    last = journal.story("revision", str(made))[-1]
    assert (last.verb, last.words) == ("revision.send_back", "两天更合适")
    services.submit(
        actor=people.chen, revision_id=made, on=day(morning) + timedelta(days=9), reason="再议", now=morning
    )
    assert queries.revision(made).in_force_from == day(morning) + timedelta(days=9)
    assert waits(people.chen, morning) == []
    seen = drafts.cases_otherwise(made)
    services.release(actor=people.sun, revision_id=made, seen=seen, now=morning)
    assert waits(people.sun, morning) == []
    assert "您起草的规则修订已签发" in told(people.chen, morning)


def test_released_rules_are_taken_back_before_their_day_and_frozen_on_it(
    people: Cast, morning: datetime
) -> None:
    made, on = drafts.submitted(people.chen, morning), day(morning) + timedelta(days=5)
    seen = drafts.cases_otherwise(made)
    services.release(actor=people.sun, revision_id=made, seen=seen, now=morning)
    with pytest.raises(InForce):
        services.withdraw(actor=people.chen, revision_id=made, reason="晚了", now=morning + timedelta(days=5))
    services.withdraw(actor=people.chen, revision_id=made, reason="先不改", now=morning)
    last = journal.story("revision", str(made))[-1]
    assert (last.verb, last.words) == ("revision.withdraw", "先不改")
    store.forget()  # whoever asks on that day, which this process has looked at already
    assert home_days(on) == 5
    assert queries.newest_text()[0] == date(2025, 1, 1)
    for change_of in ({"text": "x"}, {"revoked_at": None}, {"in_force_from": on + timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RulesEdition.objects.update(**change_of)
    with pytest.raises(DatabaseError), transaction.atomic():
        RulesEdition.objects.all().delete()
