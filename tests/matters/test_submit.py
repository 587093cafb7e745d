"""matter.submit: where the class is signed, the form of assigning submits, and nothing goes out yet."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, lake, make
from tests.cast import Cast
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.matters.queries import figures
from yuanba.people.models import Account
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters.triage import UnknownItem


def test_it_waits_for_the_signature_with_all_that_was_chosen(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    shu, filed = deeds.shu(people, matter), deeds.row_of(matter)

    deeds.do(
        "assign",
        matter,
        people,
        morning,
        item_code="street_light",
        helpers=["degan"],
        task="查看线路",
        title="路灯不亮",
        summary="滨江花园门口路灯不亮。",
    )

    row = deeds.row_of(matter)
    assert row.draft
    assert (row.state, row.unit, row.published_at, row.until_at) == (State.FILED, "", None, filed.until_at)
    assert (row.draft.class_code, row.draft.item_code, row.draft.helpers) == (
        "public",
        "street_light",
        ("degan",),
    )
    entry = deeds.last(matter)
    assert (entry.verb, entry.words) == ("matter.submit", "查看线路")
    assert entry.outcome["signers"] == [shu.key]
    assert not Order.objects.filter(matter_id=matter.id).exists()


def test_what_cannot_be_dispatched_is_not_submitted(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    with pytest.raises(UnknownItem):
        deeds.do("assign", matter, people, morning, item_code="nothing")
    with pytest.raises(NotAllowed):
        deeds.do("assign", matter, people, morning, actor=people.zhou)
    assert deeds.story(matter) == ["file"]


def test_the_next_takes_its_place_and_another_class_goes_at_once(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    for number in (1, 2):
        deeds.do("assign", matter, people, morning)
        draft = deeds.row_of(matter).draft
        assert draft
        assert draft.number == number
    deeds.do("assign", matter, people, morning, class_code="home")
    row = deeds.row_of(matter)
    assert (row.state, row.draft) == (State.ASSIGNED, None)
    assert deeds.story(matter) == ["file", "submit", "submit", "assign"]


def test_a_matter_stays_with_its_unit_until_its_move_is_signed(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    deeds.do("assign", matter, people, morning, class_code="home")
    deeds.do("reassign", matter, people, morning, reason="要街道来办")
    assert (deeds.row_of(matter).unit, deeds.row_of(matter).state) == ("grid-1", State.ASSIGNED)
    deeds.do("sign", matter, people, morning + timedelta(hours=1))
    row = deeds.row_of(matter)
    assert (row.unit, row.class_code, row.draft) == ("jijiang", "public", None)
    assert row.since_at == morning, "the clock keeps its start"
    assert deeds.last(matter).words == "要街道来办"


@pytest.mark.parametrize("verb", ["withdraw", "refuse"])
def test_what_ends_the_matter_ends_the_waiting(people: Cast, morning: datetime, verb: str) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    deeds.do("assign", matter, people, morning)
    deeds.do(verb, matter, people, morning)
    assert deeds.row_of(matter).draft is None


def test_its_words_go_with_the_words_of_the_matter(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    deeds.do("assign", matter, people, morning, helpers=["jijiang-planning"], task="找张三")
    services.empty(matter_id=matter.id, by="test", now=morning)
    assert deeds.row_of(matter).draft is None
    assert deeds.last(matter).words == ""


def test_a_trial_of_rules_counts_what_was_signed(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    deeds.walk(matter, people, "assign sign", morning)
    (past,) = figures.decisions(since=morning, limit=10)
    assert (past.receipt, past.body) == (matter.receipt, "subdistrict_party")


def test_a_signer_elsewhere_is_not_asked(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter)
    make.staff("far", "subdistrict_secretary", area=cast.DEGAN, now=morning)
    deeds.do("assign", matter, people, morning)
    assert Account.objects.get(login="far").key not in deeds.last(matter).outcome["signers"]
