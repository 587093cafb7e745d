"""Views for residents: filing a matter, and its receipt."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.journal.services import KeyUsedOtherwise
from yuanba.matters import queries, services
from yuanba.matters.forms import NAMINGS
from yuanba.matters.queries import MatterRow, handover
from yuanba.matters.services import Filed, Once
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.matters.services.filing import SaidLater
from yuanba.matters.views import fresh
from yuanba.packs import store
from yuanba.people.queries import phones
from yuanba.places import queries as places
from yuanba.residents import forms
from yuanba.residents.views import again, at_event, heard, proof, serving
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.informing import Informed
from yuanba.rules.pack import Level
from yuanba.rules.privacy import masking
from yuanba.rules.time.calendar import day
from yuanba.web.addresses import qr
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.navigation import link
from yuanba.web.permissions import permissions


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*ANYONE)
def file(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that files a matter (报事); redirect to its receipt."""
    is_staff = request.actor.kind is ActorKind.STAFF
    if request.method != "POST":
        phone = phones.phone_of(request.actor.key) if request.actor.kind is ActorKind.RESIDENT else ""
        first = {"key": secrets.token_urlsafe(24), "phone": phone}
        first |= at_event.prefilled(request, serving.own_place(request.actor))
        first |= again.prefilled(request)
        return _file_page(request, forms.FileForm(initial=first))
    if request.POST.get("channel") and request.actor.kind is ActorKind.ANONYMOUS:
        # staff whose log-in ran out: it is not filed as a stranger's; the browser keeps what was typed
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    form = forms.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, form, status=422)
    earlier = _filed_before(request, form)
    if earlier:
        messages.info(
            request,
            _(
                "You reported this a moment ago: here is its receipt. To report something else, say what "
                "differs."
            ),
        )
        return redirect("residents:receipt", token=earlier.token)
    try:
        filed = _file(request, form)
    except KeyUsedOtherwise as refusal:
        # the page was left open after filing; what was typed since is another matter
        anew = {**request.POST.dict(), "key": secrets.token_urlsafe(24)}
        return _file_page(request, forms.FileForm(anew), refusal=refusal, status=409)
    except NotAllowed as refusal:
        if request.actor.kind is not ActorKind.STAFF:
            return _file_page(request, form, refusal=refusal, status=422)
        form.add_error("town", forms.NOT_YOUR_PLACE)
        return _file_page(request, form, status=422)
    except Refused as refusal:
        return _file_page(request, form, refusal=refusal, status=422)
    own = reverse("residents:receipt", args=[filed.token])
    response = redirect(serving.address() if is_staff else own)
    proof.keep_filed(request, response, filed, is_own=not is_staff)
    return response


def _filed_before(request: DistrictRequest, form: forms.FileForm) -> MatterRow | None:
    """What a resident filed a moment ago in the same words, and now sends again: Back, then Send.

    Staff file for many people, who may say the same. Whoever adds files sends something new.
    """
    receipt = fresh.just_filed(request)
    if not receipt or request.actor.kind is ActorKind.STAFF or form.files:
        return None
    keys = (request.actor.key, queries.owner_by_receipt(receipt))
    words = tuple(masking.mask(form.cleaned_data[name].strip()).text for name in ("text", "place"))
    found = (row for row in queries.owned(keys) if row.receipt == receipt)
    return next((row for row in found if (row.text, row.place) == words), None)


def _file(request: DistrictRequest, form: forms.FileForm) -> Filed:
    moment, fields = now(), form.cleaned_data
    is_staff = request.actor.kind is ActorKind.STAFF
    contents = fields.pop("pictures") + fields.pop("voice")
    typed = (
        "text",
        "place",
        "area",
        "phone",
        "channel",
        "told",
        "said_at",
        "name",
        "naming",
        "again",
        "informed",
    )
    said_at = fields["said_at"] if is_staff else None
    if said_at and said_at > moment:
        raise SaidLater
    sent = [str(fields[name]) for name in typed] + [sha256(content).hexdigest() for content in contents]
    return services.file(
        actor=request.actor,
        text=fields["text"],
        place=fields["place"],
        area_code=fields["grid"] or fields["area"] or fields["town"],
        channel=(fields["channel"] or "counter") if is_staff else "web",
        contact=form.contact,
        name=fields["name"],
        naming=fields["naming"],
        said_at=said_at,
        enclosures=services.prepare(contents, allowed=FROM_RESIDENTS),
        once=_once(request, str(fields["key"]), sent),
        again=fields["again"],
        informed=Informed(fields["informed"]) if is_staff and fields["informed"] else None,
        now=moment,
    )


def _once(request: DistrictRequest, key: str, sent: list[str]) -> Once:
    """The page's key, good for the account or the browser that the page was drawn for, and nobody else.

    Whoever sends another's key and words files a matter of their own: they never see the first one's receipt.
    A browser is known by the secret in its CSRF cookie, which every form has proven before it comes here.
    """
    get_token(request)  # puts the secret into META
    who = request.actor.key or request.META["CSRF_COOKIE"]
    return Once(
        scope=sha256(f"page\n{request.actor.kind}\n{who}\n{key}".encode()).digest(),
        body_digest=sha256("\n".join(sent).encode()).digest(),
    )


def _file_page(
    request: DistrictRequest, form: forms.FileForm, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    town, area = str(form["town"].value() or ""), str(form["area"].value() or "")
    is_staff = request.actor.kind is ActorKind.STAFF
    response = page(
        request,
        "residents/file.html",
        form=form,
        refusal=refusal,
        towns=places.areas_at(Level.SUBDISTRICT),
        communities=places.children(town) if town else [],
        grids=places.children(area) if area and is_staff else [],
        channels=store.in_force(day(now())).channels,
        is_staff=is_staff,
        given=serving.given(request),
        notice_qr=qr(request.build_absolute_uri(link("privacy"))) if is_staff else "",
        namings=NAMINGS,
        heard=heard.on_the_device(store.in_force(day(now()))),
        again=again.closed(str(form["again"].value() or "")),
        status=status,
    )
    if is_staff:
        serving.keep_nothing(request, response)
    response["Permissions-Policy"] = permissions({"geolocation", "microphone"})
    return response


@require_safe
@open_to(*ANYONE)
def communities(request: DistrictRequest) -> HttpResponse:
    """Render the communities of a town, or the grids of a community, as choices for the filing form."""
    town, area = request.GET.get("town", ""), request.GET.get("area", "")
    return page(
        request,
        "residents/communities.html",
        communities=places.children(town) if town else [],
        grids=places.children(area) if area else [],
        is_staff=request.actor.kind is ActorKind.STAFF,
    )


@require_safe
@open_to(*ANYONE)
def outlines(request: DistrictRequest) -> HttpResponse:
    """Return the outlines of communities and estates as JSON: a phone finds the nearest by itself.

    Where somebody stands is never asked for here; the outlines are public.
    """
    found = [
        {
            "name": one.name,
            "label": one.full_label,
            "estate": one.is_estate,
            "area": one.community,
            "town": one.subdistrict,
            "outline": one.outline,
        }
        for one in places.outlined()
    ]
    response = JsonResponse({"outlines": found}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
@open_to(*ANYONE)
def receipt(request: DistrictRequest, token: str) -> HttpResponse:
    """Render the receipt of a matter; the browser that filed it also sees the query code for an hour."""
    row = queries.matter_by_token(token)
    address = request.build_absolute_uri(reverse("residents:story", args=[row.token]))
    pack = store.pack_of(row.pack_digest)
    return page(
        request,
        "residents/receipt.html",
        matter=row,
        dangers=heard.recognised(row, pack),
        duty=handover.titles_now(pack, now()) if row.state is State.FILED else [],
        code=fresh.code_of(request, row.receipt),
        qr=qr(address),
        address=address,
    )
