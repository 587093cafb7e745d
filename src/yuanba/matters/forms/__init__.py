"""Forms of matters; they check shape only, services and rules decide the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.matters.services.attachments import MOST
from yuanba.matters.services.filing import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    Contact,
)
from yuanba.media.enclosures import LARGEST_PICTURE, LARGEST_VOICE, MEGABYTE, MediaKind
from yuanba.rules.matters.naming import Naming
from yuanba.rules.people import phone
from yuanba.web.dates import MomentField
from yuanba.web.phones import BAD_MOBILE, TelephoneField

#: Staff file for the places of their positions; who names none files for the whole district.
NOT_YOUR_PLACE = _("Choose the place: you file for your own places only.")
#: How a resident without a smartphone wants to be told.
TOLD = [
    ("sms", _("By text message")),
    ("paper", _("In person or by phone")),
    ("none", _("Not at all")),
]
#: What each level means, in the words of whoever chooses it.
NAMINGS = {
    Naming.HANDLER: _("Only the unit that handles it: it can contact you, and each viewing is recorded"),
    Naming.SECRET: _("Keep it from that unit too: only the staff who receive reports can contact you"),
    Naming.PUBLIC: _("Sign in public: your name appears under the public summary"),
}


class ManyFiles(forms.FileInput):
    """A file input that accepts several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """A form field for several files, limited in number and size.

    Whoever uses them takes them out of the form (``cleaned_data.pop``): a form refers to itself, so what it
    holds stays in memory until the garbage collector comes by, megabytes of each filing.
    """

    def __init__(self, *, most: int, at_most: int, **more: Any) -> None:
        super().__init__(**more)
        self.most, self.at_most = most, at_most

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        given = [one for one in (data if isinstance(data, list) else [data]) if one]
        if len(given) > self.most:
            raise forms.ValidationError(_("At most %(most)s files.") % {"most": self.most})
        for one in given:
            super().clean(one, initial)
            if one.size > self.at_most:
                limit = self.at_most // MEGABYTE
                raise forms.ValidationError(_("A file is larger than %(limit)s MB.") % {"limit": limit})
        return [bytes(one.read()) for one in given]


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


def require_mobile(form: forms.Form, given: dict[str, Any]) -> None:
    """Add an error to the form if text messages are chosen but the phone number is not a mobile number."""
    typed = str(given.get("phone") or "")
    if given.get("told") not in ("paper", "none") and typed and not phone.mobile(typed):
        form.add_error("phone", BAD_MOBILE)


def contact_of(told: str, number: str) -> Contact | None:
    """Return a contact made of the chosen channel and phone number; None if no messages are wanted."""
    if told == "paper":
        return Contact(channel="paper", address=number)
    return Contact(channel="sms", address=number) if number and told != "none" else None


class AttachForm(forms.Form):
    """The form that attaches files to a matter (添加附件)."""

    enclosed = Files(
        required=False,
        most=sum(MOST.values()),
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*,audio/*,application/pdf", "data-files": "files"}),
    )


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
