"""Services of saved views: keep one, share it with a unit or an area, remove it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.saved.verbs import ViewVerb
from yuanba.saved import queries
from yuanba.saved.models import SavedView
from yuanba.web.tables.registry import known


class TooManyViews(Refused):
    """Raised when somebody keeps as many views as one may."""

    code: ClassVar[str] = "view.too_many"


class UnknownTable(Refused):
    """Raised when a view is to be saved of a list that is not there."""

    code: ClassVar[str] = "view.unknown_table"


@transaction.atomic
def keep(*, actor: Actor, table: str, name: str, query: str, now: datetime) -> int:
    """Save a state of a work table under a name and return the view's id; the same name overwrites."""
    before = SavedView.objects.select_for_update().filter(owner_key=actor.key, name=name).first()

    access.require(actor, ViewVerb.KEEP, access.Facts(owner_key=actor.key), now)
    if known(table) is None:
        raise UnknownTable
    if before is None and queries.number_of(actor.key) >= queries.MOST:
        raise TooManyViews(most=queries.MOST)

    said = {"table": table, "query": query, "saved_at": now, "unit": "", "area_path": ""}
    view, _is_new = SavedView.objects.update_or_create(owner_key=actor.key, name=name, defaults=said)

    journal.record(Act(actor, ViewVerb.KEEP, now), queries.subject(view.pk), outcome={"table": table})
    return view.pk


@transaction.atomic
def share(*, actor: Actor, view_id: int, unit: str = "", area_path: str = "", now: datetime) -> None:
    """Show one's view to everybody of a unit, or to everybody with a position in an area."""
    view = queries.lock(view_id)

    if view.owner_key != actor.key:
        raise queries.ViewNotFound
    access.require(actor, ViewVerb.SHARE, access.Facts(unit=unit, area_path=area_path), now)

    view.unit, view.area_path = unit, "" if unit else area_path
    view.save(update_fields=["unit", "area_path"])

    said = {"table": view.table, "unit": view.unit, "area_path": view.area_path}
    journal.record(Act(actor, ViewVerb.SHARE, now), queries.subject(view_id), outcome=said)


@transaction.atomic
def remove(*, actor: Actor, view_id: int, now: datetime) -> None:
    """Remove a view: one's own, or one shared with the unit or area that one leads."""
    view = queries.lock(view_id)

    access.require(actor, ViewVerb.REMOVE, queries.facts_of(view), now)

    said = {"table": view.table, "unit": view.unit, "area_path": view.area_path}
    view.delete()

    journal.record(Act(actor, ViewVerb.REMOVE, now), queries.subject(view_id), outcome=said)
