"""Forms by which a meeting is demanded: staff sign for somebody, and the council says how many vote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.queries import SeatRow
from yuanba.rules.deliberation.demands import MOST_VOTERS, Signers
from yuanba.web.phones import MobileField


class SignDemandForm(forms.Form):
    """The form that signs a demand: a resident only presses; staff give a phone, or the seat."""

    FIELDS = {"topic.needs_phone": "phone", "demand.none": "seat"}

    signers = forms.TypedChoiceField(
        coerce=Signers, choices=[(str(one), str(one)) for one in Signers], widget=forms.HiddenInput
    )
    phone = MobileField(label=_("Their mobile number"), required=False)
    seat = forms.TypedChoiceField(
        label=_("Which representative"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *given: Any, seats: Sequence[SeatRow], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.id, f"{one.title} {one.name}".strip()) for one in seats]
        self.fields["seat"].choices = choices  # type: ignore[attr-defined]


class CountVotersForm(forms.Form):
    """The form for how many vote where a council is, with its source."""

    FIELDS = {"demand.bad_voters": "source"}

    voters = forms.IntegerField(label=_("How many vote here"), min_value=1, max_value=MOST_VOTERS)
    source = forms.CharField(
        label=_("Where the number comes from"),
        max_length=120,
        help_text=_("Such as the list of voters of the last election. Everybody reads it."),
    )
