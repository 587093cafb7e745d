"""Views of the priorities of towns: everybody reads them and what came of each; the town lays them down."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from yuanba.deliberation import services
from yuanba.deliberation.forms.priorities import entries, lines
from yuanba.deliberation.queries import priorities as read
from yuanba.deliberation.queries import topics as topic_queries
from yuanba.deliberation.queries.priorities import PriorityVersion
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.paging import row_number
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.priorities import MOST
from yuanba.rules.deliberation.verbs import PriorityVerb
from yuanba.rules.pack import Level
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may

WHO = whoever_may(PriorityVerb.PUBLISH)


@require_safe
@open_to(*ANYONE)
def priorities(request: DistrictRequest) -> HttpResponse:
    """Render the towns, each with its priorities, if it laid any down."""
    return page(request, "deliberation/priorities.html", towns=read.towns())


@require_safe
@open_to(*ANYONE)
def town_priorities(request: DistrictRequest, area: str) -> HttpResponse:
    """Render a town's priorities (协商重点) with what came of each, and the older versions below."""
    town = _town(area)
    found = read.versions(town.path)
    return page(
        request,
        "deliberation/town_priorities.html",
        town=town,
        current=found[0] if found else None,
        older=found[1:],
        labels=TOPIC_STATES,
    )


@require_GET
@open_to(*WHO)
def desk_priorities(request: DistrictRequest) -> HttpResponse:
    """Lead to the list of the town that the reader leads; of several, let them choose."""
    kept = read.kept_by(request.actor, now())
    if len(kept) == 1:
        return redirect("deliberation:edit_priorities", area=kept[0].code)
    return page(request, "deliberation/desk_priorities.html", kept=kept)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def edit_priorities(request: DistrictRequest, area: str) -> HttpResponse:
    """Show and handle the form that publishes the next version of a town's priorities (公布协商重点)."""
    at, town = now(), _town(area)
    access.require(request.actor, PriorityVerb.PUBLISH, Facts(area_path=town.path), at)
    found = read.versions(town.path)
    current = found[0] if found else None
    linked = {one.topic.id: one.topic for one in (current.entries if current else ()) if one.topic}
    offered = list({**linked, **topic_queries.topics_within(town.path)}.values())
    form, refusal = lines(request.POST or None, current, offered), None
    seen = _seen(request, current)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_priorities(
                actor=request.actor, area_code=area, entries=entries(form), after=seen, now=at
            )
        except NotAllowed:
            raise
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("Published. Everybody reads it."), draft=f"priorities.{area}")
            return redirect("deliberation:town_priorities", area=area)
    return page(
        request,
        "deliberation/edit_priorities.html",
        town=town,
        form=form,
        seen=seen,
        labels=TOPIC_STATES,
        newer=current if current and current.number != seen else None,
        most=MOST,
        refusal=refusal,
        status=409 if refusal else 422 if request.method == "POST" else 200,
    )


def _seen(request: DistrictRequest, current: PriorityVersion | None) -> int:
    """The version that whoever writes the list has seen: as the form says, or one they say they read since.

    A form that is shown again keeps it, so that another press is no way past what somebody else published.
    """
    if request.method != "POST":
        return current.number if current else 0
    return row_number(request.POST.get("read") or request.POST.get("after", "")) or 0


def _town(code: str) -> AreaRow:
    town = places.area(code[:24])
    if town is None or town.level is not Level.SUBDISTRICT:
        raise Http404(code)
    return town
