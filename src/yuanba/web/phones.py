"""Form fields for telephone numbers; their cleaned value is the number in its canonical form."""

from __future__ import annotations

from typing import Annotated, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field

from yuanba.rules.people import phone

BAD_MOBILE = _("A mobile number has 11 digits, such as 138 0013 8000.")
BAD_TELEPHONE = _("A number looks like 138 0013 8000 or 023-4756 0000.")
#: Longer than any number with its country, its extension, and blanks in between.
LONGEST = 60


#: A Chinese keyboard writes the second ten. A program that sends digits of another script sends no number.
DIGITS = frozenset("0123456789０１２３４５６７８９")


def _mobile(typed: str) -> str:
    digits = {sign for sign in typed if sign.isdigit()}
    found = phone.mobile(typed) if digits <= DIGITS else ""
    if typed.strip() and not found:
        raise ValueError("not a mobile number")
    return found


#: A mobile number in the body of an API request; every notation that forms take is taken.
Mobile = Annotated[
    str,
    Field(max_length=LONGEST, description="A mobile number of mainland China: 13800138000."),
    AfterValidator(_mobile),
]


class MobileField(forms.CharField):
    """A form field for a mobile number, to which text messages can be sent."""

    default_error_messages = {"invalid": BAD_MOBILE, "max_length": BAD_MOBILE}

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "label": _("Mobile number"), **more})

    def to_python(self, value: Any) -> str:
        """Return the 11 digits of what was typed; raise ValidationError where it is no mobile number."""
        typed = str(super().to_python(value) or "")
        if not typed:
            return ""
        return self.read(typed) or self._refuse()

    def read(self, typed: str) -> str:
        """Return the typed number in its canonical form, or an empty string where it is none."""
        return phone.mobile(typed)

    def _refuse(self) -> str:
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class TelephoneField(MobileField):
    """A form field for a mobile or a landline number, with its area code and an extension if it has one."""

    default_error_messages = {"invalid": BAD_TELEPHONE, "max_length": BAD_TELEPHONE}

    def read(self, typed: str) -> str:
        """Return the typed number in its canonical form, or an empty string where it is none."""
        return phone.number(typed)
