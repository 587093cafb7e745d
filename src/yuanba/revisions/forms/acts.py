"""Forms for what is done with a draft as a whole: its day, submitting, trying, a reason, a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yuanba.web.dates import DayField

#: No pack is larger, in bytes.
LARGEST = 512 * 1024


class DayForm(forms.Form):
    """The form for the day from which the next rules hold."""

    on = DayField(label=_("In force from"))


class SubmitForm(DayForm):
    """The form for submitting a draft: from when it holds, and why the rules are changed."""

    reason = forms.CharField(
        label=_("Why the rules are changed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason; others will read it.")},
    )


class TrialForm(forms.Form):
    """The form for a trial of a draft: on the matters of how many last days."""

    days = forms.TypedChoiceField(
        label=_("Matters decided in the last"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("365 days"))],
    )


class RulesReasonForm(forms.Form):
    """The form for the reason why a revision is sent back or withdrawn, as ``act`` says.

    A page may have both: their boxes are told apart by it.
    """

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give a reason; others will read it.")},
    )

    def __init__(self, *args: Any, act: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act, self.auto_id = act, f"id_{act}_%s"


class BringForm(forms.Form):
    """The form for the file of a pack that was changed elsewhere."""

    file = forms.FileField(label=_("TOML file"), widget=forms.FileInput(attrs={"accept": ".toml"}))

    def clean_file(self) -> UploadedFile[bytes]:
        """Return the file; raise ValidationError where it is larger than any pack."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is too large to be the rules of a district."))
        return file


def earliest(form: DayForm, first: date) -> DayForm:
    """Return the form with the earliest day that its box offers."""
    form.fields["on"].widget.attrs["min"] = first.isoformat()
    return form
