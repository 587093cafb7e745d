"""The form of the search over everything."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.web.search import LONGEST


class FindForm(forms.Form):
    """What somebody looks for: a receipt number, words, a place, a person, a page."""

    text = forms.CharField(label=_("What are you looking for?"), max_length=LONGEST, required=False)
