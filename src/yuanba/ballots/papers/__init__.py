"""Typesets the papers of a vote: the ballot to fill in, the result with lines to sign, and the poster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext

from yuanba.papers import day_words, qr, typeset

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionSheet:
    """One motion on paper: its words; of a result the verdict, the numbers by row and the reasons."""

    title: str
    verdict: str = ""
    rows: Sequence[Sequence[str]] = ()
    because: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteSheet:
    """A vote on paper: its title, standing and rule, and what is known of it in pairs of words."""

    district: str
    title: str
    standing: str
    rule: str
    facts: Sequence[tuple[str, str]]
    motions: Sequence[MotionSheet]
    is_secret: bool
    digest: str = ""
    printed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterMotion:
    """One motion on a poster: its words, and once it is counted the verdict and the numbers in short."""

    title: str
    verdict: str
    count: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VotePoster:
    """A vote on the wall: what it is before the law, what is asked, how one votes or how it came out."""

    kind: str
    title: str
    standing: str
    rule: str
    facts: Sequence[tuple[str, str]]
    motions: Sequence[PosterMotion]
    how: str
    made_on: date
    address: str


def vote_poster(poster: VotePoster, *, district: str, is_picture: bool = False) -> bytes:
    """Return the poster of a vote as a PDF (A4), or as one PNG that is as long as its text."""
    return typeset(
        FOLDER / "poster.typ",
        {
            "district": district,
            "kind": poster.kind,
            "title": poster.title,
            "standing": poster.standing,
            "rule": poster.rule,
            "facts": [list(pair) for pair in poster.facts],
            "motions": [
                {"title": one.title, "verdict": one.verdict, "count": list(one.count)}
                for one in poster.motions
            ],
            "how": poster.how,
            "made": gettext("As of %(on)s") % {"on": day_words(poster.made_on)},
            "picture": is_picture,
            "qr": qr(poster.address),
            "labels": {"scan": gettext("Scan to read it on a phone")},
        },
        form="png" if is_picture else "pdf",
    )


def ballot_sheet(sheet: VoteSheet) -> bytes:
    """Return the ballot of a vote as a PDF (A4): boxes to tick, and lines for a name where it has one."""
    signing = (
        [] if sheet.is_secret else [gettext("Unit of the building"), gettext("Signature"), gettext("Date")]
    )
    return _sheet(sheet, kind=gettext("Ballot paper"), signing=signing, is_result=False)


def result_sheet(sheet: VoteSheet) -> bytes:
    """Return the result of a vote as a PDF (A4), with its reasons and lines for those who counted."""
    signing = [gettext("Who counted"), gettext("Watched by"), gettext("Date")]
    return _sheet(sheet, kind=gettext("Result of the vote"), signing=signing, is_result=True)


def _sheet(sheet: VoteSheet, *, kind: str, signing: Sequence[str], is_result: bool) -> bytes:
    return typeset(
        FOLDER / "vote.typ",
        {
            "kind": kind,
            "district": sheet.district,
            "title": sheet.title,
            "standing": sheet.standing,
            "rule": sheet.rule,
            "facts": [list(pair) for pair in sheet.facts],
            "motions": [
                {
                    "title": one.title,
                    "verdict": one.verdict,
                    "rows": [list(row) for row in one.rows],
                    "because": list(one.because),
                }
                for one in sheet.motions
            ],
            "result": is_result,
            "signing": list(signing),
            "digest": sheet.digest,
            "printed": day_words(sheet.printed_on),
            "labels": {
                "choices": [gettext("In favour"), gettext("Against"), gettext("I abstain")],
                "headings": [
                    gettext("Answer on the ballot"),
                    gettext("Number of voters"),
                    gettext("Area (m²)"),
                ],
                "digest": gettext("Check sum of what was counted:"),
                "printed": gettext("Printed on "),
                "tick": gettext("Tick one box for each motion."),
            },
        },
    )
