"""The answer and what is done with it, up to the end of a matter, and what puts right a wrong end."""

from yuanba.rules.core.action import Action, Sight, Spoken, moves, rights, stays
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import JUDGED, WITH_UNIT, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions.grounds import DECIDES, JUDGES, SEES, WILL
from yuanba.rules.matters.actions.who import ASSISTING, CHECKING, CLOCK, HANDLER, HANDLING, LIVING, OWNERS
from yuanba.rules.matters.verbs import MatterVerb

ACTIONS: dict[Verb, Action] = {
    MatterVerb.ANSWER: Action(
        label=Text(zh="答复", en="Answer"),
        icon="message-circle",
        rights=rights(unit=HANDLING),
        moves=moves((State.ASSIGNED, State.ACCEPTED), State.ANSWERED),
        pack_keys=("checking", "replies", "calendars", "hours"),
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.ADDRESSED,
        tells=(To.RESIDENT, To.TRIAGER, To.FOLLOWER),
        is_owed=True,
        program=Text(zh="答复办理结果", en="Answer an order"),
    ),
    MatterVerb.RECALL: Action(
        label=Text(zh="撤回答复", en="Take the answer back"),
        icon="arrow-back-up",
        rights=rights(unit=HANDLING),
        moves=moves((State.ANSWERED,), State.ACCEPTED),
        step=Sight.PUBLIC,
        tells=(To.RESIDENT, To.TRIAGER, To.FOLLOWER),
        program=Text(zh="撤回本单位刚作出的答复", en="Take back what its unit has just answered"),
    ),
    MatterVerb.CHECK: Action(
        label=Text(zh="核查", en="Check"),
        icon="list-check",
        rights=rights(area=CHECKING),
        barred=HANDLER,
        moves=moves((State.ANSWERED,), State.NOTICED, State.EVALUATING, State.ASSIGNED),
        pack_keys=(*CLOCK, "evaluation"),
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.ADDRESSED,
        tells=(To.RESIDENT, To.UNIT),
        needs_person=SEES,
    ),
    MatterVerb.INVITE: Action(
        label=Text(zh="公示期满，邀请评价", en="Invite to rate"),
        icon="qrcode",
        rights=rights(any=(A.SYSTEM,)),
        moves=moves((State.NOTICED,), State.EVALUATING),
        pack_keys=("classes", "evaluators", "evaluation", "calendars", "hours"),
        step=Sight.PUBLIC,
    ),
    MatterVerb.RATE: Action(
        label=Text(zh="评价", en="Rate"),
        icon="star",
        rights=rights(own=OWNERS, invited=(*OWNERS, A.STAFF), area=ASSISTING),
        barred=HANDLER,
        moves=stays(*JUDGED),
        pack_keys=("classes", "evaluators", "evaluation"),
        needs_person=JUDGES,
        done_by="evaluation",
    ),
    MatterVerb.REOPEN: Action(
        label=Text(zh="没解决，退回重办", en="Not solved: send back"),
        icon="refresh",
        rights=rights(any=(A.SYSTEM,)),
        moves=moves(JUDGED, State.ASSIGNED),
        pack_keys=(*CLOCK, "evaluation"),
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.OWNER,
        gives=True,
        tells=(To.RESIDENT, To.UNIT, To.FOLLOWER),
    ),
    MatterVerb.CLOSE: Action(
        label=Text(zh="办结", en="Close"),
        icon="checks",
        rights=rights(any=(A.SYSTEM,)),
        moves=moves((State.EVALUATING,), State.CLOSED),
        pack_keys=("evaluation",),
        step=Sight.PUBLIC,
        tells=(To.RESIDENT, To.UNIT, To.FOLLOWER),
        is_owed=True,
    ),
    MatterVerb.UNDO_CLOSE: Action(
        label=Text(zh="撤销办结", en="Undo the closing"),
        icon="arrow-back-up",
        rights=rights(area=(P.SUPERVISOR,), any=(A.SYSTEM,)),
        barred=HANDLER,
        moves=moves((State.CLOSED,), State.ANSWERED),
        pack_keys=("checking", "calendars", "hours"),
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.OWNER,
        tells=(To.RESIDENT, To.UNIT),
        needs_person=DECIDES,
    ),
    MatterVerb.FOLLOW_UP: Action(
        label=Text(zh="回访", en="Call back"),
        icon="phone",
        rights=rights(area=(*CHECKING, P.SUPERVISOR)),
        barred=HANDLER,
        moves=stays(*WITH_UNIT, *JUDGED, State.CLOSED),
        pack_keys=("evaluation",),
        needs_reason=True,
        needs_person=JUDGES,
        done_by="evaluation",
    ),
    MatterVerb.CORRECT_REPORTER: Action(
        label=Text(zh="更正反映人", en="Correct the reporter"),
        icon="user",
        rights=rights(area=(P.TRIAGER, P.CLERK)),
        moves=stays(*(state for state in State if state is not State.ARCHIVED)),
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
        needs_person=DECIDES,
        again="each time with a new receipt; the last one holds",
    ),
    MatterVerb.CORRECT_CONTACT: Action(
        label=Text(zh="更改联系方式", en="Change the contact"),
        icon="phone",
        rights=rights(own=OWNERS, area=ASSISTING),
        beside=LIVING,
        needs_person=WILL,
        again="the last one holds",
    ),
}
