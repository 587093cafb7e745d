"""Views for residents who rate a result: on the matter's page, or with a one-time code."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.evaluation import forms, queries, services
from yuanba.evaluation.panel import panel_of
from yuanba.evaluation.queries import InvitationRow, UnknownCode
from yuanba.evaluation.views import shown
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.people import services as people
from yuanba.residents.views import proof
from yuanba.rules.core.refusal import Refused
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page
from yuanba.web.proxies import client_address

#: How many codes one address may try in ten minutes; a code has more than 10^17 neighbours.
TRIES = 120


@require_safe
@open_to(*ANYONE)
def panel(request: DistrictRequest, token: str) -> HttpResponse:
    """Render the rating form (解决了吗) as a fragment of a page, or as a whole page without JavaScript."""
    return _panel(request, matters.matter_by_token(token), None)


def _panel(
    request: DistrictRequest,
    row: MatterRow,
    form: forms.RateForm | None,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    is_part = request.headers.get("HX-Request") == "true"
    return page(
        request,
        "evaluation/panel.html" if is_part else "evaluation/panel_page.html",
        refusal=refusal,
        status=status,
        **panel_of(request, row, form),
    )


@require_POST
@open_to(*ANYONE)
def rate_own(request: DistrictRequest, token: str) -> HttpResponse:
    """Handle a rating on the resident's own page of the matter."""
    row, form = matters.matter_by_token(token), forms.RateForm(request.POST)
    if not form.is_valid():
        return _panel(request, row, form, status=422)
    try:
        services.rate(actor=proof.acting(request, row), matter_id=row.id, now=now(), **form.said())
    except Refused as refusal:
        return _panel(request, matters.matter_by_token(token), form, refusal=refusal, status=409)
    _thank(request, row.id, is_solved=form.said()["is_solved"])
    return redirect("residents:story", token=token)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(*ANYONE)
def door(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form for typing a one-time code; redirect to the rating form of that code."""
    form, refusal = forms.JudgingCodeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        code = queries.tidy(form.cleaned_data["code"])
        try:
            _invited(request, code)
        except Refused as fault:
            refusal = fault
        else:
            return redirect("evaluation:code", code=code)
    return page(request, "evaluation/door.html", form=form, refusal=refusal, status=409 if refusal else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(*ANYONE)
def code(request: DistrictRequest, code: str) -> HttpResponse:
    """Show and handle the rating form (评价) for the holder of a one-time code; no account is needed."""
    try:
        invitation = _invited(request, code)
    except UnknownCode as refusal:
        return page(
            request, "evaluation/door.html", form=forms.JudgingCodeForm(), refusal=refusal, status=404
        )
    row = shown.matter_of(invitation, now())
    form, refused = forms.RateForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.rate(actor=request.actor, matter_id=row.id, code=code, now=now(), **form.said())
        except Refused as fault:
            refused = fault
        else:
            return page(request, "evaluation/thanks.html", is_solved=form.said()["is_solved"])
    return page(
        request,
        "evaluation/code.html",
        form=form,
        refusal=refused,
        matter=row,
        invitation=invitation,
        is_judged=queries.is_judged(row),
        told=shown.told(row, is_owner=invitation.key == row.owner_key),
        status=409 if refused else 200,
    )


def _invited(request: DistrictRequest, code: str) -> InvitationRow:
    """The open invitation of a code; raise UnknownCode, or TooMany after too many wrong ones."""
    found = people.prove(
        code=f"evaluation:{queries.tidy(code)}",
        asker=client_address(request),
        limit=TRIES,
        of_asker=TRIES,
        now=now(),
        check=lambda: queries.by_code(code),
    )
    assert found, "by_code refuses what it does not know"
    return found


def _thank(request: DistrictRequest, matter_id: int, *, is_solved: bool) -> None:
    solved, unsolved = (
        _("Thank you. Your rating has been recorded."),
        _("Thank you. It goes back to be done again, and somebody will call you."),
    )
    arrived(request, solved if is_solved else unsolved, draft=f"matter.rate.{matter_id}")
