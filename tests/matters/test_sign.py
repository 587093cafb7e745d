"""matter.sign: a second person of a named title lets a dispatch go, the one that they have read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, lake, make
from tests.cast import Cast
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.matters import services
from yuanba.matters.models import Order
from yuanba.matters.queries import handling
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters.dispatching import DraftChanged, NoDraft, NotOfTitle, OwnDraft


def submitted(people: Cast, now: datetime, **said: object) -> make.Matter:
    """A matter whose dispatch Chen has submitted."""
    matter = make.a_matter(now=now)
    lake.bind(matter)
    deeds.do("assign", matter, people, now, **said)
    return matter


def test_it_goes_to_its_unit_and_the_clock_starts_then(people: Cast, morning: datetime) -> None:
    matter = submitted(
        people,
        morning,
        item_code="street_light",
        helpers=["degan"],
        task="借高空车",
        title="路灯不亮",
        summary="门口路灯不亮。",
    )
    later = morning + timedelta(hours=2)

    deeds.do("sign", matter, people, later)

    row = deeds.row_of(matter)
    assert (row.state, row.unit, row.since_at, row.draft) == (
        State.ASSIGNED,
        "jijiang-planning",
        later,
        None,
    )
    assert (row.title, row.published_at) == ("路灯不亮", later)
    assert handling.units_helping(matter.id) == {"degan"}
    assert deeds.story(matter) == ["file", "submit", "sign", "publish"]
    signed = next(step for step in deeds.queries.story(matter.id) if step.verb == "matter.sign")
    assert signed.outcome["submitted_by"] == people.chen.key
    assert signed.outcome["due_on"]
    assert "dispatching.signed" in signed.because


def test_nobody_signs_what_they_submitted(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    with pytest.raises(OwnDraft):
        deeds.do("sign", matter, people, morning, actor=people.chen)
    assert deeds.row_of(matter).draft


def test_only_the_named_titles_sign_and_only_in_their_area(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    far = make.staff("far", "subdistrict_secretary", area=cast.DEGAN, now=morning)
    for actor in (people.zhou, far):
        with pytest.raises(NotAllowed):
            deeds.do("sign", matter, people, morning, actor=actor)


def test_a_title_that_may_triage_and_is_not_named_does_not_sign(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    lake.bind(matter, signed_by=("triager",))
    deeds.do("assign", matter, people, morning)
    with pytest.raises(NotOfTitle) as refused:
        deeds.do("sign", matter, people, morning)
    assert refused.value.arguments == {"titles": "分流员"}


def test_what_was_submitted_since_is_not_signed_unread(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    deeds.do("assign", matter, people, morning, item_code="street_light")
    with pytest.raises(DraftChanged):
        deeds.do("sign", matter, people, morning, draft=1)
    deeds.do("sign", matter, people, morning, draft=2)
    with pytest.raises(NoDraft):
        deeds.do("sign", matter, people, morning, draft=2)


def test_a_returned_matter_is_signed_anew(people: Cast, morning: datetime) -> None:
    matter = submitted(people, morning)
    deeds.walk(matter, people, "sign return assign", morning)
    row = deeds.row_of(matter)
    assert row.draft
    assert (row.state, row.draft.number) == (State.FILED, 2)


def test_signed_refused_and_replaced_at_once(own_database: DistrictRow, morning: datetime) -> None:
    """Two sign, one rejects, one submits another in its place: each of them knows what became of it."""
    people = cast.assemble(now=morning)
    matter = submitted(people, morning)
    shu, other = deeds.shu(people, matter), make.staff("fen", "triager", area=cast.JIJIANG, now=morning)

    def press(number: int) -> object:
        if number < 4:
            actor = (shu, other)[number % 2]
            return services.sign(actor=actor, matter_id=matter.id, draft=1, now=morning)
        if number < 6:
            return services.reject(actor=shu, matter_id=matter.id, draft=1, reason="再核实", now=morning)
        return services.assign(actor=people.chen, matter_id=matter.id, class_code="public", now=morning)

    answers = together(8, press)

    story = deeds.story(matter)
    assert story.count("sign") + story.count("reject") <= 1
    assert answers.count(None) == len(story) - 2, (answers, story)
    assert Order.objects.filter(matter_id=matter.id, ended_at=None).count() == story.count("sign")
    assert (deeds.row_of(matter).draft is None) is (story[-1] in ("sign", "reject"))
    assert list(verify.findings()) == []
