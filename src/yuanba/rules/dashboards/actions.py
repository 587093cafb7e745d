"""The table of actions on a leader's week: who may have it sent, and who sends it."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.dashboards.verbs import WeekVerb

#: Who leads an area or watches over one.
LEADING = (P.SUPERVISOR, P.AUDITOR, P.SUBDISTRICT_LEAD, P.COMMUNITY_LEAD)

ACTIONS: dict[Verb, Action] = {
    WeekVerb.READ: Action(
        label=Text(zh="查看一周概览", en="Read the week"),
        rights=rights(area=LEADING, branch=(P.UNIT_LEAD,)),
        unrecorded="reading sums of what was recorded already",
        again="looking changes nothing",
    ),
    WeekVerb.SUBSCRIBE: Action(
        label=Text(zh="每周一接收一周概览", en="Have the week sent on Mondays"),
        rights=rights(area=LEADING, branch=(P.UNIT_LEAD,)),
        again="who has it sent already has it sent",
    ),
    WeekVerb.UNSUBSCRIBE: Action(
        label=Text(zh="不再接收一周概览", en="Have the week sent no more"),
        rights=rights(own=(A.STAFF,)),
        again="who has stopped it has stopped it",
    ),
    WeekVerb.SEND: Action(
        label=Text(zh="发送一周概览", en="Send the week"),
        rights=rights(any=(A.SYSTEM, A.OPERATOR)),
        tells=(To.LEADER,),
        again="once for each leader and week; what was sent is not sent again",
    ),
}
