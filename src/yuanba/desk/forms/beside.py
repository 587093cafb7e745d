"""The forms that staff fill in beside a matter's handling: who reported it, how to reach them, notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms import asked
from yuanba.desk.forms.asked import DeskFields
from yuanba.matters.forms import TOLD, contact_of, require_mobile
from yuanba.matters.services import Contact
from yuanba.web.phones import MobileField, TelephoneField


class Reporter(DeskFields):
    """The form that corrects who reported the matter (更正反映人)."""

    login = forms.CharField(
        label=_("Account of the person who really reported it"),
        max_length=80,
        required=False,
        help_text=_("Without an account, the person who gets the new receipt counts as the reporter."),
    )
    phone = MobileField(required=False)
    reason = asked.long_words(_("Reason"))

    def said(self) -> dict[str, Any]:
        phone = self.cleaned_data["phone"]
        return {
            "login": self.cleaned_data["login"],
            "contact": Contact(channel="sms", address=phone) if phone else None,
            "reason": self.cleaned_data["reason"],
        }


class NewContact(DeskFields):
    """The form that changes the resident's contact (更改联系方式)."""

    told = forms.ChoiceField(label=_("How to tell them"), choices=TOLD)
    phone = TelephoneField(label=_("New number"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        require_mobile(self, given)
        if given.get("told") == "sms" and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("A text message needs a mobile number."))
        return given

    def said(self) -> dict[str, Any]:
        return {"contact": contact_of(self.cleaned_data["told"], self.cleaned_data["phone"])}


class Note(DeskFields):
    """The form for an internal note (内部备注), which only staff can read."""

    words = asked.long_words(_("Internal note"), fault=_("Write the note."))
