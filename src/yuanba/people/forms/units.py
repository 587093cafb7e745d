"""Forms about units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuanba.people.forms.choosing import UnitField
from yuanba.people.services import NewUnit, UnitKind
from yuanba.places.forms.choosing import AreaField, EstateField
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Pack
from yuanba.rules.people.founding import Founded

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        UnitKind.DEPARTMENT: _("District department"),
        UnitKind.SUBDISTRICT: _("Subdistrict or town"),
        UnitKind.OFFICE: _("Office of a subdistrict"),
        UnitKind.COMMUNITY: _("Community or village"),
        UnitKind.GRID_PARTY: _("Grid party organisation"),
        UnitKind.PROPERTY_FIRM: _("Property firm"),
        UnitKind.OWNERS: _("Owners' committee"),
        UnitKind.ASSOCIATION: _("Association"),
        UnitKind.OTHER: _("Other"),
    }
)


def words(text: Text) -> str:
    """Return a bilingual text in the reader's language, for choices."""
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


class UnitForm(forms.Form):
    """The form for one unit: name, kind, body of the rules, area, estate and the unit above it."""

    name = forms.CharField(label=pgettext_lazy("of a place", "Name"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    body = forms.ChoiceField(label=_("Acts as"), required=False)
    area = AreaField(label=_("Area"), required=False, help_text=_("A part of the name, or the code."))
    parent = UnitField(label=_("Unit above it"), required=False)
    estate = EstateField(
        label=_("Estate"), required=False, help_text=_("Only where each estate has one of these.")
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        bodies = [(code, words(one.title)) for code, one in pack.bodies.items()]
        body.choices = [("", _("Nothing of the rules")), *bodies]

    def unit(self) -> NewUnit:
        """Return what the form says, as the services take it."""
        given = self.cleaned_data
        return NewUnit(**{**given, "kind": UnitKind(given["kind"])})


class FoundForm(forms.Form):
    """The form that founds units by the rules: which of those that an area lacks, and what each is called."""

    def __init__(self, *args: Any, lacking: Sequence[Founded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lacking = list(lacking)
        for one in self.lacking:
            self.fields[f"pick_{one.code}"] = forms.BooleanField(
                label=one.name, required=False, initial=one.is_lead
            )
            self.fields[f"name_{one.code}"] = forms.CharField(
                label=pgettext_lazy("of a place", "Name"),
                max_length=80,
                initial=one.name,
                required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def rows(self) -> list[tuple[Founded, forms.BoundField, forms.BoundField]]:
        """Return each unit with its tick box and the box for its name."""
        return [(one, self[f"pick_{one.code}"], self[f"name_{one.code}"]) for one in self.lacking]

    def units(self, kinds: Mapping[str, UnitKind]) -> list[NewUnit]:
        """Return the units that are ticked; one whose parent is not ticked stands under that one's parent."""
        given, parents = self.cleaned_data, {one.code: one.parent for one in self.lacking}
        ticked = {one.code for one in self.lacking if given[f"pick_{one.code}"]}
        found = []
        for one in self.lacking:
            if one.code in ticked:
                parent = one.parent
                while parent in parents and parent not in ticked:
                    parent = parents[parent]
                found.append(
                    NewUnit(
                        code=one.code,
                        name=given[f"name_{one.code}"] or one.name,
                        kind=kinds[one.body],
                        body=one.body,
                        area=one.area,
                        parent=parent,
                    )
                )
        return found
