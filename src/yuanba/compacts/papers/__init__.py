"""The poster of a compact for the yard wall, to print or to send along as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext

from yuanba.papers import day_words, qr, typeset

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactPoster:
    """The content of a poster: title, place, clauses by topic, which version since when, and its address."""

    title: str
    where: str
    topics: Sequence[tuple[str, Sequence[str]]]
    number: int
    from_on: date
    address: str


def compact_poster(poster: CompactPoster, *, district: str, is_picture: bool = False) -> bytes:
    """Return the compact as a PDF (A4), or as one PNG that is as long as its text."""
    return typeset(
        HERE / "compact.typ",
        {
            "district": district,
            "title": poster.title,
            "where": poster.where,
            "topics": [[title, list(words)] for title, words in poster.topics],
            "since": gettext("Version %(number)s, in force from %(on)s")
            % {"number": poster.number, "on": day_words(poster.from_on)},
            "picture": is_picture,
            "qr": qr(poster.address),
            "labels": {"scan": gettext("Scan to read it on a phone")},
        },
        form="png" if is_picture else "pdf",
    )
