"""Posts how a result was rated (评议结果), in numbers, where the rules of its class say so."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from yuanba.evaluation.queries import posted
from yuanba.evaluation.sentences import LEVELS
from yuanba.journal.services import Subject
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.services.posting import NotUp
from yuanba.packs import store
from yuanba.rules.core.actor import system
from yuanba.rules.evaluation import GivenRating, Satisfaction
from yuanba.rules.pack import Pack
from yuanba.web import sentences

CLERK = system("evaluation.journal")
#: A notice's title holds so many signs.
LONGEST_TITLE = 120


@transaction.atomic
def post_ratings(*, matter_id: int, now: datetime) -> int | None:
    """Post the ratings of the round that ended at this moment; return the notice's id, or None.

    Nothing is posted where the class does not say so or nobody gave a rating. A later round takes the place
    of an earlier one. Only numbers hang there: no name, and nobody's words.
    """
    row = matters.held(matter_id)
    if not posted.posts_ratings(row):
        return None
    rated = posted.rated_until(matter_id, now)
    if not any(one.is_given for ratings in rated.values() for one in ratings):
        return None
    subject = posted.ratings_subject(matter_id)
    withdraw(subject, at=now)
    title, text = _words(row, rated)
    return notices_services.post(
        actor=CLERK,
        subject_kind=subject.kind,
        subject_key=subject.key,
        title=title,
        text=text,
        area_path=row.area_path,
        class_code=row.class_code,
        pack_digest=row.pack_digest,
        barred_keys=matters.past_of(matter_id).handlers,
        now=now,
    )


def withdraw(subject: Subject, *, at: datetime) -> None:
    """Take down what hangs about a subject since before this moment: it no longer stands."""
    for notice in notices.of_subject(subject.kind, subject.key):
        if notice.is_up and notice.posted_at <= at:
            with contextlib.suppress(NotUp):  # its time was over this moment
                notices_services.end(actor=CLERK, notice_id=notice.id, is_withdrawn=True, now=at)


def _words(row: MatterRow, rated: dict[str, list[GivenRating]]) -> tuple[str, str]:
    """The title and the text of the notice; without a title for everyone it names the kind of matter."""
    pack = store.pack_of(row.pack_digest)
    item = pack.items.get(row.item_code)
    with translation.override(settings.LANGUAGE_CODE):
        kind = sentences.words(item.title if item else pack.classes[row.class_code].title)
        about = row.title if row.published_at else kind
        title = gettext("How it was rated: %(matter)s") % {"matter": about}
        lines = [_line(code, ratings, row, pack) for code, ratings in rated.items()]
        lines.append(gettext("Only numbers are posted: no names, and nobody's words."))
    return title[:LONGEST_TITLE], "\n".join(lines)


def _line(code: str, ratings: Sequence[GivenRating], row: MatterRow, pack: Pack) -> str:
    """What one group of raters said: 当事人：3人评价；解决了2人，没有解决1人；满意2人。"""
    title = pack.evaluators[code].title_in(row.area_path)
    return gettext("%(who)s: %(said)s") % {
        "who": sentences.words(title),
        "said": gettext("; ").join(_parts([one for one in ratings if one.is_given])),
    }


def _parts(given: Sequence[GivenRating]) -> Iterator[str]:
    yield gettext("%(number)s rated") % {"number": len(given)}
    solved = Counter(one.is_solved for one in given if one.is_solved is not None)
    if solved:
        yield _counted({gettext("Solved"): solved[True], gettext("Not solved"): solved[False]})
    levels = Counter(one.satisfaction for one in given if one.satisfaction is not None)
    if levels:
        yield _counted({str(LEVELS[level]): levels[level] for level in Satisfaction})


def _counted(numbers: Mapping[str, int]) -> str:
    parts = [
        gettext("%(what)s %(number)s") % {"what": what, "number": number}
        for what, number in numbers.items()
        if number
    ]
    return gettext(", ").join(parts)
