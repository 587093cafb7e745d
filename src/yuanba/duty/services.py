"""Files what a grid worker sees on the way, and settles a small thing at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yuanba.matters import queries
from yuanba.matters.services.attachments import Enclosure
from yuanba.matters.services.filing import Filed, Once, UnknownFilingArea, file
from yuanba.matters.services.triage import settle
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.verbs import MatterVerb

CHANNEL = "patrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledOnTheSpot:
    """One small matter's settlement on the spot: the matter's class and item, and what was done."""

    class_code: str
    item_code: str = ""
    words: str


@transaction.atomic
def patrol(
    *,
    actor: Actor,
    text: str,
    area_code: str,
    place: str = "",
    settled: SettledOnTheSpot | None = None,
    enclosures: Sequence[Enclosure] = (),
    once: Once | None = None,
    now: datetime,
) -> Filed:
    """File a grid worker's note as a matter, settle it if ``settled`` is given, and return its receipt.

    The same ``once`` gives the same receipt again, and settles nothing twice.
    """
    area = places.area(area_code)
    if area is None:
        raise UnknownFilingArea(area=area_code)
    access.require(actor, MatterVerb.PATROL_NOTE, access.Facts(area_path=area.path), now)

    filed = file(
        actor=actor,
        text=text,
        place=place,
        area_code=area_code,
        channel=CHANNEL,
        enclosures=enclosures,
        once=once,
        now=now,
    )
    row = queries.matter_by_token(filed.token)
    if settled and not row.class_code:
        settle(
            actor=actor,
            matter_id=row.id,
            class_code=settled.class_code,
            item_code=settled.item_code,
            words=settled.words,
            now=now,
        )
    return filed
