"""Views of data requests (个人信息申请), for those who answer them and for the audit administrator."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yuanba.packs import store
from yuanba.privacy import forms, services
from yuanba.privacy.queries import requests as questions
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may


@require_GET
@open_to(*whoever_may(PrivacyVerb.WATCH))
def requests(request: DistrictRequest) -> HttpResponse:
    """Render the open data requests, earliest deadline first, and those answered within half a year."""
    moment = now()
    return page(
        request,
        "privacy/requests.html",
        waiting=questions.waiting(request.actor, moment),
        answered=questions.answered(request.actor, moment),
        may_answer=access.may(request.actor, PrivacyVerb.ANSWER, access.Facts(), moment),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*whoever_may(PrivacyVerb.ANSWER))
def answer(request: DistrictRequest, request_id: int) -> HttpResponse:
    """Show and handle the form that answers one data request with reasons."""
    moment = now()
    row = questions.one(request.actor, request_id, moment)
    form, refusal = forms.RequestAnswerForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(actor=request.actor, request_id=request_id, now=moment, **form.cleaned_data)
        except Refused as fault:
            refusal = fault
        else:
            told = _("Answered. The person who asked can read it under “My data”.")
            arrived(request, told, draft=f"privacy.answer.{request_id}")
            return redirect("privacy:requests")
    asked = store.in_force(day(moment)).requests
    return page(
        request,
        "privacy/answer.html",
        row=row,
        form=form,
        refusal=refusal,
        complain=asked.complain if asked else None,
        status=409 if refusal else 422 if form.errors else 200,
    )
