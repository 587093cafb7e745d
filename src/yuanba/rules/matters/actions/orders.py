"""What is done with an order by the unit that has it and those that help, up to its answer."""

from yuanba.rules.core.action import Action, Sight, Spoken, moves, rights, stays
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import WITH_UNIT, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions.grounds import DECIDES
from yuanba.rules.matters.actions.who import ASSISTING, CLOCK, HANDLING, OWNERS
from yuanba.rules.matters.verbs import MatterVerb

ACTIONS: dict[Verb, Action] = {
    MatterVerb.ACCEPT: Action(
        label=Text(zh="接单", en="Accept the order"),
        icon="tool",
        rights=rights(unit=HANDLING),
        moves=moves((State.ASSIGNED,), State.ACCEPTED),
        pack_keys=("laws",),
        step=Sight.PUBLIC,
        tells=(To.RESIDENT,),
        program=Text(zh="接收本单位的工单", en="Accept orders of its unit"),
    ),
    MatterVerb.HAND_TO: Action(
        label=Text(zh="转给同事办", en="Give to a colleague"),
        icon="users",
        rights=rights(unit=HANDLING),
        moves=stays(State.ASSIGNED, State.ACCEPTED, State.WAITING, State.HELD),
        step=Sight.STAFF,
        tells=(To.TAKER,),
        needs_person=DECIDES,
    ),
    MatterVerb.TAKE: Action(
        label=Text(zh="认领", en="Take up"),
        icon="tool",
        rights=rights(pool=HANDLING),
        moves=moves((State.ASSIGNED,), State.ACCEPTED),
        pack_keys=("classes", "items", "bodies"),
        step=Sight.PUBLIC,
        gives=True,
        tells=(To.RESIDENT, To.UNIT_BEFORE),
        program=Text(zh="认领本单位职责内的事", en="Take up what is its unit's duty"),
    ),
    MatterVerb.RETURN: Action(
        label=Text(zh="退单", en="Return the order"),
        icon="arrow-back-up",
        rights=rights(unit=HANDLING),
        moves=moves((State.ASSIGNED,), State.FILED),
        needs_reason=True,
        step=Sight.PUBLIC,
        tells=(To.RESIDENT, To.TRIAGER),
        program=Text(zh="退回本单位的工单", en="Return orders of its unit"),
    ),
    MatterVerb.PASS_UP: Action(
        label=Text(zh="报上级办理", en="Pass up"),
        icon="upload",
        rights=rights(unit=HANDLING),
        moves=moves((State.ASSIGNED, State.ACCEPTED), State.ASSIGNED),
        pack_keys=("passing", "leads", "bodies", *CLOCK),
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.ADDRESSED,
        gives=True,
        tells=(To.RESIDENT, To.UNIT),
        program=Text(zh="把本单位办不了的工单报上级办理", en="Pass up what its unit cannot settle"),
    ),
    MatterVerb.SPLIT: Action(
        label=Text(zh="请求协办", en="Ask other units to help"),
        icon="hierarchy",
        rights=rights(unit=HANDLING),
        moves=stays(State.ACCEPTED),
        pack_keys=("orders",),
        needs_reason=True,
        tells=(To.HELPER,),
        program=Text(zh="请其他单位协办", en="Ask other units to help"),
    ),
    MatterVerb.JOIN: Action(
        label=Text(zh="接受协办", en="Accept to help"),
        icon="users",
        rights=rights(co_unit=HANDLING),
        moves=stays(*WITH_UNIT),
        tells=(To.UNIT,),
        program=Text(zh="接受协办", en="Accept to help"),
    ),
    MatterVerb.DECLINE: Action(
        label=Text(zh="退回协办", en="Decline to help"),
        icon="arrow-back-up",
        rights=rights(co_unit=HANDLING),
        moves=stays(*WITH_UNIT),
        needs_reason=True,
        tells=(To.UNIT,),
        program=Text(zh="说明理由不参加协办", en="Decline to help, with the reason"),
    ),
    MatterVerb.CONTRIBUTE: Action(
        label=Text(zh="提交协办结果", en="Report the result of helping"),
        icon="plus",
        rights=rights(co_unit=HANDLING),
        moves=stays(*WITH_UNIT),
        needs_reason=True,
        tells=(To.UNIT,),
        program=Text(zh="提交协办结果", en="Report the result of helping"),
    ),
    MatterVerb.ASK: Action(
        label=Text(zh="请居民补充", en="Ask the resident"),
        icon="help-circle",
        rights=rights(unit=HANDLING),
        moves=moves((State.ACCEPTED,), State.WAITING),
        pack_keys=("orders", "calendars", "hours"),
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.ADDRESSED,
        tells=(To.RESIDENT,),
        program=Text(zh="就工单询问居民", en="Ask the resident about an order"),
    ),
    MatterVerb.REPLY: Action(
        label=Text(zh="补充", en="Reply"),
        icon="message",
        rights=rights(own=OWNERS, area=ASSISTING),
        moves=moves((State.WAITING,), State.ACCEPTED)
        | stays(State.FILED, State.ASSIGNED, State.ACCEPTED, State.HELD),
        pack_keys=CLOCK,
        needs_reason=True,
        step=Sight.PUBLIC,
        words=Spoken.OWNER,
        tells=(To.UNIT,),
        program=Text(zh="转达居民的补充", en="Pass on what a resident replies"),
        again="a resident may say more at any time; the first reply ends the pause",
    ),
    MatterVerb.RESUME: Action(
        label=Text(zh="恢复计时", en="Resume"),
        icon="history",
        rights=rights(any=(A.SYSTEM,), unit=HANDLING),
        moves=moves((State.WAITING, State.HELD), State.ACCEPTED),
        pack_keys=CLOCK,
        step=Sight.PUBLIC,
        tells=(To.UNIT,),
        program=Text(zh="恢复计时", en="Go on after a pause"),
    ),
}
