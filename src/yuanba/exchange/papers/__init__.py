"""Typesets papers about a matter as PDF: the resident's receipt slip, and the unit's order sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext

from yuanba.papers import Value, moment_words, qr, typeset
from yuanba.rules.matters.receipt import spoken

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The content of a printed receipt slip; the text of the matter is left out for privacy."""

    receipt: str
    #: Only on the slip that is printed right after filing.
    code: str
    filed_at: datetime
    area: str
    address: str
    track_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """The content of a printed order sheet: a unit's task, with personal data masked."""

    receipt: str
    channel: str
    matter_class: str
    from_unit: str
    unit: str
    sent_at: datetime
    due_at: datetime | None
    is_provisional: bool
    area: str
    place: str
    text: str
    attachments: int
    #: Why this unit, and why until then.
    grounds: tuple[str, ...]
    clock: tuple[str, ...]
    address: str


def receipt_slip(slip: Slip, *, district: str) -> bytes:
    """Return a printable receipt slip as a PDF (A6) with receipt number, query code and QR code."""
    return typeset(
        FOLDER / "receipt.typ",
        {
            "district": district,
            "receipt": spoken(slip.receipt),
            "code": slip.code,
            "filed": moment_words(slip.filed_at),
            "area": slip.area,
            "qr": qr(slip.address),
            "track": slip.track_address,
            "steps": [
                gettext("A person reads it and gives it to the unit in charge."),
                gettext(
                    "With receipt number and query code you can see at any time who handles it and until "
                    "when."
                ),
                gettext("You have the last word: solved, or send it back."),
            ],
            "labels": {
                "kind": gettext("Receipt of a matter"),
                "receipt": gettext("Receipt number"),
                "code": gettext("Query code"),
                "filed": gettext("Filed"),
                "area": gettext("Where"),
                "next": gettext("What happens now"),
                "scan": gettext("Scan to see how it stands"),
                "by_hand": gettext("Or type number and code at"),
                "no_phone": gettext(
                    "No phone? Bring this slip to the counter of your community, or call 12345."
                ),
                "keep": gettext("Keep this slip safe: anyone who has it can follow the progress."),
            },
        },
    )


def order_sheets(sheets: Sequence[OrderSheet], *, district: str, printed_at: datetime) -> bytes:
    """Return printable order sheets as one PDF (A4): masked text, deadline, space for a signature each."""
    return typeset(
        FOLDER / "order.typ",
        {
            "district": district,
            "printed": moment_words(printed_at),
            "sheets": [_order_values(sheet) for sheet in sheets],
            "labels": _order_labels(),
        },
    )


def _order_values(sheet: OrderSheet) -> dict[str, Value]:
    return {
        "receipt": spoken(sheet.receipt),
        "channel": sheet.channel,
        "class": sheet.matter_class,
        "from": sheet.from_unit,
        "unit": sheet.unit,
        "sent": moment_words(sheet.sent_at),
        "due": moment_words(sheet.due_at) if sheet.due_at else "—",
        "provisional": gettext("(provisional: the holiday calendar of that year is not published yet)")
        if sheet.is_provisional
        else "",
        "area": sheet.area,
        "place": sheet.place,
        "text": sheet.text,
        "attachments": gettext("%(number)s files are enclosed; see them on the page.")
        % {"number": sheet.attachments}
        if sheet.attachments
        else "",
        "grounds": list(sheet.grounds),
        "clock": list(sheet.clock),
        "qr": qr(sheet.address),
    }


def _order_labels() -> dict[str, str]:
    return {
        "kind": gettext("Order sheet"),
        "receipt": gettext("Receipt number"),
        "channel": gettext("Came in by"),
        "class": gettext("Class"),
        "from": gettext("Assigned by"),
        "unit": gettext("Unit in charge"),
        "sent": gettext("Assigned on"),
        "due": gettext("Answer by"),
        "where": gettext("Where"),
        "text": gettext("What the resident says"),
        "masked": gettext("(personal data masked)"),
        "grounds": gettext("Grounds"),
        "clock": gettext("How the deadline was counted"),
        "result": gettext("Result of the handling"),
        "handler": gettext("Handled by (signature)"),
        "lead": gettext("Head of the unit (signature)"),
        "seal": gettext("Seal of the unit"),
        "date": gettext("Date"),
        "day": gettext("____ / ____ / ______"),
        "printed": gettext("Printed"),
        "page": gettext("Open on the desk"),
    }
