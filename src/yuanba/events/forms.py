"""Forms about events; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.events.services import GivenPerson
from yuanba.places.queries import AreaRow
from yuanba.web.dates import MomentField
from yuanba.web.forms import offer
from yuanba.web.phones import MobileField


class PlanForm(forms.Form):
    """The form that plans an event: what, for whom, where, when, and how many can register."""

    title = forms.CharField(label=_("What is it?"), max_length=120)
    area_code = forms.ChoiceField(label=_("For whom"), choices=())
    place = forms.CharField(
        label=_("Where exactly"),
        max_length=200,
        help_text=_("Pick one of the usual places, or write a room, yard or address."),
    )
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    about = forms.CharField(
        label=_("What people should know"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    registers_until = MomentField(
        label=_("Register until"),
        required=False,
        help_text=_("Nothing if everyone may simply come."),
    )
    capacity = forms.IntegerField(
        label=_("Number of seats"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Nothing if there is no limit. Whoever comes later waits, and moves up by itself."),
    )

    def __init__(
        self, *given: Any, areas: Iterable[AreaRow], venues: Sequence[str] = (), **more: Any
    ) -> None:
        super().__init__(*given, **more)
        offer(self, "place", venues)
        choices = [(one.code, one.full_label or one.label) for one in areas]
        self.fields["area_code"].choices = choices  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """The form that moves an event: where and when it is now, and why."""

    place = forms.CharField(label=_("Where exactly"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    reason = forms.CharField(label=_("Why it moves"), max_length=200)

    def __init__(self, *given: Any, venues: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        offer(self, "place", venues)


class CancelForm(forms.Form):
    """The form that cancels an event, with the reason that everyone reads."""

    reason = forms.CharField(label=_("Why it is cancelled"), max_length=200)


class RegisterForm(forms.Form):
    """The form by which somebody without an account registers: a name and a mobile number."""

    name = forms.CharField(label=_("Your name"), max_length=40)
    phone = MobileField(help_text=_("You are told when it is moved or cancelled, or a seat is free."))

    def given(self) -> GivenPerson:
        """Return who wants to come."""
        return GivenPerson(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"])


class GuestForm(RegisterForm):
    """The form by which staff write somebody down, or a guest says at the door who they are."""

    name = forms.CharField(label=_("Name"), max_length=40)
    phone = MobileField(required=False)


class DoorForm(forms.Form):
    """The form at the door: the spoken code where no QR code was scanned, and the name of a guest."""

    code = forms.CharField(
        label=_("Code that is spoken or shown"),
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Your name"), max_length=40)
    phone = MobileField(required=False, help_text=_("The one with which you registered, if you did."))

    def __init__(self, *given: Any, is_scanned: bool, is_known: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if is_scanned:
            del self.fields["code"]
        if is_known:
            del self.fields["name"], self.fields["phone"]

    def given(self) -> GivenPerson | None:
        """Return who a guest says they are; None of somebody whom the account names."""
        if "name" not in self.cleaned_data:
            return None
        return GivenPerson(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"])
