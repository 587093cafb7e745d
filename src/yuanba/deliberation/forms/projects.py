"""The part of a resolution's form that makes it a project: of which kind, led by whom, and its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.rules.works.projects import LONGEST_TITLE
from yuanba.works.services import NewProject


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChoice:
    """One kind of project that a resolution may become, with the unit that would lead it, and their names."""

    kind: str
    unit: str
    words: str


class ProjectPart:
    """What a form has that may make what it says a project; where nothing is offered it asks nothing."""

    def offer_projects(self: Any, choices: Iterable[ProjectChoice]) -> None:
        """Add the fields for a project to the form, where a project can come of it."""
        offered = [(f"{one.kind}/{one.unit}", one.words) for one in choices]
        if not offered:
            return
        self.fields["project"] = forms.ChoiceField(
            label=_("Make it a project"),
            choices=[("", _("No project")), *offered],
            required=False,
            help_text=_("With a lead, milestones and money of its own, which everybody can follow."),
        )
        self.fields["project_title"] = forms.CharField(
            label=_("Name of the project"),
            max_length=LONGEST_TITLE,
            required=False,
            help_text=_("Short and without names, such as “20 free parking places at the gate”."),
        )

    def clean(self: Any) -> dict[str, Any]:
        """Return what the service is called with: the project as one value, or None."""
        given: dict[str, Any] = forms.Form.clean(self) or {}
        chosen, title = given.pop("project", ""), given.pop("project_title", "")
        if chosen and not title and "project_title" not in self.errors:
            self.add_error("project_title", _("Give the project a name that everybody understands."))
        kind, _slash, unit = chosen.partition("/")
        given["project"] = NewProject(kind=kind, unit=unit, title=title) if chosen else None
        return given
