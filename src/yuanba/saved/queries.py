"""Reads saved views: one's own, and those shared with one's unit or area."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Case, Q, When
from django.utils.translation import gettext

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.saved.verbs import ViewVerb
from yuanba.rules.time.calendar import day
from yuanba.saved.models import SavedView

#: So many views stand in the menu, and so many one person keeps.
SHOWN, MOST = 12, 50


class ViewNotFound(Refused):
    """Raised when a saved view does not exist, or is not one that the reader sees."""

    code: ClassVar[str] = "view.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """One saved view as its page and the menu show it."""

    id: int
    owner_key: str
    name: str
    table: str
    query: str
    unit: str
    area_path: str

    @property
    def is_shared(self) -> bool:
        """Return whether others see it too."""
        return bool(self.unit or self.area_path)


def subject(view_id: int) -> Subject:
    """Return the subject under which the journal records a saved view."""
    return Subject(kind="view", key=str(view_id))


def named(keys: Collection[str]) -> dict[str, str]:
    """Return what saved views are called in the journal, by their keys; one SQL statement."""
    found = SavedView.objects.filter(pk__in=keyed(keys)).values_list("pk", "name")
    return {str(pk): gettext("view “%(name)s”") % {"name": name} for pk, name in found}


def facts_of(view: SavedView | ViewRow) -> access.Facts:
    """Return the facts that the access rules need about a view: whose it is, and with whom it is shared."""
    return access.Facts(owner_key=view.owner_key, unit=view.unit, area_path=view.area_path)


def lock(view_id: int) -> SavedView:
    """Lock a saved view until the transaction ends and return it, or raise ViewNotFound."""
    found = SavedView.objects.select_for_update().filter(pk=view_id).first()
    if found is None:
        raise ViewNotFound
    return found


def number_of(owner_key: str) -> int:
    """Return how many views somebody keeps."""
    return SavedView.objects.filter(owner_key=owner_key).count()


def views_for(actor: Actor, now: datetime, *, limit: int = MOST) -> Sequence[ViewRow]:
    """Return the views that this actor sees, by name: first their own, then their units' and areas'."""
    held = [one for one in actor.holdings if one.holds_on(day(now))]
    units = {one.unit for one in held if one.unit}
    above = {path for one in held if one.area_path for path in places.prefixes(one.area_path)}
    mine = Q(owner_key=actor.key) | Q(unit__in=units) | Q(area_path__in=above)
    own_first = Case(When(owner_key=actor.key, then=0), default=1)
    return [_row(view) for view in SavedView.objects.filter(mine).order_by(own_first, "name", "id")[:limit]]


def may_remove(actor: Actor, view: ViewRow, now: datetime) -> bool:
    """Return whether this actor may remove a view."""
    return access.may(actor, ViewVerb.REMOVE, facts_of(view), now)


def shares_of(actor: Actor, now: datetime) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the units and the paths of the areas with which this actor may share a view."""
    held = [one for one in actor.holdings if one.holds_on(day(now)) and not one.estate]
    units = {one.unit for one in held if one.unit}
    paths = {one.area_path for one in held if one.area_path}
    return (
        frozenset(unit for unit in units if _may_share(actor, access.Facts(unit=unit), now)),
        frozenset(path for path in paths if _may_share(actor, access.Facts(area_path=path), now)),
    )


def _may_share(actor: Actor, facts: access.Facts, now: datetime) -> bool:
    return access.may(actor, ViewVerb.SHARE, facts, now)


def _row(view: SavedView) -> ViewRow:
    return ViewRow(**{name: getattr(view, name) for name in ViewRow.__dataclass_fields__})
