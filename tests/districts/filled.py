"""At least one row of every model, as a day's work leaves them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.test import Client

from tests import cast, deeds, make
from tests.activities import week
from tests.ballots import test_hands as hands
from tests.ballots import test_papers as papers
from tests.cast import Cast
from tests.compacts import yard
from tests.deliberation import courses, evenings
from tests.districts.conftest import log_in
from tests.evaluation import bench_of_judges as court
from tests.honours import rounds
from tests.matters import animals
from tests.opinions import talk
from tests.revisions import drafts
from tests.works import yard as built
from yuanba.ballots import services as ballots
from yuanba.deliberation import services as deliberation
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.models import UnitRating
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.journal import services as journal
from yuanba.journal.models import Skipped
from yuanba.journal.services import Act
from yuanba.learn import services as learn
from yuanba.lists import services as lists
from yuanba.matters import services as matters
from yuanba.matters.jobs import CLOCK_SERVICES
from yuanba.matters.models import Milestone
from yuanba.matters.queries import clock
from yuanba.matters.services import following, receipts
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.matters.services.life import CLOCK
from yuanba.messages import services as messages
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.opinions import services as opinions
from yuanba.packs import store
from yuanba.people import services as people_services
from yuanba.places import services as places_services
from yuanba.privacy import services as privacy
from yuanba.revisions import services as revisions
from yuanba.revisions.services import trying
from yuanba.rules.core.access import system
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.demands import Signers
from yuanba.rules.deliberation.priorities import NewPriority
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.lists import ListEntry
from yuanba.rules.matters import escalation
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.reaching import QuietHours, Wishes
from yuanba.rules.time.calendar import day
from yuanba.saved import services as saved
from yuanba.works.models import ProjectDelay


def fill(people: Cast, now: datetime) -> None:
    """Something in every table that is ours."""
    a_whole_life(people, now)
    a_late_one(make.a_matter(now=now).id, now + timedelta(days=30))
    slip = make.a_matter(now=now)
    receipts.keep_receipt(actor=people.li, receipt=slip.receipt, code=slip.code, now=now)
    quiet = QuietHours(time(22), time(7))
    messages.set_wishes(actor=people.li, owner=people.li.key, wishes=Wishes(quiet=quiet), now=now)
    keeper, _guard = cast.administrators(now=now)
    messages.send_code(number="13800138000", code="042917", now=now)
    messages.set_policy(actor=keeper, quiet=QuietHours(time(0), time(0)), sms_cap=1000, now=now)
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=now)
    journal.acknowledge(scope=b"s" * 32, body_digest=b"b" * 32, reply="{}", at=now)
    people_services.throttle(key="k", limit=9, window_seconds=60, now=now)
    journal.record(
        Act(people.sun, "matter.read", now),
        journal.Subject(kind="matter", key="0"),
        words="waits for its place",
    )
    places_services.merge(
        actor=make.OPERATOR, codes=[cast.FIRST_GRID, cast.SECOND_GRID], into=cast.FIRST_GRID, name="", now=now
    )
    store.in_force(now.date())
    somebody_is_away(people, now)
    privacy.ask(actor=people.li, kind="explain", words="为什么要留电话？", now=now)
    a_program_has_a_key(now)
    Skipped.objects.create(
        reader="messages",
        entry_id=1,
        fault="ValueError",
        tries=1,
        since_at=now,
        retry_at=now + timedelta(days=1),
    )
    what_only_others_have(slip.id, now)
    owners_and_a_meeting_vote(now)
    rules_are_revised(people, now)
    a_council_at_work(people, now)
    client = Client()
    log_in(client, "jiangjin", "li")


def a_council_at_work(people: Cast, now: datetime) -> None:
    """A council with seats, topics, meetings, and a matter on which it resolved."""
    made = deliberation.set_up(actor=people.sun, kind="community", area_code=cast.TONGTAIMEN, now=now)
    deliberation.seat(actor=people.sun, council_id=made, role=SeatRole.SECRETARY, name="郑", now=now)
    topic = deliberation.propose(actor=people.li, council_id=made, words="晾衣杆坏了", now=now)
    deliberation.publish(actor=people.sun, topic_id=topic, title="修晾衣杆", summary="楼前。", now=now)
    deliberation.support(actor=people.wang, topic_id=topic, now=now)
    evenings.seat_members(made, people.sun, now, "甲", "乙")
    wei = make.staff("wei", "clerk", area=cast.TONGTAIMEN, now=now)
    evenings.voting(made, wei, now)
    evenings.on_paper(made, wei, now)
    filed = make.a_matter(now=now, actor=people.li).id
    before = deliberation.refer(
        actor=people.chen, matter_id=filed, council_id=made, planned_on=day(now), now=now
    )
    first = NewPriority(title="修晾衣杆", why="反映最多", topic_id=topic)
    deliberation.publish_priorities(
        actor=people.sun, area_code=cast.JIJIANG, entries=[first], after=0, now=now
    )
    rounds.an_honour(rounds.things(made, people.wang, people.li, now)["nominee_id"], now)
    courses.a_demand(topic, now)
    deliberation.sign_demand(actor=people.li, topic_id=topic, signers=Signers.VOTERS, now=now)
    course = courses.a_course(made, topic, now)
    courses.walk(course, people.sun, now, until=2)
    deliberation.correct_step(actor=people.sun, course_id=course, reason="录错了", now=now)
    deliberation.waive(actor=people.chen, matter_id=filed, reason="水管爆裂", now=now)
    said = {"text": "加装路灯", "ground": "一致同意", "responsible": "规划办", "due_on": day(now)}
    deliberation.pass_resolution(actor=people.sun, referral_id=before, now=now, **said)


def rules_are_revised(people: Cast, now: datetime) -> None:
    """Rules were released for next week."""
    made = drafts.submitted(people.chen, now)
    trying.try_out(actor=people.chen, revision_id=made, days=30, now=now)
    revisions.release(actor=people.sun, revision_id=made, seen=drafts.cases_otherwise(made), now=now)


def what_only_others_have(matter_id: int, now: datetime) -> None:
    """A water cut, and rows that the rules of this district never make: a milestone and a unit's review."""
    lin = make.staff("lin", "clerk", area=cast.TONGTAIMEN, now=now)
    notices_services.announce(**make.a_water_cut(actor=lin, now=now))
    event_id = make.an_event(actor=lin, now=now)
    events.register(actor=lin, event_id=event_id, given=GivenPerson(name="周大妈"), now=now)
    events.open_door(actor=lin, event_id=event_id, now=now)
    guest = GivenPerson(name="赵大爷")
    there = events.check_in(actor=lin, event_id=event_id, how=CheckInWay.LIST, given=guest, now=now)
    events.take_back(actor=lin, attendance_id=there, now=now)
    he = talk.asker(now)
    asked = opinions.open_consultation(**talk.a_question(actor=he, now=now))
    talk.speak(asked, camps=(9, 6), now=now)
    opinions.group(consultation_id=asked, now=now)
    yard.things(he, now)
    week.with_rooms(lin, now)
    moved = built.a_project(matter_id, now)["project_id"]
    ProjectDelay.objects.create(
        project_id=moved, from_on=day(now), to_on=day(now) + timedelta(days=9), reason="下雨", moved_at=now
    )
    Milestone.objects.create(matter_id=matter_id, rework=0, code="first_contact", due_at=now)
    UnitRating.objects.create(
        review_code="work",
        unit="jijiang",
        area_path=cast.COMMUNITY_PATH,
        from_on=day(now),
        until_on=day(now),
        key=lin.key,
        satisfaction=Satisfaction.SATISFIED,
        at=now,
    )


def owners_and_a_meeting_vote(now: datetime) -> None:
    """Owners vote on paper, typed in by two, and a meeting by show of hands."""
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=now)
    gao = make.staff("gao", "grid_worker", unit="grid-1", area=cast.TONGTAIMEN, now=now)
    hands.hands(guo, hands.a_vote(guo, now), now, 1, 5, 1)
    vote = papers.a_vote(guo, now, papers.posted(guo, now - papers.LATER))
    ballots.list_proxy(actor=guo, vote_id=vote, voter="乙", name="丁", now=now)
    papers.typed(guo, vote, now, "甲 1")
    papers.typed(gao, vote, now, "甲 1")


def a_whole_life(people: Cast, now: datetime) -> None:
    """A matter that was helped with, asked about, followed, noticed, objected to; and one that was judged."""
    bench = court.assemble(now=now)
    enclosed = matters.prepare([animals.png()], allowed=FROM_RESIDENTS)
    common = make.a_matter(now=now, actor=people.li, enclosures=enclosed)
    late = deeds.walk(common, people, "assign publish accept split join ask_extend grant ask reply", now)
    following.follow(actor=people.wang, matter_id=common.id, now=late)
    deeds.walk(common, people, "contribute answer check", late)
    court.read_journal()
    notice = notices.of_subject("matter", str(common.id))[0]
    notices_services.object_to(actor=people.wang, notice_id=notice.id, words="还有一盏不亮", now=late)
    judged = court.evaluating(people, bench, now, actor=people.li)
    evaluation.rate(
        actor=people.li,
        matter_id=judged.id,
        is_solved=True,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        now=now,
    )
    learn.tick(actor=people.chen, step="account", now=now)
    saved.keep(actor=people.chen, table="matters", name="新收到的", query="state=filed", now=now)
    lists.derive(
        actor=people.chen, area_code=cast.NANMEN, lines=[ListEntry(item_code="street_light")], now=now
    )
    people_services.declare(actor=bench.qian, account_key=bench.qian.key, kin_login="wu", now=now)


def a_program_has_a_key(now: datetime) -> None:
    """The platform of 12345 may send orders, until tonight."""
    program = make.program("platform", "clerk", area=cast.JIJIANG, now=now)
    people_services.issue_key(
        actor=make.OPERATOR,
        account_key=program.key,
        verbs=[MatterVerb.IMPORT_ORDERS],
        until_on=day(now),
        now=now,
    )


def somebody_is_away(people: Cast, now: datetime) -> None:
    """周 goes on leave, and a colleague stands in."""
    stand_in = make.staff("ma", "handler", unit="jijiang", area=cast.JIJIANG, now=now)
    people_services.go_on_leave(
        actor=people.zhou,
        account_key=people.zhou.key,
        to_key=stand_in.key,
        from_on=day(now),
        until_on=day(now) + timedelta(days=3),
        said={},
        now=now,
    )


def a_late_one(matter_id: int, late: datetime) -> None:
    """The clock has told somebody that nobody took a matter up."""
    found = clock.course(matter_id)
    assert found
    deed = escalation.pressing(*found, late)[0]
    CLOCK_SERVICES[deed.verb](actor=CLOCK, matter_id=matter_id, deed=deed, now=late)
