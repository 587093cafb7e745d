"""Views of the help: what each page is for, and one's own first day."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from yuanba.learn import queries, services
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, unattended
from yuanba.web.guidance import PageGuide, guide_before, guide_of
from yuanba.web.navigation import MenuLink


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidedLink:
    """One page of a menu, with what it says of itself."""

    link: MenuLink
    guide: PageGuide


@require_safe
@open_to(*ANYONE)
def pages(request: DistrictRequest) -> HttpResponse:
    """Render what the page from which the reader came is for, and each page of the reader's menus."""
    is_staff = request.actor.kind is ActorKind.STAFF
    return page(
        request,
        "learn/help.html",
        base="web/base_staff.html" if is_staff else "web/base_resident.html",
        here=guide_before(request),
        groups=_staff_pages(request) if is_staff else _residents_pages(request),
        first_day=queries.first_day(request.actor, now()) if is_staff else None,
    )


def _staff_pages(request: DistrictRequest) -> list[tuple[str, list[GuidedLink]]]:
    groups = navigation.desk(request.actor, on=day(now()), path=request.path)
    return [(head, _guided(links)) for head, links in groups]


def _residents_pages(request: DistrictRequest) -> list[tuple[str, list[GuidedLink]]]:
    menus = ((_("Main pages"), navigation.TABS), (_("Beside them"), navigation.FOOT))
    return [(head, _guided(navigation.steps(menu, request.path))) for head, menu in menus]


def _guided(links: list[MenuLink]) -> list[GuidedLink]:
    found = ((link, guide_of(link.to)) for link in links)
    return [GuidedLink(link=link, guide=guide) for link, guide in found if guide]


@require_GET
@open_to(ActorKind.STAFF)
def first_day(request: DistrictRequest) -> HttpResponse:
    """Render the reader's own first day, step by step; asked by htmx, only its list."""
    return _first_day(request)


@require_GET
@unattended
@open_to(ActorKind.STAFF)
def offer(request: DistrictRequest) -> HttpResponse:
    """Render the line that leads to the reader's first day, unless it is put away or finished."""
    return page(request, "learn/offer.html", first_day=queries.first_day(request.actor, now()))


@require_POST
@open_to(ActorKind.STAFF)
def tick(request: DistrictRequest, step: str) -> HttpResponse:
    """Tick a step of the reader's first day and show the steps again."""
    services.tick(actor=request.actor, step=step, now=now())
    return _after(request)


@require_POST
@open_to(ActorKind.STAFF)
def leave(request: DistrictRequest) -> HttpResponse:
    """Put the reader's first day away and show what is left of it."""
    services.leave(actor=request.actor, now=now())
    return _after(request)


@require_POST
@open_to(ActorKind.STAFF)
def take_up(request: DistrictRequest) -> HttpResponse:
    """Take the reader's first day up again and show its steps."""
    services.take_up(actor=request.actor, now=now())
    return _after(request)


def _after(request: DistrictRequest) -> HttpResponse:
    return _first_day(request) if "HX-Request" in request.headers else redirect("learn:first_day")


def _first_day(request: DistrictRequest) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    found = queries.first_day(request.actor, now())
    return page(request, "learn/steps.html" if is_part else "learn/first_day.html", first_day=found)
