"""Views of program keys: all of them, a new one that is shown once, and revoking one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.people import forms, queries, services
from yuanba.people.queries import program_keys
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actions import verb_of
from yuanba.rules.core.programs import NEEDS_A_PERSON
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may


@require_safe
@open_to(*whoever_may(PeopleVerb.KEY_SEE))
def keys(request: DistrictRequest) -> HttpResponse:
    """Render all program keys, and the program accounts that can get a new one."""
    moment = now()
    access.require(request.actor, PeopleVerb.KEY_SEE, Facts(), moment)
    rows = program_keys.every_key()
    programs = queries.programs()
    known = {row.account_key for row in rows} | {one.key for one in programs}
    return page(
        request,
        "people/keys.html",
        rows=rows,
        programs=programs,
        names=queries.names(known),
        today=day(moment),
        may_issue=access.may(request.actor, PeopleVerb.KEY_ISSUE, Facts(), moment),
        may_revoke=access.may(request.actor, PeopleVerb.KEY_REVOKE, Facts(), moment),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(PeopleVerb.KEY_ISSUE))
def issue(request: DistrictRequest, key: str) -> HttpResponse:
    """Show and handle the form that issues a program key; the key's text is shown only once."""
    account = queries.account(key)
    if account is None or not account.is_program:
        raise Http404(key)
    form = forms.KeyForm(request.POST or None, today=day(now()))
    refusal, issued = None, None
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.issue_key(
                actor=request.actor,
                account_key=key,
                verbs=[verb_of(code) for code in form.cleaned_data["verbs"]],
                until_on=form.cleaned_data["until_on"],
                now=now(),
            )
        except NotAllowed:
            raise
        except Refused as fault:
            refusal = fault
    return page(
        request,
        "people/issue_key.html",
        account=account,
        name=queries.names([key]).get(key, ""),
        form=form,
        issued=issued,
        kept_back=NEEDS_A_PERSON,
        refused=refusal,
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(PeopleVerb.KEY_REVOKE))
def revoke(request: DistrictRequest, prefix: str) -> HttpResponse:
    """Show and handle the form that revokes a program key at once."""
    row = program_keys.key_by_prefix(prefix)
    if row is None:
        raise Http404(prefix)
    form = forms.StaffReasonForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_key(actor=request.actor, prefix=prefix, now=now(), **form.cleaned_data)
        except services.KeyUnknown as fault:
            refusal = fault
        else:
            messages.success(request, _("The key is revoked. Its next request is refused."))
            return redirect("people:keys")
    return page(request, "people/revoke_key.html", row=row, form=form, refused=refusal)
