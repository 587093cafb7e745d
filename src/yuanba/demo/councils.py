"""Plays invented councils: seats, topics that are seconded, meetings past, running and to come, votes."""

from __future__ import annotations

import io
import tomllib
from datetime import date, datetime, timedelta
from typing import Any

from yuanba.ballots import services as ballots
from yuanba.ballots.services import NewVote
from yuanba.deliberation import queries, services
from yuanba.deliberation.queries import meetings as held
from yuanba.demo import works
from yuanba.demo.deliberated import there
from yuanba.demo.house import actor
from yuanba.demo.setting import Setting
from yuanba.demo.told_councils import (
    PlayedBody,
    PlayedCouncil,
    PlayedItem,
    PlayedMeeting,
    PlayedPriorities,
    PlayedReferral,
    PlayedTopic,
    PlayedVote,
)
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.services.triage import SUGGESTER
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.meetings import ROLES, ItemState
from yuanba.rules.deliberation.priorities import NewPriority
from yuanba.rules.deliberation.procedure import POSTED_DAYS, PUBLISHING, StepEntry
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.pack.meetings import Meeting, ProcedureAct
from yuanba.rules.time.calendar import day, moment

FILE = "councils.toml"
#: Who confirms minutes and types in papers beside whoever runs a council.
SECOND = "lead"
#: So long a meeting lasts, and so long before it whoever comes may check in.
LASTS, DOOR = timedelta(minutes=80), timedelta(minutes=15)
#: How long before a meeting it is called, and how long the one that runs has been running.
CALLED, RUNS = timedelta(days=8), timedelta(minutes=35)
#: So many days before the demonstration the clock of councils looked what they owe.
OWED_SINCE = (90, 60, 30, 0)
#: When rolls were posted whose votes are open or over, when the votes opened, and when one ended.
POSTED, OPENED, ENDED = timedelta(days=45), timedelta(days=12), timedelta(days=4)
#: The number of an invented neighbour; no text message is sent in a demonstration.
PHONES = 1_370_000_0000


class _Neighbours:
    """One number after the other, so that nobody seconds a topic twice."""

    def __init__(self) -> None:
        self.number = PHONES

    def next(self) -> str:
        """Return the mobile number of one more neighbour."""
        self.number += 1
        return str(self.number)


def read(setting: Setting) -> PlayedBody:
    """Return what the file of a district tells of its councils and votes."""
    path = setting.path(FILE)
    found = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return PlayedBody.model_validate(found, strict=False)


def hold(setting: Setting, *, now: datetime) -> None:
    """Play the councils and the votes of a district."""
    told = read(setting)
    neighbours = _Neighbours()
    made = [(one, _set_up(one, now=now)) for one in told.council]
    for days in OWED_SINCE:
        services.fall_due(now=now - timedelta(days=days))
    known: dict[str, int] = {}
    for one, council in made:
        topics = {
            topic.name: _raise(council, topic, actor(one.by), neighbours, now=now) for topic in one.topics
        }
        known |= topics
        for meeting in one.meetings:
            _meet(council, meeting, actor(one.by), topics, now=now)
        for referral in one.referrals:
            _refer(setting, council, referral, actor(one.by), now=now)
    for version, priorities in enumerate(told.priorities):
        _put_first(priorities, known, after=version, now=now)
    for vote in told.vote:
        _vote(vote, now=now)


def _put_first(told: PlayedPriorities, topics: dict[str, int], *, after: int, now: datetime) -> None:
    services.publish_priorities(
        actor=actor(told.by),
        area_code=told.area,
        entries=[
            NewPriority(title=one.title, why=one.why, topic_id=topics[one.topic] if one.topic else None)
            for one in told.entries
        ],
        after=after,
        now=now - timedelta(days=told.days),
    )


def _set_up(told: PlayedCouncil, *, now: datetime) -> int:
    by, then = actor(told.by), now - timedelta(days=120)
    where = {"area_code": told.area, "estate": told.estate}
    made = there(told.kind, told.area, now) or services.set_up(actor=by, kind=told.kind, now=then, **where)
    for one in told.seats:
        services.seat(
            actor=by,
            council_id=made,
            role=one.role,
            title=one.title,
            login=one.login,
            name=one.name,
            now=then,
        )
    return made


def _raise(council: int, told: PlayedTopic, by: Actor, neighbours: _Neighbours, *, now: datetime) -> int:
    at = now - timedelta(days=told.days)
    made = services.propose(actor=by, council_id=council, words=told.words, phone=neighbours.next(), now=at)
    later = at + timedelta(hours=2)
    if told.declined:
        services.decline(actor=by, topic_id=made, reason=told.declined, now=later)
    elif told.title:
        services.publish(actor=by, topic_id=made, title=told.title, summary=told.summary, now=later)
    for number in range(told.supporters):
        services.support(
            actor=by,
            topic_id=made,
            phone=neighbours.next(),
            now=later + timedelta(minutes=25 * (number + 1)),
        )
    return made


def day_of(told: PlayedMeeting, today: date) -> date:
    """Return on which day a meeting is, seen from today."""
    if not told.on:
        return today + timedelta(days=told.coming - told.ago)
    near = (today + timedelta(days=one if told.coming else -one) for one in range(1, 32))
    return next(one for one in near if one.day == told.on)


def _meet(council: int, told: PlayedMeeting, by: Actor, topics: dict[str, int], *, now: datetime) -> None:
    begins = now - RUNS
    if told.ago or told.coming:
        begins = moment(day_of(told, day(now)), told.at)
    raised = [one for one in told.items if one.topic]
    written = [one for one in told.items if not one.topic]
    made = services.call_meeting(
        actor=by,
        council_id=council,
        topics=[one.title for one in written],
        topic_ids=[topics[one.topic] for one in raised],
        place=told.place,
        starts_at=begins,
        ends_at=begins + LASTS,
        now=min(begins - CALLED, now),
    )
    if told.coming:
        return
    kind = held.meeting(made).kind
    gone = {
        one.topic: _prepare(kind, by, topic_id=topics[one.topic], now=begins - CALLED)
        for one in raised
        if one.draft
    }
    events.open_door(actor=by, event_id=made, now=begins - DOOR)
    for one in held.seats_there(held.meeting(made), with_names=True):
        events.check_in(
            actor=by,
            event_id=made,
            how=CheckInWay.LIST,
            role=ROLES[one.seat.role],
            given=GivenPerson(name=one.seat.name, key=held.seat_key(one.seat.id)),
            now=begins - timedelta(minutes=5),
        )
    services.begin_meeting(actor=by, meeting_id=made, now=begins)
    for number, item in enumerate((*raised, *written), start=1):
        if item.draft:
            _decide(made, number, item, by, at=begins + timedelta(minutes=12 * number))
    if told.ago:
        over = begins + LASTS - timedelta(minutes=5)
        services.end_meeting(actor=by, meeting_id=made, remarks=told.remarks, listeners=4, now=over)
        services.confirm_minutes(actor=by, meeting_id=made, now=over + timedelta(minutes=20))
        services.confirm_minutes(actor=actor(SECOND), meeting_id=made, now=over + timedelta(minutes=45))
        for course in filter(None, gone.values()):
            _step(kind, by, course, ProcedureAct.DECIDE, now=over + timedelta(hours=1), meeting_id=made)
            _step(kind, by, course, ProcedureAct.PUBLISH_DECISION, now=over + timedelta(hours=1))


def _prepare(kind: Meeting, by: Actor, *, now: datetime, **about: int) -> int | None:
    """Where the rules have a procedure, the steps that come before the decision; return its course."""
    if not kind.procedure:
        return None
    course = services.begin_course(actor=by, now=now, **about)
    for step in kind.before_decision:
        _step(kind, by, course, step.act, now=now)
    return course


def _step(kind: Meeting, by: Actor, course: int, act: ProcedureAct, *, now: datetime, **more: int) -> None:
    number, step = next((n, one) for n, one in enumerate(kind.procedure, start=1) if one.act is act)
    said: dict[str, Any] = {"due": 30, "present": 26, "agreed": 23} if step.rule else {}
    if act in PUBLISHING:
        said |= {"posted_until": day(now) + timedelta(days=POSTED_DAYS - 1), "place": "公开栏"}
    entry = StepEntry(held_on=day(now), **said)
    services.take_step(actor=by, course_id=course, number=number, entry=entry, now=now, **more)


def _decide(meeting: int, number: int, item: PlayedItem, by: Actor, *, at: datetime) -> None:
    said: dict[str, Any] = {"actor": by, "meeting_id": meeting, "number": number}
    services.draft(text=item.draft, now=at - timedelta(minutes=6), **said)
    if item.hands is None:
        services.settle(outcome=ItemState.AGREED, now=at, **said)
        return
    services.put_to_vote(now=at - timedelta(minutes=2), **said)
    yes, no, abstain = item.hands
    services.decide(yes=yes, no=no, abstain=abstain, now=at, **said)


def _refer(setting: Setting, council: int, told: PlayedReferral, by: Actor, *, now: datetime) -> None:
    """A matter that was told at the counter; what is resolved on it goes to its unit at once."""
    at = now - timedelta(days=told.days)
    filed = matters_services.file(
        actor=by, text=told.text, place=told.place, area_code=told.area, channel="visit", now=at
    )
    matter = matters.matter_by_receipt(by, filed.receipt, at).id
    matters_services.suggest(actor=SUGGESTER, matter_ids=[matter], now=at + timedelta(minutes=1))
    referral = services.refer(
        actor=by, matter_id=matter, council_id=council, planned_on=day(at), now=at + timedelta(hours=1)
    )
    for step, reason in enumerate(told.sent_up, start=1):
        referral = services.send_up(
            actor=by if step == 1 else actor(SECOND),
            referral_id=referral,
            planned_on=day(now) + timedelta(days=5),
            reason=reason,
            now=at + timedelta(hours=10 * step),
        )
    if told.resolved:
        kind = queries.council(council, pack=store.in_force(day(now))).meeting
        assert kind, "the council was set up by these rules"
        course = _prepare(kind, by, referral_id=referral, now=at + timedelta(hours=8))
        if course:
            _step(kind, by, course, ProcedureAct.DECIDE, now=at + timedelta(hours=11))
        later = at + timedelta(hours=12)
        services.pass_resolution(
            actor=by,
            referral_id=referral,
            text=told.resolved,
            ground="到会的人一致同意",
            responsible=told.responsible,
            due_on=day(now) + timedelta(days=told.due),
            project=told.project.new if told.project else None,
            now=later,
        )
    if told.item:
        short = told.area.removeprefix(setting.area)
        matters_services.assign(
            actor=actor(setting.triager(short)),
            matter_id=matter,
            class_code=store.in_force(day(now)).items[told.item].class_code,
            item_code=told.item,
            now=at + timedelta(hours=13),
        )
    if told.project:
        works.carry_out(told.project, matter, at=at + timedelta(hours=14), now=now)


def _vote(told: PlayedVote, *, now: datetime) -> None:
    """A roll from a file is posted; once its days are over the vote opens on paper, typed in by two."""
    by = actor(told.by)
    roll = _posted(told, by, at=now - (POSTED if told.title else timedelta(days=1)))
    if told.title:
        vote = _opened(told, by, roll, now=now)
        _typed(told, by, vote, now=now)
        if told.is_over:
            ballots.close_and_count(actor=by, vote_id=vote, now=now - ENDED + timedelta(hours=1))


def _posted(told: PlayedVote, by: Actor, *, at: datetime) -> int:
    lines = ["房号,业主,面积", *(",".join(one) for one in told.owners)]
    _taken, roll = ballots.import_roll(
        actor=by,
        kind=RollKind.OWNERS,
        title=told.roll,
        area_path=places.path_of(told.area),
        estate=told.estate,
        file=io.BytesIO("\n".join(lines).encode()),
        commit=True,
        now=at,
    )
    assert roll, told.roll
    ballots.post_roll(
        actor=by,
        roll_id=roll,
        text="请各位业主核对房号和面积；有不对的，异议期内到社区或者在网上提出。",
        now=at + timedelta(hours=1),
    )
    return roll


def _opened(told: PlayedVote, by: Actor, roll: int, *, now: datetime) -> int:
    return ballots.open_vote(
        actor=by,
        subject_kind="roll",
        subject_key=str(roll),
        rule=told.rule,
        roll=roll,
        motions=[told.motion],
        how=NewVote(
            title=told.title,
            standing=VoteStanding.STATUTORY,
            ways=(BallotWay.PAPER, BallotWay.PROXY),
            stations=("小区门卫室",),
            closes_at=now - ENDED if told.is_over else now + timedelta(days=6),
        ),
        now=now - OPENED,
    )


def _typed(told: PlayedVote, by: Actor, vote: int, *, now: datetime) -> None:
    names = list(dict.fromkeys(owner for _unit, owner, _area in told.owners))
    text = "\n".join(f"{name} {sign}" for name, sign in zip(names, told.said, strict=True) if sign != "-")
    for number, who in enumerate((by, actor(SECOND))):
        ballots.enter(
            actor=who,
            vote_id=vote,
            station=1,
            sheet=1,
            text=text,
            now=now - OPENED + timedelta(days=5, hours=number),
        )
