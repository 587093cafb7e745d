"""Forms for renaming, merging and splitting areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.places.queries import AreaRow, EstateRow
from yuanba.places.services import AreaPart

_CODE = r"^[0-9A-Za-z_-]+$"


class RenameForm(forms.Form):
    """The form for an area's new official name."""

    name = forms.CharField(label=_("New official name"), max_length=80)


class MergeForm(forms.Form):
    """The form for merging neighbouring areas into one: the other areas, and the merged area's name."""

    others = forms.MultipleChoiceField(
        label=_("Areas to be merged into this one"), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("Official name afterwards"), max_length=80)

    def __init__(self, *args: Any, neighbours: Sequence[AreaRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["others"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(area.code, f"{area.label} {area.code}") for area in neighbours]


class SplitForm(forms.Form):
    """The form for splitting an area in two: each part's code, name and share of the contents."""

    first_code = forms.RegexField(_CODE, label=_("Code of the first part"), max_length=24)
    first_name = forms.CharField(label=_("Official name of the first part"), max_length=80)
    second_code = forms.RegexField(_CODE, label=_("Code of the second part"), max_length=24)
    second_name = forms.CharField(label=_("Official name of the second part"), max_length=80)

    def __init__(
        self, *args: Any, children: Sequence[AreaRow], estates: Sequence[EstateRow], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shared = [
            *((area.code, area.label) for area in children),
            *((one.code, one.name) for one in estates),
        ]
        for code, label in self.shared:
            self.fields[f"of_{code}"] = forms.ChoiceField(
                label=label,
                choices=[("first", _("first part")), ("second", _("second part"))],
                widget=forms.RadioSelect,
            )

    def parts(self) -> tuple[AreaPart, AreaPart]:
        """Return the two parts that the form describes, as the arguments of ``services.split``."""
        given = self.cleaned_data
        first, second = (
            AreaPart(
                code=given[f"{which}_code"],
                name=given[f"{which}_name"],
                gets=frozenset(code for code, _label in self.shared if given[f"of_{code}"] == which),
            )
            for which in ("first", "second")
        )
        return first, second
