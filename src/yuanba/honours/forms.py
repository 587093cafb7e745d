"""Forms of selections; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.queries import CouncilRow
from yuanba.honours.queries import NomineeRow
from yuanba.honours.sentences import CONSENT_WAYS
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.honours.selections import (
    LONGEST_DEEDS,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TITLE,
    ConsentWay,
)
from yuanba.rules.pack import Pack
from yuanba.rules.pack.selections import SelectionKind
from yuanba.web.dates import DayField
from yuanba.web.forms import show as show
from yuanba.web.phones import MobileField
from yuanba.web.sentences import words


class OpenSelectionForm(forms.Form):
    """The form that opens a selection: which kind at which council, its title, and the last day."""

    FIELDS = {
        "selection.unknown": "what",
        "selection.runs": "what",
        "selection.no_words": "title",
        "selection.bad_day": "nominate_until",
    }

    what = forms.ChoiceField(label=_("What is chosen, and who votes"), choices=(), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("What it is called"),
        max_length=LONGEST_TITLE,
        help_text=_("With the year, so that everyone knows which one it is."),
    )
    nominate_until = DayField(label=_("Nominations until"), help_text=_("This day is included."))

    def __init__(self, *given: Any, councils: Iterable[CouncilRow], pack: Pack, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (f"{row.id}.{code}", f"{words(kind.title)} · {row.where} {words(row.title)}")
            for row in councils
            for code, kind in pack.selections.items()
            if row.kind in kind.councils
        ]

    @property
    def said(self) -> dict[str, Any]:
        """Return what the service is called with."""
        council, _point, kind = self.cleaned_data["what"].partition(".")
        given = self.cleaned_data
        return {
            "council_id": int(council),
            "kind": kind,
            "title": given["title"],
            "nominate_until": given["nominate_until"],
        }


class NominateForm(forms.Form):
    """The form that nominates somebody, or oneself; staff do it for whoever stands before them."""

    FIELDS = {
        "selection.unknown": "award",
        "selection.nominated": "name",
        "selection.no_words": "deeds",
    }

    award = forms.ChoiceField(label=_("What for"), choices=(), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Whom you nominate"),
        max_length=LONGEST_NAME,
        help_text=_("A name, or a family, or a courtyard. Nobody but staff sees it before they agree."),
    )
    deeds = forms.CharField(
        label=_("What they did"),
        max_length=LONGEST_DEEDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As you would tell a neighbour. No illness, no address, no telephone number."),
    )
    phone = MobileField(
        label=_("Mobile number of whom you nominate"),
        required=False,
        help_text=_("If you know it: they are asked whether they agree. Otherwise staff ask them."),
    )
    is_self = forms.BooleanField(label=_("It is myself, and I agree to stand."), required=False)
    on_list = forms.BooleanField(
        label=_("If I am chosen, my name may stand on the list of honours."), required=False
    )

    def __init__(self, *given: Any, terms: SelectionKind, is_staff: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["award"].choices = [  # type: ignore[attr-defined]
            (code, words(one.title)) for code, one in terms.awards.items()
        ]
        if is_staff:
            del self.fields["is_self"], self.fields["on_list"]


class AgreeForm(forms.Form):
    """The form by which a nominee agrees, or staff record how they did."""

    FIELDS = {"selection.consent_unknown": "how"}

    how = forms.ChoiceField(
        label=_("How they said so"),
        choices=[(str(one), CONSENT_WAYS[one]) for one in ConsentWay if one is not ConsentWay.ONLINE],
    )
    on_list = forms.BooleanField(
        label=_("If chosen, the name may stand on the list of honours."), required=False
    )

    def __init__(self, *given: Any, is_staff: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not is_staff:
            del self.fields["how"]

    @property
    def said(self) -> dict[str, Any]:
        """Return what the service is called with."""
        given = self.cleaned_data
        return {"how": ConsentWay(given.get("how") or ConsentWay.ONLINE), "on_list": given["on_list"]}


class StepBackForm(forms.Form):
    """The form in which staff say why a name is taken off."""

    reason = forms.CharField(
        label=_("Why the name is taken off"),
        max_length=LONGEST_REASON,
        help_text=_("Such as: they said so at the counter."),
    )


class PutToVoteForm(forms.Form):
    """The form that says how the council votes."""

    way = forms.ChoiceField(
        label=_("How the council votes"),
        choices=[
            (str(BallotWay.HANDS), _("By show of hands in the meeting")),
            (str(BallotWay.PAPER), _("On secret papers, counted by two people")),
        ],
        widget=forms.RadioSelect,
        initial=str(BallotWay.HANDS),
    )


class ConferForm(forms.Form):
    """The form that confers the honours, and says who is left out after an objection."""

    FIELDS = {"selection.no_reason": "reason", "selection.nobody": "without"}

    without = forms.TypedMultipleChoiceField(
        label=_("Not honoured this time"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where an objection was right."),
    )
    reason = forms.CharField(
        label=_("What was said of objections"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Everybody reads it: no names. Needed where somebody is left out or an objection was right."
        ),
    )

    def __init__(self, *given: Any, posted: Sequence[NomineeRow], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["without"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{words(one.award.title)} · {one.name}") for one in posted
        ]


class DropSelectionForm(forms.Form):
    """The form for the reason why a selection is given up."""

    reason = forms.CharField(
        label=_("Why it is given up, which everybody reads"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
