"""The row of the action on priorities: whoever leads the town or oversees the district publishes them."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.verbs import PriorityVerb

PRIORITY_ACTIONS: dict[Verb, Action] = {
    PriorityVerb.PUBLISH: Action(
        label=Text(zh="公布协商重点", en="Publish the priorities"),
        icon="list-check",
        rights=rights(area=(P.SUBDISTRICT_LEAD,), district=(P.AUDITOR,)),
        pack_keys=("meetings",),
        again="each is a version of its own, and two at once make one, which the database keeps",
    ),
}
