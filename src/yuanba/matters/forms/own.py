"""Forms for actions on a matter by whoever holds its receipt, on their own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.matters import services
from yuanba.matters.forms import Files, ManyFiles, contact_of
from yuanba.matters.services.attachments import FROM_RESIDENTS, MOST
from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.media.enclosures import LARGEST_PICTURE, MediaKind
from yuanba.web.phones import MobileField


class SayForm(forms.Form):
    """The form in which a resident replies to a question, with optional pictures or a voice clip."""

    words = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your reply.")},
    )
    enclosed = Files(
        label=_("Pictures or voice"),
        required=False,
        most=MOST[MediaKind.PICTURE] + MOST[MediaKind.VOICE],
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*,audio/*"}),
    )

    def said(self) -> dict[str, Any]:
        """Return the submitted reply and its files as keyword arguments for the reply service."""
        enclosures = services.prepare(self.cleaned_data.pop("enclosed"), allowed=FROM_RESIDENTS)
        return {"words": self.cleaned_data["words"], "enclosures": enclosures}


class UrgeForm(forms.Form):
    """The form in which a resident urges the responsible unit to act (催办), with an optional text."""

    words = forms.CharField(
        label=_("What you want to say"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the urge service."""
        return {"words": self.cleaned_data["words"]}


class RefusalObjectionForm(forms.Form):
    """The form in which a resident objects to the refusal of a matter (提异议)."""

    reason = forms.CharField(
        label=_("Why it should be accepted after all"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why it should be accepted after all.")},
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the objection service."""
        return {"reason": self.cleaned_data["reason"]}


class ContactForm(forms.Form):
    """The form that changes the phone number for messages about a matter (更改联系方式), or removes it."""

    phone = MobileField(
        label=_("New mobile number"),
        required=False,
        help_text=_("Leave it empty and we send nothing more."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the contact service."""
        return {"contact": contact_of("sms", self.cleaned_data["phone"])}


class WithdrawForm(forms.Form):
    """The form that withdraws a matter (撤回); it has a button and no fields."""

    def said(self) -> dict[str, Any]:
        """Return an empty dict, because the withdraw service needs no more arguments."""
        return {}
