"""Pages for staff: what waits for triage, the orders of a unit, and one matter with its buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yuanba.districts.entrance import Request, now, open_to, page
from yuanba.matters import forms, queries, services
from yuanba.matters.queries import MatterRow, attachments
from yuanba.matters.services.attachments import FROM_STAFF
from yuanba.matters.views import story
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.actions import ACTIONS
from yuanba.rules.actor import ActorKind
from yuanba.rules.pack import Level
from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb

Call = Callable[..., None]

#: The verb, its form, and the service behind it.
DEEDS: Mapping[Verb, tuple[type[django_forms.Form], Call]] = {
    Verb.ASSIGN: (forms.AssignForm, services.assign),
    Verb.REASSIGN: (forms.ReassignForm, services.reassign),
    Verb.REFUSE: (forms.RefuseForm, services.refuse),
    Verb.ACCEPT: (django_forms.Form, services.accept),
    Verb.RETURN: (forms.ReasonForm, services.give_back),
    Verb.ANSWER: (forms.AnswerForm, services.answer),
    Verb.PUBLISH: (forms.PublishForm, services.publish),
    Verb.CONFIRM: (django_forms.Form, services.confirm),
    Verb.REOPEN: (forms.ReasonForm, services.reopen),
}


@require_GET
@open_to(ActorKind.STAFF)
def triage(request: Request) -> HttpResponse:
    """What waits for a class, oldest first, each with the machine's suggestion."""
    after = request.GET.get("after", "")
    found = queries.to_triage(request.actor, now(), after=after)
    return page(
        request,
        "matters/triage.html",
        page=found,
        after=after,
        names=queries.names_for(found.rows),
        packs=_packs(found.rows),
    )


@require_GET
@open_to(ActorKind.STAFF)
def orders(request: Request) -> HttpResponse:
    """The open orders of my units, first due first."""
    after = request.GET.get("after", "")
    found = queries.orders_for(request.actor, now(), after=after)
    return page(
        request,
        "matters/orders.html",
        page=found,
        after=after,
        names=queries.names_for(found.rows),
        packs=_packs(found.rows),
    )


def _packs(rows: Any) -> dict[str, Any]:
    """The pack of each row, so that a list shows the titles that bind it; no query when warm."""
    return {digest: store.pack_of(digest) for digest in {row.pack_digest for row in rows}}


@require_GET
@open_to(ActorKind.STAFF)
def matter(request: Request, matter_id: int) -> HttpResponse:
    """One matter: the words, the suggestion with its reasons, what I can do, and the story."""
    return _matter_page(request, queries.matter_for(request.actor, matter_id, now()))


def _matter_page(
    request: Request,
    row: MatterRow,
    *,
    bound: Mapping[Verb, django_forms.Form] | None = None,
    refusal: Refused | None = None,
    shown: services.Unmasked | None = None,
    status: int = 200,
) -> HttpResponse:
    moment = now()
    verbs = queries.offered(request.actor, row, moment)
    pack = store.pack_of(row.pack_digest)
    has_area_box = bool(verbs & {Verb.ASSIGN, Verb.REASSIGN})
    return page(
        request,
        "matters/matter.html",
        matter=row,
        pack=pack,
        verbs={verb.name.lower(): True for verb in verbs},
        can_act=bool(verbs & DEEDS.keys()),
        bound={verb.name.lower(): form for verb, form in (bound or {}).items()},
        names=queries.names_for([row]),
        story=story.for_staff(row),
        attachments=attachments.attachments_of(request.actor, row, moment),
        naming=forms.NAMINGS[row.naming],
        directory=[(code, one, pack.items_of(code)) for code, one in pack.classes.items()],
        towns=places.areas_at(Level.SUBDISTRICT) if has_area_box else [],
        refusal=refusal,
        shown=shown,
        is_late=row.is_late(moment),
        status=status,
    )


def _do(request: Request, matter_id: int, verb: Verb) -> HttpResponse:
    """Parse, call the verb's one service, and go back to the matter; a fault keeps what was typed."""
    row = queries.matter_for(request.actor, matter_id, now())
    form_class, call = DEEDS[verb]
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return _matter_page(request, row, bound={verb: form}, status=422)
    fields = {**form.cleaned_data}
    if "choice" in fields:
        fields["class_code"], fields["item_code"] = fields.pop("choice")
        boxes = [fields.pop(box) for box in ("grid", "area", "town")]
        fields["area_code"] = next(filter(None, boxes), "")
    try:
        if "enclosed" in fields:
            fields["enclosures"] = services.prepare(fields.pop("enclosed"), allowed=FROM_STAFF)
        call(actor=request.actor, matter_id=matter_id, now=now(), **fields)
    except Refused as refusal:
        fresh = queries.matter_for(request.actor, matter_id, now())
        return _matter_page(request, fresh, bound={verb: form}, refusal=refusal, status=409)
    label = ACTIONS[verb].label
    done = label.zh if request.LANGUAGE_CODE.startswith("zh") else label.en
    messages.success(request, _("Done: %(verb)s") % {"verb": done})
    return _after(request, matter_id, verb)


def _after(request: Request, matter_id: int, verb: Verb) -> HttpResponse:
    """The next page: who triages goes on with the list, everyone else stays with the matter."""
    if verb in (Verb.ASSIGN, Verb.REFUSE) and request.POST.get("next") == "triage":
        return redirect("matters:triage")
    try:
        queries.matter_for(request.actor, matter_id, now())
    except queries.NotFound:  # after a return it is no longer this unit's to read
        return redirect("home:desk")
    return redirect("matters:matter", matter_id=matter_id)


@require_POST
@open_to(ActorKind.STAFF)
def assign(request: Request, matter_id: int) -> HttpResponse:
    """分流派单."""
    return _do(request, matter_id, Verb.ASSIGN)


@require_POST
@open_to(ActorKind.STAFF)
def reassign(request: Request, matter_id: int) -> HttpResponse:
    """改派."""
    return _do(request, matter_id, Verb.REASSIGN)


@require_POST
@open_to(ActorKind.STAFF)
def refuse(request: Request, matter_id: int) -> HttpResponse:
    """不予受理并指引."""
    return _do(request, matter_id, Verb.REFUSE)


@require_POST
@open_to(ActorKind.STAFF)
def accept(request: Request, matter_id: int) -> HttpResponse:
    """接单."""
    return _do(request, matter_id, Verb.ACCEPT)


@require_POST
@open_to(ActorKind.STAFF)
def give_back(request: Request, matter_id: int) -> HttpResponse:
    """退单."""
    return _do(request, matter_id, Verb.RETURN)


@require_POST
@open_to(ActorKind.STAFF)
def answer(request: Request, matter_id: int) -> HttpResponse:
    """答复."""
    return _do(request, matter_id, Verb.ANSWER)


@require_POST
@open_to(ActorKind.STAFF)
def publish(request: Request, matter_id: int) -> HttpResponse:
    """公开标题和摘要."""
    return _do(request, matter_id, Verb.PUBLISH)


@require_POST
@open_to(ActorKind.STAFF)
def confirm(request: Request, matter_id: int) -> HttpResponse:
    """代居民确认办结."""
    return _do(request, matter_id, Verb.CONFIRM)


@require_POST
@open_to(ActorKind.STAFF)
def reopen(request: Request, matter_id: int) -> HttpResponse:
    """代居民退回重办."""
    return _do(request, matter_id, Verb.REOPEN)


@require_POST
@open_to(ActorKind.STAFF)
def unmask(request: Request, matter_id: int) -> HttpResponse:
    """Show the original words once, to somebody who says why; nothing of it lands in an address."""
    row = queries.matter_for(request.actor, matter_id, now())
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _matter_page(request, row, bound={Verb.UNMASK: form}, status=422)
    try:
        shown = services.unmask(
            actor=request.actor, matter_id=matter_id, reason=form.cleaned_data["reason"], now=now()
        )
    except Refused as refusal:
        return _matter_page(request, row, refusal=refusal, status=409)
    response = _matter_page(request, row, shown=shown)
    response["Cache-Control"] = "no-store"
    return response
