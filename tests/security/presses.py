"""Pressing one button fifty times at once; everyday notices and revisions of the rules pressed so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import connection

from tests import cast, make
from tests.opinions import talk
from tests.revisions import drafts
from tests.security.crowd import PRESSES, Crowd
from yuanba.deliberation import queries as councils
from yuanba.deliberation import services as deliberation
from yuanba.deliberation.queries import resolutions
from yuanba.notices import services
from yuanba.notices.queries import bulletins
from yuanba.opinions import queries as opinion_queries
from yuanba.opinions import services as opinions
from yuanba.opinions.queries import statements
from yuanba.packs import store
from yuanba.revisions import queries as revision_queries
from yuanba.revisions import services as revisions
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.verbs import CouncilVerb, ResolutionVerb, TopicVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.time.calendar import day


def entries(verb: str) -> int:
    """How many entries of this verb the journal has."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from journal_entry where verb = %s", [verb])
        return int(cursor.fetchone()[0])


def once(came: Crowd, verb: str, call: Callable[[int], object]) -> None:
    """Pressed fifty times, done once: one entry in the journal, and 49 who are told why not."""
    before = entries(verb)
    answers = came.press(call)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert entries(verb) - before == 1, verb
    assert len(refused) == PRESSES - 1, (verb, [repr(answer) for answer in answers[:4]])


def press_bulletins(came: Crowd, clerk: Actor, now: datetime) -> None:
    """An everyday notice is published once, and taken back once."""
    cut = make.a_water_cut(actor=clerk, now=now)
    once(came, NoticeVerb.ANNOUNCE, lambda _: services.announce(**cut))
    (made,) = bulletins.bulletins_everywhere(now)
    once(came, NoticeVerb.RETRACT, lambda _: services.retract(actor=clerk, bulletin_id=made.id, now=now))


def press_topics(came: Crowd, secretary: Actor, council_id: int, now: datetime) -> None:
    """A topic goes its way once, and one neighbour seconds it once however often they press."""
    li, wang = make.actor("li"), make.actor("wang")

    def proposed() -> int:
        return deliberation.propose(actor=li, council_id=council_id, words="晾衣杆坏了", now=now)

    one, other, third = proposed(), proposed(), proposed()
    told = {"title": "修晾衣杆", "summary": "楼前晾衣杆坏了。"}
    once(
        came,
        TopicVerb.PUBLISH,
        lambda _: deliberation.publish(actor=secretary, topic_id=one, now=now, **told),
    )
    deliberation.publish(actor=secretary, topic_id=other, now=now, **told)
    once(came, TopicVerb.SUPPORT, lambda _: deliberation.support(actor=wang, topic_id=one, now=now))
    once(
        came,
        TopicVerb.SCHEDULE,
        lambda _: deliberation.schedule(actor=secretary, topic_id=one, reason="大家关心", now=now),
    )
    once(
        came,
        TopicVerb.MERGE,
        lambda _: deliberation.merge_topics(actor=secretary, topic_id=other, into_id=one, now=now),
    )
    once(
        came,
        TopicVerb.DECLINE,
        lambda _: deliberation.decline(actor=secretary, topic_id=third, reason="已修好", now=now),
    )


def press_councils(came: Crowd, secretary: Actor, area: str, now: datetime) -> None:
    """A council is set up once, and dissolved once; a seat is filled once, and ends once."""
    once(
        came,
        CouncilVerb.SET_UP,
        lambda _: deliberation.set_up(actor=secretary, kind="community", area_code=area, now=now),
    )
    (made,) = councils.councils_near("", pack=store.in_force(day(now)), kind="community")
    once(
        came,
        CouncilVerb.SEAT,
        lambda _: deliberation.seat(
            actor=secretary, council_id=made.id, role=SeatRole.SECRETARY, name="郑", now=now
        ),
    )
    press_topics(came, secretary, made.id, now)
    press_resolutions(came, secretary, made.id, now)
    (seat,) = councils.seats(made.id, day(now))
    once(came, CouncilVerb.UNSEAT, lambda _: deliberation.unseat(actor=secretary, seat_id=seat.id, now=now))
    once(
        came,
        CouncilVerb.DISSOLVE,
        lambda _: deliberation.dissolve(actor=secretary, council_id=made.id, reason="试设", now=now),
    )


def press_resolutions(came: Crowd, secretary: Actor, council: int, now: datetime) -> None:
    """A matter comes before a council once, and is resolved on or sent up once."""
    leader = make.staff("presser", "subdistrict_secretary", area=cast.JIJIANG, now=now)
    deliberation.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=now)
    said = {"text": "加装路灯", "ground": "一致同意", "responsible": "规划办", "due_on": day(now)}
    ends = (
        (ResolutionVerb.ADOPT, partial(deliberation.pass_resolution, **said)),
        (ResolutionVerb.SEND_UP, partial(deliberation.send_up, reason="定不了", planned_on=day(now))),
    )
    for verb, end in ends:
        matter = make.a_matter(now=now).id
        refer = partial(deliberation.refer, matter_id=matter, council_id=council, planned_on=day(now))
        once(came, ResolutionVerb.REFER, lambda _, do=refer: do(actor=secretary, now=now))
        (row,) = resolutions.referrals_of(matter, pack=store.in_force(day(now)))
        once(came, verb, lambda _, do=end, key=row.id: do(actor=secretary, referral_id=key, now=now))


def press_talk(came: Crowd, now: datetime) -> None:
    """A question is asked once; a statement comes once, and is shown or not once; there is one end."""
    he = talk.asker(now)
    question = talk.a_question(actor=he, now=now)
    once(came, OpinionVerb.OPEN, lambda _: opinions.open_consultation(**question))
    (asked,) = (one.id for one in opinion_queries.running(now))
    for words in ("先划消防车位", "先问一楼"):
        add = partial(opinions.add, actor=talk.somebody(1), consultation_id=asked, words=words, now=now)
        once(came, OpinionVerb.ADD, lambda _, add=add: add())
    first, second = (one.id for one in statements.waiting(asked))
    once(came, OpinionVerb.ACCEPT, lambda _: opinions.accept(actor=he, statement_id=first, now=now))
    once(
        came,
        OpinionVerb.REJECT,
        lambda _: opinions.reject(actor=he, statement_id=second, reason="已有", now=now),
    )
    once(came, OpinionVerb.CLOSE, lambda _: opinions.close(actor=he, consultation_id=asked, now=now))


def press_rules(came: Crowd, chen: Actor, sun: Actor, now: datetime) -> None:
    """A revision of the rules goes its way once: begun, submitted, sent back, released, taken back."""
    on = day(now) + timedelta(days=9)
    once(came, RevisionVerb.DRAFT, lambda _: revisions.draft(actor=chen, on=on, now=now))
    under_way = revision_queries.open_revision()
    assert under_way
    made = under_way.id
    drafts.change(chen, made, now)

    def submit(_: int) -> None:
        revisions.submit(actor=chen, revision_id=made, on=on, reason="提速", now=now)

    once(came, RevisionVerb.SUBMIT, submit)
    once(
        came,
        RevisionVerb.SEND_BACK,
        lambda _: revisions.send_back(actor=sun, revision_id=made, reason="再核一遍", now=now),
    )
    submit(0)
    seen = drafts.cases_otherwise(made)
    once(
        came,
        RevisionVerb.RELEASE,
        lambda _: revisions.release(actor=sun, revision_id=made, seen=seen, now=now),
    )
    once(
        came,
        RevisionVerb.WITHDRAW,
        lambda _: revisions.withdraw(actor=chen, revision_id=made, reason="先不改", now=now),
    )
