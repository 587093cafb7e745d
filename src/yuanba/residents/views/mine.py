"""Views of what concerns a resident (我的): what waits for them, what they raised, and finding it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries import receipts as of_receipts
from yuanba.matters.services import receipts as keeping
from yuanba.people import services as people
from yuanba.residents import forms
from yuanba.residents.views import proof
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.web import own
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page
from yuanba.web.proxies import client_address

TRIES = 10
#: In the session: the receipts of which a resident said that they are not theirs.
NOT_MINE = "not_mine"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*ANYONE)
def track(request: DistrictRequest) -> HttpResponse:
    """Show what waits for the visitor and what they raised (我的), and handle the form of 查进度.

    The form finds a matter by receipt number and query code.
    """
    form = forms.TrackForm(request.POST or None, initial={"receipt": request.GET.get("receipt", "")})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        row = _proven(request, form.cleaned_data)
    except Refused as refusal:
        return _page(request, form, refusal=refusal, status=422)
    if row is None:
        form.add_error(
            "code", _("This receipt number and query code do not match. Check both on your receipt.")
        )
        return _page(request, form, status=422)
    if form.cleaned_data["keep"] and request.actor.kind is ActorKind.RESIDENT:
        code = form.cleaned_data["code"].translate(receipts.WIDE)
        keeping.keep_receipt(actor=request.actor, receipt=row.receipt, code=code, now=now())
    response = redirect("residents:story", token=row.token)
    proof.keep(request, response, row.receipt, row.token)
    return response


def _page(
    request: DistrictRequest, form: forms.TrackForm, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    asked = proof.own(request)
    waiting = own.waiting(asked)
    return page(
        request,
        "residents/track.html",
        form=form,
        refusal=refusal,
        waiting=waiting,
        waits=waits(waiting),
        raised=own.raised(asked),
        to_keep=_to_keep(request),
        status=status,
    )


def waits(waiting: own.Waiting) -> dict[str, int]:
    """Return how much waits for a resident, under the name of their page, for the number on its tab."""
    number = sum(len(tasks) for _source, tasks in waiting)
    return {"residents:track": number} if number else {}


def _proven(request: DistrictRequest, fields: dict[str, Any]) -> MatterRow | None:
    number = receipts.parse(fields["receipt"])
    return people.prove(
        code=number,
        asker=client_address(request),
        limit=TRIES,
        now=now(),
        check=lambda: queries.matter_by_code(number, fields["code"].translate(receipts.WIDE)),
    )


def _to_keep(request: DistrictRequest) -> list[MatterRow]:
    """What was left with the number of whoever is logged in, without what they said is not theirs."""
    if request.actor.kind is not ActorKind.RESIDENT:
        return []
    declined = request.session.get(NOT_MINE, [])
    return [row for row in of_receipts.to_keep(request.actor.key, now()) if row.receipt not in declined]


@require_POST
@open_to(ActorKind.RESIDENT)
def keep_receipts(request: DistrictRequest) -> HttpResponse:
    """Take into the account the matters that were left with its phone number, or offer them no more."""
    asked = request.POST.getlist("receipt")
    if request.POST.get("answer") == "no":
        offered = [row.receipt for row in _to_keep(request)]
        request.session[NOT_MINE] = [*request.session.get(NOT_MINE, []), *offered]
        return redirect("residents:track")
    count = keeping.keep_receipts_by_phone(actor=request.actor, receipts=asked, now=now())
    if count:
        messages.success(
            request,
            ngettext(
                "%(count)s report is in your account now.",
                "%(count)s reports are in your account now.",
                count,
            )
            % {"count": count},
        )
    return redirect("residents:track")
