"""What the filing form shows to staff who file for one resident after another: their place, a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.matters.views import fresh
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web.addresses import qr
from yuanba.web.entrance import DistrictRequest, now

#: In the address after a filing: the receipt that was given out last stands beside the empty form.
GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReceipt:
    """The receipt for the resident who is just leaving: the matter, its query code, and the code to scan."""

    matter: MatterRow
    code: str
    qr: SafeString


def address() -> str:
    """Return the address of the empty form with the receipt beside it; the receipt's number is not in it."""
    return f"{reverse('residents:file')}?{GIVEN}=1"


def own_place(actor: Actor) -> Mapping[str, str]:
    """Return the town, community and grid in which all positions of a member of staff lie today, if any."""
    if actor.kind is not ActorKind.STAFF:
        return {}
    today = day(now())
    paths = {one.area_path for one in actor.holdings if one.holds_on(today) and one.area_path}
    shared = set.intersection(*(set(places.prefixes(path)) for path in paths)) if paths else set()
    codes = max(shared, key=len, default="").strip("/").split("/")
    return dict(zip(("town", "area", "grid"), codes[1:], strict=False))


def given(request: DistrictRequest) -> GivenReceipt | None:
    """Return the receipt that staff gave out last on this browser, where the address asks for it.

    The address names none: who goes back later sees the last one, or nothing, never somebody's before.
    """
    number = fresh.just_filed(request) if GIVEN in request.GET else ""
    if not number or request.actor.kind is not ActorKind.STAFF:
        return None
    owned = queries.owned([queries.owner_by_receipt(number)])
    row = next((row for row in owned if row.receipt == number), None)
    if row is None:
        return None
    story = request.build_absolute_uri(reverse("residents:story", args=[row.token]))
    return GivenReceipt(matter=row, code=fresh.code_of(request, number), qr=qr(story))


def keep_nothing(request: DistrictRequest, response: HttpResponse) -> None:
    """Let a desk's browser keep nothing of the page; where no receipt is asked for, the last one goes too."""
    response["Cache-Control"] = "no-store"
    if request.method == "GET" and GIVEN not in request.GET:
        fresh.forget(response)
