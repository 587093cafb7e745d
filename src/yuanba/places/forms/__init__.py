"""Forms for adding, renaming, merging and splitting areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuanba.places.queries import AreaRow
from yuanba.places.services import AreaPart, NewArea
from yuanba.rules.places.codes import AreaKind

_CODE = r"^[0-9A-Za-z_-]+$"
_MOST, _LONGEST, _CODE_DIGITS = 60, 80, 24

KINDS: Mapping[AreaKind, Promise] = MappingProxyType(
    {
        AreaKind.SUBDISTRICT: _("Subdistrict (jiedao)"),
        AreaKind.TOWN: _("Town or township"),
        AreaKind.COMMUNITY: _("Community (residents' committee)"),
        AreaKind.VILLAGE: _("Village (villagers' committee)"),
        AreaKind.GRID: _("Grid"),
        AreaKind.MICRO_GRID: _("Micro-grid"),
    }
)


def _parted(line: str) -> tuple[str, str]:
    """The name in a line, and the code behind it; the last word is a code where it has nothing but digits."""
    words = line.replace("，", " ").replace(",", " ").replace("\t", " ").split(" ")
    if len(words) > 1 and words[-1].isascii() and words[-1].isdigit() and len(words[-1]) <= _CODE_DIGITS:
        return " ".join(words[:-1]).strip(), words[-1]
    return line, ""


class AddForm(forms.Form):
    """The form that adds areas to the one above them: kind, names, and how many grids each gets."""

    kind = forms.ChoiceField(label=_("What is added"), widget=forms.RadioSelect)
    names = forms.CharField(
        label=_("Official names, one per line"),
        max_length=_MOST * (_LONGEST + 24),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line may end with the area's code. Without one it gets the next free code."),
    )
    grids = forms.IntegerField(
        label=_("Grids in each of them"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=_("They are numbered from the first; names can be changed later."),
    )

    def __init__(self, *args: Any, kinds: Sequence[AreaKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one.value, KINDS[one]) for one in kinds]
        kind.initial = kinds[0].value
        if AreaKind.COMMUNITY not in kinds:
            del self.fields["grids"]

    def clean_names(self) -> list[NewArea]:
        """Return the lines as areas; a line that is too long is named with its number."""
        lines = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(lines) > _MOST:
            raise forms.ValidationError(gettext("At most %(most)s at a time.") % {"most": _MOST})
        found = []
        for number, line in enumerate(lines, start=1):
            name, code = _parted(line)
            if len(name) > _LONGEST:
                raise forms.ValidationError(
                    gettext("Line %(row)s is too long: a name has at most %(most)s characters.")
                    % {"row": number, "most": _LONGEST}
                )
            found.append(NewArea(name=name, code=code))
        return found

    def clean_kind(self) -> AreaKind:
        return AreaKind(self.cleaned_data["kind"])


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

    def __init__(self, *args: Any, shared: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared = list(shared)
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
