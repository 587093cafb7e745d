"""Tells accounts whether they have the chair of a council or write its minutes."""

from __future__ import annotations

from collections.abc import Iterable

from yuanba.deliberation.models import CouncilSeat
from yuanba.people import services as people
from yuanba.rules.deliberation.councils import RUNNING


def note_chairs(holders: Iterable[str]) -> None:
    """Let these holders' accounts know whether they still run a council: menus and pages ask it of them."""
    keys = set(holders)
    running = CouncilSeat.objects.filter(
        holder__in=keys, until_on=None, role__in=[str(one) for one in RUNNING]
    )
    people.note_chairs(of=keys, having=set(running.values_list("holder", flat=True)))
