"""Views of everyday notices: those of one's place, the desk on which they are published, and the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from yuanba import papers
from yuanba.notices import forms, services
from yuanba.notices.queries import NoticeNotFound
from yuanba.notices.queries import bulletins as queries
from yuanba.notices.queries.bulletins import BulletinRow
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack import Level
from yuanba.rules.pack.bulletins import BulletinKind
from yuanba.rules.time.calendar import HERE, day
from yuanba.web import devices
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may

A_YEAR = 365 * 24 * 3600


def chosen(request: DistrictRequest) -> AreaRow | None:
    """Return the area that was chosen on this device, if it is still there."""
    code = devices.place(request)
    return places.area(code) if code else None


def here(request: DistrictRequest, also: Iterable[str] = ()) -> list[BulletinRow]:
    """Return the everyday notices of the place chosen on this device, and of these areas, that last."""
    area = chosen(request)
    return queries.bulletins_of([area.path] if area else list(also)[:1], now())


@require_safe
@open_to(*ANYONE)
def bulletins(request: DistrictRequest) -> HttpResponse:
    """Render the everyday notices that last: of the chosen place, or of the whole district."""
    moment, area = now(), chosen(request)
    rows = queries.bulletins_of([area.path], moment) if area else queries.bulletins_everywhere(moment)
    communities = places.areas_at(Level.COMMUNITY)
    towns = {one.path: one for one in places.areas_at(Level.SUBDISTRICT)}
    return page(
        request,
        "notices/bulletins.html",
        rows=rows,
        area=area,
        now=moment,
        towns=[
            (town, [one for one in communities if one.path.startswith(path)]) for path, town in towns.items()
        ],
    )


@require_POST
@open_to(*ANYONE)
def set_place(request: DistrictRequest) -> HttpResponse:
    """Keep on this device where somebody lives, or forget it; their notices then stand on the front page."""
    response = redirect("notices:bulletins")
    area = places.area(request.POST.get("area", "")[: devices.LONGEST_CODE])
    if area is None:
        response.delete_cookie(devices.PLACE)
    else:
        response.set_cookie(
            devices.PLACE, area.code, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE, httponly=True
        )
    return response


@require_safe
@open_to(*ANYONE)
def bulletin(request: DistrictRequest, bulletin_id: int) -> HttpResponse:
    """Render one everyday notice."""
    return page(request, "notices/bulletin.html", row=_found(bulletin_id), now=now())


@require_safe
@open_to(*ANYONE)
def bulletin_sheet(request: DistrictRequest, bulletin_id: int) -> HttpResponse:
    """Return an everyday notice as a PDF to print and put on the door."""
    row = _found(bulletin_id)
    address = request.build_absolute_uri(reverse("notices:bulletin", args=[bulletin_id]))
    made = papers.bulletin_sheet(
        papers.BulletinSheet(
            title=_words(row.title),
            where=f"{row.area_label} {row.place}".strip(),
            from_at=row.from_at,
            until_at=row.until_at,
            paragraphs=tuple(row.to_do.splitlines()),
            call=f"{row.call_name} {row.call_number}",
            issued_by=row.area_label,
            issued_on=day(row.posted_at),
            address=address,
        ),
        district=_words(Text(zh=request.district.name, en=request.district.name_en)),
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bulletin-{bulletin_id}.pdf"'
    return response


@require_GET
@open_to(*whoever_may(NoticeVerb.ANNOUNCE))
def desk_bulletins(request: DistrictRequest) -> HttpResponse:
    """Render the desk of everyday notices: one button for each kind, and those that last."""
    moment = now()
    return page(
        request,
        "notices/desk_bulletins.html",
        kinds=store.in_force(day(moment)).bulletins,
        rows=queries.bulletins_for(request.actor, moment),
        now=moment,
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(NoticeVerb.ANNOUNCE))
def announce(request: DistrictRequest, kind: str) -> HttpResponse:
    """Show and handle the form that publishes an everyday notice of one kind (发社区通知)."""
    moment, refusal = now(), None
    known = store.in_force(day(moment)).bulletins.get(kind)
    if known is None:
        raise Http404(kind)
    areas = queries.areas_for(request.actor, moment)
    form = forms.BulletinForm(
        request.POST or None, areas=areas, initial=_usual(request, known, areas, moment)
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.announce(actor=request.actor, kind=kind, now=moment, **form.cleaned_data)
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("Published. It ends by itself."), draft=f"notice.announce.{kind}")
            return redirect("notices:bulletin", bulletin_id=made)
    return page(
        request,
        "notices/announce.html",
        kind=known,
        code=kind,
        form=form,
        refusal=refusal,
        status=409 if refusal else 422 if form.errors else 200,
    )


@require_POST
@open_to(*whoever_may(NoticeVerb.RETRACT))
def retract(request: DistrictRequest, bulletin_id: int) -> HttpResponse:
    """Take an everyday notice back (撤回社区通知)."""
    services.retract(actor=request.actor, bulletin_id=bulletin_id, now=now())
    messages.success(request, _("Taken back. Nobody sees it any more."))
    return redirect("notices:desk_bulletins")


def _usual(
    request: DistrictRequest, kind: BulletinKind, areas: list[AreaRow], moment: datetime
) -> dict[str, Any]:
    """What is mostly right: from the next full hour, the kind's length and advice, whom one named last."""
    begins = moment.astimezone(HERE).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    last = queries.last_by(request.actor)
    return {
        "area_code": areas[0].code if areas else "",
        "from_at": begins,
        "until_at": begins + timedelta(hours=kind.hours),
        "to_do": _words(kind.to_do),
        "call_name": last.call_name if last else "",
        "call_number": last.call_number if last else "",
    }


def _words(text: Text) -> str:
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


def _found(bulletin_id: int) -> BulletinRow:
    try:
        return queries.bulletin(bulletin_id)
    except NoticeNotFound as fault:
        raise Http404(str(bulletin_id)) from fault
