"""Forms for rating a result and for follow-up calls; they check shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries import CallOutcome
from yuanba.evaluation.sentences import LEVELS
from yuanba.evaluation.services.judging import LONGEST_WORDS
from yuanba.rules.evaluation import Satisfaction
from yuanba.web.dates import DayField

CALLS = {
    CallOutcome.SETTLED: _("Settled: explained or put right"),
    CallOutcome.REWORK: _("Not done: send it back to be done again"),
    CallOutcome.UNREACHED: _("Called several times, not reached"),
}


class RateForm(forms.Form):
    """The form for a rating: whether the matter is solved (解决了吗), a satisfaction level, and free text."""

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
        """Return the cleaned form as the keyword arguments of ``services.rate``."""
        level = self.cleaned_data["satisfaction"]
        return {
            "is_solved": self.cleaned_data["solved"] == "yes",
            "satisfaction": Satisfaction(level) if level else None,
            "words": self.cleaned_data["words"],
        }


class JudgingCodeForm(forms.Form):
    """The form in which a person types the one-time evaluation code that is printed on their paper."""

    code = forms.CharField(label=_("Evaluation code"), max_length=40)


class CallForm(forms.Form):
    """The form for the outcome of a follow-up call and a note of what was said during the call."""

    outcome = forms.ChoiceField(
        label=_("Result of the call"),
        choices=[(one.value, words) for one, words in CALLS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was said"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the outcome and words arguments of ``services.follow_up``."""
        return {"outcome": CallOutcome(self.cleaned_data["outcome"]), "words": self.cleaned_data["words"]}


class ResultsForm(forms.Form):
    """The form that limits the rating results to a period and groups them by unit, class or rater group."""

    from_on = DayField(label=_("From"), required=False)
    until_on = DayField(label=_("To"), required=False)
    by = forms.ChoiceField(
        label=_("By"),
        choices=[("unit", _("unit")), ("class_code", _("class")), ("group_code", _("raters"))],
        required=False,
    )


class UnitReviewForm(forms.Form):
    """The form of a review of one unit by office: which review, which unit, and the level of satisfaction."""

    review = forms.CharField(max_length=40)
    unit = forms.CharField(max_length=40)
    satisfaction = forms.ChoiceField(
        label=_("How satisfied are you?"),
        choices=[(level.value, words) for level, words in LEVELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how satisfied you are.")},
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the keyword arguments of ``services.review_unit``."""
        return {
            "review_code": self.cleaned_data["review"],
            "unit_code": self.cleaned_data["unit"],
            "satisfaction": Satisfaction(self.cleaned_data["satisfaction"]),
        }
