"""What people type when they judge a result, checked for shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries import CallOutcome
from yuanba.evaluation.services.judging import LONGEST_WORDS
from yuanba.rules.evaluation import Satisfaction

#: The five levels as they are spoken, best first.
LEVELS = {
    Satisfaction.VERY_SATISFIED: _("Very satisfied"),
    Satisfaction.SATISFIED: _("Satisfied"),
    Satisfaction.BASICALLY_SATISFIED: _("Basically satisfied"),
    Satisfaction.DISSATISFIED: _("Dissatisfied"),
    Satisfaction.VERY_DISSATISFIED: _("Very dissatisfied"),
}
CALLS = {
    CallOutcome.SETTLED: _("Settled: explained or put right"),
    CallOutcome.REWORK: _("Not done: it goes back to be done again"),
    CallOutcome.UNREACHED: _("Called several times, not reached"),
}


class RateForm(forms.Form):
    """解决了吗, and how satisfied one is."""

    solved = forms.ChoiceField(
        label=_("Is it solved?"),
        choices=[("yes", _("Yes, it is solved")), ("no", _("No, not solved"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no.")},
    )
    satisfaction = forms.ChoiceField(
        label=_("How satisfied are you?"),
        choices=[(level.value, words) for level, words in LEVELS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("Anything to say"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        level = self.cleaned_data["satisfaction"]
        return {
            "is_solved": self.cleaned_data["solved"] == "yes",
            "satisfaction": Satisfaction(level) if level else None,
            "words": self.cleaned_data["words"],
        }


class CodeForm(forms.Form):
    """A one-time code, as somebody reads it off a paper."""

    code = forms.CharField(label=_("Evaluation code"), max_length=40)


class CallForm(forms.Form):
    """What was said in a follow-up call."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(one.value, words) for one, words in CALLS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was said"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def said(self) -> dict[str, Any]:
        """What the service takes."""
        return {"outcome": CallOutcome(self.cleaned_data["outcome"]), "words": self.cleaned_data["words"]}


class ResultsForm(forms.Form):
    """Which results: from a day to a day, of a class, of a unit."""

    from_on = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_on = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    by = forms.ChoiceField(
        label=_("By"),
        choices=[("unit", _("unit")), ("class_code", _("class")), ("group_code", _("those who judged"))],
        required=False,
    )
