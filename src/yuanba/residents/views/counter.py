"""Views of the counter, where staff serve residents who come or call, with a phone or without."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.matters import queries, services
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries import receipts as questions
from yuanba.people import services as people
from yuanba.residents import forms
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

TRIES, TRIES_SECONDS = 60, 600


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*whoever_may(MessageVerb.TELL))
def counter(request: DistrictRequest) -> HttpResponse:
    """Render the counter page: messages to give in person, and a search by receipt or phone number."""
    form = forms.CounterForm(request.POST if request.method == "POST" else None)
    refusal: Refused | None = None
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["receipt"]:
                return _by_receipt(request, form.cleaned_data["receipt"], form.cleaned_data["code"])
            found = _by_phone(request, form.cleaned_data["phone"])
        except Refused as fault:
            refusal = fault
    told = questions.to_tell(request.actor, now())
    response = page(
        request,
        "residents/counter.html",
        form=form,
        refusal=refusal,
        found=found,
        to_tell=told,
        names=queries.names_for([one.matter for one in told] + list(found or [])),
        status=422 if refusal or (form.is_bound and form.errors) else 200,
    )
    response["Cache-Control"] = "no-store"
    return response


def _by_receipt(request: DistrictRequest, typed: str, code: str) -> HttpResponse:
    """The desk's page where it is mine to read; with the query code, the resident's own page."""
    number = receipts.parse(typed)
    if code:
        row = people.prove(
            code=number,
            asker=request.actor.key,
            limit=TRIES,
            of_asker=TRIES,
            now=now(),
            check=lambda: queries.matter_by_code(number, code.translate(receipts.WIDE)),
        )
        if row is None:
            raise queries.MatterNotFound
        try:
            queries.matter_for(request.actor, row.id, now())
        except queries.MatterNotFound:
            return redirect("residents:story", token=row.token)
        return redirect("desk:matter", matter_id=row.id)
    return redirect("desk:matter", matter_id=queries.matter_by_receipt(request.actor, number, now()).id)


def _by_phone(request: DistrictRequest, phone: str) -> Sequence[MatterRow]:
    """What was filed with a number; each search counts, found or not, so that nobody looks up a town's."""
    moment = now()
    people.throttle(key=f"counter:{request.actor.key}", limit=TRIES, window_seconds=TRIES_SECONDS, now=moment)
    return questions.by_phone(request.actor, phone, moment)


@require_POST
@open_to(*whoever_may(MessageVerb.TELL))
def tell(request: DistrictRequest, matter_id: int, message_id: int) -> HttpResponse:
    """Record that a message was given to the resident in person, and return to the counter page."""
    services.tell(actor=request.actor, matter_id=matter_id, message_id=message_id, now=now())
    messages.success(request, _("Recorded: the resident has been told."))
    return redirect("residents:counter")
