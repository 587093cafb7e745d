"""Forms about votes; they check shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RollLookupForm(forms.Form):
    """The form with which somebody asks whether a name stands on a roll (查名册)."""

    name = forms.CharField(label=_("Full name, as on the deed or in the household register"), max_length=60)


class HandsForm(forms.Form):
    """The form for a show of hands on one motion at one station."""

    motion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    station = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    yes = forms.IntegerField(label=_("Votes in favour"), min_value=0, max_value=100_000)
    no = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=100_000)
    abstain = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=100_000)
