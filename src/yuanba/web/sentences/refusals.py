"""Sentences for the refusals of what lies below the pages: shared rules, tables, files, keys, districts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "keyring.seal_broken": _("The present key cannot open this text. Tell the operator of the system."),
        "keyring.key_missing": _(
            "The key %(key)s is not on the key ring. Tell the operator: it is in the backup of the keys."
        ),
        "keyring.cipher_missing": _("The OpenSSL of this machine does not have %(cipher)s."),
        "keyring.unreadable": _(
            "The file of the key ring is damaged or of a newer form (%(version)s). Put its copy back."
        ),
        "keyring.lost": _(
            "The key ring (%(file)s) is missing. Put its backup back: a new one cannot open existing content."
        ),
        "keyring.busy": _("Keys are being rotated or a backup is being made. Try again when that is done."),
        "keyring.still_in_use": _(
            "The keys %(keys)s stay in use: content that they sealed cannot be opened in %(places)s. "
            "Repair it and run again."
        ),
        "keyring.district_lags": _("The district %(district)s needs `yuanba upgrade` first."),
        "access.not_allowed": _(
            "Your account may not take this step. If you need to, ask the system administrator."
        ),
        "page.only_by_button": _(
            "This address does not open by itself. Go back to the page and press the button."
        ),
        "triage.blank_left": _("A blank (____) of the template is still empty. Fill it in, or take it out."),
        "triage.reason_missing": _("Please write the reason; the people concerned will read it."),
        "date.out_of_range": _("Choose a date between %(first)s and %(last)s."),
        "district.unknown": _("There is no such district."),
        "district.exists": _("There is a district with this code already."),
        "district.bad_code": _("A district's code is 2 to 30 small letters and digits."),
        "cell.empty": _("This cell must not be empty."),
        "cell.not_a_choice": _("“%(cell)s” is not one of: %(known)s."),
        "cell.not_a_code": _("“%(cell)s” is not a code of small letters and digits."),
        "cell.not_a_day": _("“%(cell)s” is not a day, such as 2026-03-02."),
        "cell.not_a_moment": _("“%(cell)s” is not a day with a time, such as 2026-03-02 14:05."),
        "cell.spoilt_by_spreadsheet": _(
            "The spreadsheet has turned the number into “%(cell)s”, and digits are lost. Export again from "
            "the platform and do not save it in Excel; or set the column to text before the numbers go in."
        ),
        "cell.too_long": _("This cell holds more than %(at_most)s characters."),
        "cell.without_value": _("The spreadsheet shows “%(cell)s” here: write the value into this cell."),
        "cell.unprintable": _("This cell holds a character that is no text."),
        "attachment.damaged": _("This file is damaged or incomplete. Take or choose it again."),
        "attachment.too_large": _("This file is too large: %(most)s MB at most."),
        "attachment.too_many_pixels": _(
            "This picture is too large (more than %(most)s million pixels). Please choose a smaller one."
        ),
        "attachment.unknown_kind": _(
            "This kind of file is not supported. Use JPEG, PNG, WebP or HEIC pictures, or voice "
            "recorded on a phone."
        ),
        "attachment.voice_too_long": _("This voice is too long: %(most)s seconds at most."),
        "files.lost": _("This file is not in the store. Tell the operator of the system."),
        "undo.outdated": _(
            "Something was changed since then, so this cannot be undone any more. Change it by hand."
        ),
        "undo.too_late": _("This could be undone until %(until)s. Change it by hand."),
        "papers.too_large": _("This text is too long or too odd for a paper. Shorten it and try again."),
        "papers.font_missing": _("The font for printing is not installed. Tell the operator of the system."),
        "table.bad_sheet": _(
            "The workbook cannot be read, or is too large. Save it as .xlsx in Excel or WPS and try again."
        ),
        "table.old_workbook": _(
            "This workbook is in the old .xls form, or locked with a password. Save it as .xlsx without one."
        ),
        "table.damaged_text": _(
            "The file is damaged: in line %(line)s bytes are missing after “%(after)s”. Export it once more."
        ),
        "row.cells": _("The row has %(found)s cells instead of %(expected)s."),
        "table.altered": _("What came back is not what was previewed. Please begin again with the file."),
        "table.bad": _("The file cannot be read as a table."),
        "table.broken_quotes": _("From row %(row)s on the quotation marks do not pair up."),
        "table.empty": _("The file has no line of column names."),
        "table.missing_columns": _("Columns are missing: %(columns)s."),
        "table.too_large": _("The file is too large: %(bytes)s bytes at most."),
        "table.unknown_columns": _("These columns are not used, or appear twice: %(columns)s."),
        "table.unknown_encoding": _(
            "The file is no text in UTF-8, UTF-16 or GB18030. Export it as CSV once more."
        ),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "access.not_allowed": 403,
        "attachment.damaged": 422,
        "attachment.too_large": 413,
        "attachment.too_many_pixels": 422,
        "attachment.unknown_kind": 422,
        "attachment.voice_too_long": 422,
        "date.out_of_range": 422,
        "district.unknown": 404,
        "papers.too_large": 422,
    }
)
