"""Forms of compacts; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.ballots.queries.carried import CarriedMotion
from yuanba.compacts.sentences import TOPICS
from yuanba.places.forms.choosing import AreaField, EstateField
from yuanba.rules.compacts.wording import LONGEST_CLAUSE, MOST_CLAUSES, Clause, CompactTopic
from yuanba.web.dates import DayField
from yuanba.web.forms import show as show

LONGEST_TITLE, LONGEST_WHY, LONGEST_REASON = 60, 500, 300
_HELP = {
    CompactTopic.DISPUTES: _("One clause on each line, as short as one says it to a neighbour."),
    CompactTopic.MANNERS: _("How neighbours treat one another, noise, weddings and funerals, dogs."),
    CompactTopic.SURROUNDINGS: _("Rubbish, poultry, parking, what stands in the lane."),
    CompactTopic.OTHER: _("What belongs nowhere above."),
}


class CompactDraftForm(forms.Form):
    """The form for the words of a draft: its title, its clauses by topic, why, and that somebody looked."""

    FIELDS = {
        "compact.no_clauses": "disputes",
        "compact.may_not_impose": "is_checked",
        "compact.no_estate": "estate",
        "compact.draft_already": "area",
    }

    title = forms.CharField(label=_("What it is called"), max_length=LONGEST_TITLE)
    why = forms.CharField(
        label=_("What is new, and why"),
        max_length=LONGEST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everyone reads it beside the draft. No names."),
    )
    is_checked = forms.BooleanField(
        label=_("I looked: no clause fines anybody, and none takes water, power or a public service away."),
        required=False,
        help_text=_("Only where a clause sounds like it. Fines belong to the law, services to everyone."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for topic in CompactTopic:
            self.fields[str(topic)] = forms.CharField(
                label=str(TOPICS[topic]),
                max_length=(LONGEST_CLAUSE + 2) * MOST_CLAUSES,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_HELP[topic],
            )
        self.order_fields(["area", "estate", "title", *map(str, CompactTopic), "why", "is_checked"])

    @property
    def said(self) -> dict[str, Any]:
        """Return what the services of a draft are called with."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "clauses": [
                Clause(topic, line)
                for topic in CompactTopic
                for line in given[str(topic)].splitlines()
                if line.strip()
            ],
            "why": given["why"],
            "is_checked": given["is_checked"],
        }


class NewCompactForm(CompactDraftForm):
    """The form for the first draft of a place: an area, or an estate in it."""

    area = AreaField(
        label=_("Where"), required=False, help_text=_("A part of the name of the courtyard or community.")
    )
    estate = EstateField(label=_("Or an estate"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one place, the area or the estate."""
        given = super().clean() or {}
        if bool(given.get("area")) == bool(given.get("estate")) and not self.errors:
            self.add_error("area", _("Choose one place: an area, or an estate."))
        return given


class AdoptForm(forms.Form):
    """The form that says which vote adopted the draft, and from which day it is in force."""

    FIELDS = {
        "compact.not_passed": "motion",
        "compact.not_about": "motion",
        "compact.words_after_vote": "motion",
        "compact.bad_first_day": "from_on",
    }

    motion = forms.ChoiceField(label=_("Adopted by"), choices=(), widget=forms.RadioSelect)
    from_on = DayField(label=_("In force from"))

    def __init__(self, *given: Any, motions: Iterable[CarriedMotion], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(f"{one.vote_id}.{one.number}", f"{one.vote_title} · {one.title[:60]}") for one in motions]
        self.fields["motion"].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """Return what the service is called with."""
        vote, _point, motion = self.cleaned_data["motion"].partition(".")
        return {"vote_id": int(vote), "motion": int(motion), "from_on": self.cleaned_data["from_on"]}


class DropDraftForm(forms.Form):
    """The form for the reason why a draft is given up."""

    reason = forms.CharField(
        label=_("Why it is given up"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )
