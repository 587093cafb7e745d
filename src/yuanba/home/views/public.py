"""Views of public matters: the list, the map, one matter, and following matters or areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yuanba.evaluation.queries import posted
from yuanba.matters import queries
from yuanba.matters.forms import TOLD, require_mobile
from yuanba.matters.queries import MatterRow, attachments, public
from yuanba.matters.queries.public import PublicFilter, PublicMatter
from yuanba.matters.services import Contact, following
from yuanba.matters.services.filing import LONGEST_NAME
from yuanba.matters.views import attachments as enclosures
from yuanba.matters.views import story
from yuanba.packs import store
from yuanba.people import services as people
from yuanba.places import known
from yuanba.places import queries as places
from yuanba.places.views import drawing
from yuanba.places.views.drawing import Outlined
from yuanba.residents.views import proof
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind, bearer
from yuanba.rules.core.metrics import By, code_at, told_apart
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web import devices, shared
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.metrics import FigureKey, MetricCut, metric
from yuanba.web.phones import MobileField
from yuanba.web.proxies import client_address

LONGEST_WORDS = 60
#: Areas are coloured in so many steps, from few matters to many.
STEPS = 4
#: By which receipts and browsers are known: the list is the same for all of them.
DOES_NOT_MATTER = frozenset({proof.MINE, proof.LINKED, devices.NEIGHBOUR})


class FollowForm(forms.Form):
    """The form to follow a matter: a phone number, which an account or receipt holder may leave empty."""

    phone = MobileField(required=False)

    def contact(self) -> Contact | None:
        """Return the typed phone number as the contact for messages, or None if no number was typed."""
        phone = self.cleaned_data["phone"]
        return Contact(channel="sms", address=phone) if phone else None


class AssistedForm(forms.Form):
    """The form by which staff follow a matter for a visitor: the visitor's phone number or name."""

    phone = forms.CharField(
        label=gettext_lazy("Their number; without a telephone, their name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write a number or a name, so that each counts once.")},
    )
    told = forms.ChoiceField(label=gettext_lazy("How to tell them"), choices=TOLD[:2], initial="paper")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("told") == "sms":
            require_mobile(self, given)
        return given

    def contact(self) -> Contact:
        """Return the visitor's contact for messages: the chosen channel, and the number or name."""
        return Contact(channel=self.cleaned_data["told"], address=self.cleaned_data["phone"])


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCount:
    """One area with its number of public matters; ``step`` is its map colour, from 0 (none) to 4 (most).

    `figure` identifies the number on every page, where it is that of the whole area.
    """

    area: places.AreaRow
    count: int
    step: int
    url: str
    figure: str


def _choice(request: DistrictRequest) -> PublicFilter:
    wanted = request.GET.get("state", "")
    return PublicFilter(
        class_code=request.GET.get("class", ""),
        town=request.GET.get("town", ""),
        state=State(wanted) if wanted in set(State) else None,
        words=request.GET.get("q", "").strip()[:LONGEST_WORDS],
    )


@require_safe
@open_to(*ANYONE)
def listed(request: DistrictRequest) -> HttpResponse:
    """Render the list of published matters: the titles and summaries that staff wrote."""
    choice, after = _choice(request), request.GET.get("after", "")
    found = public.published(choice, after=after)

    def draw(**more: Any) -> HttpResponse:
        return page(request, "home/public.html", page=found, after=after, **_filters(choice), **more)

    return shared.for_everyone(request, (found, *_beside()), draw, beside=DOES_NOT_MATTER)


def _beside() -> tuple[object, ...]:
    """What each public page shows beside matters: names of places and units, and the rules in force."""
    return (known.edition(), store.in_force(day(now())).digest)


@require_safe
@open_to(*ANYONE)
def mapped(request: DistrictRequest) -> HttpResponse:
    """Render published matters by area: a map coloured by their number, and a list with the same numbers."""
    choice = _choice(request)
    top = places.top()
    counts = _counts(choice, places.children(choice.town or (top.code if top else "")))
    drawn = {"": [one for one in counts if one.area.outline]}
    if not drawn[""] and not choice.town:  # towns without outlines are drawn by their communities
        drawn = _by_town(choice)
    shown = sum(one.count for part in drawn.values() for one in part)
    return page(
        request,
        "home/public_map.html",
        counts=sorted((one for one in counts if one.count), key=lambda one: -one.count),
        sheets=[(town, drawing.sheet(map(_outlined, part))) for town, part in drawn.items() if part],
        is_partly_drawn=shown < sum(one.count for one in counts),
        form=_form(request)(),
        is_staff=request.actor.kind is ActorKind.STAFF,
        follows=bool(choice.town) and public.follows_area(_actor(request).key, choice.town),
        **_filters(choice),
    )


def _by_town(choice: PublicFilter) -> dict[str, list[AreaCount]]:
    """The drawn communities of each town where something public lies."""
    parts: dict[str, list[AreaCount]] = {}
    for one in _counts(choice, [one for one in places.areas_at(Level.COMMUNITY) if one.outline]):
        parts.setdefault(one.area.full_label.split(" · ")[0], []).append(one)
    return {town: part for town, part in parts.items() if any(one.count for one in part)}


def _outlined(one: AreaCount) -> Outlined:
    label = f"{one.area.label} {one.count}" if one.count else one.area.label
    short = label.replace("社区", "", 1) if one.area.label.endswith("社区") else label
    return Outlined(corners=one.area.outline, kind=f"step{one.step}", label=label, url=one.url, short=short)


def _filters(choice: PublicFilter) -> dict[str, Any]:
    return {
        "choice": choice,
        "pack": store.in_force(day(now())),
        "towns": places.areas_at(Level.SUBDISTRICT),
        "states": public.states(),
    }


def _counts(choice: PublicFilter, under: list[places.AreaRow]) -> list[AreaCount]:
    """These areas with how many matters of the choice lie in each, and how dark that is."""
    found = _found(choice, under[0].level) if under else {}
    most = max((found.get(area.code, 0) for area in under), default=0)
    rows = []
    for area in under:
        count = found.get(area.code, 0)
        step = -(-count * STEPS // most) if count else 0
        rows.append(
            AreaCount(
                area=area, count=count, step=step, url=_list_address(choice, area), figure=_key(choice, area)
            )
        )
    return rows


def _found(choice: PublicFilter, level: Level) -> dict[str, int]:
    """The number of public matters by the code of their area at a level; the others lie above it."""
    cut = MetricCut(now=now(), by=(By.AREA,), among=choice.condition())
    depth = list(Level).index(level)
    parts = told_apart(metric("matters.published").tallies(cut), lambda one: code_at(one.area_path, depth))
    return {code: int(amount.counted) for code, amount in parts.items() if code}


def _key(choice: PublicFilter, area: places.AreaRow) -> str:
    """What identifies the number of an area on every page; a chosen part of it has no such key."""
    if choice.class_code or choice.state or choice.words:
        return ""
    return FigureKey(code="matters.published", area_code=area.code, is_of_all=True).text()


def _list_address(choice: PublicFilter, area: places.AreaRow) -> str:
    """A town opens its own map; a community the list of its town."""
    asked = {"class": choice.class_code, "state": choice.state or "", "q": choice.words}
    is_town = area.level is Level.SUBDISTRICT
    asked["town"] = area.code if is_town else queries.subdistrict_of(area.path)
    name = "home:public_map" if is_town else "home:public"
    return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"


@require_safe
@open_to(*ANYONE)
def matter(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render one public matter: the summary by staff, and its steps without any text that people typed."""
    found = public.shown(matter_id)
    rated = posted.posted_ratings(matter_id) if posted.posts_ratings(found.row) else None

    def draw(**more: Any) -> HttpResponse:
        return _matter_page(request, found, _form(request)(), rated=rated, **more)

    return shared.for_everyone(request, (found, rated, *_beside()), draw)


@require_safe
@open_to(*ANYONE)
def picture(request: DistrictRequest, matter_id: int, key: str) -> HttpResponse:
    """Return one picture of a public matter that staff released to everyone."""
    row = queries.public_matter(matter_id)
    found = [one for one in attachments.released(row.id) if one.key == key]
    if not found:
        raise queries.MatterNotFound
    return enclosures.served(request, found[0])


def _form(request: DistrictRequest) -> type[FollowForm | AssistedForm]:
    return AssistedForm if request.actor.kind is ActorKind.STAFF else FollowForm


def _matter_page(
    request: DistrictRequest,
    found: PublicMatter,
    form: FollowForm | AssistedForm,
    **more: Any,
) -> HttpResponse:
    actor, row = _actor(request), found.row
    return page(
        request,
        "home/public_matter.html",
        matter=row,
        story=story.for_public(row),
        names=queries.names_for([row]),
        pack=store.pack_of(row.pack_digest),
        pictures=found.pictures,
        signature=found.signature,
        followers=found.followers,
        follows=public.follows(actor.key, row.id),
        is_own=bool(actor.key) and actor.key == row.owner_key,
        is_staff=actor.kind is ActorKind.STAFF,
        may_follow=access.may(actor, MatterVerb.FOLLOW, queries.facts_of(row), now()),
        form=form,
        **more,
    )


def _refused_page(
    request: DistrictRequest,
    matter_id: int,
    form: FollowForm | AssistedForm,
    refusal: Refused | None = None,
) -> HttpResponse:
    found = public.shown(matter_id)
    rated = posted.posted_ratings(matter_id) if posted.posts_ratings(found.row) else None
    return _matter_page(request, found, form, rated=rated, refusal=refusal, status=422)


def _actor(request: DistrictRequest) -> Actor:
    """The account, or whoever proved a receipt here (the oldest proof stands for all), or the browser."""
    if not devices.is_stranger(request.actor):
        return request.actor
    proven = proof.receipts(request)
    return bearer(queries.owner_by_receipt(proven[-1])) if proven else devices.known(request, request.actor)


@require_POST
@open_to(*ANYONE)
def follow(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Follow a public matter (我也遇到了): for oneself, or by staff for a visitor."""
    row, form = queries.public_matter(matter_id), _form(request)(request.POST)
    if not form.is_valid():
        return _refused_page(request, matter_id, form)
    actor, number = _actor(request), devices.number_for(request)
    if devices.is_stranger(actor):
        actor = devices.device(number)
    try:
        _slow_down(request)
        _bound_new(request, actor, row)
        following.follow(actor=actor, matter_id=row.id, contact=form.contact(), now=now())
    except Refused as refusal:
        return _refused_page(request, matter_id, form, refusal)
    messages.success(request, _("You are counted. We will tell you how it goes."))
    response = redirect("home:public_matter", matter_id=row.id)
    if devices.is_device(actor):
        devices.keep(request, response, number)
    return response


def _bound_new(request: DistrictRequest, actor: Actor, row: MatterRow) -> None:
    """Count a browser that is new to a matter; raise TooMany where its address brought enough today."""
    if devices.is_device(actor) and not public.follows(actor.key, row.id):
        key = f"follow:{row.id}:{client_address(request)}"
        people.throttle(key=key, limit=devices.NEW_IN_A_DAY, window_seconds=devices.A_DAY, now=now())


@require_POST
@open_to(*ANYONE)
def unfollow(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Unfollow a public matter (取消关注): for oneself, or by staff for a visitor."""
    row = queries.public_matter(matter_id)
    contact, form = None, None
    if request.actor.kind is ActorKind.STAFF:
        form = AssistedForm(request.POST)
        if not form.is_valid():
            return _refused_page(request, matter_id, form)
        contact = form.contact()
    try:
        following.unfollow(actor=_actor(request), matter_id=row.id, contact=contact, now=now())
    except following.NotFollowing as refusal:
        return _refused_page(request, matter_id, form or FollowForm(), refusal)
    messages.success(request, _("No longer counted, no longer informed."))
    return redirect("home:public_matter", matter_id=row.id)


@require_POST
@open_to(*ANYONE)
def follow_area(request: DistrictRequest) -> HttpResponse:
    """Follow an area (关注区域): subscribe a contact to messages about matters published in it."""
    form, town = _form(request)(request.POST), request.POST.get("town", "")
    contact = form.contact() if form.is_valid() else None
    if contact is None:
        raise following.NeedsContact
    _slow_down(request)
    following.follow_area(actor=_actor(request), area_code=town, contact=contact, now=now())
    messages.success(request, _("We will tell you what is made public there."))
    return redirect(f"{reverse('home:public_map')}?{urlencode({'town': town})}")


@require_POST
@open_to(*ANYONE)
def unfollow_area(request: DistrictRequest) -> HttpResponse:
    """Unfollow an area (取消关注区域): for oneself, or by staff for a visitor."""
    town, contact = request.POST.get("town", ""), None
    if request.actor.kind is ActorKind.STAFF:
        form = AssistedForm(request.POST)
        if not form.is_valid():
            raise following.NeedsContact
        contact = form.contact()
    following.unfollow_area(actor=_actor(request), area_code=town, contact=contact, now=now())
    messages.success(request, _("This area is no longer followed."))
    return redirect(f"{reverse('home:public_map')}?{urlencode({'town': town})}")


def _slow_down(request: DistrictRequest) -> None:
    key = f"follow:{client_address(request)}"
    people.throttle(key=key, limit=settings.LIMIT_FILING, window_seconds=3600, now=now())
