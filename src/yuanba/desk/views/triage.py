"""Views of the triage desk: the queue on the left, the chosen matter on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from yuanba.desk.forms.asked import DeskFields
from yuanba.desk.views import deeds, drafts, timing
from yuanba.desk.views.orders import packs_of
from yuanba.lists import queries as lists
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, attachments, handover, waiting
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.paging import row_number
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

#: The verbs of the desk, by the key that opens each.
KEYS: Mapping[Verb, str] = {MatterVerb.REFUSE: "r", MatterVerb.GUIDE: "g"}
#: The verb that undoes a triage decision afterwards.
UNDOING = (MatterVerb.REASSIGN, MatterVerb.UNMERGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The matter that was triaged last, and the action that can undo its triage."""

    matter: MatterRow
    undo: str


@require_GET
@open_to(*whoever_may(MatterVerb.ASSIGN))
def triage(request: DistrictRequest) -> HttpResponse:
    """Render the triage queue, matters with dangers first, then oldest first, and the chosen matter."""
    return desk_page(request, wanted=_number(request, "matter"))


def desk_page(
    request: DistrictRequest,
    *,
    wanted: int = 0,
    chosen: MatterRow | None = None,
    bound: Mapping[Verb, DeskFields] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the triage page, or only the part of the page that htmx replaces."""
    moment, after = now(), request.POST.get("after", "") or request.GET.get("after", "")
    first = [] if after else waiting.triage_first(request.actor, moment)
    found = waiting.triage_then(request.actor, moment, after=after)
    rows = [*first, *found.rows]
    chosen = chosen or next((row for row in rows if row.id == wanted), rows[0] if rows else None)
    ids = [row.id for row in rows]
    place = ids.index(chosen.id) if chosen and chosen.id in ids else -1
    verbs = queries.offered(request.actor, chosen, moment) if chosen else frozenset()
    offered = deeds.offers(chosen, request.actor, moment, verbs=verbs, bound=bound) if chosen else []
    last, towns = _last(request), places.areas_at(Level.SUBDISTRICT)
    is_part = request.headers.get("HX-Request") == "true"
    return page(
        request,
        "desk/triage_desk.html" if is_part else "desk/triage.html",
        rows=rows,
        first=first,
        later=found.rows,
        page=found,
        after=after,
        chosen=chosen,
        then=ids[place + 1] if 0 <= place < len(ids) - 1 else "",
        number=place + 1,
        count=waiting.triage_count(request.actor, moment),
        counted=waiting.COUNTED,
        offers={one.name: one for one in offered},
        **(_of_chosen(request, chosen, moment) if chosen else {}),
        names=queries.names_for([*rows, *([last.matter] if last else [])]),
        packs=packs_of([*rows, *([chosen] if chosen else [])]),
        towns=towns,
        guessed=mentioned(chosen, towns) if chosen else None,
        last=last,
        duty=handover.on_duty(request.actor, store.in_force(day(moment)), moment),
        refusal=refusal,
        is_part=is_part,
        desk=True,
        now=moment,
        status=status,
    )


def _of_chosen(request: DistrictRequest, row: MatterRow, moment: datetime) -> dict[str, object]:
    """What stands beside the words of the matter that is chosen."""
    return {
        "drafted": drafts.waiting(row, moment),
        "attachments": attachments.attachments_of(request.actor, row, moment),
        "local": lists.lines_for(row.area_path),
        "dangers": timing.dangers(row),
    }


def is_from_desk(request: DistrictRequest) -> bool:
    """Return whether the request came from the triage page, which then shows the next matter."""
    return request.POST.get("next") == "triage" or request.headers.get("HX-Target") == "triage"


def next_address(request: DistrictRequest, done: int) -> str:
    """Return the URL of the triage page that shows the next matter and a note about the one just done."""
    asked: dict[str, str | int] = {
        "matter": request.POST.get("then", ""),
        "after": request.POST.get("after", ""),
        "done": done,
    }
    return f"{reverse('desk:triage')}?{urlencode({key: value for key, value in asked.items() if value})}"


def mentioned(row: MatterRow, towns: Sequence[AreaRow]) -> AreaRow | None:
    """Return the one town mentioned in a matter whose place is unknown; None for no or several towns."""
    if row.is_placed:
        return None
    said = f"{row.text}\n{row.place}"
    whole = [town for town in towns if town.label in said]
    found = whole or [town for town in towns if _stem(town) in said]
    return found[0] if len(found) == 1 else None


def _stem(town: AreaRow) -> str:
    """德感 of 德感街道, as people say it."""
    short = town.label.removesuffix("街道").removesuffix("镇").removesuffix("乡")
    return short if len(short) > 1 else town.label


def _last(request: DistrictRequest) -> Last | None:
    """What was decided last; where somebody may not read it any more, nothing."""
    number = _number(request, "done")
    if not number:
        return None
    try:
        row = queries.matter_for(request.actor, number, now())
    except queries.MatterNotFound:
        return None
    verbs = queries.offered(request.actor, row, now()) if row.state is not State.FILED else frozenset()
    undo = next((verb.value.removeprefix("matter.") for verb in UNDOING if verb in verbs), "")
    return Last(matter=row, undo=undo)


def _number(request: DistrictRequest, name: str) -> int:
    return row_number(request.GET.get(name, ""))
