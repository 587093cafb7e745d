"""What "my data" puts together itself: reports with their ratings, requests, looks; and how they go."""

from __future__ import annotations

from typing import Any

from yuanba.evaluation.kept import said_data
from yuanba.evaluation.queries.posted import RATINGS_KIND
from yuanba.journal.queries import looks
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries.attachments import names_known
from yuanba.matters.queries.story import looks_at
from yuanba.messages.queries.keeping import old_contacts
from yuanba.messages.services.erasing import erase_old_contacts
from yuanba.notices.services import erasing as notices
from yuanba.privacy.queries import HELP, PERSON, requests
from yuanba.privacy.queries.reports import KeptMatter, reports, said_elsewhere
from yuanba.privacy.queries.requests import OwnRequest
from yuanba.privacy.services import erasing
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, HeldQuery, Part, Retained, iso


def _matter(one: KeptMatter) -> dict[str, Any]:
    row = one.original.row
    return {
        "receipt": row.receipt,
        "state": row.state,
        "class": row.class_code,
        "item": row.item_code,
        "unit": row.unit,
        "area": row.area_code,
        "channel": row.channel,
        "said_at": iso(row.said_at),
        "filed_at": iso(row.filed_at),
        "ended_at": iso(row.ended_at),
        "erased_at": iso(one.original.emptied_at),
        "text": one.original.text,
        "place": one.original.place,
        "name": one.original.name,
        "who_may_know": row.naming,
        "public_title": row.title,
        "public_summary": row.summary,
        "suggestion_of_the_machine": row.suggestion,
        "steps": [
            {"verb": step.verb, "at": iso(step.at), "by_you": step.is_own, "words": step.words}
            for step in one.steps
        ],
        "ratings": [said_data(word) for word in one.said],
        "attachments": [
            {"content_type": enclosed.content_type, "added_at": iso(enclosed.at)} for enclosed in one.enclosed
        ],
    }


def _request(one: OwnRequest) -> dict[str, Any]:
    return {
        "kind": one.row.kind,
        "at": iso(one.row.at),
        "words": one.words,
        "answered_at": iso(one.row.answered_at),
        "outcome": one.row.outcome,
        "answer": one.answer,
    }


def _looks(asked: HeldQuery) -> Any:
    return tuple(looks_at([one.original.row.id for one in asked.found["matters"]], asked.now))


def _look_data(found: Any) -> Any:
    return [
        {
            "receipt": one.receipt,
            "at": iso(one.at),
            "who": one.who,
            "what": one.part,
            "why": one.why.zh if one.why else "",
            "words": one.words,
        }
        for one in found
    ]


def _helped(asked: HeldQuery) -> Any:
    """What staff at a counter did for this person."""
    return tuple(one for one in looks.done_to(PERSON, [asked.key], HELP) if one.told.flag("for_owner"))


def _empty_matters(asked: HeldQuery) -> int:
    """Empty every matter of this person, and the notices about it; says how many matters."""
    found = asked.found["originals"]
    for one in found:
        matters_services.empty(matter_id=one.row.id, by=asked.by, now=asked.now)
        for kind in (matters.STORY_KIND, RATINGS_KIND):
            notices.empty_notices(
                kind=kind, key=str(one.row.id), known=names_known, by=asked.by, now=asked.now
            )
    return len(found)


PARTS = (
    Part(
        name="matters",
        order=40,
        held=reports,
        data=lambda found: [_matter(one) for one in found],
        has_words=lambda found: any(one.original.emptied_at is None for one in found),
    ),
    Part(
        name="said_elsewhere",
        order=80,
        held=said_elsewhere,
        data=lambda found: [said_data(one) for one in found],
        field="ratings_elsewhere",
        has_words=lambda found: any(one.words for one in found),
    ),
    Part(
        name="requests",
        order=100,
        held=lambda asked: tuple(requests.own([asked.key], asked.now)),
        data=lambda found: [_request(one) for one in found],
        has_words=lambda found: any(one.words for one in found),
    ),
    Part(name="looks", order=110, held=_looks, data=_look_data),
    Part(name="helped", order=120, held=_helped),
)
ERASERS = (
    Eraser(name="matters", order=20, erase=_empty_matters),
    Eraser(
        name="requests",
        order=40,
        erase=lambda asked: erasing.erase_requests(key=asked.key, by=asked.by, now=asked.now),
    ),
)
RETAINED = (
    Retained(
        kind=Kept.REQUESTS,
        owner="privacy",
        count=lambda before: requests.to_empty(before).count(),
        empty=lambda before, now: erasing.empty_old_requests(before=before, now=now),
    ),
    Retained(
        kind=Kept.CONTACTS,
        owner="privacy",
        count=lambda before: old_contacts(requests.KIND, before, requests.answered_ids),
        empty=lambda before, now: erase_old_contacts(
            kind=requests.KIND, ended=requests.answered_ids, before=before
        ),
    ),
)
