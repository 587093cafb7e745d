"""Views that show saved views in the menu and on a page of their own, save and remove them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import ActorKind
from yuanba.saved import queries, services
from yuanba.saved.forms import SaveViewForm, share_choices
from yuanba.saved.queries import ViewRow
from yuanba.web.entrance import DistrictRequest, enters, now, open_to, page, unattended
from yuanba.web.tables import TableReader, asked, pages
from yuanba.web.tables.declared import MOST_COUNTED
from yuanba.web.tables.registry import known


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """One view with the address that opens it, its size, with whom it is shared, and whether it can go."""

    row: ViewRow
    title: str
    url: str
    count: int
    is_more: bool
    shared_with: str = ""
    may_remove: bool = False


@require_GET
@unattended
@open_to(ActorKind.STAFF)
def menu(request: DistrictRequest) -> HttpResponse:
    """Render, as a part of the staff menu, the views that the reader sees, each with its count."""
    found = _shown(request, queries.views_for(request.actor, now(), limit=queries.SHOWN))
    return page(request, "saved/menu.html", views=found)


@require_GET
@open_to(ActorKind.STAFF)
def views(request: DistrictRequest) -> HttpResponse:
    """Render the views that the reader sees, with whom they are shared, and buttons that remove them."""
    return _page(request)


def _page(request: DistrictRequest, *, form: SaveViewForm | None = None, status: int = 200) -> HttpResponse:
    found = _shown(request, queries.views_for(request.actor, now()))
    return page(request, "saved/views.html", views=found, form=form, status=status)


@require_POST
@open_to(ActorKind.STAFF)
def save(request: DistrictRequest) -> HttpResponse:
    """Save the state of a work table under a name, for oneself or for a unit or area, and go back to it."""
    form = SaveViewForm(request.POST, shares=share_choices(request.actor, now()))
    if not form.is_valid():
        return _page(request, form=form, status=422)
    said = form.cleaned_data
    view_id = services.keep(
        actor=request.actor, table=said["table"], name=said["name"], query=said["query"], now=now()
    )
    kind, _colon, code = said["share"].partition(":")
    if kind:
        where = {"unit": code} if kind == "unit" else {"area_path": code}
        services.share(actor=request.actor, view_id=view_id, now=now(), **where)
    messages.success(request, _("Saved: %(name)s stands in the menu.") % {"name": said["name"]})
    table = known(said["table"])
    assert table is not None
    return redirect(pages.table_address(table, asked.read_text(table, said["query"])))


@require_POST
@open_to(ActorKind.STAFF)
def remove(request: DistrictRequest, view_id: int) -> HttpResponse:
    """Remove a view and show those that are left."""
    services.remove(actor=request.actor, view_id=view_id, now=now())
    messages.success(request, _("The view is removed."))
    return redirect("saved:views")


def _shown(request: DistrictRequest, rows: Sequence[ViewRow]) -> list[ShownView]:
    """The views of the tables that the reader may open, each with as many rows as the reader may read."""
    actor, moment = request.actor, now()
    reader = TableReader(actor=actor, now=moment)
    units = {unit.code: unit.name for unit in people.units({row.unit for row in rows if row.unit})}
    areas = places.labels({row.area_path for row in rows if row.area_path})
    found = []
    for row in rows:
        table = known(row.table)
        if table is None or not enters(actor, table.who):
            continue
        wanted = asked.read_text(table, row.query)
        count = table.count(reader, wanted)
        found.append(
            ShownView(
                row=row,
                title=str(table.title),
                url=pages.table_address(table, wanted),
                count=min(count, MOST_COUNTED),
                is_more=count > MOST_COUNTED,
                shared_with=units.get(row.unit) or areas.get(row.area_path) or "",
                may_remove=queries.may_remove(actor, row, moment),
            )
        )
    return found
