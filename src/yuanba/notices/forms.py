"""Forms about notices; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from yuanba.media.enclosures import LARGEST_PICTURE, MEGABYTE
from yuanba.messages.services import MessageChannel
from yuanba.notices.queries import Ruling
from yuanba.notices.services.objecting import LONGEST_WORDS, ObjectorContact
from yuanba.places.queries import AreaRow
from yuanba.web.dates import MomentField
from yuanba.web.phones import MobileField


class NoticeObjectionForm(forms.Form):
    """The form for an objection to a notice (提出异议): the text, and a phone number for the answer."""

    words = forms.CharField(
        label=_("What is not right?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    phone = MobileField(
        required=False,
        help_text=_(
            "We will send you a text message when it is answered. The number is not shown to anybody."
        ),
    )

    def contact(self) -> ObjectorContact | None:
        """Return the phone contact to which the answer is sent, or None if no number was typed."""
        phone = self.cleaned_data["phone"]
        return ObjectorContact(channel=MessageChannel.SMS, address=phone) if phone else None


class BulletinForm(forms.Form):
    """The form for an everyday notice of a kind that was chosen: where, when, what to do, whom to call."""

    area_code = forms.ChoiceField(label=_("For whom"), choices=())
    place = forms.CharField(
        label=_("Where exactly"),
        max_length=200,
        required=False,
        help_text=_("Estate, buildings or room; nothing if it is for all of them."),
    )
    from_at = MomentField(label=_("Begins"))
    until_at = MomentField(label=_("Ends"))
    to_do = forms.CharField(
        label=_("What people should know and do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    call_name = forms.CharField(label=_("Whom to call"), max_length=40)
    call_number = forms.RegexField(
        label=_("Telephone"),
        regex=r"^[0-9][0-9 -]{2,18}[0-9]$",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        error_messages={"invalid": _("Digits only, such as 12345 or 023-47520003.")},
    )

    def __init__(self, *given: Any, areas: Iterable[AreaRow], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.code, one.full_label or one.label) for one in areas]
        self.fields["area_code"].choices = choices  # type: ignore[attr-defined]


class ProveForm(forms.Form):
    """The form that confirms a posting on a board (已张贴), with an optional note and picture."""

    note = forms.CharField(
        label=_("Where it is posted, or a remark"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("The note is too long.")},
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        error_messages={"empty": _("This file is empty.")},
    )

    def clean_picture(self) -> File[bytes] | None:
        """Return the uploaded picture; raise ValidationError if the file is larger than allowed."""
        picture: File[bytes] | None = self.cleaned_data["picture"]
        if picture and (picture.size or 0) > LARGEST_PICTURE:
            most = {"limit": LARGEST_PICTURE // MEGABYTE}
            raise forms.ValidationError(_("A file is larger than %(limit)s MB.") % most)
        return picture


class ObjectionAnswerForm(forms.Form):
    """The form for the answer to an objection: the ruling and its reason."""

    ruling = forms.ChoiceField(
        label=_("Is the objection right?"),
        choices=[
            (Ruling.DISMISSED.value, _("No: the result stands")),
            (Ruling.UPHELD.value, _("Yes: it goes back to be done again")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Answer, with the reason"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "ruling" in given:
            given["ruling"] = Ruling(given["ruling"])
        return given
