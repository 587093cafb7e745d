"""The table of actions on councils and their seats: who may do each."""

from yuanba.rules.core.action import Action, Rights, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.verbs import CouncilVerb

#: Who sets a council up where they work; of the whole district whoever oversees it.
LEADING: Rights = rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD), district=(P.AUDITOR,))
#: Whoever has its chair or writes its minutes runs it, whatever their position.
RUNNING: Rights = LEADING | rights(seat=(A.STAFF,))

ACTIONS: dict[Verb, Action] = {
    CouncilVerb.SET_UP: Action(
        label=Text(zh="设立议事机构", en="Set up a council"),
        icon="plus",
        rights=LEADING,
        pack_keys=("meetings",),
    ),
    CouncilVerb.SEAT: Action(
        label=Text(zh="安排席位", en="Fill a seat"),
        icon="users",
        rights=RUNNING,
        pack_keys=("meetings",),
    ),
    CouncilVerb.UNSEAT: Action(
        label=Text(zh="结束席位", en="End a seat"),
        icon="x",
        rights=RUNNING,
    ),
    CouncilVerb.DISSOLVE: Action(
        label=Text(zh="撤销议事机构", en="Dissolve a council"),
        icon="x",
        rights=LEADING,
        needs_reason=True,
    ),
    CouncilVerb.FALL_DUE: Action(
        label=Text(zh="到期应开会", en="A meeting falls due"),
        icon="calendar",
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("meetings", "calendars"),
        again="the period of a council is due once, which the database keeps",
    ),
}
