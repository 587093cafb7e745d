"""Reads which ratings are posted (评价结果公示), and the notices that say them."""

from __future__ import annotations

from datetime import datetime

from yuanba.evaluation.models import Invitation
from yuanba.evaluation.queries import as_rated
from yuanba.journal.services import Subject
from yuanba.matters.queries import MatterRow
from yuanba.notices import queries as notices
from yuanba.notices.queries import NoticeRow, NoticeState
from yuanba.packs import store
from yuanba.rules.evaluation import GivenRating

RATINGS_KIND = "ratings"


def ratings_subject(matter_id: int) -> Subject:
    """Return the subject of the notices that say how a matter was rated; its key is the matter's number."""
    return Subject(kind=RATINGS_KIND, key=str(matter_id))


def posts_ratings(row: MatterRow) -> bool:
    """Return whether the rules of the matter's class have its ratings posted, in numbers."""
    matter_class = store.pack_of(row.pack_digest).classes.get(row.class_code)
    return bool(matter_class and matter_class.notice and matter_class.notice.posts_ratings)


def rated_until(matter_id: int, ended_at: datetime) -> dict[str, list[GivenRating]]:
    """Return the ratings of the round that ended at this moment, by group; one without a rating is empty."""
    found = Invitation.objects.filter(matter_id=matter_id, over_at=ended_at).select_related("rating")
    rated: dict[str, list[GivenRating]] = {}
    for one in found.order_by("-is_party", "group_code", "id"):
        rated.setdefault(one.group_code, []).append(as_rated(one))
    return rated


def posted_ratings(matter_id: int) -> NoticeRow | None:
    """Return the newest notice of how a matter was rated, up or over; None where none stands."""
    subject = ratings_subject(matter_id)
    found = notices.of_subject(subject.kind, subject.key)
    return next((one for one in found if one.state is not NoticeState.WITHDRAWN), None)
