"""Forms of offerings and weekly menus; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.activities.queries import OfferingRow
from yuanba.activities.sentences import WEEKDAYS
from yuanba.activities.services import OfferingEntry
from yuanba.rules.activities.menus import LONGEST_TITLE, LONGEST_WORDS
from yuanba.rules.pack import ActivityKind, Crowd
from yuanba.venues.forms import ClockField
from yuanba.venues.queries import BookableRow
from yuanba.web.forms import show as show
from yuanba.web.sentences import words

#: At which field a refusal stands.
FIELDS: Mapping[str, str] = {
    "offering.no_title": "title",
    "offering.already": "title",
    "offering.no_provider": "provider",
    "offering.unknown_kind": "crowd",
    "menu.bad_session": "begins",
    "menu.session_already": "offering_id",
}
MOST_SEATS, MOST_HOURS = 100_000, 240


class OfferingForm(forms.Form):
    """The form for an offering: what, for whom, when, where, by whom, and what it costs in words."""

    title = forms.CharField(label=_("What it is called"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(label=_("Kind"), choices=(), widget=forms.RadioSelect)
    crowd = forms.ChoiceField(label=_("For which crowd"), choices=(), widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(
        label=_("Each week on"), coerce=int, empty_value=None, required=False, choices=()
    )
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))
    room_id = forms.TypedChoiceField(
        label=_("Room"), coerce=int, empty_value=None, required=False, choices=()
    )
    lecturer_id = forms.TypedChoiceField(
        label=_("Lecturer"), coerce=int, empty_value=None, required=False, choices=()
    )
    provider = forms.CharField(
        label=_("Who provides it"), max_length=60, required=False, help_text=_("A unit, a team, a firm.")
    )
    capacity = forms.IntegerField(
        label=_("Number of seats"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Nothing if there is no limit. Whoever comes later waits, and moves up by itself."),
    )
    cutoff_hours = forms.IntegerField(
        label=_("Sign up until so many hours before"), min_value=0, max_value=MOST_HOURS, initial=2
    )
    fee = forms.CharField(
        label=_("What it costs"),
        max_length=60,
        required=False,
        help_text=_("In words, such as: free. Nothing is collected here."),
    )
    about = forms.CharField(
        label=_("What people should know"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *given: Any,
        kinds: Mapping[str, ActivityKind],
        crowds: Mapping[str, Crowd],
        things: Iterable[BookableRow],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        rows = list(things)
        offered: dict[str, list[tuple[object, object]]] = {
            "kind": [(code, words(one.title)) for code, one in kinds.items()],
            "crowd": [(code, words(one.title)) for code, one in crowds.items()],
            "weekday": [("", _("not fixed: added to a week by hand")), *enumerate(WEEKDAYS)],
            "room_id": [("", _("none")), *((row.id, row.title) for row in rows if row.sort == "room")],
            "lecturer_id": [
                ("", _("none")),
                *((row.id, row.title) for row in rows if row.sort == "lecturer"),
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(offered["lecturer_id"]) == 1:
            del self.fields["lecturer_id"]

    @property
    def entry(self) -> OfferingEntry:
        """Return the entry that the form says."""
        return OfferingEntry(**self.cleaned_data)


def first_of(row: OfferingRow) -> dict[str, Any]:
    """Return what the form for an offering shows at first."""
    names = (
        "title",
        "kind",
        "crowd",
        "weekday",
        "room_id",
        "lecturer_id",
        "provider",
        "capacity",
        "fee",
        "about",
    )
    return {
        **{name: getattr(row, name) for name in (*names, "cutoff_hours")},
        "begins": row.hours.begins,
        "ends": row.hours.ends,
    }


class SessionForm(forms.Form):
    """The form that adds a session to a week."""

    offering_id = forms.TypedChoiceField(label=_("Which offering"), coerce=int, choices=())
    on = forms.TypedChoiceField(label=_("Day"), coerce=date.fromisoformat, choices=())
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))

    def __init__(
        self, *given: Any, offerings: Iterable[OfferingRow], days: Iterable[tuple[date, str]], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["offering_id"].choices = [(row.id, row.title) for row in offerings]  # type: ignore[attr-defined]
        self.fields["on"].choices = [(on.isoformat(), said) for on, said in days]  # type: ignore[attr-defined]


def usual_hours(rows: list[OfferingRow]) -> dict[str, time]:
    """Return the hours with which the form for a session begins: those of the first offering."""
    return {"begins": rows[0].hours.begins, "ends": rows[0].hours.ends} if rows else {}
