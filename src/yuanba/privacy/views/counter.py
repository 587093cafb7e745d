"""Views for staff at a counter who help a person with a receipt to see, correct or erase their data.

Staff see on the screen only what they need to know that it is the right one: numbers, states, masked
addresses. What is kept in words goes to paper, into the hand of who asked.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.matters import queries as matters
from yuanba.packs import store
from yuanba.people import services as people
from yuanba.privacy import forms, queries, services
from yuanba.privacy.queries.beside import Beside, shown
from yuanba.privacy.views.mine import ask_form, ways
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may

#: Tries of a query code in ten minutes, and papers in a day, of one member of staff.
TRIES = 20
PAPERS, PAPERS_SECONDS = 40, 24 * 3600
STAFF = whoever_may(PrivacyVerb.ASK)


class NotShown(Refused):
    """Raised when staff act for a visitor at a counter without a valid receipt, query code and reason."""

    code: ClassVar[str] = "privacy.not_shown"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*STAFF)
def counter(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form for receipt and code; then offer to print, correct or erase personal data."""
    form = forms.BesideForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "privacy/counter.html", form=form, status=422 if form.is_bound else 200)
    try:
        return _found(request, _beside(request))
    except (matters.MatterNotFound, Refused) as refusal:
        return _page(request, "privacy/counter.html", form=form, refusal=refusal, status=422)


@require_POST
@open_to(*STAFF)
def paper(request: DistrictRequest) -> HttpResponse:
    """Render all data of the person at the counter as a page to print; on the screen it is hidden."""
    beside = _beside(request)
    people.throttle(key=f"paper:{request.actor.key}", limit=PAPERS, window_seconds=PAPERS_SECONDS, now=now())
    held = services.print_copy(actor=request.actor, beside=beside, now=now())
    return _page(request, "privacy/paper.html", beside=beside, held=held, now=now())


@require_POST
@open_to(*STAFF)
def correct(request: DistrictRequest) -> HttpResponse:
    """Handle the counter form that corrects the person's name and phone number."""
    beside, form = _beside(request), forms.CorrectForm(request.POST)
    if not form.is_valid():
        return _found(request, beside, correcting=form, status=422)
    services.correct(actor=request.actor, beside=beside, now=now(), **form.cleaned_data)
    messages.success(request, _("It has been corrected."))
    return redirect("privacy:counter")


@require_POST
@open_to(*STAFF)
def ask(request: DistrictRequest) -> HttpResponse:
    """Handle the counter form that files a data request for the person."""
    beside, form = _beside(request), ask_form(request.POST)
    if not form.is_valid():
        return _found(request, beside, asking=form, status=422)
    try:
        services.ask(actor=request.actor, beside=beside, now=now(), **form.cleaned_data)
    except Refused as refusal:
        return _found(request, beside, asking=form, refusal=refusal, status=409)
    messages.success(
        request,
        _(
            "Submitted. With receipt number and query code they can read the answer, or come to the "
            "counter again."
        ),
    )
    return redirect("privacy:counter")


@require_POST
@open_to(*STAFF)
def erase(request: DistrictRequest) -> HttpResponse:
    """Handle the counter form that erases all data of the person at once."""
    beside = _beside(request)
    form = _erase_form(request, beside, request.POST)
    if not form.is_valid():
        return _found(request, beside, erasing=form, status=422)
    withdraws = form.cleaned_data.get("running") == "back"
    services.erase(actor=request.actor, beside=beside, withdraws=withdraws, now=now())
    messages.success(request, _("Deleted. Receipt number and query code still show the progress."))
    return redirect("privacy:counter")


def _beside(request: DistrictRequest) -> Beside:
    """Who stands here, by what was typed from their receipt; counted, because codes can be guessed."""
    form = forms.BesideForm(request.POST)
    if not form.is_valid():
        raise NotShown
    given = form.cleaned_data
    beside = people.prove(
        code=receipts.parse(given["receipt"]),
        asker=request.actor.key,
        limit=TRIES,
        of_asker=TRIES,
        now=now(),
        check=lambda: shown(receipt=given["receipt"], code=given["code"], why=given["why"]),
    )
    assert beside, "shown refuses what is wrong"
    return beside


def _held(request: DistrictRequest, beside: Beside) -> queries.Held:
    return queries.held(request.actor, now(), beside=beside)


def _erase_form(request: DistrictRequest, beside: Beside, data: object = None) -> forms.EraseForm:
    return forms.EraseForm(data, asks="", has_running=bool(_held(request, beside).running), is_beside=True)


def _found(
    request: DistrictRequest,
    beside: Beside,
    *,
    correcting: forms.CorrectForm | None = None,
    asking: forms.AskForm | None = None,
    erasing: forms.EraseForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    held = _held(request, beside)
    return _page(
        request,
        "privacy/counter_found.html",
        beside=beside,
        code=request.POST["code"],
        held=held,
        ways=ways(held),
        correcting=correcting or forms.CorrectForm(),
        asking=asking or ask_form(),
        erasing=erasing or forms.EraseForm(asks="", has_running=bool(held.running), is_beside=True),
        refusal=refusal,
        status=status,
    )


def _page(request: DistrictRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    response = page(request, template, status=status, pack=store.in_force(day(now())), **context)
    response["Cache-Control"] = "no-store"
    return response
