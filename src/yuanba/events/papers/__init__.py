"""The papers of events: the poster for the yard wall, and the sheet on which people sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext

from yuanba.papers import day_words, moment_words, qr, typeset
from yuanba.rules.time.calendar import HERE as CHINA
from yuanba.rules.time.calendar import day

HERE = Path(__file__).resolve().parent
#: Empty lines of a sheet for whoever comes without having registered.
SPARE_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPoster:
    """The content of a poster: what, when, where, until when one registers, and the address of its code."""

    title: str
    where: str
    starts_at: datetime
    ends_at: datetime
    paragraphs: tuple[str, ...]
    registers_until: datetime | None
    seats: int | None
    issued_by: str
    issued_on: date
    address: str


def event_poster(poster: EventPoster, *, district: str, is_picture: bool = False) -> bytes:
    """Return the poster of an event on one page, to be read in passing and scanned: a PDF (A4), or a PNG."""
    until, how = poster.registers_until, gettext("Everyone may simply come.")
    if until:
        how = gettext("Register until %(at)s: scan the code, or ask at the counter.") % {
            "at": moment_words(until)
        }
    seats = gettext("%(n)s seats") % {"n": poster.seats} if until and poster.seats else ""
    return typeset(
        HERE / "poster.typ",
        {
            "district": district,
            "title": poster.title,
            "when": span_words(poster.starts_at, poster.ends_at),
            "where": poster.where,
            "paragraphs": list(poster.paragraphs),
            "how": how,
            "seats": seats,
            "by": poster.issued_by,
            "on": day_words(poster.issued_on),
            "picture": is_picture,
            "qr": qr(poster.address),
            "labels": {
                "when": gettext("When"),
                "where": gettext("Where"),
                "scan": gettext("Scan to read it on a phone"),
            },
        },
        form="png" if is_picture else "pdf",
    )


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    """Return from when to when, with the day once where both are on it: 2026年3月2日 19:30—21:00."""
    if day(starts_at) == day(ends_at):
        return f"{moment_words(starts_at)}—{ends_at.astimezone(CHINA):%H:%M}"
    return f"{moment_words(starts_at)}—{moment_words(ends_at)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSheet:
    """The content of a sign-in sheet: which event, where and when, and the names of those expected."""

    title: str
    where: str
    starts_at: datetime
    names: tuple[str, ...]


def sign_in_sheet(sheet: SignInSheet, *, district: str) -> bytes:
    """Return the sheet on which people sign in as a PDF (A4): a line for each name, and some empty ones."""
    return typeset(
        HERE / "sign_in.typ",
        {
            "district": district,
            "title": sheet.title,
            "when": moment_words(sheet.starts_at),
            "where": sheet.where,
            "names": [*sheet.names, *([""] * SPARE_LINES)],
            "labels": {
                "heading": gettext("Sign-in sheet"),
                "number": gettext("No."),
                "name": gettext("Name"),
                "signature": gettext("Signature"),
                "at": gettext("Time"),
                "when": gettext("When"),
                "where": gettext("Where"),
            },
        },
    )
