"""Finds earlier matters that resemble a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.db.models.expressions import RawSQL

from yuanba.districts import queries as districts
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.queries.rows import MatterRow
from yuanba.packs import store
from yuanba.reading import bigrams, likeness
from yuanba.reading.likeness import Like, Rarity
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day

#: The newest texts of a district stand for all when we ask how rare a pair of characters is.
SAMPLE = 2_000
#: The sample is taken anew after so many more matters at the latest.
REFRESH = 500
CANDIDATES = 120
RECENT = timedelta(days=180)
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeRow:
    """An earlier matter that resembles a new one, with the words and the area that the two share."""

    matter: MatterRow
    like: Like
    is_same_area: bool


def like(actor: Actor, row: MatterRow, now: datetime, *, limit: int = SHOWN) -> list[LikeRow]:
    """Return the recent matters nearby that resemble this one most and that the actor may read."""
    found = Matter.objects.exclude(pk=row.id).exclude(state=State.WITHDRAWN)
    found = found.filter(queries.reach(actor, MatterVerb.READ, now), filed_at__lte=max(now, row.filed_at))
    text = f"{row.text}\n{row.place}"
    return _like(found, text, row.area_path, row.said_at, limit=limit)


def like_text(actor: Actor, text: str, now: datetime, *, area_path: str, limit: int = SHOWN) -> list[LikeRow]:
    """Return the recent matters nearby that resemble a text not filed yet and that the actor may read."""
    found = Matter.objects.filter(queries.reach(actor, MatterVerb.READ, now)).exclude(state=State.WITHDRAWN)
    return _like(found, text, area_path, now, limit=limit)


def _like(found: Any, text: str, area_path: str, at: datetime, *, limit: int) -> list[LikeRow]:
    rarity = _rarity()
    asked = bigrams.any_of(likeness.sought(text, rarity))
    if not asked:
        return []
    near = Q(said_at__gte=at - RECENT, said_at__lte=at + RECENT)
    if subdistrict := queries.subdistrict_of(area_path):
        # what nobody placed may lie here too
        near &= Q(subdistrict_code=subdistrict) | Q(subdistrict_code="")
    shared = RawSQL("ts_rank(words, %s::tsquery)", [asked])
    candidates = list(found.filter(near, words__holds=asked).order_by(shared.desc(), "-id")[:CANDIDATES])
    texts = [f"{one.text}\n{one.place}" for one in candidates]
    vocabulary = likeness.vocabulary_of(store.in_force(day(at)))
    return [
        LikeRow(
            matter=queries.row_of(candidates[one.index]),
            like=one,
            is_same_area=bool(area_path.strip("/").count("/") >= 2)
            and candidates[one.index].area_path == area_path,
        )
        for one in likeness.like(text, texts, rarity, vocabulary=vocabulary, limit=limit)
    ]


_rarities: dict[str, tuple[int, Rarity]] = {}


def _rarity() -> Rarity:
    """How rare pairs of characters are in this district; counted anew once it has grown by a tenth."""
    newest: int = Matter.objects.aggregate(newest=Max("id"))["newest"] or 0
    here = districts.current()
    code = here.code if here else ""
    counted, known = _rarities.get(code, (0, None))
    if known is None or newest - counted > min(counted // 10, REFRESH):
        rows = Matter.objects.order_by("-id").values_list("text", "place")[:SAMPLE]
        known = Rarity.of(f"{text}\n{place}" for text, place in rows)
        _rarities[code] = newest, known
    return known


def readable(actor: Actor, ids: Iterable[int], now: datetime) -> list[MatterRow]:
    """Return, of the matters with these ids, the recent ones that the actor may read."""
    rows = Matter.objects.filter(
        queries.reach(actor, MatterVerb.READ, now), pk__in=set(ids), said_at__gte=now - RECENT
    )
    return [queries.row_of(matter) for matter in rows]
