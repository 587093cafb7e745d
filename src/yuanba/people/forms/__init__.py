"""Forms about accounts and positions."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yuanba.people.forms.choosing import UnitField
from yuanba.people.queries import AccountRow
from yuanba.people.services import NewPerson, phones
from yuanba.places.forms.choosing import AreaField, EstateField
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.declared import Text
from yuanba.rules.core.programs import PROGRAM_VERBS
from yuanba.rules.pack import Pack
from yuanba.rules.people import phone as telephone
from yuanba.web.dates import DayField
from yuanba.web.phones import MobileField

LONGEST_LOOK = 92
LONGEST_NAME = 40


def _words(text: Text) -> str:
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


_MOST_PEOPLE = 60


class OpenForm(forms.Form):
    """The form that opens accounts: a line for each person, or one for a program."""

    people = forms.CharField(
        label=_("One person per line: name and username"),
        max_length=_MOST_PEOPLE * 90,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "data-no-draft": ""}),
        help_text=_(
            "The username comes last: 2 to 40 small letters, digits, dots and hyphens. Names are stored "
            "sealed."
        ),
    )
    is_program = forms.BooleanField(
        label=_("A program's account: it uses keys only and has no password."), required=False
    )

    def clean_people(self) -> list[NewPerson]:
        """Return the lines as people; a line without both parts is named by its number."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > _MOST_PEOPLE:
            raise forms.ValidationError(gettext("At most %(most)s at a time.") % {"most": _MOST_PEOPLE})
        found = []
        for number, line in enumerate(lines, start=1):
            name, _gap, login = line.replace("，", " ").replace(",", " ").rpartition(" ")
            if not name.strip() or len(name.strip()) > LONGEST_NAME:
                raise forms.ValidationError(
                    gettext("Line %(row)s: write the name, a space, and the username.") % {"row": number}
                )
            found.append(NewPerson(login=login, name=name.strip()))
        return found

    def clean(self) -> dict[str, Any]:
        """Check that a program comes alone."""
        given = super().clean() or self.cleaned_data
        if given.get("is_program") and len(given.get("people", ())) > 1:
            self.add_error("people", _("A program's account is opened alone."))
        return given


class KeyForm(forms.Form):
    """The form for a new program key: the actions that it allows, and its last day."""

    verbs = forms.MultipleChoiceField(
        label=_("What the program may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Of what is ticked, the program may do what its account's positions allow, and nothing else."
        ),
    )
    until_on = DayField(label=_("Last day"), help_text=_("At most 366 days from today."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_on, verbs = self.fields["until_on"], self.fields["verbs"]
        until_on.initial = today + timedelta(days=180)
        assert isinstance(verbs, forms.MultipleChoiceField)
        verbs.choices = [(verb.value, _words(label)) for verb, label in PROGRAM_VERBS.items()]


class AppointForm(forms.Form):
    """The form that appoints an account to a position: the position, its unit or area, and its term."""

    title = forms.ChoiceField(label=_("Position"))
    unit = UnitField(label=_("Unit"), required=False, help_text=_("A part of the name, or the code."))
    area = AreaField(label=_("Area"), required=False, help_text=_("Empty: the whole area of the unit."))
    estate = EstateField(label=_("Estate"), required=False)
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title = self.fields["title"]
        assert isinstance(title, forms.ChoiceField)
        title.choices = [(code, _words(declared.title)) for code, declared in pack.positions.items()]


class EndForm(forms.Form):
    """The form that ends a position: its last day and the reason."""

    until_on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class StaffReasonForm(forms.Form):
    """The form with a single field: the reason for an action on an account or a key."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AuditForm(forms.Form):
    """The form that searches the journal by matter, person, action and period of at most 92 days."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=40, required=False)
    login = forms.CharField(
        label=_("Person"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-ask": reverse_lazy("people:ask_staff"), "autocomplete": "off"}),
    )
    verb = forms.ChoiceField(label=_("Action"), required=False)
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verb = self.fields["verb"]
        assert isinstance(verb, forms.ChoiceField)
        named = sorted((_words(action.label), verb.value) for verb, action in ACTIONS.items())
        verb.choices = [("", _("Everything")), *((code, label) for label, code in named)]

    def clean(self) -> dict[str, Any]:
        """Check that the last day is not before the first day, and at most 92 days after it."""
        chosen = super().clean() or self.cleaned_data
        first, last = chosen.get("from_on"), chosen.get("until_on")
        if first and last and not 0 <= (last - first).days <= LONGEST_LOOK:
            self.add_error(
                "until_on", _("The first day comes before the last, and at most 92 days are shown.")
            )
        return chosen


class KinForm(forms.Form):
    """The form that declares a person's relative, who is identified by log-in name."""

    kin_login = forms.CharField(label=_("Username of the relative"), max_length=80)


class StandInForm(forms.Form):
    """The form that names a stand-in for a position, and the first and last day of the stand-in's term."""

    account_key = forms.ChoiceField(label=_("Who stands in"), widget=forms.Select(attrs={"data-combo": ""}))
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"))

    def __init__(
        self,
        *args: Any,
        staff: Sequence[AccountRow],
        names: dict[str, str],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today
        field = self.fields["account_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, f"{names.get(one.key) or one.login} · {one.login}") for one in staff]


class PhoneForm(forms.Form):
    """The form for a resident's mobile number; its cleaned value is encrypted."""

    phone = MobileField(
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        return phones.closed(self.cleaned_data["phone"])

    @property
    def _user(self) -> object:
        """Whom allauth sends the code."""
        return get_adapter().get_user_by_phone(self.cleaned_data["phone"])


class PhoneCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The form for the log-in code that was sent by text message."""

    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, code: str = "", **more: Any) -> None:
        super().__init__(*args, code=phones.opened(code), **more)

    def clean_code(self) -> str:
        typed = telephone.narrow(self.cleaned_data["code"])
        if not self.expected_code or not secrets.compare_digest(typed.encode(), self.expected_code.encode()):
            raise forms.ValidationError(_("This code is not right. Type the six digits of the last message."))
        return typed
