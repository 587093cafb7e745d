"""Forms in which residents file and find their matters, by themselves or at the counter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.matters.forms import NAMINGS, TOLD, contact_of, require_mobile
from yuanba.matters.services.attachments import MOST
from yuanba.matters.services.filing import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT, Contact
from yuanba.media.enclosures import LARGEST_PICTURE, LARGEST_VOICE, MediaKind
from yuanba.rules.matters.informing import Informed
from yuanba.rules.matters.naming import Naming
from yuanba.web.dates import MomentField
from yuanba.web.phones import BAD_MOBILE, TelephoneField
from yuanba.web.uploads import Files, ManyFiles

#: Staff file for the places of their positions; who names none files for the whole district.
NOT_YOUR_PLACE = _("Choose the place: you file for your own places only.")


#: By what a resident at the counter has: ears, the paper, a phone.
INFORMED = {
    Informed.ALOUD: _("Read aloud to them"),
    Informed.PAPER: _("Handed over on paper"),
    Informed.PHONE: _("Read on their own phone"),
}


class FileForm(forms.Form):
    """The form that files a matter (报事): what happened, where, and an optional contact."""

    text = forms.CharField(
        label=_("What happened?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write at least one sentence about what happened.")},
    )
    place = forms.CharField(label=_("Where?"), max_length=LONGEST_PLACE, required=False)
    town = forms.CharField(label=_("Subdistrict or town"), max_length=40, required=False)
    area = forms.CharField(label=_("Community or village"), max_length=40, required=False)
    grid = forms.CharField(label=_("Grid"), max_length=40, required=False)
    channel = forms.CharField(label=_("Came in by"), max_length=40, required=False)
    #: When it was said, where that was earlier; only staff are asked.
    said_at = MomentField(
        label=_("Actual time of the report"),
        help_text=_("If it was reported before: when"),
        required=False,
    )
    phone = TelephoneField(label=_("Mobile number"), required=False, error_messages={"invalid": BAD_MOBILE})
    #: How a resident without a phone wants to be told; only staff are asked.
    told = forms.ChoiceField(
        label=_("How to tell them"),
        choices=TOLD,
        required=False,
    )
    #: How the resident learned what is kept of them; only staff are asked.
    informed = forms.ChoiceField(
        label=_("How they were told"),
        choices=[(str(way), words) for way, words in INFORMED.items()],
        required=False,
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("How should we call you?"),
    )
    naming = forms.ChoiceField(
        label=_("Who may know that it was you?"),
        choices=[(str(level), words) for level, words in NAMINGS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    pictures = Files(
        label=_("Pictures"),
        required=False,
        most=MOST[MediaKind.PICTURE],
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*", "data-files": "pictures"}),
    )
    voice = Files(
        label=_("Voice"),
        required=False,
        most=MOST[MediaKind.VOICE],
        at_most=LARGEST_VOICE,
        widget=ManyFiles(attrs={"accept": "audio/*", "data-files": "voice"}),
    )
    key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    #: The token of the closed matter that is broken again.
    again = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def clean_naming(self) -> Naming:
        return Naming(self.cleaned_data["naming"] or Naming.HANDLER)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("naming") is Naming.PUBLIC and not given.get("name"):
            self.add_error("name", _("To sign in public, give a name."))
        require_mobile(self, given)
        return given

    @property
    def contact(self) -> Contact | None:
        """Return the contact to which messages about the matter are sent, or None for no messages."""
        return contact_of(self.cleaned_data["told"], self.cleaned_data["phone"])


class TrackForm(forms.Form):
    """The form that tracks a matter (查进度): its receipt number and query code."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=40)
    code = forms.CharField(label=_("Query code"), max_length=12)
    keep = forms.BooleanField(
        label=_("Keep it in my account"),
        help_text=_("Then you see it on every phone or computer on which you log in."),
        required=False,
        initial=True,
    )


class CounterForm(forms.Form):
    """The form that finds a visitor's matter (窗口查找) by its receipt number or by a phone number."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=40, required=False)
    code = forms.CharField(label=_("Query code"), max_length=12, required=False)
    phone = TelephoneField(label=_("The number that they left"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("receipt") and not given.get("phone"):
            raise forms.ValidationError(_("Type a receipt number or a mobile number."))
        return given
