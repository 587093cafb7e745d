"""matter.rate: one word each, and what follows from it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.make import Matter
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries, services
from yuanba.evaluation.models import Invitation, Rating
from yuanba.evaluation.queries import UnknownCode
from yuanba.evaluation.services.judging import AlreadyRated
from yuanba.journal.queries import verify
from yuanba.rules.core.access import ANONYMOUS, NotAllowed, bearer
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import NotRated, Satisfaction, Verdict
from yuanba.rules.matters.check import Barred
from yuanba.rules.matters.matter import WrongState


def rate(
    matter: Matter, actor: Actor, now: datetime, *, is_solved: bool | None = True, **more: object
) -> Verdict:
    return services.rate(actor=actor, matter_id=matter.id, is_solved=is_solved, now=now, **more)  # type: ignore[arg-type]


@pytest.fixture
def asked(people: Cast, bench: Bench, morning: datetime) -> Matter:
    """Li's home matter: Li and Qian have been asked."""
    return court.evaluating(people, bench, morning, actor=people.li)


def test_when_all_have_spoken_it_closes(asked: Matter, people: Cast, bench: Bench, morning: datetime) -> None:
    assert rate(asked, people.li, morning, satisfaction=Satisfaction.SATISFIED) is Verdict.OPEN
    assert deeds.row_of(asked).state is State.EVALUATING

    assert rate(asked, bench.qian, morning) is Verdict.SOLVED

    assert deeds.row_of(asked).state is State.CLOSED
    assert deeds.story(asked)[-3:] == ["rate", "rate", "close"]
    assert queries.places_of(asked.id) == [], "the round is over"


def test_one_unsolved_from_a_party_sends_it_back(asked: Matter, people: Cast, morning: datetime) -> None:
    assert rate(asked, people.li, morning, is_solved=False, words="晚上还是不亮") is Verdict.UNSOLVED

    row = deeds.row_of(asked)
    assert (row.state, row.reworks) == (State.ASSIGNED, 1)
    reopened = deeds.last(asked)
    assert (reopened.verb, reopened.words) == ("matter.reopen", "晚上还是不亮")
    assert queries.places_of(asked.id) == []


def test_one_tap_without_words_is_enough(asked: Matter, people: Cast, morning: datetime) -> None:
    rate(asked, people.li, morning, is_solved=False)

    assert deeds.row_of(asked).state is State.ASSIGNED
    assert deeds.last(asked).words


def test_the_second_rework_is_under_supervision(
    asked: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    rate(asked, people.li, morning, is_solved=False)
    court.read_journal()
    handler = make.actor("of-grid-1")
    from yuanba.matters import services as matters

    matters.accept(actor=handler, matter_id=asked.id, now=morning)
    matters.answer(actor=handler, matter_id=asked.id, words="又修了一次", now=morning)
    court.check(asked, bench, morning)

    rate(asked, people.li, morning, is_solved=False)

    row = deeds.row_of(asked)
    assert (row.reworks, row.is_prioritised) == (2, True)


def test_a_party_may_speak_before_the_check(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, actor=people.li)

    assert rate(matter, people.li, morning) is Verdict.OPEN
    assert deeds.row_of(matter).state is State.ANSWERED
    court.check(matter, bench, morning)

    places = {place.key: place.used_at for place in queries.places_of(matter.id)}
    assert places[people.li.key] == morning, "nobody is asked twice"
    assert places[bench.qian.key] is None


def test_and_may_send_it_back_before_the_check(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, actor=people.li)

    rate(matter, people.li, morning, is_solved=False, words="没人来过")

    assert deeds.row_of(matter).state is State.ASSIGNED


def test_of_a_public_matter_the_owner_speaks_too(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.check(matter, bench, morning)
    assert deeds.row_of(matter).state is State.NOTICED

    rate(matter, people.li, morning, is_solved=False)

    assert deeds.row_of(matter).state is State.ASSIGNED


# --- codes ------------------------------------------------------------------------------------------


def test_a_code_needs_no_account(asked: Matter, people: Cast, morning: datetime) -> None:
    code = court.code_of(asked, people.li.key)

    rate(asked, ANONYMOUS, morning, code=queries.spoken(code).lower())

    assert Rating.objects.get().invitation.key == people.li.key
    step = deeds.last(asked)
    assert (step.verb, step.actor_key.startswith("invitation:")) == ("matter.rate", True)


def test_a_code_works_once(asked: Matter, people: Cast, morning: datetime) -> None:
    code = court.code_of(asked, people.li.key)
    rate(asked, ANONYMOUS, morning, code=code)

    with pytest.raises(AlreadyRated):
        rate(asked, ANONYMOUS, morning, is_solved=False, code=code)
    with pytest.raises(AlreadyRated):
        rate(asked, people.li, morning, is_solved=False)

    assert Rating.objects.count() == 1
    assert deeds.row_of(asked).state is State.EVALUATING


def test_the_code_of_one_matter_does_nothing_for_another(
    asked: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    other = court.evaluating(people, bench, morning, actor=people.wang)

    for matter, code in (
        (other, court.code_of(asked, people.li.key)),
        (asked, court.code_of(other, people.wang.key)),
        (asked, "222233334444"),
        (asked, "x" * 900),
    ):
        with pytest.raises(UnknownCode):
            rate(matter, ANONYMOUS, morning, is_solved=False, code=code)

    assert Rating.objects.count() == 0
    assert deeds.row_of(asked).state is deeds.row_of(other).state is State.EVALUATING


def test_a_code_of_an_earlier_round_opens_nothing(asked: Matter, people: Cast, morning: datetime) -> None:
    code = court.code_of(asked, people.li.key)
    rate(asked, people.li, morning, is_solved=False)

    with pytest.raises(UnknownCode):
        rate(asked, ANONYMOUS, morning, code=code)


def test_who_is_tied_has_a_place_but_no_code(people: Cast, bench: Bench, morning: datetime) -> None:
    inside = make.staff("inside", "supervisor", unit="grid-1", area=cast.TONGTAIMEN, now=morning)
    matter = court.evaluating(people, bench, morning, actor=people.li)

    with pytest.raises(UnknownCode):
        rate(matter, ANONYMOUS, morning, code=court.code_of(matter, inside.key))
    with pytest.raises((NotAllowed, Barred)):
        rate(matter, inside, morning)


def test_who_became_tied_after_being_asked_is_barred(
    asked: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    from yuanba.people import services as people_services

    people_services.declare(actor=bench.qian, account_key=bench.qian.key, kin_login="of-grid-1", now=morning)

    for actor, code in ((bench.qian, ""), (ANONYMOUS, court.code_of(asked, bench.qian.key))):
        with pytest.raises(Barred):
            rate(asked, actor, morning, code=code)


def test_eight_at_once_with_one_code(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    bench = court.assemble(now=morning)
    matter = court.evaluating(people, bench, morning, actor=people.li)
    code = court.code_of(matter, people.li.key)

    answers = together(8, lambda number: rate(matter, ANONYMOUS, morning, code=code))

    assert answers.count(Verdict.OPEN) == 1
    assert sum(isinstance(answer, AlreadyRated) for answer in answers) == 7
    assert Rating.objects.count() == 1
    assert deeds.story(matter).count("rate") == 1
    assert list(verify.findings()) == []


def test_eight_at_once_unsolved_send_it_back_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    bench = court.assemble(now=morning)
    matter = court.evaluating(people, bench, morning, actor=people.li)
    code = court.code_of(matter, people.li.key)

    answers = together(8, lambda number: rate(matter, ANONYMOUS, morning, is_solved=False, code=code))

    assert answers.count(Verdict.UNSOLVED) == 1
    assert deeds.row_of(matter).reworks == 1
    assert deeds.story(matter).count("reopen") == 1


# --- who may not ------------------------------------------------------------------------------------


def test_not_by_who_was_not_asked(asked: Matter, people: Cast, bench: Bench, morning: datetime) -> None:
    stranger = make.a_matter(now=morning).owner
    for actor in (people.wang, people.chen, people.zhou, bench.hu, ANONYMOUS, stranger, bearer("")):
        with pytest.raises(NotAllowed):
            rate(asked, actor, morning)

    assert Rating.objects.count() == 0


def test_staff_at_the_counter_write_down_what_the_owner_says(
    asked: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    rate(asked, bench.wu, morning, words="电话里说已经亮了")

    rating = Rating.objects.get()
    assert (rating.invitation.key, rating.taken_by) == (people.li.key, bench.wu.key)
    assert deeds.last(asked).outcome["for_owner"] is True


def test_but_nobody_of_the_unit_that_handled_it(asked: Matter, people: Cast, morning: datetime) -> None:
    inside = make.staff("inside", "clerk", unit="grid-1", area=cast.TONGTAIMEN, now=morning)

    with pytest.raises(Barred):
        rate(asked, inside, morning)


@pytest.mark.parametrize("verbs", ["", "assign", "assign accept"])
def test_not_before_there_is_an_answer(people: Cast, bench: Bench, morning: datetime, verbs: str) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, verbs, morning)

    with pytest.raises(WrongState):
        rate(matter, people.li, morning)


def test_an_empty_word_is_none(asked: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(NotRated):
        rate(asked, people.li, morning, is_solved=None, words="好")


def test_the_words_are_sealed_and_their_copy_is_masked(
    asked: Matter, people: Cast, morning: datetime
) -> None:
    rate(asked, people.li, morning, words="找王师傅 13800138000")

    rating = Rating.objects.get()
    assert "13800138000" not in rating.text
    assert b"13800138000" not in bytes(rating.sealed)
    assert "13800138000" not in str([step.outcome for step in queries.matters.story(asked.id)])


# --- when time is over --------------------------------------------------------------------------------


def test_silence_closes_as_unrated_outside_every_denominator(
    asked: Matter, people: Cast, morning: datetime
) -> None:
    services.round_off(now=morning + timedelta(days=6))
    assert deeds.row_of(asked).state is State.EVALUATING

    later = morning + timedelta(days=9)
    services.round_off(now=later)

    assert deeds.row_of(asked).state is State.CLOSED
    closed = deeds.last(asked)
    assert (closed.outcome["verdict"], closed.actor_kind) == ("unrated", "system")
    found = [queries.as_rated(one) for one in Invitation.objects.filter(matter_id=asked.id)]
    from yuanba.packs import store
    from yuanba.rules import evaluation

    results = evaluation.results(found, pack=store.in_force(later.date()))
    assert (results.solved.of, results.satisfied.of) == (0, 0)
    assert results.excluded["silent"] == 2


def test_what_some_said_counts_when_time_is_over(
    asked: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    rate(asked, bench.qian, morning)

    services.round_off(now=morning + timedelta(days=9))

    assert deeds.last(asked).outcome["verdict"] == "solved"


def test_supervisors_who_find_it_unsolved_send_it_back(
    asked: Matter, people: Cast, bench: Bench, morning: datetime
) -> None:
    rate(asked, bench.qian, morning, is_solved=False, words="看过了，没修")
    assert deeds.row_of(asked).state is State.EVALUATING, "they judge together, when all have spoken"

    services.round_off(now=morning + timedelta(days=9))

    assert deeds.row_of(asked).state is State.ASSIGNED
    assert deeds.last(asked).words == "看过了，没修"


def test_after_the_end_nobody_judges(asked: Matter, people: Cast, morning: datetime) -> None:
    services.round_off(now=morning + timedelta(days=9))

    with pytest.raises(WrongState):
        rate(asked, people.li, morning + timedelta(days=10), is_solved=False)
