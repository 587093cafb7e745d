"""Forms about a procedure: recording its next step, and taking the last one back; they check shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.queries.meetings import MeetingRow
from yuanba.rules.deliberation.procedure import LONGEST_NOTE, MOST_HEADS, StepEntry
from yuanba.rules.pack.meetings import ProcedureStep
from yuanba.web.dates import DayField


class _Step(forms.Form):
    """What the forms of all steps share: which step, its day, and a note."""

    FIELDS = {
        "procedure.bad_day": "held_on",
        "procedure.bad_heads": "agreed",
        "procedure.posted_too_short": "posted_until",
        "procedure.nothing_noted": "note",
    }

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=99)
    held_on = DayField(label=_("Held on"))
    note = forms.CharField(
        label=_("What was said or done"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it: no names of residents."),
    )

    def entry(self) -> StepEntry:
        """Return what was recorded of the step."""
        given = {
            name: value for name, value in self.cleaned_data.items() if name not in {"number", "meeting"}
        }
        return StepEntry(**given)


class StepForm(_Step):
    """The form of a step that is held: its day, how it ended, and heads where they are counted."""

    is_agreed = forms.TypedChoiceField(
        label=_("How it ended"),
        coerce=lambda given: given == "yes",
        choices=[("yes", _("Agreed: on to the next step")), ("no", _("Not agreed: the procedure ends"))],
        widget=forms.RadioSelect,
    )
    due = forms.IntegerField(label=_("Due to come"), min_value=1, max_value=MOST_HEADS)
    present = forms.IntegerField(label=_("Came"), min_value=0, max_value=MOST_HEADS)
    agreed = forms.IntegerField(
        label=_("Agreed"),
        min_value=0,
        max_value=MOST_HEADS,
        help_text=_("Whoever came and did not agree counts as against it."),
    )
    meeting = forms.TypedChoiceField(
        label=_("The meeting in which it was"), coerce=int, required=False, empty_value=None
    )

    field_order = ("number", "held_on", "due", "present", "agreed", "is_agreed", "meeting", "note")

    def __init__(self, *given: Any, step: ProcedureStep, meetings: Sequence[MeetingRow], **more: Any) -> None:
        super().__init__(*given, **more)
        for name in ("is_agreed",) if step.rule else ("due", "present", "agreed"):
            del self.fields[name]
        if meetings:
            choices = [("", "—"), *((one.id, f"{one.meets_on} {one.event.title}") for one in meetings)]
            self.fields["meeting"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["meeting"]


class PostedStepForm(_Step):
    """The form of a step by which something is published: from when until when, and where."""

    posted_until = DayField(label=_("Posted until"), help_text=_("This day is included; 15 days at least."))
    place = forms.CharField(
        label=_("Where it is posted"),
        max_length=100,
        help_text=_("Such as the board at the village office, and online."),
    )

    field_order = ("number", "held_on", "posted_until", "place", "note")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["held_on"].label = _("Posted from")


class CorrectStepForm(forms.Form):
    """The form that takes the last step back: why."""

    FIELDS = {"procedure.nothing_noted": "reason"}

    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
