"""Views for staff: what I am to rate, follow-up calls, results to write up, codes to print."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.evaluation import forms, queries, services
from yuanba.evaluation.tables import CALLS
from yuanba.evaluation.views import shown
from yuanba.matters import queries as matters
from yuanba.matters.queries import tasks
from yuanba.notices import queries as notices
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters import closing
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web import navigation, tables
from yuanba.web.addresses import qr
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may
from yuanba.web.tasks import TaskQuery

#: So many results without a public text are shown at once; those that are written make room for others.
UNWRITTEN = 200


@require_GET
@open_to(ActorKind.STAFF)
def mine(request: DistrictRequest) -> HttpResponse:
    """Render the matters that the reader was invited to rate."""
    moment = now()
    rows = [(one, shown.matter_of(one, moment)) for one in queries.asked_of(request.actor)]
    return page(
        request,
        "evaluation/mine.html",
        rows=[(one, row, shown.told(row)) for one, row in rows],
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def judge(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Show and handle the form (评价) by which staff rate when invited, or for a resident who is present."""
    moment = now()
    row = queries.matter_row(matter_id, moment)
    facts = queries.facts_for(row, None)
    access.require(request.actor, MatterVerb.RATE, facts, moment)
    closing.rate(row.state)
    is_asked = request.actor.key in facts.invited_keys
    form, refusal = forms.RateForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.rate(actor=request.actor, matter_id=matter_id, now=moment, **form.said())
        except Refused as fault:
            refusal = fault
        else:
            arrived(
                request, _("Thank you. Your rating has been recorded."), draft=f"matter.judge.{matter_id}"
            )
            return redirect("evaluation:mine") if is_asked else redirect(navigation.link("desk"))
    return page(
        request,
        "evaluation/judge.html",
        matter=row,
        form=form,
        refusal=refusal,
        is_asked=is_asked,
        asked=queries.invitation_of(row.id, request.actor.key) if is_asked else None,
        pack=store.pack_of(row.pack_digest),
        told=shown.told(row, is_owner=access.may(request.actor, MatterVerb.READ, facts, moment)),
        status=409 if refusal else 200,
    )


@require_GET
@open_to(ActorKind.STAFF)
def part(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render the notice, ratings and follow-up calls of a matter as a fragment of its desk page."""
    moment = now()
    row = matters.matter_for(request.actor, matter_id, moment)
    facts = matters.facts_of(row, with_handlers=True)
    subject = matters.subject(matter_id)
    places, is_judged = queries.places_of(matter_id), queries.is_judged(row)
    is_on_paper = any(one.is_party and one.used_at is None and one.exclusion is None for one in places)
    is_part = request.headers.get("HX-Request") == "true"
    return page(
        request,
        "evaluation/part.html" if is_part else "evaluation/part_page.html",
        matter=row,
        pack=store.pack_of(row.pack_digest),
        notices=notices.of_subject(subject.kind, subject.key),
        places=places,
        said=queries.said_of(matter_id),
        calls=queries.calls_of(matter_id),
        is_judged=is_judged,
        may_rate=is_judged and access.may(request.actor, MatterVerb.RATE, facts, moment),
        may_hand_out=is_on_paper
        and is_judged
        and access.may(request.actor, EvaluationVerb.HAND_OUT, facts, moment),
    )


@never_cache
@require_POST
@open_to(ActorKind.STAFF)
def hand_out(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Render a printable sheet of one-time codes (打印评价码), one per party, to be cut up and handed out."""
    moment = now()
    found = services.hand_out(actor=request.actor, matter_id=matter_id, now=moment)
    row = queries.matter_row(matter_id, moment)
    address = request.build_absolute_uri(reverse("evaluation:door"))
    return page(
        request,
        "evaluation/codes.html",
        matter=row,
        pack=store.pack_of(row.pack_digest),
        codes=[
            (
                queries.spoken(one.code),
                qr(request.build_absolute_uri(reverse("evaluation:code", args=[one.code]))),
                one.invitation,
            )
            for one in found
        ],
        address=address,
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(MatterVerb.FOLLOW_UP))
def calls(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the open follow-up calls that the reader may make."""
    return tables.respond(request, CALLS, "evaluation/calls.html")


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(MatterVerb.FOLLOW_UP))
def follow_up(request: DistrictRequest, call_id: int) -> HttpResponse:
    """Show and handle the form that records a follow-up call (回访)."""
    moment = now()
    if call_id not in queries.callable_ids(request.actor, moment):
        raise Http404(str(call_id))
    call = queries.call(call_id)
    form, refusal = forms.CallForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.follow_up(actor=request.actor, call_id=call_id, now=moment, **form.said())
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("Recorded."), draft=f"matter.follow_up.{call_id}")
            opened = tables.along(request.GET.dict(), call_id)
            return redirect(opened.url if opened else "evaluation:calls")
    row = queries.matter_row(call.matter_id, moment)
    return page(
        request,
        "evaluation/call.html",
        call=call,
        matter=row,
        pack=store.pack_of(row.pack_digest),
        form=form,
        refusal=refusal,
        told=shown.told(row, is_owner=True),
        status=409 if refusal else 200,
    )


@require_GET
@open_to(*whoever_may(MatterVerb.PUBLISH))
def to_write(request: DistrictRequest) -> HttpResponse:
    """Render the results whose notice cannot be posted until the reader writes its title and summary."""
    waiting = tasks.unwritten(TaskQuery(actor=request.actor, now=now()))
    rows = [one.matter for one in waiting.rows(UNWRITTEN)]
    return page(request, "evaluation/to_write.html", rows=rows, names=matters.names_for(rows).areas)
