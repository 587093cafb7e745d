"""View in which residents choose how messages reach them."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yuanba.messages import services, wording
from yuanba.messages.forms import WishesForm
from yuanba.messages.queries import wishes as stored
from yuanba.residents.views import proof
from yuanba.rules.core.actor import bearer
from yuanba.rules.messages.reaching import OF_RESIDENTS, Wishes
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(*ANYONE)
def wishes(request: DistrictRequest) -> HttpResponse:
    """Show and set how messages come: for all that the visitor reported, by account or proven receipt."""
    keys = proof.own(request).keys
    known = stored.wishes_of(keys)
    form = WishesForm(
        request.POST or None,
        groups=OF_RESIDENTS,
        wishes=next((known[key] for key in keys if key in known), Wishes()),
        policy=stored.policy(),
    )
    if request.method == "POST" and form.is_valid():
        if not keys:
            raise services.NobodyKnown
        for key in keys:
            actor = request.actor if request.actor.key == key else bearer(key)
            services.set_wishes(actor=actor, owner=key, wishes=form.wishes(), now=now())
        flash.success(request, _("Saved. This is how messages come from now on."))
        return redirect("residents:wishes")
    return page(
        request,
        "residents/wishes.html",
        form=form,
        keys=keys,
        ways=[(wording.channel_label(channel), masked) for channel, masked in stored.ways_of(keys)],
        status=422 if form.is_bound else 200,
    )
