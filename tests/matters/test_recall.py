"""matter.recall: the unit takes its answer back, within ten minutes and until somebody has judged it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.threads import together
from yuanba.desk.views import deeds as page
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import services as evaluation
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.journal.queries import verify
from yuanba.matters import queries, services
from yuanba.matters.models import Attachment, Order, Request
from yuanba.matters.services import Contact
from yuanba.matters.views import story
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem, Message
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import TooLate
from yuanba.rules.matters.verbs import MatterVerb

WRONG = "已更换灯泡，今晚亮灯。"
TEN = timedelta(minutes=10)


@pytest.fixture
def accepted(people: Cast, morning: datetime) -> Matter:
    """A matter that 周 has accepted; its owner can be reached."""
    matter = make.a_matter(
        now=morning, actor=people.li, contact=Contact(channel="sms", address="13912345678")
    )
    deeds.walk(matter, people, "assign accept", morning)
    return matter


@pytest.fixture
def answered_at(accepted: Matter, people: Cast, morning: datetime) -> datetime:
    """When 周 answered it."""
    at = morning + timedelta(minutes=30)
    deeds.do("answer", accepted, people, at)
    return at


def test_it_is_in_hand_again_and_its_clock_never_stood_still(
    accepted: Matter, people: Cast, answered_at: datetime
) -> None:
    due_at = deeds.row_of(accepted).due_at

    deeds.do("recall", accepted, people, answered_at + TEN)

    row = deeds.row_of(accepted)
    assert (row.state, row.due_at, row.until_at) == (State.ACCEPTED, due_at, None)
    was, order = Order.objects.filter(matter_id=accepted.id).order_by("id")
    assert (was.ending, was.ended_at, was.ended_by) == ("answered", answered_at, people.zhou.key)
    assert (order.ending, order.ended_at, order.ended_by) == ("", None, "")
    assert order.accepted_at < answered_at
    assert order.in_hand == people.zhou.key
    step = deeds.last(accepted)
    assert (step.verb, step.actor_key, step.outcome["state"]) == (
        "matter.recall",
        people.zhou.key,
        "accepted",
    )
    deeds.do("answer", accepted, people, answered_at + TEN * 2, words="换了灯泡，也换了线。")
    assert deeds.row_of(accepted).state is State.ANSWERED


def test_parts_and_requests_are_open_as_they_were(accepted: Matter, people: Cast, morning: datetime) -> None:
    now = deeds.walk(accepted, people, "split join ask_extend", morning + timedelta(minutes=5))
    deeds.do("answer", accepted, people, now, without_parts="线路没有问题")
    assert not Order.objects.filter(matter_id=accepted.id, ended_at=None).exists()

    deeds.do("recall", accepted, people, now + TEN)

    assert Order.objects.filter(matter_id=accepted.id, ended_at=None).count() == 2
    request = Request.objects.get(matter_id=accepted.id)
    assert (request.decided_at, request.decided_by, request.is_granted) == (None, "", None)


def test_the_words_are_nobody_s_answer_any_more_and_the_journal_keeps_them(
    accepted: Matter, people: Cast, answered_at: datetime
) -> None:
    Attachment.objects.create(
        key="k", matter_id=accepted.id, kind="picture", name="n", size=1, verb=MatterVerb.ANSWER,
        content_type="image/jpeg", added_at=answered_at,
    )  # fmt: skip
    deeds.do("recall", accepted, people, answered_at + TEN)

    row = deeds.row_of(accepted)
    told = story.for_party(row)
    assert [step.verb.removeprefix("matter.") for step in told][-2:] == ["answer", "recall"]
    assert WRONG not in {step.words for step in told}
    assert WRONG not in {step.words for step in queries.story(accepted.id)}
    assert Attachment.objects.get(key="k").is_internal
    in_journal = journal.story(queries.STORY_KIND, str(accepted.id))
    assert WRONG in {step.words for step in in_journal}
    assert [step.verb for step in story.for_public(row)][-1] == MatterVerb.RECALL


def test_whoever_was_told_of_the_answer_is_told_that_it_was_taken_back(
    accepted: Matter, people: Cast, answered_at: datetime
) -> None:
    deeds.do("recall", accepted, people, answered_at + TEN)
    journal_services.number()
    messages.read_journal()

    sent = [one.verb for one in Message.objects.filter(key=str(accepted.id)).order_by("entry_id")]
    assert sent[-2:] == ["matter.answer", "matter.recall"]
    lines = [one.verb for one in InboxItem.objects.filter(box_key="triager").order_by("entry_id")]
    assert lines[-2:] == ["matter.answer", "matter.recall"]


def test_not_a_second_later_and_the_page_says_until_when(
    accepted: Matter, people: Cast, answered_at: datetime
) -> None:
    late, row = answered_at + TEN + timedelta(seconds=1), deeds.row_of(accepted)
    verbs = frozenset({MatterVerb.RECALL})
    (offer,) = page.offers(row, people.zhou, answered_at, verbs=verbs)
    assert offer.until == answered_at + TEN
    assert page.offers(row, people.zhou, late, verbs=verbs) == []

    with pytest.raises(TooLate) as refusal:
        deeds.do("recall", accepted, people, late)

    assert refusal.value.arguments["until"] == f"{answered_at + TEN:%Y-%m-%d} 09:40"


def test_not_once_somebody_has_judged_it(accepted: Matter, people: Cast, answered_at: datetime) -> None:
    evaluation.rate(
        actor=people.li,
        matter_id=accepted.id,
        is_solved=True,
        satisfaction=Satisfaction.SATISFIED,
        words="",
        now=answered_at + timedelta(minutes=1),
    )
    assert deeds.row_of(accepted).state is State.ANSWERED
    with pytest.raises(TooLate):
        deeds.do("recall", accepted, people, answered_at + timedelta(minutes=2))


@pytest.mark.parametrize("then", ["check", "fail", "check invite close undo_close"])
def test_not_once_it_was_checked(accepted: Matter, people: Cast, answered_at: datetime, then: str) -> None:
    now = deeds.walk(accepted, people, then, answered_at)
    with pytest.raises((WrongState, TooLate)):
        deeds.do("recall", accepted, people, now)


def test_only_from_an_answer_and_only_once(accepted: Matter, people: Cast, morning: datetime) -> None:
    with pytest.raises(WrongState):
        deeds.do("recall", accepted, people, morning + timedelta(minutes=5))
    now = deeds.walk(accepted, people, "answer recall", morning + timedelta(minutes=5))
    with pytest.raises(WrongState):
        deeds.do("recall", accepted, people, now)


def test_only_by_the_unit_that_answered(accepted: Matter, people: Cast, answered_at: datetime) -> None:
    far = deeds.somebody("far", "handler", unit="degan", area=cast.DEGAN)
    for actor in (people.chen, people.li, people.wang, far):
        with pytest.raises(NotAllowed):
            deeds.do("recall", accepted, people, answered_at, actor=actor)


def test_what_was_settled_on_the_spot_is_taken_back_by_whoever_settled_it(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning)
    deeds.do("settle", matter, people, morning)
    gao = deeds.gao(people, matter)
    services.orders.recall(actor=gao, matter_id=matter.id, now=morning + TEN)
    assert deeds.row_of(matter).state is State.ACCEPTED


def test_check_and_recall_at_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    for _ in range(3):
        matter = make.a_matter(now=morning)
        now = deeds.walk(matter, people, "assign accept answer", morning)

        answers = together(2, lambda n: deeds.do(("check", "recall")[n], matter, people, now))  # noqa: B023

        assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongState"]
        assert deeds.story(matter)[:4] == ["file", "assign", "accept", "answer"]
        assert len(deeds.story(matter)) == 5
    assert list(verify.findings()) == []


def test_whoever_answered_stays_barred_from_checking_and_the_words_stay_ones_own(
    accepted: Matter, people: Cast, answered_at: datetime
) -> None:
    deeds.do("recall", accepted, people, answered_at + TEN)

    assert people.zhou.key in queries.past_of(accepted.id).handlers
    told = [step.words for step in queries.story_for_party(accepted.id)]
    kept = [step.words for step in queries.story_for_party(accepted.id, is_whole=True)]
    assert sum(map(bool, kept)) == sum(map(bool, told)) + 1, "a copy of one's data holds what is kept"


def test_what_was_settled_on_the_spot_is_in_hand_after_it_was_taken_back(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "settle", morning)
    settler = Order.objects.get(matter_id=matter.id).ended_by

    services.recall(actor=make.actor("gao"), matter_id=matter.id, now=now)

    order = Order.objects.get(matter_id=matter.id, ended_at=None)
    assert (order.accepted_by, order.in_hand) == (settler, make.actor("gao").key)
