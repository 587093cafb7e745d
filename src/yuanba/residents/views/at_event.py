"""Prepares the filing of what somebody says at an event: where it takes place, and how it came in."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.events import queries as events
from yuanba.packs import store
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now

PARTS = ("town", "area", "grid")


def prefilled(request: DistrictRequest, own: Mapping[str, str]) -> Mapping[str, str]:
    """Return the first values of the filing form where ``?event=`` names an event: place and channel.

    Staff whose own place lies within that of the event file for their own.
    """
    typed = request.GET.get("event", "")
    # ascii: other digits are none of an address; eighteen fit into the column
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 18):
        return own
    try:
        row = events.event(int(typed))
    except events.EventNotFound:
        return own
    codes = row.area_path.strip("/").split("/")[1:4]
    found = dict(own)
    if [own.get(part, "") for part in PARTS[: len(codes)]] != codes:
        found = dict.fromkeys(PARTS, "") | dict(zip(PARTS, codes, strict=False))
    if request.actor.kind is ActorKind.STAFF:
        channels = store.in_force(day(now())).channels
        found["channel"] = next((code for code, one in channels.items() if one.is_face_to_face), "")
    return found
