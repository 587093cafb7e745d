"""evaluation.ask: who judges what (J4, J5), and who never does."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from yuanba.evaluation import queries, services
from yuanba.evaluation.models import Invitation
from yuanba.journal import queries as journal
from yuanba.matters import services as matters
from yuanba.messages.models import ContactPoint, InboxItem
from yuanba.messages.services import MessageChannel
from yuanba.messages.services import read_journal as read_messages
from yuanba.people import services as people_services
from yuanba.rules.core.access import NotAllowed, system
from yuanba.rules.core.state import State


def places(matter: make.Matter) -> dict[str, tuple[str, str]]:
    """Who was asked: group and exclusion by key."""
    return {
        one.key: (one.group_code, one.exclusion.value if one.exclusion else "")
        for one in queries.places_of(matter.id)
    }


def test_home_matters_are_judged_by_the_parties_and_the_supervisors(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)

    assert deeds.row_of(matter).state is State.EVALUATING
    assert places(matter) == {
        people.li.key: ("parties", ""),
        bench.qian.key: ("democratic_supervisors", ""),
    }


def test_common_matters_by_the_residents_committee(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, class_code="common", actor=people.li)
    court.publish(matter, people, morning)
    court.check(matter, bench, morning + timedelta(hours=1))
    services.round_off(now=morning + timedelta(days=17))
    court.read_journal()

    assert places(matter) == {
        bench.hu.key: ("supervisory_committee", ""),
        bench.qian.key: ("democratic_supervisors", ""),
    }


def test_public_matters_by_the_congress_committee(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.publish(matter, people, morning)
    court.check(matter, bench, morning + timedelta(hours=1))
    services.round_off(now=morning + timedelta(days=17))
    court.read_journal()

    assert places(matter) == {
        bench.feng.key: ("congress_committee", ""),
        bench.qian.key: ("democratic_supervisors", ""),
    }


def test_followers_are_parties_too(people: Cast, bench: Bench, morning: datetime) -> None:
    matter, same = make.a_matter(now=morning, actor=people.li), make.a_matter(now=morning, actor=people.wang)
    matters.merge(actor=people.chen, matter_id=same.id, into_id=matter.id, now=morning)
    court.answer(matter, people, morning)
    court.check(matter, bench, morning + timedelta(minutes=3))

    assert places(matter)[people.wang.key] == ("parties", "")


def test_nobody_judges_what_they_their_unit_or_its_superiors_did(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    """家事 is done by the grid's unit: its people, and those of units under it, are not asked."""
    inside = make.staff("inside", "supervisor", unit="grid-1", area=cast.TONGTAIMEN, now=morning)
    make.units("code,name,kind,body,area,parent", "team,网格小组,other,,,grid-1", now=morning)
    under = make.staff("under", "supervisor", unit="team", area=cast.TONGTAIMEN, now=morning)
    above = make.staff("above", "supervisor", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)

    matter = court.evaluating(people, bench, morning, actor=people.li)

    found = places(matter)
    assert found[inside.key][1] == "tied"
    assert found[under.key][1] == "tied"
    assert found[above.key][1] == ""  # the community may judge what its grid did
    assert found[bench.qian.key][1] == ""


def test_nor_their_kin(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, actor=people.li)
    people_services.declare(actor=bench.qian, account_key=bench.qian.key, kin_login="of-grid-1", now=morning)
    court.check(matter, bench, morning + timedelta(minutes=3))

    assert places(matter)[bench.qian.key][1] == "tied"


def test_who_handled_it_once_is_out_although_another_unit_answered(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    both = make.staff("both", "supervisor", "handler", unit="jijiang", area=cast.JIJIANG, now=morning)
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign", morning)
    deeds.do("accept", matter, people, morning, actor=both)
    matters.reassign(
        actor=people.chen, matter_id=matter.id, class_code="home", reason="网格的事", now=morning
    )
    handler = make.staff("grid", "handler", unit="grid-1", now=morning)
    matters.answer(actor=handler, matter_id=matter.id, words="已修好", now=morning)
    court.check(matter, bench, morning)

    assert places(matter)[both.key][1] == "tied"


def test_supervisors_elsewhere_and_of_another_office_are_not_asked(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    there = make.staff("there", "supervisor", area=cast.NANMEN, now=morning)
    inspector = make.staff("inspector", "inspector", area=cast.JIJIANG, now=morning)
    whole = make.staff("whole", "supervisor", area=cast.DISTRICT, now=morning)
    past = make.staff(
        "past", "supervisor", area=cast.TONGTAIMEN, until_on=morning.date() - timedelta(1), now=morning
    )

    matter = court.evaluating(people, bench, morning, actor=people.li)

    assert {there.key, inspector.key, whole.key, past.key}.isdisjoint(places(matter))


def test_a_walk_in_without_any_way_to_reach_them_is_outside_the_denominator(
    people: Cast, bench: Bench, morning: datetime
) -> None:
    matter = court.evaluating(people, bench, morning)

    assert places(matter)[matter.owner.key] == ("parties", "unreachable")
    assert matter.owner.key in queries.invited_keys(matter.id), "who comes by may still say so"


def test_a_neighbour_who_left_a_number_is_asked_there(people: Cast, bench: Bench, morning: datetime) -> None:
    """Whom it concerns too is reached where they follow the matter, and so is asked and counted."""
    contact = matters.Contact(channel=MessageChannel.SMS, address="13800138001")
    matter, same = make.a_matter(now=morning, actor=people.li), make.a_matter(now=morning, contact=contact)
    matters.merge(actor=people.chen, matter_id=same.id, into_id=matter.id, now=morning)
    court.answer(matter, people, morning)
    court.check(matter, bench, morning + timedelta(minutes=3))

    assert places(matter)[same.owner.key] == ("parties", "")
    place = Invitation.objects.get(matter_id=matter.id, key=same.owner.key)
    follows = ContactPoint.objects.filter(kind="invitation", key=str(place.pk))
    assert [one.channel for one in follows] == ["sms"]


def test_they_are_told_by_the_ways_they_have(people: Cast, bench: Bench, morning: datetime) -> None:
    contact = matters.Contact(channel=MessageChannel.SMS, address="13800138000")
    matter = court.evaluating(people, bench, morning, contact=contact)
    court.read_journal()
    read_messages()

    place = Invitation.objects.get(matter_id=matter.id, key=matter.owner.key)
    assert place.exclusion == ""
    follows = ContactPoint.objects.filter(kind="invitation", key=str(place.pk))
    assert [one.channel for one in follows] == ["sms"]
    box = InboxItem.objects.filter(box_kind="account", box_key=bench.qian.key, verb="evaluation.ask")
    assert box.count() == 1


def test_no_code_stands_in_the_journal(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)

    place = Invitation.objects.get(matter_id=matter.id, key=people.li.key)
    (told,) = journal.story("invitation", str(place.pk))
    assert court.code_of(matter, people.li.key) not in str(told.outcome)
    assert told.outcome["group"] == "parties"


def test_asked_twice_they_are_asked_once(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)

    again = services.ask(actor=system("again"), matter_id=matter.id, now=morning)

    assert again == 0
    assert Invitation.objects.filter(matter_id=matter.id).count() == 2


def test_only_the_platform_asks(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.evaluating(people, bench, morning, actor=people.li)

    with pytest.raises(NotAllowed):
        services.ask(actor=people.chen, matter_id=matter.id, now=morning)


def test_nobody_is_asked_before_the_check(people: Cast, bench: Bench, morning: datetime) -> None:
    matter = court.answered(people, morning, actor=people.li)

    assert services.ask(actor=system("early"), matter_id=matter.id, now=morning) == 0
    assert places(matter) == {}
