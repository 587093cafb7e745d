"""View that sets the number at which somebody is called when on duty: one's own, or that of any staff."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yuanba.messages import queries, services
from yuanba.people import queries as people
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.phones import MobileField


class DutyPhoneForm(forms.Form):
    """The form for the mobile number at which somebody is called when on duty; empty for none."""

    number = MobileField(
        label=gettext_lazy("Duty telephone"),
        required=False,
        help_text=gettext_lazy("Text messages about dangers go here at any hour. Leave it empty for none."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def phone(request: DistrictRequest, key: str = "") -> HttpResponse:
    """Show where somebody is called when on duty, and set the number."""
    key = key or request.actor.key
    access.require(request.actor, MessageVerb.DUTY_PHONE, Facts(owner_key=key), now())
    account = people.account(key)
    if account is None or account.kind is not ActorKind.STAFF:
        raise Http404(key)
    form = DutyPhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        services.set_duty_phone(actor=request.actor, account_key=key, number=number, now=now())
        messages.success(request, _("The duty telephone was saved."))
        return redirect(request.path)
    return page(
        request,
        "duty/phone.html",
        form=form,
        known=queries.duty_phone(key),
        name=people.names([key]).get(key) or account.login,
        is_own=key == request.actor.key,
        status=422 if form.is_bound else 200,
    )
