"""What puts an order off, and what hurries it."""

from yuanba.rules.core.action import Action, Sight, Spoken, moves, rights, stays
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import JUDGED, OPEN, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions.grounds import DECIDES
from yuanba.rules.matters.actions.who import ASSISTING, CLOCK, HANDLER, HANDLING, OWNERS, TRIAGE
from yuanba.rules.matters.verbs import MatterVerb

ACTIONS: dict[Verb, Action] = {
    MatterVerb.ASK_HOLD: Action(
        label=Text(zh="申请挂起", en="Ask to hold"),
        icon="clock",
        rights=rights(unit=HANDLING),
        moves=stays(State.ACCEPTED),
        pack_keys=("orders",),
        needs_reason=True,
        words=Spoken.ADDRESSED,
        tells=(To.TRIAGER,),
        program=Text(zh="申请挂起", en="Ask for a pause"),
    ),
    MatterVerb.ASK_EXTEND: Action(
        label=Text(zh="申请延期", en="Ask to extend"),
        icon="calendar",
        rights=rights(unit=HANDLING),
        moves=stays(State.ACCEPTED),
        pack_keys=("orders",),
        needs_reason=True,
        words=Spoken.ADDRESSED,
        tells=(To.TRIAGER,),
        program=Text(zh="申请延期", en="Ask for more time"),
    ),
    MatterVerb.GRANT: Action(
        label=Text(zh="批准申请", en="Grant"),
        icon="check",
        rights=rights(area=TRIAGE),
        barred=HANDLER,
        moves=moves((State.ACCEPTED,), State.ACCEPTED, State.HELD),
        pack_keys=("orders", *CLOCK),
        step=Sight.PUBLIC,
        tells=(To.RESIDENT, To.UNIT),
        needs_person=DECIDES,
    ),
    MatterVerb.DENY: Action(
        label=Text(zh="不批准申请", en="Deny"),
        icon="circle-x",
        rights=rights(area=TRIAGE),
        barred=HANDLER,
        moves=stays(State.ACCEPTED),
        needs_reason=True,
        tells=(To.UNIT,),
        needs_person=DECIDES,
    ),
    MatterVerb.URGE: Action(
        label=Text(zh="催办", en="Urge"),
        icon="bell",
        rights=rights(own=OWNERS, followed=OWNERS, area=(*TRIAGE, P.SUPERVISOR, *ASSISTING)),
        moves=stays(State.FILED, State.ASSIGNED, State.ACCEPTED, State.HELD, State.ANSWERED),
        pack_keys=("orders",),
        words=Spoken.OWNER,
        tells=(To.UNIT, To.TRIAGER, To.HELPER),
        program=Text(zh="转达居民的催办", en="Pass on that a resident urges"),
        again="each urging is counted, and says so",
    ),
    MatterVerb.PRIORITISE: Action(
        label=Text(zh="列入督办", en="Put under supervision"),
        icon="flag",
        rights=rights(any=(A.SYSTEM,), area=(P.SUPERVISOR, P.SUBDISTRICT_LEAD)),
        moves=stays(*OPEN, *JUDGED),
        pack_keys=("escalations", "evaluation"),
        needs_reason=True,
        tells=(To.UNIT, To.SUPERVISOR),
        needs_person=DECIDES,
    ),
    MatterVerb.RELAX: Action(
        label=Text(zh="解除督办", en="Lift supervision"),
        icon="flag",
        rights=rights(area=(P.SUPERVISOR, P.SUBDISTRICT_LEAD)),
        moves=stays(*(state for state in State if state is not State.ARCHIVED)),
        needs_reason=True,
        tells=(To.UNIT,),
        needs_person=DECIDES,
    ),
    MatterVerb.ALARM: Action(
        label=Text(zh="通知值班人员", en="Alarm whoever is on duty"),
        icon="alert-triangle",
        rights=rights(any=(A.SYSTEM,)),
        moves=stays(State.FILED),
        pack_keys=("dangers", "alarm", "duty", "positions"),
        tells=(To.DUTY, To.ADMIN),
        again="by the clock, which knows its last alarm",
    ),
    MatterVerb.REMIND: Action(
        label=Text(zh="到期提醒", en="Remind"),
        icon="bell",
        rights=rights(any=(A.SYSTEM,)),
        moves=stays(*OPEN, *JUDGED),
        pack_keys=("escalations", "calendars", "hours"),
        tells=(To.UNIT, To.TRIAGER, To.HELPER),
        again="by the clock, which knows its last reminder",
    ),
    MatterVerb.LAPSE: Action(
        label=Text(zh="超期", en="Note that it is late"),
        icon="clock-exclamation",
        rights=rights(any=(A.SYSTEM,)),
        moves=stays(State.FILED, State.ASSIGNED, State.ACCEPTED, State.ANSWERED),
        tells=(To.UNIT, To.TRIAGER, To.SUPERVISOR, To.HELPER),
    ),
    MatterVerb.ESCALATE: Action(
        label=Text(zh="提级", en="Escalate"),
        icon="upload",
        rights=rights(any=(A.SYSTEM,), area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.TRIAGER)),
        moves=stays(*OPEN, State.ANSWERED),
        pack_keys=("leads", "bodies", "escalations"),
        needs_reason=True,
        tells=(To.UNIT, To.ABOVE),
        needs_person=DECIDES,
        again="tells the next level again, each time with its reason",
    ),
}
