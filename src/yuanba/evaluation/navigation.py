"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries import totals
from yuanba.evaluation.queries.following import has_followers
from yuanba.evaluation.queries.reviews import has_reviews
from yuanba.notices.navigation import RESULTS
from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.metrics import tenths
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=RESULTS,
        order=10,
        label=_("Waiting for my rating"),
        to="evaluation:mine",
        icon="mood-smile",
        verbs=(MatterVerb.RATE,),
    ),
    MenuEntry(
        menu=RESULTS,
        order=15,
        label=_("Matters that I follow"),
        to="evaluation:followed",
        icon="eye",
        who=(PositionKind.SUPERVISOR, PositionKind.AUDITOR),
        where=has_followers,
    ),
    MenuEntry(
        menu=RESULTS,
        order=16,
        label=_("Reviews of units"),
        to="evaluation:unit_reviews",
        icon="scale",
        verbs=(EvaluationVerb.REVIEW_UNIT,),
        where=has_reviews,
    ),
    MenuEntry(
        menu=RESULTS,
        order=20,
        label=_("To call back"),
        to="evaluation:calls",
        icon="phone",
        verbs=(MatterVerb.FOLLOW_UP,),
    ),
    MenuEntry(
        menu=RESULTS,
        order=30,
        label=_("Notices to write"),
        to="evaluation:to_write",
        icon="edit",
        verbs=(MatterVerb.PUBLISH,),
    ),
    MenuEntry(
        menu=RESULTS,
        order=60,
        label=_("Results of rating"),
        to="evaluation:results",
        icon="chart-bar",
        verbs=(EvaluationVerb.SEE_RESULTS,),
    ),
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=30,
        label=_("Rated by"),
        to="evaluation:roster",
        icon="scale",
        verbs=(
            EvaluationVerb.SEE_RESULTS,
            PeopleVerb.POSITION_APPOINT,
        ),
    ),
)


def _rated(asked: Asked) -> Mapping[str, DoorFigure]:
    number = totals.rated_lately(asked.moment)
    return {"": DoorFigure(value=number, words=_("ratings in the last 30 days"))}


def _judges(asked: Asked) -> Mapping[str, DoorFigure]:
    """How many rate by office; where only the parties themselves do, how many groups there are."""
    if not any(group.positions for group in asked.pack.evaluators.values()):
        return {"": DoorFigure(value=len(asked.pack.evaluators), words=_("groups that rate"))}
    number = totals.raters_by_office(asked.pack, asked.moment)
    return {"": DoorFigure(value=number, words=_("people who rate by office today"))}


def _satisfied(asked: Asked) -> Mapping[str, DoorFigure]:
    """A named rate in the areas of the reader; where nothing can be counted yet there is no figure."""
    found = totals.rates_lately(asked.actor, asked.pack, asked.moment, asked.about)
    shares = {code: (rate.value, rate.of) for code, rate in found.items()}
    return {
        code: DoorFigure(value=f"{tenths(share * 100)}%", words=_("of %(n)s in the last 90 days") % {"n": of})
        for code, (share, of) in shares.items()
        if share is not None
    }


def _followed(asked: Asked) -> Mapping[str, DoorFigure]:
    number = totals.followed_now(asked.pack)
    return {"": DoorFigure(value=number, words=_("matters followed through their whole course"))}


def _to_call(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": DoorFigure(value=totals.calls_open(), words=_("people to call back"))}


def _reviewed(asked: Asked) -> Mapping[str, DoorFigure]:
    number = totals.units_reviewed(asked.pack, asked.moment)
    return {"": DoorFigure(value=number, words=_("units reviewed in this period"))}


PANORAMA = (
    Door(code="rating", label=_("Rate with a code"), to="evaluation:door", icon="mood-smile", figures=_rated),
    Door(
        code="judges", label=_("Who rates the results"), to="evaluation:judges", icon="scale", figures=_judges
    ),
    Door(
        code="results",
        label=_("Results of rating"),
        to="evaluation:results",
        icon="chart-bar",
        figures=_satisfied,
        of="rates",
        about="#rate-{code}",
    ),
    Door(
        code="followed",
        label=_("Matters that I follow"),
        to="evaluation:followed",
        icon="eye",
        figures=_followed,
    ),
    Door(code="calls", label=_("To call back"), to="evaluation:calls", icon="phone", figures=_to_call),
    Door(
        code="unit_reviews",
        label=_("Reviews of units"),
        to="evaluation:unit_reviews",
        icon="scale",
        figures=_reviewed,
    ),
)
