"""The table of actions on events: who may plan and run them, register for them, and check in."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.events.verbs import EventVerb

#: Those who work where people live.
WHO_RUNS = (P.CLERK, P.COMMUNITY_LEAD, P.GRID_WORKER, P.EDITOR, P.SUBDISTRICT_LEAD)

ACTIONS: dict[Verb, Action] = {
    EventVerb.PLAN: Action(
        label=Text(zh="安排活动", en="Plan an event"),
        icon="calendar-event",
        rights=rights(any=(A.SYSTEM,), area=WHO_RUNS),
    ),
    EventVerb.MOVE: Action(
        label=Text(zh="活动改期", en="Move an event"),
        icon="calendar",
        rights=rights(area=WHO_RUNS),
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    EventVerb.CANCEL: Action(
        label=Text(zh="取消活动", en="Cancel an event"),
        icon="x",
        rights=rights(area=WHO_RUNS),
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    EventVerb.OPEN_DOOR: Action(
        label=Text(zh="开始签到", en="Open the door"),
        icon="qrcode",
        rights=rights(area=WHO_RUNS),
    ),
    EventVerb.BEGIN: Action(
        label=Text(zh="活动开始", en="Begin an event"),
        rights=rights(area=WHO_RUNS),
    ),
    EventVerb.END: Action(
        label=Text(zh="活动结束", en="End an event"),
        rights=rights(area=WHO_RUNS),
    ),
    EventVerb.REGISTER: Action(
        label=Text(zh="报名", en="Register for an event"),
        icon="pencil-plus",
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=WHO_RUNS),
    ),
    EventVerb.WITHDRAW: Action(
        label=Text(zh="取消报名", en="Withdraw a registration"),
        icon="arrow-back-up",
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS), area=WHO_RUNS),
    ),
    EventVerb.PROMOTE: Action(
        label=Text(zh="候补转正", en="Give a free seat to who waits"),
        rights=rights(any=(A.SYSTEM,)),
        tells=(To.RESIDENT,),
        is_owed=True,
        again="Only who still waits is given a seat, under the lock of the event.",
    ),
    EventVerb.CHECK_IN: Action(
        label=Text(zh="签到", en="Check in"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=WHO_RUNS),
    ),
    EventVerb.TAKE_BACK: Action(
        label=Text(zh="更正签到", en="Take a wrong check-in back"),
        icon="arrow-back-up",
        rights=rights(area=WHO_RUNS),
    ),
    EventVerb.REMIND: Action(
        label=Text(zh="活动提醒", en="Remind of an event"),
        icon="bell",
        rights=rights(any=(A.SYSTEM,)),
        tells=(To.RESIDENT,),
        again="An event knows that it was reminded of, until it moves.",
    ),
    EventVerb.SEE_NAMES: Action(
        label=Text(zh="打印签到表", en="Print the sign-in sheet"),
        icon="printer",
        rights=rights(area=WHO_RUNS),
        again="It shows what is there; each look is recorded.",
    ),
}
