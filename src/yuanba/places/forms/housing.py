"""Forms about estates and buildings, and what can be corrected of an area."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuanba.places.forms.choosing import AreaField, EstateField
from yuanba.places.queries import AreaRow, EstateRow
from yuanba.rules.pack.mechanism import AreaType
from yuanba.web.sentences import words

_MOST, _LONGEST = 200, 80
#: 1-12栋, 滨江花园1至12号楼: the numbers of a row of buildings.
_ROW = re.compile(r"^(\D*?)(\d{1,3})\s*[-—–~至到]\s*(\d{1,3})(\D*)$")


def spelt_out(line: str) -> list[str]:
    """Return the names that a line stands for: one, or all of a row of numbers.

    >>> spelt_out("1-3栋"), spelt_out("滨江花园")
    (['1栋', '2栋', '3栋'], ['滨江花园'])
    """
    found = _ROW.match(normalize("NFKC", line))
    if not found or int(found[2]) >= int(found[3]):
        return [line]
    return [f"{found[1]}{number}{found[4]}" for number in range(int(found[2]), int(found[3]) + 1)]


class NamesField(forms.CharField):
    """The box for several names, one per line; its value is the list of them, at most two hundred."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=_MOST * (_LONGEST + 2), widget=forms.Textarea(attrs={"rows": 6}), **more)

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        names: list[str] = []
        for number, line in enumerate(lines, start=1):
            if len(line) > _LONGEST:
                raise forms.ValidationError(
                    gettext("Line %(row)s is too long: a name has at most %(most)s characters.")
                    % {"row": number, "most": _LONGEST}
                )
            names += self.names_in(line) if line else []
        if len(names) > _MOST:
            raise forms.ValidationError(gettext("At most %(most)s at a time.") % {"most": _MOST})
        return names

    def names_in(self, line: str) -> list[str]:
        """Return the names that one line stands for."""
        return [line]


class NumberedField(NamesField):
    """The box for several names in which a line may stand for a row of numbers."""

    def names_in(self, line: str) -> list[str]:
        """Return the names that one line stands for."""
        return spelt_out(line)


class AddEstatesForm(forms.Form):
    """The form that adds estates to an area: their names."""

    names = NamesField(label=_("Names of the estates, one per line"))


class EstateForm(forms.Form):
    """The form that changes an estate: its name, where it lies, and whether it is rural."""

    name = forms.CharField(label=pgettext_lazy("of a place", "Name"), max_length=80)
    area = AreaField(label=_("Lies in"), help_text=_("A community, a village or a subdistrict."))
    is_rural = forms.BooleanField(label=_("Rural"), required=False)


class AddBuildingsForm(forms.Form):
    """The form that adds buildings: the grid that they stand in, their estate, and their names."""

    area = forms.ChoiceField(
        label=_("Grid that they stand in"), widget=forms.Select(attrs={"data-combo": ""})
    )
    estate = forms.ChoiceField(
        label=_("Estate"), required=False, widget=forms.Select(attrs={"data-combo": ""})
    )
    names = NumberedField(
        label=_("Names of the buildings, one per line"),
        help_text=_("A line with two numbers and a dash between them stands for a whole row of buildings."),
    )

    def __init__(
        self, *args: Any, grids: Sequence[AreaRow], estates: Sequence[EstateRow], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area, estate = self.fields["area"], self.fields["estate"]
        assert isinstance(area, forms.ChoiceField)
        assert isinstance(estate, forms.ChoiceField)
        first = [] if len(grids) == 1 else [("", gettext("Choose"))]
        area.choices = [*first, *((one.code, one.full_label) for one in grids)]
        estate.choices = [("", gettext("None")), *((one.code, one.name) for one in estates)]


class BuildingForm(forms.Form):
    """The form that changes a building: its name, its grid and its estate."""

    name = forms.CharField(label=pgettext_lazy("of a place", "Name"), max_length=80)
    area = AreaField(label=_("Grid that it stands in"))
    estate = EstateField(label=_("Estate"), required=False)


class EndEstateForm(forms.Form):
    """The form that ends an estate with buildings: what becomes of them."""

    becomes = forms.ChoiceField(
        label=_("What becomes of its buildings"),
        choices=[
            ("stay", _("They stay in their grids and belong to no estate")),
            ("move", _("They go to another estate")),
        ],
        widget=forms.RadioSelect,
    )
    heir = EstateField(label=_("The other estate"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("becomes") == "move" and not given.get("heir") and "heir" not in self.errors:
            self.add_error("heir", gettext("Name the estate to which the buildings go."))
        return given

    def heir_code(self) -> str:
        """Return the code of the estate to which the buildings go, or "" where they go to none."""
        given = self.cleaned_data
        return str(given["heir"]) if given["becomes"] == "move" else ""


class CorrectAreaForm(forms.Form):
    """The form that corrects an area: the name that is shown, whether it is rural, a community's type."""

    label = forms.CharField(
        label=_("Name that is shown"),
        max_length=80,
        required=False,
        help_text=_("Empty: the everyday form of the official name."),
    )
    is_rural = forms.BooleanField(label=_("Rural"), required=False)
    type_code = forms.ChoiceField(label=_("Type of community"), required=False)

    def __init__(self, *args: Any, types: Mapping[str, AreaType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["type_code"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", gettext("None")), *((code, words(one.title)) for code, one in types.items())]
        if not types:
            del self.fields["type_code"]
