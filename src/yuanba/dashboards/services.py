"""Services of a leader's week: have it sent on Mondays, and send it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction

from yuanba.dashboards.queries import scopes
from yuanba.dashboards.queries import week as weeks
from yuanba.districts.services import isolating
from yuanba.journal import queries as journal_queries
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import queries as messages
from yuanba.messages import services as messaging
from yuanba.messages.services import MessageChannel
from yuanba.people import queries as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.dashboards.verbs import WeekVerb
from yuanba.rules.time.period import ONE_WEEK, Period, week_of
from yuanba.web.templatetags.figures import amount

#: The kind of subject under which messages know who has the week sent; its key is the account.
WEEK = "week"


@transaction.atomic
def subscribe(*, actor: Actor, now: datetime) -> None:
    """Have the last week's figures of one's own area sent on Mondays; they come to one's inbox."""
    own = scopes.scopes(actor, now)

    access.require(actor, WeekVerb.SUBSCRIBE, scopes.facts_of(own[0]) if own else access.Facts(), now)

    messaging.add_contact(
        kind=WEEK,
        key=actor.key,
        channel=MessageChannel.INBOX,
        address=actor.key,
        owner=actor.key,
        at=now,
    )

    journal.record(Act(actor, WeekVerb.SUBSCRIBE, now), Subject(kind=WEEK, key=actor.key))


@transaction.atomic
def unsubscribe(*, actor: Actor, now: datetime) -> None:
    """Have the week sent no more."""
    access.require(actor, WeekVerb.UNSUBSCRIBE, access.Facts(owner_key=actor.key), now)

    messaging.part_from(kind=WEEK, key=actor.key, owner=actor.key)

    journal.record(Act(actor, WeekVerb.UNSUBSCRIBE, now), Subject(kind=WEEK, key=actor.key))


def send(*, actor: Actor, on: date, now: datetime) -> int:
    """Send the week before the one with this day to each leader who wants it; return how many were told.

    Once for each of them and week, however often it runs. Whoever leads nothing any more is passed over, and
    one whose figures cannot be read is set aside.
    """
    access.require(actor, WeekVerb.SEND, access.Facts(), now)

    week = week_of(on - ONE_WEEK)
    attempts = isolating.Attempts("dashboards.week")
    return sum(
        attempts.run(partial(_send_to, actor, key, week, now), key=key) or False
        for key in messages.followed(WEEK)
    )


@transaction.atomic
def _send_to(actor: Actor, key: str, week: Period, now: datetime) -> bool:
    is_wanted = messaging.hold(kind=WEEK, key=key)
    last = journal_queries.last(WEEK, key, verbs=[WeekVerb.SEND])
    was_sent = last is not None and last.told.text("week") == week.from_on.isoformat()
    leader = people.actor(key)
    own = scopes.scopes(leader, now) if leader else []
    if not is_wanted or was_sent or leader is None or not own:
        return False

    figures = _told(weeks.report(leader, week, own[0], now))

    journal.record(
        Act(actor, WeekVerb.SEND, now),
        Subject(kind=WEEK, key=key),
        outcome={"week": week.from_on.isoformat(), "figures": figures},
    )
    return True


def _told(report: weeks.WeekReport) -> Json:
    """What the message says: numbers and a share; its words are in the reader's language."""
    told = {one.metric.code.partition(".")[2]: amount(one.now, one.metric.measure) for one in report.heads}
    first, last = report.week.from_on, report.week.until_on
    return {
        **{name: told[name] for name in ("came_in", "closed", "in_time", "late")},
        "days": f"{first.month}.{first.day}-{last.month}.{last.day}",
        "area": report.scope.label,
    }
