"""Where staff at a counter look for a resident by the whole number that they left."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.desk.search import hits_of
from yuanba.matters.queries import receipts
from yuanba.people import services as people
from yuanba.residents.views.counter import TRIES, TRIES_SECONDS
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people import phone
from yuanba.web.search import SearchHit, SearchQuery, SearchSource


def _left_with(asked: SearchQuery) -> list[SearchHit]:
    """What was filed with a mobile number; each look counts, as at the counter, found or not."""
    number = phone.mobile(asked.text)
    if not number:
        return []
    people.throttle(
        key=f"counter:{asked.actor.key}", limit=TRIES, window_seconds=TRIES_SECONDS, now=asked.now
    )
    return hits_of(receipts.by_phone(asked.actor, number, asked.now)[: asked.limit])


SOURCES = (
    SearchSource(
        key="phone",
        order=15,
        heading=_("Reported with this number"),
        icon="phone",
        verbs=(MessageVerb.TELL,),
        found=_left_with,
    ),
)
