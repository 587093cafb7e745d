"""The table of actions on projects: who plans one, who carries it out, and who moves its last day."""

from yuanba.rules.core.action import Action, Rights, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.works.verbs import ProjectVerb

#: Who answers for the place in which a project is carried out, and so moves its last day or stops it.
ANSWERING: Rights = rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD), district=(P.AUDITOR,))
#: Who works in the unit that carries it out.
CARRYING_OUT: Rights = rights(
    unit=(P.HANDLER, P.UNIT_LEAD, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)
)

ACTIONS: dict[Verb, Action] = {
    ProjectVerb.PLAN: Action(
        label=Text(zh="立项", en="Make it a project"),
        icon="list-check",
        rights=ANSWERING | rights(seat=(A.STAFF,)),
        pack_keys=("projects",),
        again="a matter carries out one project, which the database keeps",
    ),
    ProjectVerb.SHAPE: Action(
        label=Text(zh="定方案", en="Settle the plan"),
        icon="edit",
        rights=ANSWERING | CARRYING_OUT,
        again="the same plan again changes nothing, and the last one counts",
    ),
    ProjectVerb.REACH: Action(
        label=Text(zh="节点完成", en="Milestone reached"),
        icon="circle-check",
        rights=CARRYING_OUT,
    ),
    ProjectVerb.POSTPONE: Action(
        label=Text(zh="改期", en="Move the last day"),
        icon="calendar",
        rights=ANSWERING,
        needs_reason=True,
    ),
    ProjectVerb.FINISH: Action(
        label=Text(zh="办结项目", en="Finish the project"),
        icon="checks",
        rights=CARRYING_OUT,
    ),
    ProjectVerb.STOP: Action(
        label=Text(zh="终止项目", en="Stop the project"),
        icon="x",
        rights=ANSWERING,
        needs_reason=True,
    ),
}
