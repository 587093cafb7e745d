"""Reacts to journal entries: posts a notice after a check, invites raters after it, starts rework.

The matters know neither notices nor judging; this reader and the job beside it stand between them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from yuanba.districts.services import isolating
from yuanba.evaluation import queries
from yuanba.evaluation.queries import posted
from yuanba.evaluation.services.inviting import end_round
from yuanba.evaluation.services.judging import reason_of, settle
from yuanba.evaluation.services.missing import call_bench
from yuanba.evaluation.services.posting import CLERK, post_ratings, withdraw
from yuanba.journal import queries as journal_queries
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries import MatterRow
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.services.posting import NoticeNotOver, NotUp
from yuanba.packs import store
from yuanba.rules.core.state import JUDGED, State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.web import sentences

READER = "evaluation"
#: After these nobody judges any more.
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
        elif entry.told.text("subject_kind") in (matters.STORY_KIND, posted.RATINGS_KIND):
            _follow_answer(entry)


def _follow_matter(entry: Recorded) -> None:
    matter_id, state = int(entry.key), entry.told.text("state")
    if entry.verb in ENDS_ROUND or (entry.verb == MatterVerb.CHECK and state == State.ASSIGNED):
        end_round(matter_id=matter_id, at=entry.at, asked_until=entry.at)
        if entry.verb != MatterVerb.CLOSE:  # the result is no longer what was posted
            withdraw(matters.subject(matter_id), at=entry.at)
        if entry.verb == MatterVerb.UNDO_CLOSE:
            withdraw(posted.ratings_subject(matter_id), at=entry.at)
        else:
            post_ratings(matter_id=matter_id, now=entry.at)
    elif entry.verb in (MatterVerb.CHECK, MatterVerb.PUBLISH):
        post(matter_id=matter_id, now=entry.at)
    if entry.verb in (MatterVerb.CHECK, MatterVerb.INVITE) and state == State.EVALUATING:
        call_bench(matter_id=matter_id, now=entry.at)
        settle(matter_id=matter_id, now=entry.at, are_asked=True)


@transaction.atomic
def post(*, matter_id: int, now: datetime) -> int | None:
    """Post the notice of a checked result; return its id, or None if it is already posted or not ready.

    A public result hangs with the title and summary that staff wrote, and is judged afterwards. Of a
    private one hangs what kind of matter it was, no name and nobody's words, while it is judged.
    """
    row = matters.held(matter_id)
    words = _notice_words(row)
    if words is None:
        return None
    subject = matters.subject(matter_id)
    if notices.subjects_up(subject.kind, [subject.key]):
        return None
    return notices_services.post(
        actor=CLERK,
        subject_kind=subject.kind,
        subject_key=subject.key,
        title=words[0],
        text=words[1],
        area_path=row.area_path,
        class_code=row.class_code,
        pack_digest=row.pack_digest,
        barred_keys=matters.past_of(matter_id).handlers,
        now=now,
    )


def _notice_words(row: MatterRow) -> tuple[str, str] | None:
    """The title and text of the notice of a result; None where none is posted, or not yet."""
    pack = store.pack_of(row.pack_digest)
    matter_class = pack.classes.get(row.class_code)
    if matter_class is None or matter_class.notice is None:
        return None
    if matter_class.is_public:
        is_ready = row.state is State.NOTICED and row.published_at is not None
        return (row.title, row.summary) if is_ready else None
    if row.state not in (State.EVALUATING, State.CLOSED):
        return None
    item = pack.items.get(row.item_code)
    with translation.override(settings.LANGUAGE_CODE):
        kind = sentences.words(item.title if item else matter_class.title)
        title = gettext("%(kind)s: done") % {"kind": kind}
        text = gettext(
            "One matter of this kind has been dealt with, and somebody who had no part in it has checked the "
            "result. Names, addresses and what happened are not made public."
        )
    return title, text


@transaction.atomic
def _take_down(notice_id: int, now: datetime) -> int:
    notice = notices.notice(notice_id)
    row = matters.held(int(notice.subject_key)) if notice.subject_kind == matters.STORY_KIND else None
    notices_services.end(actor=CLERK, notice_id=notice_id, now=now)
    if row is None or row.state is not State.NOTICED:
        return 0
    matters_services.invite(actor=CLERK, matter_id=row.id, now=now)
    return 1


def _follow_answer(entry: Recorded) -> None:
    """Where the objection was right, the result goes back; else what waited for the answer may close."""
    matter_id = entry.told.number("subject_key")
    if matter_id is None:
        return
    if entry.told.text("ruling") == notices.Ruling.UPHELD:
        _send_back(matter_id, entry)
    else:
        settle(matter_id=matter_id, now=entry.at)


def _send_back(matter_id: int, entry: Recorded) -> None:
    """Who objected was right: the result goes back, in the words of the answer."""
    state = matters.held(matter_id).state
    if state not in (*JUDGED, State.CLOSED):
        return
    told = next(one for one in journal_queries.story(entry.kind, entry.key) if one.id == entry.id)
    reason = told.words or reason_of(matter_id)  # the words may have been erased since
    back = matters_services.undo_close if state is State.CLOSED else matters_services.reopen
    back(actor=CLERK, matter_id=matter_id, reason=reason, now=entry.at)
