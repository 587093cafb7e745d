"""Front pages, the look of pages, short statements, and what is shown when something goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from yuanba.districts import queries as districts
from yuanba.packs import store
from yuanba.packs.picture import picture
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.context import CARE_COOKIE, THEME_COOKIE, THEMES
from yuanba.web.entrance import ANYONE, Request, now, open_to, page

YEAR = 365 * 24 * 3600


@require_safe
def public_front(request: HttpRequest) -> HttpResponse:
    """What Yuanba is, the districts it serves with their mechanisms, and in a demonstration what to try."""
    today = day(now())
    served = [(row, store.shown(row.code, today)) for row in districts.districts()]
    return render(request, "home/public_front.html", {"districts": served})


@require_safe
@open_to(*ANYONE)
def front(request: Request) -> HttpResponse:
    """A district's front page: the big doors, and how things go here."""
    return page(request, "home/front.html", pack=store.in_force(on=day(now())))


@require_safe
@open_to(ActorKind.STAFF, ActorKind.RESIDENT)
def desk(request: Request) -> HttpResponse:
    """Where somebody goes who has just logged in: staff to their first list, residents to the front."""
    if request.actor.kind is ActorKind.RESIDENT:
        return redirect("home:front")
    landing = navigation.landing(request.actor, on=day(now()))
    return redirect(landing) if landing else page(request, "home/desk.html")


@require_safe
@open_to(*ANYONE)
def privacy(request: Request) -> HttpResponse:
    """What is kept of a person, why, how long, and what they can ask for."""
    return page(request, "home/privacy.html", pack=store.in_force(on=day(now())))


@require_safe
@open_to(*ANYONE)
def accessibility(request: Request) -> HttpResponse:
    """What these pages do for people who see, hear or move less well, and where they fall short."""
    return page(request, "home/accessibility.html")


@require_safe
@open_to(*ANYONE)
def rules(request: Request) -> HttpResponse:
    """The mechanism in force in plain words, each value with its ground, and a picture of its loop."""
    pack = store.in_force(on=day(now()))
    is_chinese = (get_language() or "zh").startswith("zh")
    return page(request, "home/rules.html", pack=pack, loop=picture(pack, is_chinese=is_chinese))


@require_safe
@open_to(*ANYONE)
def suggestions(request: Request) -> HttpResponse:
    """How to complain about these pages or the people behind them, or to suggest something."""
    return page(request, "home/suggestions.html")


@require_POST
@open_to(*ANYONE)
def set_look(request: Request) -> HttpResponse:
    """Keep the reader's choice of language, size or light, and go back to where they were."""
    return _with_look(request)


@require_POST
def set_public_look(request: HttpRequest) -> HttpResponse:
    """The same, outside every district."""
    return _with_look(request)


def _with_look(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    response = redirect(address if safe else request.META.get("SCRIPT_NAME", "") + "/")
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
    """The request could not be read, or was too large."""
    if "/api/" in request.path:
        body = {"code": "request.unreadable", "message": "请求无法识别或过大 Unreadable, or too large"}
        return JsonResponse({"error": body}, status=400)
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere. The draft is still on the device."""
    return render(request, "web/stale.html", status=403)
