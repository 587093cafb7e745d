"""selection.*, nominee.*: from a nomination over a counted vote and a public notice to an honour."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.honours import village
from tests.honours.village import DAUGHTER, Village
from yuanba.ballots import queries as ballots
from yuanba.honours import queries, services
from yuanba.honours.models import HeldSelection, Honour, Nominee
from yuanba.honours.queries import SelectionNotFound
from yuanba.honours.services.erasing import erase_nominees
from yuanba.journal import queries as journal
from yuanba.notices import queries as notices
from yuanba.notices import services as notice_services
from yuanba.notices.queries import Ruling
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.honours.selections import (
    AnsweredAlready,
    BadNominationDay,
    ConsentUnknown,
    ConsentWay,
    NobodyStands,
    NominatedAlready,
    NomineeState,
    SelectionReasonMissing,
    SelectionRuns,
    SelectionStage,
    SelectionUnknown,
    SelectionWithoutWords,
    StaffNominate,
    WrongStage,
)
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.district("fengdu")
NAME = "张桂芳"


def stage(selection: int, now: datetime) -> SelectionStage:
    return queries.selection(selection, day(now)).stage


def test_a_selection_goes_from_a_nomination_to_an_honour(place: Village, morning: datetime) -> None:
    """selection.open, nominee.nominate, nominee.agree, selection.vote, selection.post, selection.confer."""
    selection = village.opened(place, morning)
    assert stage(selection, morning) is SelectionStage.NOMINATING
    good = village.named(place, selection, NAME, morning)
    village.named(place, selection, "李秀英", morning)
    silent = services.nominate(
        actor=place.xiang, selection_id=selection, award=DAUGHTER, name="何静", deeds="热心", now=morning
    )
    voting = village.over(morning)
    assert stage(selection, voting) is SelectionStage.GATHERED
    vote = village.raised(place, selection, [(3, 0), (1, 2)], voting)
    assert stage(selection, voting) is SelectionStage.COUNTED
    titles = [one.title for one in ballots.vote(vote).motions]
    assert titles == ["好儿媳 · 1号", "好儿媳 · 2号"], "no name stands in what nobody can change"
    assert queries.nominee(silent).state is NomineeState.LAPSED
    rows = queries.nominees(selection)
    assert [(one.name, one.yes, one.is_chosen) for one in rows] == [(NAME, 3, True), ("李秀英", 1, False)]

    later = village.heard(place, selection, voting)
    notice = notices.notice(queries.selection(selection, day(later)).notice_id or 0)
    assert (NAME in notice.text, "李秀英" in notice.text) == (True, False)
    assert services.confer(actor=place.gu, selection_id=selection, now=later) == 1
    (honour,) = queries.standing_honours(day(later))
    assert (honour.name, honour.award.title.zh, honour.until_on) == (
        NAME,
        "好儿媳",
        day(later).replace(year=day(later).year + 1) - timedelta(days=1),
    )
    assert queries.standing_honours(honour.until_on + timedelta(days=1)) == []
    assert [one.nominee_id for one in queries.standing_honours(day(later))] == [good]
    kept = Nominee.objects.filter(selection=selection).exclude(sealed_name=b"")
    assert [one.pk for one in kept] == [good], "no name is kept of who was not honoured"
    told = str([(one.outcome, one.words) for one in journal.story("selection", str(selection))])
    assert NAME not in told


def test_a_selection_is_opened_as_the_rules_say(place: Village, morning: datetime) -> None:
    """selection.open: by who convenes, one at a time, open for the days of the rules."""
    soon = day(morning) + timedelta(days=3)
    for refused, changed in (
        (SelectionUnknown, {"kind": "pioneers"}),
        (SelectionWithoutWords, {"title": " "}),
        (BadNominationDay, {"nominate_until": soon}),
        (BadNominationDay, {"nominate_until": day(morning) + timedelta(days=400)}),
    ):
        with pytest.raises(refused):
            village.opened(place, morning, **changed)
    village.opened(place, morning)
    with pytest.raises(SelectionRuns):
        village.opened(place, morning)
    with pytest.raises(NotAllowed):
        services.open_selection(
            actor=place.xiang,
            kind="four_good",
            council_id=place.council,
            title="四好",
            nominate_until=day(village.over(morning)),
            now=morning,
        )


def test_nobody_stands_without_having_agreed(place: Village, morning: datetime) -> None:
    """nominee.agree: by themselves, or recorded with how; nominee.withdraw takes the name off for good."""
    selection = village.opened(place, morning)
    said = {"selection_id": selection, "award": DAUGHTER, "deeds": "热心，电话13800138000", "now": morning}
    own = services.nominate(actor=place.xiang, name="向小红", is_self=True, on_list=True, **said)
    assert queries.nominee(own).stands
    assert "13800138000" not in queries.nominee(own).deeds
    other = services.nominate(actor=place.xiang, name="彭大娘", **said)
    with pytest.raises(NominatedAlready):
        services.nominate(actor=place.peng, name="彭大娘", **said)
    with pytest.raises(SelectionUnknown):
        services.nominate(actor=place.peng, name="彭大娘", **{**said, "award": "none"})
    for refused, actor, how in (
        (NotAllowed, place.peng, ConsentWay.ONLINE),
        (ConsentUnknown, place.ran, ConsentWay.ONLINE),
    ):
        with pytest.raises(refused):
            services.agree(actor=actor, nominee_id=other, how=how, now=morning)
    services.agree(actor=place.ran, nominee_id=other, how=ConsentWay.BY_PHONE, now=morning)
    with pytest.raises(AnsweredAlready):
        services.agree(actor=place.ran, nominee_id=other, how=ConsentWay.BY_PHONE, now=morning)
    with pytest.raises(SelectionReasonMissing):
        services.withdraw(actor=place.ran, nominee_id=other, now=morning)
    services.withdraw(actor=place.xiang, nominee_id=own, now=morning)
    gone = Nominee.objects.get(pk=own)
    assert (bytes(gone.sealed_name), bytes(gone.sealed_deeds), gone.account_key) == (b"", b"", "")
    with pytest.raises(NotAllowed):
        services.withdraw(actor=place.xiang, nominee_id=own, now=morning)
    with pytest.raises(DatabaseError), transaction.atomic():
        Nominee.objects.filter(pk=other).update(state=str(NomineeState.WITHDRAWN))


def test_where_staff_alone_nominate_residents_do_not(place: Village, morning: datetime) -> None:
    selection = village.opened(place, morning)
    terms = HeldSelection.objects.get(pk=selection).terms
    HeldSelection.objects.filter(pk=selection).update(terms={**terms, "nominators": "staff"})
    said = {"selection_id": selection, "award": DAUGHTER, "deeds": "热心", "name": NAME, "now": morning}
    with pytest.raises(StaffNominate):
        services.nominate(actor=place.xiang, **said)
    assert services.nominate(actor=place.ran, **said)


def test_each_step_has_its_turn(place: Village, morning: datetime) -> None:
    """No vote while nominations are open, no honour without a notice that is over; nobody, no vote."""
    selection = village.opened(place, morning)
    voting = village.over(morning)
    for step, moment in (
        (
            lambda now: services.put_to_vote(
                actor=place.gu, selection_id=selection, way=BallotWay.HANDS, now=now
            ),
            morning,
        ),
        (lambda now: services.post_result(actor=place.gu, selection_id=selection, now=now), voting),
        (lambda now: services.confer(actor=place.gu, selection_id=selection, now=now), voting),
    ):
        with pytest.raises(WrongStage):
            step(moment)
    with pytest.raises(NobodyStands):
        services.put_to_vote(actor=place.gu, selection_id=selection, way=BallotWay.PAPER, now=voting)
    with pytest.raises(WrongStage):
        village.named(place, selection, NAME, voting)
    with pytest.raises(SelectionNotFound):
        services.withdraw(actor=place.gu, nominee_id=10**6, now=voting)


def test_whom_the_vote_does_not_choose_is_not_posted(place: Village, morning: datetime) -> None:
    """selection.drop: where the vote chose nobody; no name is kept."""
    selection = village.opened(place, morning)
    village.named(place, selection, NAME, morning)
    voting = village.over(morning)
    village.raised(place, selection, [(1, 2)], voting)
    with pytest.raises(NobodyStands):
        services.post_result(actor=place.gu, selection_id=selection, now=voting)
    services.drop_selection(actor=place.gu, selection_id=selection, reason="没有人过半", now=voting)
    assert stage(selection, voting) is SelectionStage.DROPPED
    assert queries.nominees(selection) == []


def test_an_objection_is_heard_before_the_honour(place: Village, morning: datetime) -> None:
    """selection.confer: somebody decides in words; who was nominated by them answers no objection."""
    selection = village.opened(place, morning)
    one = village.named(place, selection, NAME, morning)
    other = village.named(place, selection, "李秀英", morning)
    voting = village.over(morning)
    village.raised(place, selection, [(3, 0), (2, 1)], voting)
    notice = services.post_result(actor=place.gu, selection_id=selection, now=voting)
    notice_services.object_to(actor=place.peng, notice_id=notice, words="她不住在这里", now=voting)
    later = voting + timedelta(days=8)
    village.evaluation.round_off(now=later)
    with pytest.raises(WrongStage):
        services.confer(actor=place.gu, selection_id=selection, now=later)
    (objection,) = notices.objections_for(place.gu, notice, now=later)
    notice_services.answer(
        actor=place.gu, objection_id=objection.id, ruling=Ruling.UPHELD, words="属实", now=later
    )
    village.evaluation.round_off(now=later)
    with pytest.raises(SelectionReasonMissing):
        services.confer(actor=place.gu, selection_id=selection, now=later)
    with pytest.raises(NobodyStands):
        services.confer(
            actor=place.gu, selection_id=selection, without=[one, other], reason="都不", now=later
        )
    services.confer(actor=place.gu, selection_id=selection, without=[other], reason="不住本村", now=later)
    assert [row.nominee_id for row in queries.standing_honours(day(later))] == [one]
    assert not queries.nominee(other).name


def test_a_name_goes_when_it_is_asked_for(place: Village, morning: datetime) -> None:
    """nominee.withdraw, also from an honour and from the notice; the database keeps the rest as it was."""
    selection = village.opened(place, morning)
    own = services.nominate(
        actor=place.xiang,
        selection_id=selection,
        award=DAUGHTER,
        name="向小红",
        deeds="热心",
        is_self=True,
        on_list=True,
        now=morning,
    )
    voting = village.over(morning)
    village.raised(place, selection, [(3, 0)], voting)
    later = village.heard(place, selection, voting)
    services.confer(actor=place.gu, selection_id=selection, now=later)
    assert queries.count_standing(day(later)) == 1
    assert erase_nominees(keys=[place.xiang.key], by="operator", now=later) == 1
    assert queries.count_standing(day(later)) == 0
    row = queries.selection(selection, day(later))
    assert "向小红" not in notices.notice(row.notice_id or 0).text
    assert "向小红" not in str([one.words for one in journal.story("notice", str(row.notice_id))])
    for change in (
        lambda: Honour.objects.filter(nominee=own).update(withdrawn_at=None),
        lambda: Honour.objects.filter(nominee=own)._raw_delete("default"),
        lambda: HeldSelection.objects.filter(pk=selection).update(title="别的"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_nominee_who_sits_in_the_council_does_not_vote_on_themselves(
    place: Village, morning: datetime
) -> None:
    village.councils.seat(
        actor=place.gu,
        council_id=place.council,
        role=village.SeatRole.MEMBER,
        title="院落长、议事代表、网格长",
        login="ran",
        now=morning,
    )
    selection = village.opened(place, morning)
    made = village.named(place, selection, "冉书记家", morning, award="family")
    Nominee.objects.filter(pk=made).update(account_key=place.ran.key)
    vote = village.raised(place, selection, [(3, 0)], village.over(morning))
    assert len(ballots.voters(ballots.vote(vote).roll_id)) == 3
