"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries import results
from yuanba.evaluation.queries.following import has_followers
from yuanba.evaluation.queries.reviews import has_reviews
from yuanba.notices.navigation import RESULTS
from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.metrics import By
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.web.doors import Asked, Door, DoorFigure, lately
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
    words = _("ratings in the last 30 days")
    return {"": asked.of_all("evaluation.given", words, period=lately(asked.moment))}


def _judges(asked: Asked) -> Mapping[str, DoorFigure]:
    """How many rate by office; where only the parties themselves do, how many groups there are."""
    if any(group.positions for group in asked.pack.evaluators.values()):
        return {"": asked.of_all("evaluation.raters", _("people who rate by office today"))}
    return {"": asked.of_all("evaluation.groups", _("groups that rate"))}


def _satisfied(asked: Asked) -> Mapping[str, DoorFigure]:
    """A named rate in the areas of the reader; where nothing can be counted yet there is no figure."""
    usual = results.usual(asked.moment)
    found = {}
    for code in filter(None, asked.about):
        one = asked.of_reader(f"rates.{code}", "", verb=EvaluationVerb.SEE_RESULTS, period=usual)
        if one.amount.of:
            found[code] = replace(one, words=_("of %(n)s in the last 90 days") % {"n": one.amount.of})
    return found


def _followed(asked: Asked) -> Mapping[str, DoorFigure]:
    classes = [code for code, row in asked.pack.classes.items() if row.followers]
    words = _("matters followed through their whole course")
    return {"": asked.of_all("matters.open", words, by=By.CLASS, parts=classes)}


def _to_call(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("evaluation.to_call", _("people to call back"))}


def _reviewed(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("evaluation.units_reviewed", _("units reviewed in this period"))}


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
