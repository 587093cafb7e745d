"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.evaluation.queries.following import has_followers
from yuanba.evaluation.queries.reviews import has_reviews
from yuanba.notices.navigation import RESULTS
from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.people.verbs import PeopleVerb
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
