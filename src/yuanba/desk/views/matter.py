"""Views of one matter at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yuanba.desk.forms import asked
from yuanba.desk.forms.asked import DeskFields
from yuanba.desk.forms.deeds import BY_NAME, DESK_FORMS, DeskGroup
from yuanba.desk.forms.unmasking import Unmask
from yuanba.desk.views import deeds, drafts, timing, triage
from yuanba.journal.queries import Recorded
from yuanba.lists import queries as lists
from yuanba.matters import forms, queries, services
from yuanba.matters.queries import MatterRow, attachments, clock, handling, milestones
from yuanba.matters.queries.attachments import AttachmentRow
from yuanba.matters.services import Filed, looking
from yuanba.matters.views import fresh, story
from yuanba.matters.views.reply import Reply, reply_of
from yuanba.messages.queries import keeping
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.orders import Wish
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day
from yuanba.web import navigation, tables
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page

#: The fold of a matter's page in which a reason is given to look; it is no action of the others' kind.
UNMASK = "unmask"
#: By what the clock of a matter is stopped.
STOPS = {MatterVerb.ASK.value, MatterVerb.GRANT.value}
WISHES = {Wish.HOLD: MatterVerb.ASK_HOLD, Wish.EXTEND: MatterVerb.ASK_EXTEND}


@require_GET
@open_to(ActorKind.STAFF)
def matter(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render one matter for staff: words, actions and history; ``?do=`` opens an action's form."""
    row = queries.matter_for(request.actor, matter_id, now())
    return matter_page(request, row, wanted=request.GET.get("do", ""))


def matter_page(
    request: DistrictRequest,
    row: MatterRow,
    *,
    bound: Mapping[Verb, DeskFields] | None = None,
    refusal: Refused | None = None,
    unmask_form: DeskFields | None = None,
    wanted: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page of a matter for staff; forms with faults are shown again as they were submitted."""
    moment, pack = now(), queries.rules_for(row)
    verbs = queries.offered(request.actor, row, moment)
    offered = deeds.offers(row, request.actor, moment, verbs=verbs, bound=bound, wanted=wanted)
    wish = clock.waiting_request(row.id) if row.state is State.ACCEPTED else None
    helpers = [one for one in handling.orders_of(row.id) if not one.is_lead]
    steps = queries.story(row.id)
    names = queries.names_for([row], steps=steps, also=[one.unit for one in helpers])
    told = story.for_staff(steps, names)
    files = attachments.attachments_of(request.actor, row, moment)
    reply = reply_of(row, told, files, unit=names.units.get(row.unit, ""))
    return page(
        request,
        "desk/matter.html",
        matter=row,
        pack=pack,
        groups={group.value: [one for one in offered if one.group is group] for group in DeskGroup},
        verbs={verb.name.lower(): True for verb in verbs},
        wish=wish,
        wish_words=_words_of(steps, WISHES[wish.request.wish]) if wish else "",
        offers={one.name: one for one in offered},
        helpers=helpers,
        **_clocks(row, pack, moment, steps),
        merged_into=_merged_into(request, row),
        names=names,
        local=lists.lines_for(row.area_path) if MatterVerb.ASSIGN in verbs else {},
        local_version=lists.version_of(row.local_list_id) if row.local_list_id else None,
        story=told,
        reply=reply,
        **_pictures(files, reply),
        linked=_linked(request, row),
        naming=forms.NAMINGS[row.naming],
        towns=places.areas_at(Level.SUBDISTRICT) if verbs & {MatterVerb.ASSIGN, MatterVerb.REASSIGN} else [],
        refusal=refusal,
        **_unmasking(request, row, unmask_form, is_open=wanted == UNMASK),
        dangers=timing.dangers(row),
        now=moment,
        status=status,
    )


@require_GET
@open_to(ActorKind.STAFF)
def deed(request: DistrictRequest, matter_id: int, name: str) -> HttpResponse:
    """Render the form of one action, for the fold of a matter's page that somebody opened."""
    row, moment = queries.matter_for(request.actor, matter_id, now()), now()
    verbs = queries.offered(request.actor, row, moment)
    if name == UNMASK and MatterVerb.UNMASK in verbs:
        return page(
            request, "desk/unmask_form.html", desk=True, matter=row, **_unmasking(request, row, is_open=True)
        )
    wanted = verbs & {BY_NAME[name]} if name in BY_NAME else frozenset()
    offered = deeds.offers(row, request.actor, moment, verbs=wanted)
    if not offered:
        raise NotAllowed(verb=name)
    return page(
        request,
        "desk/deed.html",
        desk=True,
        matter=row,
        pack=queries.rules_for(row),
        offer=offered[0],
        names=queries.names_for([row]),
        towns=places.areas_at(Level.SUBDISTRICT),
    )


def _unmasking(
    request: DistrictRequest, row: MatterRow, form: DeskFields | None = None, *, is_open: bool
) -> dict[str, Any]:
    """What the fold shows in which somebody says why they look, once open: masked contact and form."""
    if form is None and not is_open:
        return {}
    return {
        "masked": keeping.masked_of(queries.STORY_KIND, str(row.id)),
        "unmask_form": form or _unmask_form(request, row),
    }


def _clocks(row: MatterRow, pack: Pack, moment: datetime, steps: Sequence[Recorded]) -> dict[str, object]:
    """When the clock stood still, how much more time was granted, what waits to be signed, and milestones.

    What no step of the story tells of is not asked for.
    """
    done = {step.verb for step in steps}
    return {
        "pauses": clock.pauses_of(row.id) if done & STOPS else (),
        "extensions": clock.extensions_of(row.id) if MatterVerb.GRANT in done else (),
        "milestones": milestones.milestones_of(row, pack),
        "drafted": drafts.waiting(row, moment),
    }


def _pictures(files: Sequence[AttachmentRow], reply: Reply | None) -> dict[str, list[AttachmentRow]]:
    """What the resident sent, and what others added; pictures of the answer stand with the answer."""
    others = [one for one in files if not one.is_from_owner]
    return {
        "attachments": [one for one in files if one.is_from_owner],
        "loose": [one for one in others if not (reply and one in reply.after)],
    }


def _linked(request: DistrictRequest, row: MatterRow) -> list[tuple[MatterRow, str]]:
    """The matters before and after this one that say that it is broken again; a link to what one may read."""
    found = ((one, reverse("desk:matter", args=[one.id])) for one in queries.again_linked(row))
    return [(one, url if _may_read(request, one) else "") for one, url in found]


def _may_read(request: DistrictRequest, row: MatterRow) -> bool:
    return access.may(request.actor, MatterVerb.READ, queries.facts_of(row), now())


def _words_of(steps: Iterable[Recorded], verb: Verb) -> str:
    """What was last said with this verb."""
    said = [step.words for step in steps if step.verb == verb]
    return said[-1] if said else ""


def _merged_into(request: DistrictRequest, row: MatterRow) -> MatterRow | None:
    """The matter that this one goes on with, as far as one may read it."""
    try:
        return queries.matter_for(request.actor, row.merged_into_id, now()) if row.merged_into_id else None
    except queries.MatterNotFound:
        return None


@require_POST
@open_to(ActorKind.STAFF)
def do(request: DistrictRequest, matter_id: int, name: str) -> HttpResponse:
    """Handle the form of any action on a matter: call its service and redirect, or show the faults."""
    verb, moment = BY_NAME[name], now()
    row = queries.matter_for(request.actor, matter_id, moment)
    facts = queries.facts_of(row, with_handlers=True)
    if not access.may(request.actor, verb, facts, moment):
        return matter_page(request, row, refusal=NotAllowed(verb=verb.value), status=403)
    about = deeds.about(row, request.actor, moment, frozenset({verb}))
    form = DESK_FORMS[verb].form(request.POST, request.FILES, about=about, name=name)
    if not form.is_valid():
        return _again(request, row, verb, form, None)
    try:
        done = DESK_FORMS[verb].call(actor=request.actor, matter_id=matter_id, now=moment, **form.said())
    except Refused as refusal:
        row = queries.matter_for(request.actor, matter_id, moment)
        return _again(request, row, verb, form, refusal)
    if isinstance(done, Filed):
        return _hand_over(request, done)
    if triage.is_from_desk(request):
        return redirect(triage.next_address(request, matter_id))
    done_words = _("Done: %(verb)s") % {"verb": asked.words(ACTIONS[verb].label)}
    arrived(request, done_words, draft=f"matter.{name}.{matter_id}")
    return _after(request, matter_id)


def _again(
    request: DistrictRequest, row: MatterRow, verb: Verb, form: DeskFields, refusal: Refused | None
) -> HttpResponse:
    status = 409 if refusal else 422
    if triage.is_from_desk(request):
        return triage.desk_page(request, chosen=row, bound={verb: form}, refusal=refusal, status=status)
    return matter_page(request, row, bound={verb: form}, refusal=refusal, status=status)


def _hand_over(request: DistrictRequest, filed: Filed) -> HttpResponse:
    """The new receipt of whom a matter was corrected to; its code is shown once."""
    response = redirect(navigation.link("receipt", filed.token))
    fresh.keep(request, response, filed)
    return response


def _after(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Stay with the matter, as far as it is still this person's to read."""
    try:
        queries.matter_for(request.actor, matter_id, now())
    except queries.MatterNotFound:  # after a return it is no longer this unit's
        return redirect(navigation.link("desk"))
    return redirect(reverse("desk:matter", args=[matter_id]) + tables.kept_along(request))


def _unmask_form(request: DistrictRequest, row: MatterRow, *given: Any) -> DeskFields:
    pack = store.in_force(day(now()))
    about = asked.About(matter=row, pack=pack, actor=request.actor, now=now())
    return Unmask(*given, about=about, name="unmask")


@require_POST
@open_to(ActorKind.STAFF)
def unmask(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Show a resident's unmasked words or contact once and for a short time, to staff who give a reason.

    Nothing of it lands in an address or in a store, and the page leaves by itself.
    """
    row, moment = queries.matter_for(request.actor, matter_id, now()), now()
    if not access.may(request.actor, MatterVerb.UNMASK, queries.facts_of(row), moment):
        return matter_page(request, row, refusal=NotAllowed(verb=MatterVerb.UNMASK.value), status=403)
    form = _unmask_form(request, row, request.POST)
    if not form.is_valid():
        return matter_page(request, row, unmask_form=form, status=422)
    try:
        shown = services.unmask(actor=request.actor, matter_id=matter_id, now=moment, **form.said())
    except Refused as refusal:
        return matter_page(request, row, unmask_form=form, refusal=refusal, status=409)
    bounds = looking.bounds(moment)
    times = looking.times_today(request.actor, moment)
    response = page(
        request, "desk/shown.html", matter=row, shown=shown, bounds=bounds, left=bounds.per_day - times
    )
    response["Cache-Control"] = "no-store"
    response["Refresh"] = f"{bounds.shown_seconds};url={reverse('desk:matter', args=[matter_id])}"
    return response


@require_GET
@open_to(ActorKind.STAFF)
def why(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render how the matter's deadline was computed (为什么是这一天): a drawing and a table of intervals."""
    row = queries.matter_for(request.actor, matter_id, now())
    return page(
        request,
        "desk/why.html",
        matter=row,
        pack=store.pack_of(row.pack_digest),
        names=queries.names_for([row]),
        way=timing.way(row, now()),
        now=now(),
    )
