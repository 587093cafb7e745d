"""The groups of opinion as everyone sees them: what all share, the picture, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuanba.opinions import queries, wordings
from yuanba.opinions.queries import ConsultationRow, pictures, statements
from yuanba.opinions.queries.pictures import PictureRow
from yuanba.opinions.queries.statements import StatementRow
from yuanba.rules.core.metrics import percent
from yuanba.rules.opinions.consulting import ENOUGH_PEOPLE, TOLD_APART
from yuanba.web import charts
from yuanba.web.charts import CloudDot, CloudGroup
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSaying:
    """A statement with the stance that a group, or every group, takes, and the share that does in percent."""

    words: str
    agrees: bool
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """One group of opinion: its name, its colour, how many people, and what it says that others do not."""

    name: str
    hue: int
    people: int
    says: Sequence[ShownSaying]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLine:
    """One statement with what each group says of it in percent, by its name; None where too few spoke."""

    number: int
    words: str
    cells: Sequence[tuple[str, tuple[int, int] | None]]
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsTold:
    """What is shown of the groups of a consultation; without groups there is nothing to show yet."""

    made: PictureRow | None
    groups: Sequence[ShownGroup]
    shared: Sequence[ShownSaying]
    lines: Sequence[OpinionLine]
    drawing: SafeString | str
    sentence: str


@require_safe
@open_to(*ANYONE)
def groups(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """Render what all groups of opinion share, the picture of them, and a table with the same."""
    row = found_consultation(consultation_id)
    return page(
        request,
        "opinions/groups.html",
        consultation=row,
        is_open=row.is_open(now()),
        told=opinions_told(consultation_id),
        enough=ENOUGH_PEOPLE,
        apart=TOLD_APART,
    )


def found_consultation(consultation_id: int) -> ConsultationRow:
    """Return a consultation, or answer that there is none."""
    try:
        return queries.consultation(consultation_id)
    except queries.NoConsultation as fault:
        raise Http404(str(consultation_id)) from fault


def opinions_told(consultation_id: int) -> OpinionsTold:
    """Return what is shown of the groups of a consultation, on the page and on paper."""
    made = pictures.picture(consultation_id)
    words = {one.number: one for one in statements.shown(consultation_id)} if made else {}
    found: Found = made.found if made else {}
    named = shown_groups(found, words)
    return OpinionsTold(
        made=made,
        groups=named,
        shared=_shared(found, words),
        lines=_lines(found, words, named),
        drawing=drawn(found, named) if len(named) > 1 else "",
        sentence=said(found, words, named),
    )


def shown_groups(found: Found, words: Mapping[int, StatementRow]) -> list[ShownGroup]:
    """Return the groups of a picture with their names and what they say."""
    return [
        ShownGroup(
            name=str(wordings.NAMES[number]),
            hue=wordings.HUES[number],
            people=one["people"],
            says=[
                ShownSaying(
                    words=words[says["statement"]].words,
                    agrees=says["stance"] == "agree",
                    share=percent(Fraction(says["share"])),
                )
                for says in one["says"]
                if says["statement"] in words and says["voted"] >= TOLD_APART
            ],
        )
        for number, one in enumerate(found.get("groups", ()))
    ]


def drawn(found: Found, named: Sequence[ShownGroup]) -> SafeString:
    """Return the picture: who thinks alike stands near, one colour for each group."""
    dots: dict[int, list[CloudDot]] = {}
    for x, y, group, number in found["places"]:
        dots.setdefault(group, []).append(CloudDot(x=x, y=y, number=number))
    return charts.cloud(
        [
            CloudGroup(
                name=_("%(group)s, %(people)s people") % {"group": one.name, "people": one.people},
                hue=one.hue,
                dots=tuple(dots.get(number, ())),
            )
            for number, one in enumerate(named)
        ],
        label=_("Participants by what they think; the table below says the same"),
    )


def said(found: Found, words: Mapping[int, StatementRow], named: Sequence[ShownGroup]) -> str:
    """Return the one sentence that says what the picture shows; "" before there is one."""
    if not named:
        return ""
    told = {"people": found["grouped"], "groups": len(named)}
    if len(named) == 1:
        return (
            _("%(people)s people have said enough to be compared, and do not fall into groups that differ.")
            % told
        )
    row = next((one for one in found["table"] if one[0] == found["apart"]), None)
    if row is None or row[0] not in words:
        return (
            _("%(people)s people have said enough to be compared, in %(groups)s groups who think alike.")
            % told
        )
    comma = _(", ")
    shares = comma.join(
        _("%(group)s %(share)s%%") % {"group": one.name, "share": percent(Fraction(cell[0], cell[2]))}
        for one, cell in zip(named, row[1:], strict=True)
    )
    return _(
        "%(people)s people have said enough to be compared, in %(groups)s groups who think alike; they "
        "differ most on “%(words)s”, with which so many agree: %(shares)s."
    ) % {**told, "words": words[row[0]].words, "shares": shares}


def _shared(found: Found, words: Mapping[int, StatementRow]) -> list[ShownSaying]:
    return [
        ShownSaying(
            words=words[one["statement"]].words,
            agrees=one["stance"] == "agree",
            share=percent(Fraction(one["least_share"])),
        )
        for one in found.get("shared", ())
        if one["statement"] in words
    ]


def _shares(cell: Sequence[int] | None) -> tuple[int, int] | None:
    """The shares that agree and disagree."""
    if cell is None:
        return None
    return percent(Fraction(cell[0], cell[2])), percent(Fraction(cell[1], cell[2]))


def _lines(found: Found, words: Mapping[int, StatementRow], named: Sequence[ShownGroup]) -> list[OpinionLine]:
    shared = {one["statement"] for one in found.get("shared", ())}
    return [
        OpinionLine(
            number=number,
            words=words[number].words,
            cells=[(one.name, _shares(cell)) for one, cell in zip(named, cells, strict=True)],
            is_shared=number in shared,
        )
        for number, *cells in found.get("table", ())
        if number in words
    ]
