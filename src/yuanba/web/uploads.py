"""Files that are uploaded by a page: fields for them, limits on their size, import of tables in two steps.

A table is looked at, then confirmed. Between the two the browser keeps the file, under a seal: what is
written is what was looked at, on the same page and by the same person.
"""

from __future__ import annotations

from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from yuanba.media.enclosures import MEGABYTE
from yuanba.sheets import tables
from yuanba.sheets.refusals import Altered, TooLarge
from yuanba.sheets.tables import TakenTable
from yuanba.web.entrance import DistrictRequest

#: Larger files come in by command.
AT_MOST = 4 * 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """An upload handler that refuses a request with too many bytes before any of its files is read."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django calls it by this name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.UPLOAD_AT_MOST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Return the received data unchanged, which passes the data on to the next upload handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


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


class TableForm(forms.Form):
    """The form for importing a table: a CSV file to preview, then the previewed file to confirm.

    In the second step the file comes back in the hidden field `folded`.
    """

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Saved as CSV by Excel or WPS, in any of their encodings."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    folded = forms.CharField(required=False, widget=forms.HiddenInput)
    skip_refused = forms.BooleanField(label=_("Skip the refused rows"), required=False)
    step = forms.ChoiceField(
        choices=[("look", ""), ("commit", ""), ("refused", "")], required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("folded"):
            self.add_error("file", _("Please choose a file."))
        return given

    def content(self, request: DistrictRequest) -> bytes:
        """Return the bytes of the uploaded or previewed file; raise TooLarge, or Altered if it is another."""
        file = self.cleaned_data["file"]
        return uploaded(file) if file else unfold(request, self.cleaned_data["folded"])

    @property
    def commits(self) -> bool:
        """Return whether the person confirmed the previewed file, so that its rows are to be written."""
        return bool(self.cleaned_data["step"] == "commit" and self.cleaned_data["folded"])

    @property
    def wants_refused(self) -> bool:
        """Return whether the person asked to download the refused rows as a file."""
        return bool(self.cleaned_data["step"] == "refused")


def uploaded(file: UploadedFile[Any]) -> bytes:
    """Return the content of an uploaded file; raise TooLarge."""
    if (file.size or 0) > AT_MOST:
        raise TooLarge(bytes=AT_MOST)
    return bytes(file.read())


def fold(request: DistrictRequest, content: bytes) -> str:
    """Return a file as text for a hidden form field, sealed for this page and this person.

    Raises TooLarge.
    """
    return _signer(request).sign(tables.fold(content, at_most=AT_MOST))


def unfold(request: DistrictRequest, folded: str) -> bytes:
    """Return the file that this page showed this person before; raise Altered for any other, or TooLarge."""
    try:
        told = _signer(request).unsign(folded)
    except BadSignature as fault:
        raise Altered from fault
    return tables.unfold(told, at_most=AT_MOST)


def _signer(request: DistrictRequest) -> Signer:
    return Signer(salt=f"uploads:{request.path}:{request.actor.key}")


def refused_file(taken: TakenTable) -> HttpResponse:
    """Return the refused rows as a CSV download, with the same columns, to be corrected and sent again."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    response.write("\ufeff")
    writer = tables.CsvWriter(response)
    writer.writerow(taken.headings)
    writer.writerows(row.cells for row in taken.refused)
    return response
