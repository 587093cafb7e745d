"""Views that hand work over for a leave: one's own, that of one's people, or of any staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.matters import services
from yuanba.matters.queries import handover
from yuanba.messages import queries as inboxes
from yuanba.people import queries as people
from yuanba.people.queries import AccountRow, leaves
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.dates import DayField
from yuanba.web.entrance import DistrictRequest, now, open_to, page


class LeaveForm(forms.Form):
    """The form that records a person's leave: the stand-in, the first day and the last day."""

    to_key = forms.ChoiceField(label=gettext_lazy("Who stands in"))
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, fitting: Sequence[AccountRow], names: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["to_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((one.key, _title(one, names)) for one in fitting)]


def _title(account: AccountRow, names: dict[str, str]) -> str:
    seats = "、".join(dict.fromkeys(seat.unit_name or seat.area_label for seat in account.positions))
    return " · ".join(filter(None, (names.get(account.key) or account.login, seats)))


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def hand_over(request: DistrictRequest, key: str = "") -> HttpResponse:
    """Show a person's open work and who can take it over; record the leave once it is confirmed."""
    moment = now()
    today, key = day(moment), key or request.actor.key
    seats = leaves.seats_to_hand_over(request.actor, key, today, moment)
    if key != request.actor.key and not seats:
        raise NotAllowed(verb=PeopleVerb.POSITION_HAND_OVER.value)
    fitting = leaves.who_fits(request.actor, key, today, moment)
    team = leaves.colleagues(request.actor, today, moment)
    running = leaves.leaves_of([key, *(one.key for one in team)], since=today)
    names = people.names([key, *(one.key for one in [*fitting, *team]), *(one.to_key for one in running)])
    form = LeaveForm(request.POST or None, fitting=fitting, names=names, initial={"from_on": today})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid() and request.POST.get("step") == "press":
        try:
            done = services.hand_over(actor=request.actor, account_key=key, now=moment, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            refused = refusal
        else:
            words = _("Handed over and recorded: %(orders)s orders, %(positions)s positions.")
            said = {"orders": done.orders, "positions": done.positions + done.held_already}
            messages.success(request, words % said)
            return _back(request, key)
    units = {seat.unit for seat in seats if seat.unit}
    rows = handover.in_hand(key, units)
    reads = access.may(request.actor, MatterVerb.READ, Facts(unit=next(iter(units), "")), moment)
    return page(
        request,
        "duty/hand_over.html",
        key=key,
        is_own=key == request.actor.key,
        names=names,
        seats=seats,
        rows=rows if reads or key == request.actor.key else [],
        count=len(rows),
        asked=sum(bool(row.asked) for row in rows),
        unread=inboxes.unread_count(people.actor(key) or request.actor, at=moment),
        form=form,
        to_name=names.get(str(form.data.get("to_key", "")), "") if form.is_bound else "",
        looks=form.is_bound and form.is_valid() and refused is None,
        refused=refused,
        running=running,
        team=team,
        today=today,
    )


@require_POST
@open_to(ActorKind.STAFF)
def come_back(request: DistrictRequest, key: str) -> HttpResponse:
    """End a person's leave today and give the person's open orders back."""
    if not people.account(key):
        raise Http404(key)
    count = services.come_back(actor=request.actor, account_key=key, now=now())
    messages.success(request, _("The leave is over; %(orders)s orders came back.") % {"orders": count})
    return _back(request, key)


def _back(request: DistrictRequest, key: str) -> HttpResponse:
    if key == request.actor.key:
        return redirect("duty:hand_over")
    return redirect("duty:hand_over_for", key=key)
