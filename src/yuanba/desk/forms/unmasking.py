"""The form by which staff see what is masked of a resident, for a reason that the resident reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms.asked import LONGEST_REASON, DeskFields, words
from yuanba.matters.services.looking import OTHER
from yuanba.rules.privacy import SeenPart as Seen


class Unmask(DeskFields):
    """The form that unmasks a resident's contact or original words (查看联系方式和原文), with a reason."""

    why = forms.ChoiceField(
        label=_("What you need it for"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need it for.")},
    )
    part = forms.ChoiceField(
        label=_("What you need to see"),
        choices=[
            (str(Seen.CONTACT), _("Name and contact")),
            (str(Seen.WORDS), _("The original words and the place")),
            (str(Seen.BOTH), _("Both")),
        ],
        widget=forms.RadioSelect,
        initial=str(Seen.CONTACT),
    )
    reason = forms.CharField(
        label=_("In a few words"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("The resident sees who viewed it, when and why."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def fit(self) -> None:
        box = self.fields["why"]
        assert isinstance(box, forms.ChoiceField)
        assert self.about.pack.looking, "a sound pack bounds looks"
        box.choices = [(code, words(text)) for code, text in self.about.pack.looking.reasons.items()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("why") == OTHER and not given.get("reason", "").strip():
            self.add_error("reason", _("Write what you need it for."))
        return given

    def said(self) -> dict[str, Any]:
        return {**self.cleaned_data, "part": Seen(self.cleaned_data["part"])}
