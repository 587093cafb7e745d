"""Reacts to journal entries: posts a notice after a check, invites raters after it, starts rework.

The matters know neither notices nor judging; this reader and the job beside it stand between them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from yuanba.districts.services import isolating
from yuanba.evaluation import queries
from yuanba.evaluation.services.inviting import end_round
from yuanba.evaluation.services.judging import reason_of, settle
from yuanba.evaluation.services.missing import call_bench
from yuanba.journal import queries as journal_queries
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.services.posting import NoticeNotOver, NotUp
from yuanba.rules.core.actor import system
from yuanba.rules.core.state import JUDGED, State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.notices.verbs import NoticeVerb

READER = "evaluation"
CLERK = system("evaluation.journal")
#: After these the result is no longer what was posted and judged.
ENDS_ROUND = frozenset({MatterVerb.REOPEN, MatterVerb.CLOSE, MatterVerb.UNDO_CLOSE})
#: All that sets something going here.
MOVING = ENDS_ROUND | {MatterVerb.CHECK, MatterVerb.PUBLISH, MatterVerb.INVITE, NoticeVerb.ANSWER}


def read_journal() -> int:
    """React to new journal entries: post notices, invite raters, reopen matters; return the number read."""
    return journal.read(name=READER, take=_take, verbs=MOVING)


def round_off(*, now: datetime) -> int:
    """End notices and rating periods whose time is over; return how many matters changed their state.

    Whoever was appointed meanwhile is asked about the matters that lack somebody to judge them. A matter
    that somebody moves meanwhile is passed over; one that fails is set aside, and the others go on.
    """
    attempts, moved, last = isolating.Attempts("evaluation.round_off"), 0, 0
    while lacking := queries.vacant(now, after=last):
        for matter_id in lacking:
            last = matter_id
            attempts.run(partial(call_bench, matter_id=matter_id, now=now), key=f"bench {matter_id}")
    for notice_id in notices.over(now):
        moved += attempts.run(partial(_taken_down, notice_id, now), key=f"notice {notice_id}") or 0
    last = 0
    while found := matters.over_for_judging(now, after=last):
        for matter_id in found:
            last = matter_id
            moved += attempts.run(partial(_settled, matter_id, now), key=f"matter {matter_id}") or 0
    return moved


def _taken_down(notice_id: int, now: datetime) -> bool:
    with contextlib.suppress(NoticeNotOver, NotUp):  # somebody objected, or took it down, this moment
        return bool(_take_down(notice_id, now))
    return False


def _settled(matter_id: int, now: datetime) -> bool:
    return settle(matter_id=matter_id, now=now) is not Verdict.OPEN


def _take(entries: Sequence[Recorded]) -> None:
    for entry in entries:
        if entry.kind == matters.STORY_KIND:
            _follow_matter(entry)
        elif entry.verb == NoticeVerb.ANSWER and entry.told.text("ruling") == notices.Ruling.UPHELD:
            _send_back(entry)


def _follow_matter(entry: Recorded) -> None:
    matter_id, state = int(entry.key), entry.told.text("state")
    if entry.verb in ENDS_ROUND or (entry.verb == MatterVerb.CHECK and state == State.ASSIGNED):
        end_round(matter_id=matter_id, at=entry.at, asked_until=entry.at)
        _withdraw(matter_id, entry.at)
    elif entry.verb in (MatterVerb.CHECK, MatterVerb.PUBLISH):
        post(matter_id=matter_id, now=entry.at)
    if entry.verb in (MatterVerb.CHECK, MatterVerb.INVITE) and state == State.EVALUATING:
        call_bench(matter_id=matter_id, now=entry.at)
        settle(matter_id=matter_id, now=entry.at)


@transaction.atomic
def post(*, matter_id: int, now: datetime) -> int | None:
    """Post the notice of a checked result; return its id, or None if it is already posted or not ready."""
    row = matters.held(matter_id)
    if row.state is not State.NOTICED or row.published_at is None:
        return None
    subject = matters.subject(matter_id)
    if notices.subjects_up(subject.kind, [subject.key]):
        return None
    return notices_services.post(
        actor=CLERK,
        subject_kind=subject.kind,
        subject_key=subject.key,
        title=row.title,
        text=row.summary,
        area_path=row.area_path,
        class_code=row.class_code,
        pack_digest=row.pack_digest,
        barred_keys=matters.past_of(matter_id).handlers,
        now=now,
    )


def _withdraw(matter_id: int, at: datetime) -> None:
    """A notice of a result that no longer stands comes down."""
    subject = matters.subject(matter_id)
    for notice in notices.of_subject(subject.kind, subject.key):
        if notice.is_up and notice.posted_at <= at:
            with contextlib.suppress(NotUp):  # its time was over this moment
                notices_services.end(actor=CLERK, notice_id=notice.id, is_withdrawn=True, now=at)


@transaction.atomic
def _take_down(notice_id: int, now: datetime) -> int:
    notice = notices.notice(notice_id)
    row = matters.held(int(notice.subject_key)) if notice.subject_kind == matters.STORY_KIND else None
    notices_services.end(actor=CLERK, notice_id=notice_id, now=now)
    if row is None or row.state is not State.NOTICED:
        return 0
    matters_services.invite(actor=CLERK, matter_id=row.id, now=now)
    return 1


def _send_back(entry: Recorded) -> None:
    """Who objected was right: the result goes back, in the words of the answer."""
    matter_id = entry.told.number("subject_key")
    if entry.told.text("subject_kind") != matters.STORY_KIND or matter_id is None:
        return
    if matters.held(matter_id).state not in JUDGED:
        return
    told = next(one for one in journal_queries.story(entry.kind, entry.key) if one.id == entry.id)
    reason = told.words or reason_of(matter_id)  # the words may have been erased since
    matters_services.reopen(actor=CLERK, matter_id=matter_id, reason=reason, now=entry.at)
