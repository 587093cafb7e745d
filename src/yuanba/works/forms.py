"""Forms of projects; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.rules.works.projects import (
    LONGEST_MILESTONE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_FEN,
    MOST_MILESTONES,
    MOST_PEOPLE,
    PlannedMilestone,
    ProjectPlan,
)
from yuanba.web.dates import DayField
from yuanba.web.forms import show as show
from yuanba.works.queries import ProjectMilestoneRow, ProjectRow

#: So many empty lines stand below the milestones that are there.
SPARE = 3


class ProjectPlanForm(forms.Form):
    """The form for the plan of a project: how, its money, for how many people, and its milestones."""

    FIELDS = {
        "project.bad_money": "yuan",
        "project.bad_beneficiaries": "beneficiaries",
        "project.bad_milestones": "title_1",
        "project.bad_milestone_day": "due_1",
    }

    words = forms.CharField(
        label=_("How it is done"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What was agreed with the residents and the units that help. Everybody reads it: no names."
        ),
    )
    yuan = forms.DecimalField(
        label=_("Money granted, in yuan"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(MOST_FEN) / 100,
        decimal_places=2,
        error_messages={"invalid": _("Write the money in yuan, such as 9800 or 9800.50.")},
        help_text=_("Empty while nobody has granted any."),
    )
    grantor = forms.CharField(
        label=_("Who gives it"),
        max_length=LONGEST_TITLE,
        required=False,
        help_text=_("The unit or the fund."),
    )
    beneficiaries = forms.IntegerField(
        label=_("For how many people"), required=False, min_value=1, max_value=MOST_PEOPLE
    )

    def __init__(self, *given: Any, lines: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.lines = lines
        for number in range(1, lines + 1):
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Milestone"), max_length=LONGEST_MILESTONE, required=False
            )
            self.fields[f"due_{number}"] = DayField(label=_("Reached by"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a day where there is a milestone, and for a milestone where there is a day."""
        given = super().clean() or {}
        for number in range(1, self.lines + 1):
            title, due = given.get(f"title_{number}"), given.get(f"due_{number}")
            if title and not due and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", _("Choose a day."))
            if due and not title and f"title_{number}" not in self.errors:
                self.add_error(f"title_{number}", _("Say what is done by then, or take the day away."))
        return given

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields of the milestones, line by line."""
        return [(self[f"title_{one}"], self[f"due_{one}"]) for one in range(1, self.lines + 1)]

    @property
    def said(self) -> ProjectPlan:
        """Return the plan that the form says."""
        given = self.cleaned_data
        yuan: Decimal | None = given["yuan"]
        return ProjectPlan(
            words=given["words"],
            granted_fen=int(yuan * 100) if yuan is not None else None,
            grantor=given["grantor"],
            beneficiaries=given["beneficiaries"],
            milestones=tuple(
                PlannedMilestone(title=given[f"title_{one}"], due_on=given[f"due_{one}"])
                for one in range(1, self.lines + 1)
                if given[f"title_{one}"]
            ),
        )


def plan_form(row: ProjectRow, usual: Sequence[tuple[str, date]], given: Any = None) -> ProjectPlanForm:
    """Return the form for a project's plan: as it stands, or with its kind's `usual` milestones."""
    open_steps = [(one.title, one.due_on) for one in row.milestones if one.reached_at is None]
    steps = open_steps if row.milestones else list(usual)
    room = MOST_MILESTONES - row.reached
    first: dict[str, Any] = {
        "words": row.plan,
        "yuan": Decimal(row.granted_fen) / 100 if row.granted_fen else None,
        "grantor": row.grantor,
        "beneficiaries": row.beneficiaries,
    }
    for number, (title, due_on) in enumerate(steps, start=1):
        first |= {f"title_{number}": title, f"due_{number}": due_on}
    return ProjectPlanForm(given, initial=first, lines=min(len(steps) + SPARE, room))


class ReachForm(forms.Form):
    """The form that says which milestone was reached, and a word on it."""

    FIELDS = {"project.no_milestone": "milestone_id"}

    milestone_id = forms.TypedChoiceField(label=_("Milestone"), coerce=int, choices=())
    words = forms.CharField(
        label=_("How the step went"),
        max_length=200,
        required=False,
        help_text=_("Everybody reads it: no names."),
    )

    def __init__(self, *given: Any, steps: Iterable[ProjectMilestoneRow], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.id, one.title) for one in steps if one.reached_at is None]
        self.fields["milestone_id"].choices = choices  # type: ignore[attr-defined]


class PostponeForm(forms.Form):
    """The form that moves the last day of a project, with the reason."""

    FIELDS = {
        "project.not_later": "due_on",
        "project.bad_day": "due_on",
        "project.no_reason": "reason",
    }

    due_on = DayField(label=_("New last day"), help_text=_("This day is included."))
    reason = forms.CharField(
        label=_("Why it takes longer, which everybody reads"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FinishForm(forms.Form):
    """The form that says what came of a project, and how many people have a use of it."""

    FIELDS = {"project.no_result": "result", "project.bad_beneficiaries": "served"}

    result = forms.CharField(
        label=_("What came of it"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It answers whoever raised it, too, so that you write it once. No names."),
    )
    served = forms.IntegerField(
        label=_("How many people have a use of it"), required=False, min_value=1, max_value=MOST_PEOPLE
    )


class StopForm(forms.Form):
    """The form for the reason for which a project is stopped."""

    FIELDS = {"project.no_reason": "reason"}

    reason = forms.CharField(
        label=_("Why it is stopped, which everybody reads"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
