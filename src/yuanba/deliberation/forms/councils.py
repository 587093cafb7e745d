"""Forms about councils: setting one up, filling a seat, and dissolving it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.sentences import ROLES
from yuanba.people.forms.choosing import StaffField
from yuanba.places.forms.choosing import AreaField, EstateField
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.pack import Pack
from yuanba.rules.pack.meetings import Meeting
from yuanba.web.dates import DayField
from yuanba.web.forms import show as show
from yuanba.web.sentences import words


class CouncilForm(forms.Form):
    """The form that sets a council up from a kind that the rules name, in an area or an estate."""

    FIELDS = {"council.no_kind": "kind", "council.wrong_place": "area", "council.no_estate": "estate"}

    kind = forms.ChoiceField(label=_("Kind of meeting"), widget=forms.RadioSelect)
    area = AreaField(
        label=_("Where"),
        required=False,
        help_text=_("A part of the name: a grid, a community, a subdistrict or the district."),
    )
    estate = EstateField(
        label=_("Estate"), required=False, help_text=_("Only where each estate has its own council.")
    )

    def __init__(self, *args: Any, pack: Pack, **more: Any) -> None:
        super().__init__(*args, **more)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [
            (code, f"{words(row.title)} · {words(row.meets)}") for code, row in pack.meetings.items()
        ]
        self.pack = pack

    def clean(self) -> dict[str, Any]:
        """Ask for the estate where its kind has one in each, otherwise for the area."""
        given = super().clean() or {}
        if given.get("kind") in self.pack.meetings:
            wanted = "estate" if self.pack.meetings[given["kind"]].of_estate else "area"
            given["area" if wanted == "estate" else "estate"] = ""
            if not given.get(wanted) and wanted not in self.errors:
                self.add_error(wanted, _("Choose the place for which it is."))
        return given


class CouncilSeatForm(forms.Form):
    """The form that fills one seat of a council, with a colleague or with somebody without an account."""

    FIELDS = {
        "council.no_title": "title",
        "council.nobody_named": "login",
        "council.already_seated": "login",
        "council.convener_there": "role",
    }

    role = forms.ChoiceField(label=_("Role"), choices=[(str(one), words) for one, words in ROLES.items()])
    title = forms.ChoiceField(label=_("Sits there as"), required=False)
    login = StaffField(label=_("Colleague"), required=False)
    name = forms.CharField(
        label=_("Or name, without an account"),
        max_length=40,
        required=False,
        help_text=_("Kept sealed while the seat lasts; the public page shows the office alone."),
    )
    until_on = DayField(label=_("Last day of the term"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        title = self.fields["title"]
        assert isinstance(title, forms.ChoiceField)
        title.choices = [("", "—"), *((one.zh, words(one)) for one in meeting.members)]

    def clean_role(self) -> SeatRole:
        """Return the role as the rules know it."""
        return SeatRole(self.cleaned_data["role"])


class DissolveCouncilForm(forms.Form):
    """The form for the reason why a council is dissolved."""

    reason = forms.CharField(
        label=_("Why it is dissolved"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
