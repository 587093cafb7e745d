"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.notices.navigation import RESULTS
from yuanba.places.navigation import PLACES_AND_PEOPLE
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
