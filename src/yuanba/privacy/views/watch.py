"""Views for the officers who guard personal data: unmaskings and retention."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yuanba.packs import store
from yuanba.privacy import queries
from yuanba.privacy.queries import retention as kept
from yuanba.residents.views.own import PARTS
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page

GUARDS = (PositionKind.SECURITY_ADMIN, PositionKind.AUDIT_ADMIN)
SHOWN = timedelta(days=30)


@require_GET
@open_to(*GUARDS)
def seen(request: DistrictRequest) -> HttpResponse:
    """Render every unmasking of personal data in the last thirty days, done or refused."""
    moment = now()
    rows = queries.watched(request.actor, moment, since=moment - SHOWN)
    pack = store.in_force(day(moment))
    return page(request, "privacy/looks.html", rows=rows, parts=PARTS, pack=pack)


@require_GET
@open_to(*GUARDS)
def retention(request: DistrictRequest) -> HttpResponse:
    """Render how long each kind of data is kept, how much will be deleted soon, and how much was deleted."""
    moment = now()
    pack, lines = store.in_force(day(moment)), kept.lines(request.actor, moment)
    return page(
        request,
        "privacy/retention.html",
        lines=lines,
        went=kept.went(request.actor, moment),
        laws=[pack.grounds[code] for code in dict.fromkeys(line.retention.ground for line in lines) if code],
        pack=pack,
    )
