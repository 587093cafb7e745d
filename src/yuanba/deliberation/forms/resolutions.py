"""Forms by which a matter goes before a council, and a resolution is written down; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.forms.projects import ProjectChoice, ProjectPart
from yuanba.deliberation.queries import CouncilRow
from yuanba.web.dates import DayField
from yuanba.web.sentences import words


class ReferForm(forms.Form):
    """The form that brings a matter before a council: which one, and when it is to deliberate."""

    council = forms.TypedChoiceField(
        label=_("Council"), coerce=int, choices=(), required=False, empty_value=None
    )
    planned_on = DayField(label=_("Deliberated on"), help_text=_("Everybody concerned sees this day."))

    def __init__(self, *given: Any, councils: Iterable[CouncilRow], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.id, f"{one.where} {words(one.title)}") for one in councils]
        self.fields["council"].choices = choices  # type: ignore[attr-defined]


class ResolutionForm(ProjectPart, forms.Form):
    """The form of a resolution: what was resolved, how, who carries it out, and until when."""

    item_id = forms.TypedChoiceField(
        label=_("Decided in a meeting"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Its count is the ground. Without one, write below how it was decided."),
    )
    text = forms.CharField(
        label=_("What was resolved"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it: no names of residents."),
    )
    ground = forms.CharField(
        label=_("How it was decided"),
        max_length=200,
        required=False,
        help_text=_("The count or the consensus, such as “31 seats, 27 present, 24 in favour”."),
    )
    responsible = forms.CharField(label=_("Who carries it out"), max_length=60)
    due_on = DayField(label=_("To be done by"), help_text=_("This day is included."))
    class_code = forms.ChoiceField(
        label=_("Give it to the unit of this class at once"),
        required=False,
        help_text=_("Its time for the answer begins now."),
    )

    def __init__(
        self,
        *given: Any,
        classes: Iterable[tuple[str, str]],
        items: Iterable[tuple[int, str]] = (),
        projects: Iterable[ProjectChoice] = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        decided = list(items)
        if decided:
            self.fields["item_id"].choices = [("", "—"), *decided]  # type: ignore[attr-defined]
        else:
            del self.fields["item_id"]
        choices = list(classes)
        if choices:
            self.fields["class_code"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["class_code"]
        self.offer_projects(projects)


class SendUpForm(forms.Form):
    """The form that sends up what a council cannot settle: why, and when it is deliberated there."""

    reason = forms.CharField(
        label=_("Why it cannot be settled here"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    planned_on = DayField(label=_("Deliberated on"))


class TakeOffForm(forms.Form):
    """The form that takes a matter off what a council deliberates: why."""

    reason = forms.CharField(
        label=_("Why it is not deliberated any more"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WaiveForm(forms.Form):
    """The form that records why a matter is dispatched before its council resolved on it."""

    reason = forms.CharField(
        label=_("Why it cannot wait for the council"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever is concerned reads it, and it stays on record."),
    )
