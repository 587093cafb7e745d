"""What is done with a revision as a whole: submit, release, send back, withdraw; its file out and in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yuanba.revisions import queries, services
from yuanba.revisions.forms.acts import BringForm, RulesReasonForm, SubmitForm, TrialForm
from yuanba.revisions.services import trying
from yuanba.revisions.views import shown, told
from yuanba.rules.core.refusal import Refused
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.sheets.decoding import encoding_of
from yuanba.web.entrance import DistrictRequest, now, open_to, page, unattended, whoever_may

DRAFTING, RELEASING = whoever_may(RevisionVerb.SUBMIT), whoever_may(RevisionVerb.RELEASE)


@require_POST
@open_to(*DRAFTING)
def submit(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Submit a draft for release on the day that the form names."""
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return shown(request, queries.revision(revision_id), submitting=form)
    said = _("Submitted. A second person, who had no hand in it, can release it now.")
    return _done(
        request,
        revision_id,
        services.submit,
        said,
        draft=f"revision.submit.{revision_id}",
        submitting=form,
        **form.cleaned_data,
    )


@require_POST
@open_to(*DRAFTING)
def try_out(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Ask for a trial of a draft on the matters of the last days."""
    form = TrialForm(request.POST)
    if not form.is_valid():
        return shown(request, queries.revision(revision_id))
    said = _("The trial is under way; how far it is stands below.")
    return _done(request, revision_id, trying.try_out, said, **form.cleaned_data)


@require_safe
@unattended
@open_to(*whoever_may(*RevisionVerb))
def trial(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Return the part of a revision's page that says how far its trial is and what came out."""
    row = queries.revision(revision_id)
    return page(request, "revisions/trial.html", row=row, **told.trial(request, row))


@require_POST
@open_to(*RELEASING)
def release(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Release a submitted revision: from its day on it is in force."""
    told = request.POST.get("seen", "")[:6]
    seen = int(told) if told.isdecimal() else 0
    said = _("Released. These rules are in force by themselves when their day begins.")
    return _done(request, revision_id, services.release, said, seen=seen)


@require_POST
@open_to(*RELEASING)
def send_back(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Send a submitted revision back, with the reason."""
    return _with_reason(
        request, revision_id, services.send_back, _("Sent back. Those who wrote it read the reason.")
    )


@require_POST
@open_to(*DRAFTING)
def withdraw(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Give a revision up, with the reason."""
    return _with_reason(request, revision_id, services.withdraw, _("Withdrawn. The rules stay as they are."))


@require_safe
@open_to(*whoever_may(*RevisionVerb))
def export(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Return the text of a revision as the TOML file of its day."""
    row = queries.revision(revision_id)
    name = f"{queries.code()}-{row.in_force_from}.toml"
    return HttpResponse(
        row.text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@open_to(*DRAFTING)
def bring(request: DistrictRequest, revision_id: int) -> HttpResponse:
    """Take a TOML file, which was changed elsewhere, as the draft's text."""
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, queries.revision(revision_id), bringing=form)
    file = form.cleaned_data["file"]
    try:
        encoding = encoding_of(file)
    except Refused as fault:
        return shown(request, queries.revision(revision_id), refusal=fault)
    file.seek(0)
    text = file.read().decode(encoding)
    said = _("The file is the draft now. What it changes stands below.")
    return _done(request, revision_id, services.bring, said, text=text)


def _with_reason(
    request: DistrictRequest, revision_id: int, service: Callable[..., object], said: Promise
) -> HttpResponse:
    form = RulesReasonForm(request.POST, act=service.__name__)
    if not form.is_valid():
        return shown(request, queries.revision(revision_id), giving_up=form)
    return _done(request, revision_id, service, said, giving_up=form, **form.cleaned_data)


def _done(
    request: DistrictRequest,
    revision_id: int,
    service: Callable[..., object],
    said: Promise,
    *,
    draft: str = "",
    submitting: SubmitForm | None = None,
    giving_up: RulesReasonForm | None = None,
    **given: Any,
) -> HttpResponse:
    """Call the service; what it refuses is shown on the page, with the form as it was filled in.

    What the browser kept of a form under the name of `draft` is forgotten once it is done.
    """
    try:
        service(actor=request.actor, revision_id=revision_id, now=now(), **given)
    except Refused as fault:
        row = queries.revision(revision_id)
        return shown(request, row, refusal=fault, submitting=submitting, giving_up=giving_up)
    messages.success(request, str(said), extra_tags=draft)
    return redirect("revisions:revision", revision_id=revision_id)
