"""The minutes of a meeting on paper, in the form of a Chinese record (会议记录)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext

from yuanba.ballots import queries as ballots
from yuanba.ballots import wordings
from yuanba.ballots.queries import VoteRow
from yuanba.deliberation.queries.meetings import SeatThere
from yuanba.deliberation.queries.reviews import Review, ReviewedFigure
from yuanba.deliberation.sentences import ITEM_STATES
from yuanba.deliberation.views.live import ItemShown, LiveMeeting, office
from yuanba.papers import Value, day_words, moment_words, typeset
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.web.metrics import title_of
from yuanba.web.templatetags.figures import amount, days, said

HERE = Path(__file__).resolve().parent


def minutes_sheet(
    live: LiveMeeting, seats: Sequence[SeatThere], review: Review | None, *, district: str
) -> bytes:
    """Return the minutes of a meeting as a PDF (A4): who was there by office, each item, lines to sign.

    A review's figures stand before its items.
    """
    row = live.row
    there = [one for one in seats if one.there]
    return typeset(
        HERE / "minutes.typ",
        {
            "district": district,
            "title": row.event.title,
            "facts": [
                [gettext("Time"), moment_words(row.event.starts_at)],
                [gettext("Where"), f"{row.event.area_label} {row.event.place}".strip()],
                [gettext("Chair"), _named(there, SeatRole.CONVENER)],
                [gettext("Attending"), _listed([one for one in there if one.seat.role is SeatRole.MEMBER])],
                [gettext("Absent"), _listed([one for one in seats if not one.there])],
                [gettext("Sitting in, listening"), gettext("%(n)s people") % {"n": live.listeners}],
                [gettext("Keeper of the minutes"), _named(there, SeatRole.SECRETARY)],
                [gettext("Quorum"), _quorum(live)],
            ],
            "figures": _figures(review) if review else [],
            "items": [_item(one) for one in live.items],
            "remarks": row.remarks,
            "on": day_words(row.meets_on),
            "labels": {
                "heading": gettext("Minutes of the meeting"),
                "figures": _quarter(review) if review else "",
                "topics": gettext("Agenda and decisions"),
                "remarks": gettext("Also"),
                "chair": gettext("Chair (signature)"),
                "keeper": gettext("Keeper of the minutes (signature)"),
                "members": gettext("Members (signatures)"),
                "page": gettext("Page {n} of {m}"),
            },
        },
    )


def _named(there: Sequence[SeatThere], role: SeatRole) -> str:
    return _listed([one for one in there if one.seat.role is role])


def _listed(found: Sequence[SeatThere]) -> str:
    """Members by office and name, as a record has them."""
    return gettext(", ").join(f"{office(one)} {one.seat.name}".strip() for one in found) or gettext("nobody")


def _quorum(live: LiveMeeting) -> str:
    said = gettext("%(present)s of %(seats)s members with a vote") % {
        "present": live.quorum.present,
        "seats": live.quorum.seats,
    }
    return said + (gettext(", enough") if live.quorum.is_met else gettext(", not enough"))


def _quarter(review: Review) -> str:
    return gettext("Figures, %(days)s") % {"days": days(review.period.from_on, review.period.until_on)}


def _figures(review: Review) -> list[Value]:
    """Each figure with how it is counted; what few people said is not told."""
    return [[title_of(one.metric), _amount(one), str(said(one.metric.formula))] for one in review.figures]


def _amount(one: ReviewedFigure) -> str:
    return gettext("too few to be told apart") if one.is_few else amount(one.amount, one.metric.measure)


def _item(one: ItemShown) -> dict[str, Value]:
    count = ""
    if one.count:
        count = gettext("In favour %(yes)s, against %(no)s, abstaining %(abstain)s") % {
            "yes": one.count.yes,
            "no": one.count.no,
            "abstain": one.count.abstain,
        }
        if one.count.online:
            count += " " + gettext("(%(n)s of them online)") % {"n": one.count.online}
    return {
        "title": f"{one.row.number}. {one.row.title}",
        "draft": one.row.draft,
        "count": count,
        "state": str(ITEM_STATES[one.row.state]),
        "why": _reasons(one.row.vote) if one.row.vote else [],
    }


def _reasons(vote: VoteRow) -> list[Value]:
    """What the vote is before the law, and why it came out so."""
    result = ballots.result(vote.id)
    because = wordings.spoken(result)["motions"][0]["because"] if result else []
    return [wordings.standing(vote.standing, vote.rule), *because]
