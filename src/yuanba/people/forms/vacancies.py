"""The form that fills the vacant posts of an area: for each a title and who gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.people.forms.choosing import StaffField
from yuanba.people.forms.units import words
from yuanba.people.queries.vacancies import Vacancy
from yuanba.people.services import SeatToFill
from yuanba.places.forms.choosing import AreaField
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.people import founding
from yuanba.web.dates import DayField
from yuanba.web.sentences import refusal_sentence


class WhereForm(forms.Form):
    """The form that names the area whose vacant posts are shown."""

    area = AreaField(label=_("Area"), required=False)


class FillForm(forms.Form):
    """The form for several vacant posts at once; those whose person is left empty stay vacant."""

    from_on = DayField(label=_("First day"))

    def __init__(self, *args: Any, vacant: Sequence[Vacancy], pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vacant = list(vacant)
        for one in self.vacant:
            titles = founding.titles_of(pack, one.kind)
            choices = [(code, words(pack.positions[code].title_in(one.area_path))) for code in titles]
            self.fields[f"title_{one.key}"] = forms.ChoiceField(
                label=_("Position"), choices=choices, widget=forms.Select(attrs={"class": "form-select"})
            )
            self.fields[f"who_{one.key}"] = StaffField(
                label=_("Who gets it"),
                required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def rows(self) -> list[tuple[Vacancy, forms.BoundField, forms.BoundField]]:
        """Return each post with the boxes for its title and for who gets it."""
        return [(one, self[f"title_{one.key}"], self[f"who_{one.key}"]) for one in self.vacant]

    def seats(self) -> dict[str, SeatToFill]:
        """Return the posts that somebody gets, by the name of the box that says who."""
        given: Mapping[str, Any] = self.cleaned_data
        return {
            f"who_{one.key}": SeatToFill(
                login=given[f"who_{one.key}"], title=given[f"title_{one.key}"], unit=one.unit
            )
            for one in self.vacant
            if given[f"who_{one.key}"]
        }

    def refuse(self, faults: Mapping[str, Refused | None]) -> None:
        """Say at each box why its post was refused."""
        for box, fault in faults.items():
            if fault:
                self.add_error(box, refusal_sentence(fault))
