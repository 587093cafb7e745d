"""A course through a procedure on paper, for the board: its steps, how each ended, no persons."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext

from yuanba.ballots.wordings import RULES
from yuanba.deliberation.queries.procedure import CourseRow, StepShown
from yuanba.papers import Value, day_words, typeset
from yuanba.web.sentences import words

HERE = Path(__file__).resolve().parent


def course_sheet(row: CourseRow, *, district: str) -> bytes:
    """Return a course as a PDF (A4): each step with its day, how it ended, and what it was counted by."""
    return typeset(
        HERE / "course.typ",
        {
            "district": district,
            "title": row.title or gettext("A matter that is not public"),
            "council": f"{row.council.where} {words(row.council.title)}",
            "steps": [_step(one) for one in row.shown],
            "labels": {
                "heading": gettext("Procedure, none of whose steps is skipped"),
                "step": gettext("Step"),
                "who": gettext("By whom"),
                "when": gettext("Day"),
                "how": gettext("How it ended"),
                "page": gettext("Page {n} of {m}"),
            },
        },
    )


def _step(one: StepShown) -> list[Value]:
    return [
        f"{one.number}. {words(one.step.title)}",
        words(one.step.who),
        day_words(one.record.held_on) if one.record else "",
        "\n".join(_ended(one)),
    ]


def _ended(one: StepShown) -> list[str]:
    if one.record is None:
        return [gettext("not taken yet")]
    said = [gettext("passed") if one.record.passed else gettext("not passed")]
    if one.record.due is not None:
        said.append(
            gettext("%(due)s due, %(present)s came, %(agreed)s agreed")
            % {"due": one.record.due, "present": one.record.present, "agreed": one.record.agreed}
        )
    if one.step.rule:
        said.append(str(RULES[one.step.rule]))
    if one.record.posted_until:
        until = day_words(one.record.posted_until)
        said = [gettext("posted until %(day)s: %(place)s") % {"day": until, "place": one.record.place}]
    if one.record.note:
        said.append(one.record.note)
    return said
