"""The forms of what staff do to several ticked matters at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms.asked import LONGEST_REASON


class HandToMany(forms.Form):
    """To which colleague of the unit all ticked orders go."""

    login = forms.ChoiceField(
        label=_("Colleague"), error_messages={"required": _("Choose the colleague who gets them.")}
    )

    def __init__(self, given: Mapping[str, Any] | None, colleagues: Sequence[tuple[str, str]]) -> None:
        super().__init__(given)
        box = self.fields["login"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", "—"), *colleagues]


class UrgeMany(forms.Form):
    """What is said to the units that are urged, if anything."""

    words = forms.CharField(
        label=_("What to say"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The units read it with each matter."),
    )
