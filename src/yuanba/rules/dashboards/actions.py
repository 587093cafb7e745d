"""The table of actions on a leader's week: who may have it sent, and who sends it."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.dashboards.verbs import WeekVerb

ACTIONS: dict[Verb, Action] = {
    WeekVerb.SUBSCRIBE: Action(
        label=Text(zh="每周一接收一周概览", en="Have the week sent on Mondays"),
        rights=rights(area=(P.SUPERVISOR, P.AUDITOR, P.SUBDISTRICT_LEAD, P.COMMUNITY_LEAD)),
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
