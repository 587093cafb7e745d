"""Forms of consultations; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.opinions.services.saying import LONGEST_REASON
from yuanba.places.queries import AreaRow
from yuanba.rules.opinions.consulting import LONGEST_STATEMENT, MOST_STATEMENTS
from yuanba.web.dates import DayField

LONGEST_QUESTION, LONGEST_BACKGROUND = 120, 2000
#: Who stands at the counter is known by this, made anew for each; it names nobody.
BESIDE = r"^[0-9a-f]{16}$"


class ConsultationForm(forms.Form):
    """The form by which staff ask residents: the question, for whom, until when, and the first statements."""

    question = forms.CharField(
        label=_("Question"),
        max_length=LONGEST_QUESTION,
        help_text=_("One question in plain words, such as “How should the parking spaces be shared?”"),
    )
    area_code = forms.ChoiceField(label=_("Whom it asks"), choices=())
    until_on = DayField(label=_("People can take part until"), help_text=_("This day is included."))
    background = forms.CharField(
        label=_("What people should know first"),
        max_length=LONGEST_BACKGROUND,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    statements = forms.CharField(
        label=_("First statements, one on each line"),
        max_length=(LONGEST_STATEMENT + 2) * MOST_STATEMENTS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Five to fifteen sentences with which one can agree or disagree, from several sides. "
            "Residents add theirs."
        ),
    )

    def __init__(self, *given: Any, areas: Iterable[AreaRow], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.code, one.full_label or one.label) for one in areas]
        self.fields["area_code"].choices = choices  # type: ignore[attr-defined]

    def clean_statements(self) -> list[str]:
        """Return the statements, those lines that are not blank."""
        return [line for line in self.cleaned_data["statements"].splitlines() if line.strip()]


class StatementForm(forms.Form):
    """The form by which somebody adds a statement of their own."""

    words = forms.CharField(
        label=_("What do you think?"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thought in one sentence, with which others can agree or disagree. No names."),
    )
    beside = forms.RegexField(regex=BESIDE, required=False, widget=forms.HiddenInput)


class StanceForm(forms.Form):
    """The form of the three buttons: agree (1), disagree (-1) or pass (0)."""

    value = forms.TypedChoiceField(
        coerce=int, choices=[("1", _("Agree")), ("-1", _("Disagree")), ("0", _("Pass"))]
    )
    beside = forms.RegexField(regex=BESIDE, required=False, widget=forms.HiddenInput)


class RejectForm(forms.Form):
    """The form by which a statement is kept from being shown, with the reason that its author reads."""

    reason = forms.CharField(
        label=_("Why it is not shown (its author reads this)"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Write why: the author reads it and can write another one.")},
    )
