"""The form with which the state of a work table is saved under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.saved import queries


class SaveViewForm(forms.Form):
    """The name of a view, and who is to see it; the table and its state come along."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=40,
        error_messages={"required": _("Give the view a name.")},
    )
    share = forms.ChoiceField(label=_("Who sees it"), required=False)
    table = forms.CharField(max_length=40, widget=forms.HiddenInput)
    query = forms.CharField(max_length=1500, required=False, widget=forms.HiddenInput)

    def __init__(self, given: Mapping[str, Any] | None, *, shares: Sequence[tuple[str, str]]) -> None:
        super().__init__(given, auto_id="id_view_%s")
        box = self.fields["share"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", _("Only me")), *shares]


def share_choices(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Return with whom somebody may share a view: units and areas of theirs, as choices of the form."""
    units, paths = queries.shares_of(actor, now)
    labels = places.labels(paths) if paths else {}
    found = [(f"unit:{unit.code}", unit.name) for unit in people.units(units)] if units else []
    found += [(f"area:{path}", labels.get(path) or path) for path in sorted(paths)]
    return [(value, gettext("Everybody: %(where)s") % {"where": label}) for value, label in found]
