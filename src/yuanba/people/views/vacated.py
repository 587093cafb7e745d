"""Says which post nobody holds any more after somebody's term or account ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yuanba.packs import store
from yuanba.people.queries import PositionRow, vacancies
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now


def told(positions: Iterable[PositionRow], *, from_on: date) -> str | None:
    """Return what to do about the first of these positions that nobody holds from a day on, or None."""
    pack = store.in_force(on=day(now()))
    for one in positions:
        vacant = vacancies.vacancies(one.area_path, pack, on=from_on) if one.unit else []
        if any((post.unit, post.kind) == (one.unit, one.kind) for post in vacant):
            return _(
                "Recorded. From %(day)s on nobody holds %(title)s at %(unit)s: assign somebody under “Vacant "
                "posts”."
            ) % {"day": date_format(from_on), "title": one.title, "unit": one.unit_name}
    return None
