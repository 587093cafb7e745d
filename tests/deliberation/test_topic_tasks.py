"""What a meeting adopted is carried out: a topic becomes a matter, and its result comes back.

Named here by what they do: topic.task, topic.settle, topic.result, resolution.take_off, resolution.waive.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.deliberation.evenings import DAY, called, seat_members
from tests.deliberation.test_councils import BASE, entered
from tests.deliberation.test_resolution import referred, resolved
from tests.deliberation.test_topics_in_meetings import SEATED, on_agenda, sit, told
from tests.threads import together
from yuanba.deliberation import services
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries import topics, tracks
from yuanba.deliberation.queries.resolutions import NoReferral
from yuanba.deliberation.services.resolutions import NoReasonUp, NoUrgentGround
from yuanba.deliberation.services.tasks import NothingToDo
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal_services
from yuanba.matters import queries as matters
from yuanba.matters import services as dispatch
from yuanba.messages.queries import addresses
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.resolutions import (
    BadResolutionDay,
    BlankResolution,
    ItemNotDecided,
    NotDeliberated,
)
from yuanba.rules.deliberation.topics import TopicMoved
from yuanba.rules.time.calendar import day


def adopted(
    council: int, secretary: Actor, by: Actor, now: datetime, *, yes: int = 2, no: int = 1, second: str = "hu"
) -> tuple[int, datetime]:
    """A topic on which a meeting has decided, and the evening of that meeting."""
    topic = on_agenda(council, secretary, by, now)
    meeting = called(council, secretary, now, topic_ids=[topic], topics=[])
    evening = now + 4 * DAY
    sit(meeting, secretary, evening, yes=yes, no=no)
    other = make.staff(second, "clerk", area=cast.TONGTAIMEN, now=now)
    for actor in (secretary, other):
        services.confirm_minutes(actor=actor, meeting_id=meeting, now=evening)
    return topic, evening


def a_task(now: datetime, **changed: Any) -> dict[str, Any]:
    usual = {"text": "换成不锈钢晾衣杆", "responsible": "通泰门社区", "due_on": day(now) + timedelta(days=20)}
    return {**usual, "now": now, **changed}


def test_what_was_adopted_becomes_a_matter_and_its_result_comes_back(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    seat_members(council, secretary, morning, *SEATED)
    topic, evening = adopted(council, secretary, people.li, morning)
    for refused, changed in (
        (NotAllowed, {"actor": people.chen}),
        (BlankResolution, {"responsible": " "}),
        (BadResolutionDay, {"due_on": day(morning)}),
        (NotAllowed, {"class_code": "common"}),  # who leads a community gives nothing to units
    ):
        with pytest.raises(refused):
            services.give_task(**{"actor": secretary, "topic_id": topic, **a_task(evening, **changed)})

    made = services.give_task(actor=secretary, topic_id=topic, **a_task(evening))

    row = matters.held(made)
    assert (row.state, row.text.splitlines()[0]) == (State.FILED, "修晾衣杆")
    (found,) = records.referrals_of(made, pack=store.in_force(day(evening)))
    assert "应到3人，实到3人：同意2，反对1，弃权0" in found.ground
    assert addresses("matter", str(made)), "its proposer hears of it"
    with pytest.raises(NothingToDo):
        services.give_task(actor=secretary, topic_id=topic, **a_task(evening))
    with pytest.raises(NothingToDo):
        services.settle_topic(actor=secretary, topic_id=topic, reason="办好了", now=evening)
    page = entered("li").get(f"{BASE}/topics/{topic}").content.decode()
    for words in ("换成不锈钢晾衣杆", "通泰门社区", f"/m/{row.token}"):
        assert words in page
    assert f"/m/{row.token}" not in Client().get(f"{BASE}/topics/{topic}").content.decode()
    assert "应到3人" in Client().get(f"{BASE}/councils/{council}").content.decode()

    make_done(row, people, evening)
    journal_services.number()
    assert services.read_journal() > 0
    assert services.read_journal() == 0
    assert ("topic.result", people.li.key) in told(topic)
    assert records.carried_out() == {"community": (1, 1)}
    steps = entered("li").get(f"{BASE}/topics/{topic}").context["track"]
    assert [(one.title, one.is_done) for one in steps][-2] == ("办理结果", True)


def test_who_runs_a_council_files_the_matter_of_its_topic_and_no_other(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """Leaders of a subdistrict run its councils; they take no matters in."""
    seat_members(council, secretary, morning, *SEATED)
    topic, evening = adopted(council, secretary, people.li, morning)
    lead = make.staff("fan", "auditor", area=cast.JIJIANG, now=morning)
    with pytest.raises(NotAllowed):
        make.a_matter(now=evening, actor=lead, channel="counter")

    made = services.give_task(actor=lead, topic_id=topic, **a_task(evening))

    assert matters.held(made).state is State.FILED


def make_done(row: matters.MatterRow, people: Cast, now: datetime) -> None:
    """The unit answers, and the answer is checked."""
    made = make.Matter(id=row.id, receipt=row.receipt, code="", token=row.token, owner=people.li)
    deeds.walk(made, people, "assign accept answer check", now)


def test_the_proposer_takes_the_matter_into_their_account_by_their_number(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """Somebody without an account, whose number staff took down, can take it in once they log in with it."""
    seat_members(council, secretary, morning, *SEATED)
    clerk = make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)
    made = services.propose(
        actor=clerk, council_id=council, words="晾衣杆坏了", phone="13900139000", now=morning
    )
    services.publish(actor=secretary, topic_id=made, title="修晾衣杆", summary="楼前。", now=morning)
    services.schedule(actor=secretary, topic_id=made, reason="大家都关心", now=morning)
    meeting = called(council, secretary, morning, topic_ids=[made], topics=[])
    evening = morning + 4 * DAY
    sit(meeting, secretary, evening, yes=3, no=0)
    for actor in (secretary, clerk):
        services.confirm_minutes(actor=actor, meeting_id=meeting, now=evening)
    matter = services.give_task(actor=secretary, topic_id=made, **a_task(evening))
    assert addresses("matter", str(matter)) == [("短信", "13900139000")]


def test_what_needs_no_task_says_why_and_what_was_not_adopted_needs_none(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    seat_members(council, secretary, morning, *SEATED)
    waiting = on_agenda(council, secretary, people.wang, morning, title="换晾衣杆")
    with pytest.raises(TopicMoved):
        services.settle_topic(actor=secretary, topic_id=waiting, reason="办好了", now=morning)
    topic, _evening = adopted(council, secretary, people.li, morning)
    desk, guo = f"{BASE}/desk/topics/{topic}", entered("guo")
    assert "落实决议" in guo.get(desk).content.decode()
    assert guo.post(f"{desk}/settle", {"reason": ""}).status_code == 422
    assert guo.post(f"{desk}/settle", {"reason": "会后物业当场装好了"}).status_code == 302
    assert guo.post(f"{desk}/settle", {"reason": "会后物业当场装好了"}).status_code == 409
    assert "会后物业当场装好了" in Client().get(f"{BASE}/topics/{topic}").content.decode()
    assert "落实决议" not in guo.get(desk).content.decode()


def test_what_was_not_adopted_has_no_task(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    seat_members(council, secretary, morning, *SEATED)
    topic, evening = adopted(council, secretary, people.li, morning, yes=1, no=2)
    with pytest.raises(NothingToDo):
        services.give_task(actor=secretary, topic_id=topic, **a_task(evening))
    assert "未通过" in Client().get(f"{BASE}/topics/{topic}").content.decode()


def test_the_desk_gives_the_task_to_a_unit_at_once(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """Whoever leads the street may do both: the matter is published and its time for the answer runs."""
    seat_members(council, secretary, morning, *SEATED)
    topic, evening = adopted(council, secretary, people.li, morning)
    triager = make.staff("qin", "triager", area=cast.JIJIANG, now=morning)
    services.seat(actor=secretary, council_id=council, role=SeatRole.SECRETARY, login="qin", now=morning)
    made = services.give_task(actor=triager, topic_id=topic, **a_task(evening, class_code="common"))
    row = matters.held(made)
    assert (row.state, row.title, row.due_at is not None) == (State.ASSIGNED, "修晾衣杆", True)


def test_a_resolution_on_a_matter_rests_on_what_a_meeting_adopted(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """resolution.adopt: the count is the ground; an item has one resolution, and only what was adopted."""
    seat_members(council, secretary, morning, *SEATED)
    matter = make.a_matter(now=morning, actor=people.li)
    other_matter = make.a_matter(now=morning, actor=people.wang)
    referral = referred(matter.id, council, secretary, morning)
    another = referred(other_matter.id, council, secretary, morning)
    meeting = called(council, secretary, morning, topics=["修路灯", "院坝停车"])
    evening = morning + 4 * DAY
    sit(meeting, secretary, evening, yes=2, no=1)
    (item,) = [one.item.id for one in tracks.adopted_items(council, referral)]
    said = resolved(evening, ground="")
    with pytest.raises(BlankResolution):
        services.pass_resolution(actor=secretary, referral_id=referral, **said)
    guo = entered("guo")
    form = guo.get(f"{BASE}/desk/referrals/{referral}/pass").context["form"]
    assert form["item_id"].field.choices[1][0] == item
    services.pass_resolution(actor=secretary, referral_id=referral, item_id=item, **said)
    (row,) = records.referrals_of(matter.id, pack=store.in_force(day(evening)))
    assert "应到3人，实到3人：同意2" in row.ground
    for wrong in (item, item + 1, 999_999):
        with pytest.raises(ItemNotDecided):
            services.pass_resolution(actor=secretary, referral_id=another, item_id=wrong, **said)
    assert tracks.adopted_items(council, another) == []


def test_what_ends_elsewhere_is_taken_off_and_a_council_may_do_so_with_a_reason(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """resolution.take_off: a withdrawn matter leaves its council by itself."""
    matter = make.a_matter(now=morning, actor=people.li)
    referred(matter.id, council, secretary, morning)
    dispatch.withdraw(actor=people.li, matter_id=matter.id, now=morning)
    journal_services.number()
    services.read_journal()
    (row,) = records.referrals_of(matter.id, pack=store.in_force(day(morning)))
    assert (row.off_state, row.ended_at is None) == ("withdrawn", False)
    assert "不再上会" in Client().get(f"{BASE}/councils/{council}").content.decode()

    other = make.a_matter(now=morning, actor=people.wang)
    referral = referred(other.id, council, secretary, morning)
    with pytest.raises(NotAllowed):
        services.take_off(actor=people.chen, referral_id=referral, reason="已修好", now=morning)
    with pytest.raises(NoReasonUp):
        services.take_off(actor=secretary, referral_id=referral, reason=" ", now=morning)
    guo, address = entered("guo"), f"{BASE}/desk/referrals/{referral}/take_off"
    assert guo.get(address).status_code == 200
    assert guo.post(address, {"reason": ""}).status_code == 422
    assert guo.post(address, {"reason": "物业已修好"}).status_code == 302
    assert guo.post(address, {"reason": "物业已修好"}).status_code == 404
    with pytest.raises(NoReferral):
        services.take_off(actor=secretary, referral_id=referral, reason="再撤", now=morning)
    assert "物业已修好" in guo.get(f"{BASE}/matters/{other.id}").content.decode()
    assert topics.decided_topics() == []


@pytest.mark.long
def test_eight_press_at_once(own_database: DistrictRow, morning: datetime) -> None:
    """A task is given once, a topic settled once, a matter taken off once."""
    people = cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)
    council = services.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    seat_members(council, guo, morning, *SEATED)
    topic, evening = adopted(council, guo, people.li, morning)
    given = together(8, lambda _: services.give_task(actor=guo, topic_id=topic, **a_task(evening)))
    assert len([one for one in given if isinstance(one, int)]) == 1
    matter = make.a_matter(now=morning, actor=people.li)
    referral = referred(matter.id, council, guo, morning)
    said: dict[str, Any] = {"actor": guo, "now": evening}
    off = together(8, lambda _: services.take_off(referral_id=referral, reason="已修好", **said))
    assert off.count(None) == 1
    waived = together(8, lambda _: services.waive(matter_id=matter.id, reason="汛期", **said))
    assert waived.count(None) == 1
    other, evening = adopted(council, guo, people.wang, evening, second="wu")
    settled = together(8, lambda _: services.settle_topic(topic_id=other, reason="当场办好", **said))
    assert settled.count(None) == 1


def test_what_is_deliberated_first_is_not_dispatched_before(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """resolution.waive: by a resolution, or on a ground on record that those concerned read."""
    pack = store.in_force(day(morning))
    first = pack.classes["common"].model_copy(update={"deliberates_first": True})
    with_first = pack.model_copy(update={"classes": {**pack.classes, "common": first}})
    one = make.a_matter(now=morning, actor=people.li).id
    other = make.a_matter(now=morning, actor=people.wang).id
    said: dict[str, Any] = {"class_code": "common", "pack": with_first}
    services.require_deliberated(one, "common", pack)
    services.require_deliberated(one, "public", with_first)
    for matter in (one, other):
        with pytest.raises(NotDeliberated):
            services.require_deliberated(matter, **said)
    referral = referred(one, council, secretary, morning)
    with pytest.raises(NotDeliberated):
        services.require_deliberated(one, **said)
    services.pass_resolution(actor=secretary, referral_id=referral, **resolved(morning))
    services.require_deliberated(one, **said)

    with pytest.raises(NotAllowed):
        services.waive(actor=people.zhou, matter_id=other, reason="汛期来了", now=morning)
    with pytest.raises(NoUrgentGround):
        services.waive(actor=people.chen, matter_id=other, reason=" ", now=morning)
    chen, address = entered("chen"), f"{BASE}/desk/matters/{other}/waive"
    assert chen.get(address).status_code == 200
    assert chen.post(address, {"reason": ""}).status_code == 422
    assert chen.post(address, {"reason": "汛期来了，沟要先清"}).status_code == 302
    assert chen.post(address, {"reason": "再写一次"}).status_code == 409
    services.require_deliberated(other, **said)
    assert records.urgent_ground(other) == "汛期来了，沟要先清"
