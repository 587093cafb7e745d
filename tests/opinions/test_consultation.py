"""Consultations: opened, answered once by each, read before they are shown, grouped, ended, exported."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import Cast
from tests.opinions import talk
from tests.opinions.talk import FIRST, somebody
from tests.threads import together
from yuanba.config import command
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.opinions import queries, services
from yuanba.opinions.models import Participant, StatementState, TakenStance
from yuanba.opinions.queries import pictures, statements
from yuanba.opinions.services import erasing
from yuanba.opinions.services.saying import AlreadyJudged, NoOpinion, NoReasonTold, NotTold
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ANONYMOUS, Actor
from yuanba.rules.opinions.consulting import (
    BadLastDay,
    BadStatement,
    NoQuestion,
    NotForToday,
    StatementTwice,
    TooFewStatements,
    TooManyStatements,
)


@pytest.fixture
def he(people: Cast, morning: datetime) -> Actor:
    return talk.asker(morning)


@pytest.fixture
def parking(he: Actor, morning: datetime) -> int:
    return services.open_consultation(**talk.a_question(actor=he, now=morning))


def test_who_leads_the_place_asks_and_the_rules_of_a_question_hold(
    he: Actor, people: Cast, morning: datetime
) -> None:
    """consultation.open: by its lead, until a day, with statements of which none stands twice."""
    wrong = {
        NoQuestion: {"question": "  "},
        BadLastDay: {"until_on": morning.date() - timedelta(days=1)},
        TooFewStatements: {"statements": ["只有一条"]},
        BadStatement: {"statements": ["甲", "乙" * 141]},
        StatementTwice: {"statements": ["甲", " 甲 "]},
    }
    for refusal, changed in wrong.items():
        with pytest.raises(refusal):
            services.open_consultation(**talk.a_question(actor=he, now=morning, **changed))
    for actor in (people.li, people.zhou, people.sun):
        with pytest.raises(NotAllowed):
            services.open_consultation(**talk.a_question(actor=actor, now=morning))

    made = services.open_consultation(**talk.a_question(actor=he, now=morning))

    row = queries.consultation(made)
    assert (row.shown, row.waiting, row.people) == (len(FIRST), 0, 0)
    assert [one.words for one in statements.shown(made)] == list(FIRST)
    assert journal.story("consultation", str(made))[0].verb == "consultation.open"
    assert [one.id for one in queries.running(morning, within=row.area_path)] == [made]
    assert queries.running(morning + timedelta(days=15)) == []


def test_each_counts_once_and_may_think_again_until_the_end(
    parking: int, people: Cast, morning: datetime
) -> None:
    """statement.take_stance: one of each person, the last one, and none after the end."""
    first = statements.shown(parking)[0].id
    for value in (1, 0, -1):
        services.take_stance(actor=people.li, statement_id=first, value=value, now=morning)
    services.take_stance(actor=somebody(1), statement_id=first, value=1, now=morning)
    assert sorted(TakenStance.objects.values_list("value", flat=True)) == [-1, 1]
    with pytest.raises(NoOpinion):
        services.take_stance(actor=people.li, statement_id=first, value=2, now=morning)
    with pytest.raises(NotTold):
        services.take_stance(actor=ANONYMOUS, statement_id=first, value=1, now=morning)
    with pytest.raises(NotAllowed):
        services.take_stance(actor=people.sun, statement_id=first, value=1, key="counter:1", now=morning)
    with pytest.raises(NotForToday):
        services.take_stance(actor=people.li, statement_id=first, value=1, now=morning + timedelta(days=15))
    said = {one.statement.id: one.value for one in statements.said_by(parking, None)}
    assert set(said.values()) == {None}
    assert people.li.key not in set(Participant.objects.values_list("who", flat=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenStance.objects.create(
            participant=Participant.objects.earliest("pk"), statement_id=first, value=1
        )


def test_whoever_presses_eight_times_at_once_counts_once(
    own_database: DistrictRow, morning: datetime
) -> None:
    cast.assemble(now=morning)
    parking = services.open_consultation(**talk.a_question(actor=talk.asker(morning), now=morning))
    first = statements.shown(parking)[0].id
    told = together(
        8,
        lambda number: services.take_stance(
            actor=somebody(7), statement_id=first, value=1 if number % 2 else -1, now=morning
        ),
    )
    assert told == [None] * 8
    assert (Participant.objects.count(), TakenStance.objects.count()) == (1, 1)


def test_a_statement_is_read_first_and_never_changed(
    parking: int, he: Actor, people: Cast, morning: datetime
) -> None:
    """statement.add, statement.accept, statement.reject: moderation first, and the author reads why not."""
    add = {"actor": people.li, "consultation_id": parking, "now": morning}
    good, bad = services.add(words="晚上十点后\n不鸣喇叭", **add), services.add(words="张三最爱乱停", **add)
    assert len(statements.shown(parking)) == len(FIRST)
    assert [one.words for one in statements.waiting(parking)] == ["晚上十点后 不鸣喇叭", "张三最爱乱停"]
    with pytest.raises(NotForToday):
        services.take_stance(actor=people.wang, statement_id=good, value=1, now=morning)
    for actor in (people.li, people.zhou):
        with pytest.raises(NotAllowed):
            services.accept(actor=actor, statement_id=good, now=morning)
    with pytest.raises(NoReasonTold):
        services.reject(actor=he, statement_id=bad, reason=" ", now=morning)

    services.accept(actor=he, statement_id=good, now=morning)
    services.reject(actor=he, statement_id=bad, reason="请不要点名", now=morning)

    assert statements.shown(parking)[-1].words == "晚上十点后 不鸣喇叭"
    mine = {one.words: (one.state, one.reason) for one, _question in statements.own([people.li.key])}
    assert mine["张三最爱乱停"] == (StatementState.REJECTED, "请不要点名")
    assert statements.own([people.wang.key]) == []
    with pytest.raises(AlreadyJudged):
        services.accept(actor=he, statement_id=bad, now=morning)
    with pytest.raises(StatementTwice):
        services.add(words="晚上十点后 不鸣喇叭", **add)
    twins = [services.add(words="第0条", **{**add, "actor": one}) for one in (people.li, people.wang)]
    services.accept(actor=he, statement_id=twins[0], now=morning)
    with pytest.raises(StatementTwice):
        services.accept(actor=he, statement_id=twins[1], now=morning)
    for number in range(1, 3):
        services.add(words=f"第{number}条", **add)
    with pytest.raises(TooManyStatements):
        services.add(words="第六条", **add)
    assert all(
        "张三" not in str(one.outcome) + one.words for one in journal.story("consultation", str(parking))
    )


def test_groups_are_what_the_command_finds_in_the_export(
    parking: int,
    he: Actor,
    people: Cast,
    morning: datetime,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """consultation.group, consultation.export: shown when enough took part; the file gives the same."""
    talk.speak(parking, camps=(8, 6), now=morning)
    services.group(consultation_id=parking, now=morning)
    assert pictures.picture(parking) is None, "fourteen are too few"
    talk.speak(parking, camps=(0, 3), now=morning, first=20)
    services.group(consultation_id=parking, now=morning)

    row = pictures.picture(parking)
    assert row
    with pytest.raises(NotAllowed):
        services.export(actor=people.zhou, consultation_id=parking, now=morning)
    file = tmp_path / "votes.csv"
    file.write_text(services.export(actor=he, consultation_id=parking, now=morning))
    assert command.main(["opinions", "groups", "--votes", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert [one["people"] for one in row.found["groups"]] == [len(one["members"]) for one in told["groups"]]
    assert [one["people"] for one in row.found["groups"]] == [9, 8]
    assert [
        [(says["statement"], says["stance"], says["share"]) for says in group["says"]]
        for group in row.found["groups"]
    ] == [
        [(says["statement"], says["stance"], says["share"]) for says in group["says"]]
        for group in told["groups"]
    ]
    assert row.found["shared"] == told["shared"] == [{"statement": 6, "stance": "agree", "least_share": "1"}]
    assert sum(number for _x, _y, _group, number in row.found["places"]) == 17
    assert row.found["apart"] == 1
    again = pictures.mark(parking)
    services.group(consultation_id=parking, now=morning + timedelta(hours=1))
    assert pictures.picture(parking) == row, "nothing was said since"
    assert pictures.mark(parking) == again


def test_two_pictures_do_not_tell_what_a_few_said(parking: int, morning: datetime) -> None:
    """consultation.group: a new picture waits for five people; at the end it holds what everybody said."""
    talk.speak(parking, camps=(8, 8), now=morning)
    services.group(consultation_id=parking, now=morning)
    first, hour = pictures.picture(parking), timedelta(hours=1)
    assert first

    talk.speak(parking, camps=(0, 4), now=morning + hour, first=40)
    services.group(consultation_id=parking, now=morning + hour)
    assert pictures.picture(parking) == first
    talk.speak(parking, camps=(0, 1), now=morning + hour, first=50)
    services.group(consultation_id=parking, now=morning + 2 * hour)
    second = pictures.picture(parking)
    assert second
    assert second.made_at == morning + 2 * hour

    talk.speak(parking, camps=(0, 1), now=morning + 3 * hour, first=60)
    services.group(consultation_id=parking, now=morning + 4 * hour)
    assert pictures.picture(parking) == second
    over = morning + timedelta(days=15)
    services.group(consultation_id=parking, now=over)
    last = pictures.picture(parking)
    assert last
    assert last.made_at == over


def test_the_end_is_kept_in_the_journal_and_nobody_is_told_by_it_after_erasing(
    parking: int, he: Actor, people: Cast, morning: datetime
) -> None:
    """consultation.close: by staff or the clock; the digest is that of the file."""
    services.add(actor=people.li, consultation_id=parking, words="多一条", now=morning)
    first = statements.shown(parking)[0].id
    services.take_stance(actor=people.li, statement_id=first, value=1, now=morning)
    late = morning + timedelta(days=15)
    services.close_over(now=late)

    row = queries.consultation(parking)
    entry = journal.story("consultation", str(parking))[-1]
    assert (entry.verb, entry.outcome["sha256"]) == ("consultation.close", row.digest)
    assert pictures.digest_of(pictures.votes(parking)) == row.digest
    with pytest.raises(NotForToday):
        services.close(actor=he, consultation_id=parking, now=late)
    with pytest.raises(NotForToday):
        services.add(actor=people.li, consultation_id=parking, words="晚了", now=late)

    assert statements.stances_of([people.li.key]) == [(row.question, FIRST[0], 1)]
    assert erasing.erase_participation(keys=[people.li.key]) == 1
    assert statements.own([people.li.key]) == statements.stances_of([people.li.key]) == []
    assert pictures.digest_of(pictures.votes(parking)) == row.digest, "what was said stays"
