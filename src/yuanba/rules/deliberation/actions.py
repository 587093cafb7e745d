"""The table of actions on councils, their seats, topics and meetings: who may do each."""

from yuanba.rules.core.action import Action, Rights, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.demand_actions import demand_actions
from yuanba.rules.deliberation.meeting_actions import KEEPING, MEETING_ACTIONS
from yuanba.rules.deliberation.priority_actions import PRIORITY_ACTIONS
from yuanba.rules.deliberation.procedure_actions import procedure_actions
from yuanba.rules.deliberation.verbs import CouncilVerb, ResolutionVerb, TopicVerb
from yuanba.rules.matters.actions.who import ASSISTING

#: Who sets a council up where they work; of the whole district whoever oversees it.
LEADING: Rights = rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD), district=(P.AUDITOR,))
#: Whoever has its chair or writes its minutes runs it, whatever their position.
RUNNING: Rights = LEADING | rights(seat=(A.STAFF,))
#: A resident for themselves, or whoever works where people live for somebody who stands before them.
RAISING: Rights = rights(any=(A.RESIDENT,), area=ASSISTING)

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
    TopicVerb.PROPOSE: Action(
        label=Text(zh="提议题", en="Propose a topic"),
        icon="bulb",
        rights=RAISING,
        again="each is a topic of its own, and the council merges those about the same thing",
    ),
    TopicVerb.PUBLISH: Action(
        label=Text(zh="公开议题", en="Publish a topic"),
        icon="eye",
        rights=RUNNING,
        tells=(To.RESIDENT,),
    ),
    TopicVerb.DECLINE: Action(
        label=Text(zh="不列入", en="Decline a topic"),
        icon="x",
        rights=RUNNING,
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    TopicVerb.SUPPORT: Action(
        label=Text(zh="附议", en="Second a topic"),
        icon="users",
        rights=RAISING,
        pack_keys=("meetings",),
    ),
    TopicVerb.MERGE: Action(
        label=Text(zh="合并议题", en="Merge a topic"),
        icon="git-merge",
        rights=RUNNING,
        tells=(To.RESIDENT,),
    ),
    TopicVerb.SCHEDULE: Action(
        label=Text(zh="列入议程", en="Put on the agenda"),
        icon="calendar",
        rights=RUNNING | rights(any=(A.SYSTEM,)),
        pack_keys=("meetings",),
        needs_reason=True,
        tells=(To.RESIDENT,),
    ),
    TopicVerb.TABLE: Action(
        label=Text(zh="提交会议审议", en="Bring a topic before a meeting"),
        icon="calendar-event",
        rights=KEEPING,
        tells=(To.RESIDENT,),
        again="It is done with the meeting that is called or moved, which is done once.",
    ),
    TopicVerb.PUT_BACK: Action(
        label=Text(zh="留待下次会议", en="Keep a topic for the next meeting"),
        icon="clock",
        rights=KEEPING,
        tells=(To.RESIDENT,),
        again="It is done with the meeting that ends or is cancelled, which is done once.",
    ),
    TopicVerb.CONCLUDE: Action(
        label=Text(zh="议题有了结果", en="Conclude a topic"),
        icon="checks",
        rights=KEEPING,
        tells=(To.RESIDENT,),
        is_owed=True,
        again="It is done with the second signature under the minutes, which is given once.",
    ),
    TopicVerb.LAPSE: Action(
        label=Text(zh="议题终止", en="End a topic with its council"),
        icon="x",
        rights=LEADING,
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
        again="It is done with the council that is dissolved, which is done once.",
    ),
    TopicVerb.TASK: Action(
        label=Text(zh="落实决议", en="Give a task"),
        icon="checks",
        rights=RUNNING,
        pack_keys=("classes",),
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    TopicVerb.SETTLE: Action(
        label=Text(zh="会上已办妥", en="Resolved without a task"),
        icon="circle-check",
        rights=RUNNING,
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    TopicVerb.RESULT: Action(
        label=Text(zh="决议办出结果", en="Result of a resolution"),
        icon="checks",
        rights=rights(any=(A.SYSTEM,)),
        tells=(To.RESIDENT,),
        is_owed=True,
        again="the resolution keeps when it was first carried out, under a lock",
    ),
    ResolutionVerb.REFER: Action(
        label=Text(zh="提交议事", en="Send to a council"),
        icon="gavel",
        rights=rights(area=(P.TRIAGER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)),
        pack_keys=("meetings", "classes"),
    ),
    ResolutionVerb.ADOPT: Action(
        label=Text(zh="作出决议", en="Pass a resolution"),
        icon="checks",
        rights=RUNNING,
    ),
    ResolutionVerb.SEND_UP: Action(
        label=Text(zh="提请上一级议事", en="Send up to the next council"),
        icon="arrow-up",
        rights=RUNNING,
        pack_keys=("meetings",),
        needs_reason=True,
    ),
    ResolutionVerb.WAIVE: Action(
        label=Text(zh="紧急先派", en="Dispatch before deliberation"),
        icon="clock",
        rights=rights(area=(P.TRIAGER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)),
        pack_keys=("classes",),
        needs_reason=True,
    ),
    ResolutionVerb.TAKE_OFF: Action(
        label=Text(zh="不再上会", en="Take a matter off"),
        icon="x",
        rights=RUNNING | rights(any=(A.SYSTEM,)),
        needs_reason=True,
    ),
    **MEETING_ACTIONS,
    **procedure_actions(RUNNING),
    **PRIORITY_ACTIONS,
    **demand_actions(RAISING, RUNNING),
}
