"""Views of a matter's page for the holder of its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yuanba.desk.forms.deeds import BY_NAME, DESK_FORMS
from yuanba.desk.views import timing
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, attachments, handover, milestones
from yuanba.matters.views import story
from yuanba.matters.views.reply import Reply, reply_of
from yuanba.matters.views.story import StoryStep
from yuanba.messages.queries import keeping, links
from yuanba.packs import store
from yuanba.residents.forms.own import OWN
from yuanba.residents.views import again, proof
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import OPEN, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import triage
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import SeenPart
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page

#: What an unmasking showed.
PARTS = {
    SeenPart.CONTACT: _("name and contact"),
    SeenPart.WORDS: _("the original words"),
    SeenPart.BOTH: _("the original words, name and contact"),
}


#: What can be pressed on the page; to rate it has a part of its own.
ON_PAGE = frozenset({MatterVerb.ATTACH, *(BY_NAME[name] for name in OWN)})
#: States in which the query code opens more that can be done than judging, which asks for it itself.
MORE_WITH_CODE = frozenset({*OPEN, State.REFUSED, State.GUIDED})


@require_safe
@open_to(*ANYONE)
def linked(request: DistrictRequest, link: str) -> HttpResponse:
    """Open a matter by the link of a message: redirect to its page, and remember the link for a day.

    Who follows because their own matter was merged comes to their own page, never to the other resident's.
    """
    to = links.opened(link, now())
    row = queries.kept_of(int(to.carried_from or to.key)) if to else None
    if to is None or row is None or to.owner != row.owner_key:
        return page(request, "residents/link_over.html", status=404)
    response = redirect("residents:story", token=row.token)
    proof.keep_linked(request, response, row, link)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@open_to(*ANYONE)
def follow(request: DistrictRequest, token: str) -> HttpResponse:
    """Render the page with the history of a matter for the holder of its receipt."""
    return _story_page(request, queries.matter_by_token(token))


def _story_page(
    request: DistrictRequest,
    row: MatterRow,
    *,
    bound: Mapping[str, forms.Form] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, moment = proof.acting(request, row), now()
    verbs = queries.offered(actor, row, moment, among=ON_PAGE)
    found = {name: _drawn(name, (bound or {}).get(name)) for name in OWN if BY_NAME[name] in verbs}
    if not _may_object(row):
        found.pop("object", None)
    offers = [name for name in found if name != "reply" or row.state is not State.WAITING]
    offers += ["attach"] * (MatterVerb.ATTACH in verbs)
    pack = store.pack_of(row.pack_digest)
    is_theirs, is_proven = actor.key == row.owner_key, proof.has_proven(actor, row)
    steps, names = story.for_party(row), queries.names_for([row])
    files = attachments.attachments_of(actor, row, moment)
    reply = reply_of(row, steps, files, unit=names.units.get(row.unit, "")) or _of_both(row)
    return page(
        request,
        "residents/story.html",
        matter=row,
        verbs=verbs,
        own=found,
        offers=" ".join(offers),
        empty_forms={"own": found},
        addressed={"token": row.token, "receipt": row.receipt},
        open_form=next(iter(bound or {}), ""),
        question=_last(steps, MatterVerb.ASK) if row.state is State.WAITING else "",
        is_proven=is_proven,
        needs_code=not is_proven and row.state in MORE_WITH_CODE,
        is_linked=is_theirs and not is_proven,
        sent=keeping.sent_about(queries.STORY_KIND, str(row.id), row.owner_key) if is_theirs else [],
        reply=reply,
        attachments=reply.others if reply else files,
        linked=again.linked(request, row),
        story=steps,
        names=names,
        milestones=milestones.milestones_of(row, queries.rules_for(row)),
        now=moment,
        pack=pack,
        duty=handover.titles_now(pack, now()) if row.state is State.FILED else [],
        looks=queries.looks_among(queries.story(row.id), moment) if is_proven else [],
        parts=PARTS,
        refusal=refusal,
        status=status,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnForm:
    """One form of a matter's own page as it is shown: its fields, and whether files can go with it."""

    fields: SafeString
    is_multipart: bool


def _drawn(name: str, bound: forms.Form | None) -> OwnForm:
    """The form of an action; an empty one is the same for all, so it is drawn once for each language."""
    return _empty(name, get_language() or "") if bound is None else _form(bound)


@cache
def _empty(name: str, language: str) -> OwnForm:
    return _form(OWN[name].form(auto_id=f"id_{name}_%s"))


def _form(form: forms.Form) -> OwnForm:
    fields = render_to_string("residents/own_fields.html", {"form": form})
    return OwnForm(fields=fields, is_multipart=form.is_multipart())


def _of_both(row: MatterRow) -> Reply | None:
    """What was answered to the matter that this one was merged into: its words, no pictures."""
    into = queries.kept_of(row.merged_into_id) if row.merged_into_id else None
    return reply_of(into, story.for_party(into), []) if into else None


def _may_object(row: MatterRow) -> bool:
    """Whether the time for an objection, and the one objection, are still there."""
    try:
        triage.object_to(
            row.state,
            reason="?",
            ended_at=row.ended_at or now(),
            objections=sum(step.verb == MatterVerb.OBJECT for step in queries.story(row.id)),
            pack=store.pack_of(row.pack_digest),
            at=now(),
        )
    except Refused:
        return False
    return True


def _last(steps: Iterable[StoryStep], verb: Verb) -> str:
    said = [step.words for step in steps if step.verb == verb]
    return said[-1] if said else ""


@require_POST
@open_to(*ANYONE)
def do(request: DistrictRequest, token: str, name: str) -> HttpResponse:
    """Handle a reply, urge, objection, contact change or withdrawal by the matter's owner."""
    row = queries.matter_by_token(token)
    own = OWN[name]
    form = own.form(request.POST, request.FILES, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return _story_page(request, row, bound={name: form}, status=422)
    try:
        DESK_FORMS[BY_NAME[name]].call(
            actor=proof.acting(request, row), matter_id=row.id, now=now(), **form.said()
        )
    except Refused as refusal:
        fresh = queries.matter_by_token(token)
        status = 403 if isinstance(refusal, NotAllowed) else 409
        return _story_page(request, fresh, bound={name: form}, refusal=refusal, status=status)
    arrived(request, str(own.told), draft=f"matter.{name}.{row.receipt}")
    return redirect("residents:story", token=row.token)


@require_safe
@open_to(*ANYONE)
def why(request: DistrictRequest, token: str) -> HttpResponse:
    """Render how the matter's deadline was computed (为什么是这一天), for the holder of the receipt."""
    row, moment = queries.matter_by_token(token), now()
    return page(
        request,
        "residents/why_own.html",
        matter=row,
        pack=store.pack_of(row.pack_digest),
        way=timing.way(row, moment),
        now=moment,
    )
