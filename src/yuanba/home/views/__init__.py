"""Views of the front pages, the choice of appearance, the statements, and the error pages."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from yuanba.districts import queries as districts
from yuanba.evaluation.queries import roster as rosters
from yuanba.matters import queries as matters
from yuanba.notices.views import bulletins
from yuanba.packs import store
from yuanba.packs.origins import origins
from yuanba.packs.picture import picture
from yuanba.places import queries as places
from yuanba.residents.views import proof
from yuanba.residents.views.mine import waits
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day
from yuanba.web import navigation, own
from yuanba.web.answers import failed, is_api
from yuanba.web.context import CARE_COOKIE, THEME_COOKIE, THEMES, look_of
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page

YEAR = 365 * 24 * 3600


@require_safe
def public_front(request: HttpRequest) -> HttpResponse:
    """Render the installation's front page: what Yuanba is and which districts it serves.

    A demonstration also shows what to try.
    """
    today = day(now())
    served = [(row, store.shown(row.code, today)) for row in districts.districts()]
    return render(request, "home/public_front.html", {"districts": served})


@require_safe
@open_to(*ANYONE)
def front(request: DistrictRequest) -> HttpResponse:
    """Render a district's front page: what waits for the visitor, the main pages, and how it works here.

    What waits is told by number; the words of what somebody reported stand on their own page.
    """
    asked = proof.own(request)
    mine = matters.owned(asked.keys) if request.actor.kind is ActorKind.RESIDENT else []
    waiting = own.waiting(asked)
    pack = store.in_force(on=day(now()))
    return page(
        request,
        "home/front.html",
        pack=pack,
        to_call=_to_call(pack),
        bulletins=bulletins.here(request, [row.area_path for row in mine]),
        now=now(),
        waiting=waiting,
        waits=waits(waiting),
    )


def _to_call(pack: Pack) -> dict[str, list[Text]]:
    """The numbers for emergencies, each with what it is for."""
    found: dict[str, list[Text]] = {}
    for danger in pack.dangers.values():
        found.setdefault(danger.call, []).append(danger.title)
    return found


@require_safe
@open_to(ActorKind.STAFF, ActorKind.RESIDENT)
def desk(request: DistrictRequest) -> HttpResponse:
    """Redirect after a log-in: staff to the first list they may open, residents to the front page."""
    if request.actor.kind is ActorKind.RESIDENT:
        return redirect("home:front")
    landing = navigation.landing(request.actor, on=day(now()))
    return redirect(landing) if landing else page(request, "home/desk.html")


@require_safe
@open_to(*ANYONE)
def privacy(request: DistrictRequest) -> HttpResponse:
    """Render the privacy statement: what is kept about a person, why, for how long, and their rights."""
    return page(request, "home/privacy.html", pack=store.in_force(on=day(now())))


@require_safe
@open_to(*ANYONE)
def accessibility(request: DistrictRequest) -> HttpResponse:
    """Render the accessibility statement: what is done for readers with impairments, and known gaps."""
    return page(request, "home/accessibility.html")


@require_safe
@open_to(*ANYONE)
def rules(request: DistrictRequest) -> HttpResponse:
    """Render what the rules in force promise to residents, in plain words, with a process diagram."""
    pack = store.in_force(on=day(now()))
    is_chinese = (get_language() or "zh").startswith("zh")
    return page(
        request,
        "home/rules.html",
        pack=pack,
        loop=picture(pack, is_chinese=is_chinese, is_large=look_of(request).care),
        explained=[slot for slot in pack.slots.values() if slot.text],
    )


@require_safe
@open_to(*ANYONE)
def standards(request: DistrictRequest) -> HttpResponse:
    """Render the standards by which matters are told apart, the meetings, and the open seats in a place."""
    moment = now()
    area = places.area(request.GET.get("at", ""))
    path = area.path if area else ""
    return page(
        request,
        "home/standards.html",
        pack=store.in_force(on=day(moment)),
        area=area,
        path=path,
        towns=places.areas_at(Level.SUBDISTRICT),
        bench=rosters.bench(path, moment) if area else None,
    )


@require_safe
@open_to(ActorKind.STAFF)
def rule_origins(request: DistrictRequest) -> HttpResponse:
    """Render, for officials, the source of each value of the rules in force, and what was set locally."""
    pack = store.in_force(on=day(now()))
    return page(request, "home/origins.html", pack=pack, tables=origins(pack))


@require_safe
@open_to(*ANYONE)
def suggestions(request: DistrictRequest) -> HttpResponse:
    """Render the page that says how to complain about the site or its staff, or suggest something."""
    return page(request, "home/suggestions.html")


@require_POST
@open_to(*ANYONE)
def set_look(request: DistrictRequest) -> HttpResponse:
    """Save language, text size or colour theme in cookies; redirect to the page from which it was changed."""
    return _with_look(request)


@require_POST
def set_public_look(request: HttpRequest) -> HttpResponse:
    """Save language, text size or theme like ``set_look``, on pages outside every district."""
    return _with_look(request)


def _with_look(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    # an address, not a word: `redirect` would take one for the name of a page
    safe = "/" in address and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(address if safe else request.META.get("SCRIPT_NAME", "") + "/")
    allowed = {
        settings.LANGUAGE_COOKIE_NAME: ("language", dict(settings.LANGUAGES)),
        CARE_COOKIE: ("care", ("on", "off")),
        THEME_COOKIE: ("theme", THEMES),
    }
    for cookie, (name, choices) in allowed.items():
        choice = request.POST.get(name, "")
        if choice in choices:
            response.set_cookie(
                cookie, choice, max_age=YEAR, samesite="Lax", secure=settings.SECURE, httponly=True
            )
    return response


# --- when something goes wrong --------------------------------------------------------------------
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the error page for an unreadable request (status 400) or for one that is too large (413).

    API paths get 400 as JSON in both cases.
    """
    is_large = isinstance(exception, RequestDataTooBig) and not is_api(request)
    said = "请求无法识别或过大 Unreadable, or too large"
    return failed(request, 413 if is_large else 400, "request.unreadable", said)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page (403) for a form with an expired or foreign CSRF token.

    The draft is still on the device.
    """
    return render(request, "web/stale.html", status=403)
