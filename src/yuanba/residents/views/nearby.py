"""Shows, while somebody types a report, what neighbours have reported nearby, so that they can join it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from yuanba.matters import queries
from yuanba.matters.queries import public
from yuanba.matters.services.filing import LONGEST_TEXT
from yuanba.packs import store
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page


@require_POST
@open_to(*ANYONE)
def nearby(request: DistrictRequest) -> HttpResponse:
    """Render up to two public matters like what is being typed, as a fragment of the filing form.

    The words come in the body, so that no log of addresses keeps them; nothing of them is stored.
    """
    text = f"{request.POST.get('text', '')}\n{request.POST.get('place', '')}"[:LONGEST_TEXT]
    found = public.nearby(
        text,
        town=request.POST.get("town", ""),
        area=request.POST.get("area", ""),
        pack=store.in_force(day(now())),
        now=now(),
    )
    return page(
        request,
        "residents/nearby.html",
        found=found,
        followers=public.followers(row.id for row in found),
        names=queries.names_for(found) if found else None,
    )
