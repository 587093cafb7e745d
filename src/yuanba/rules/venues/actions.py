"""The table of actions on centres and bookings: who keeps rooms, who may ask for one, and who answers."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.venues.verbs import BookableVerb, BookingVerb, CentreVerb

#: Who keeps the rooms of a place.
WHO_KEEPS = (P.CLERK, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)
#: Who writes down a booking for somebody without a phone.
WHO_ASSISTS = (*WHO_KEEPS, P.GRID_WORKER)

ACTIONS: dict[Verb, Action] = {
    CentreVerb.KEEP: Action(
        label=Text(zh="登记中心", en="Keep a centre's entry"),
        icon="building-community",
        rights=rights(area=WHO_KEEPS),
        pack_keys=("functions",),
        again="The same entry again changes nothing.",
    ),
    CentreVerb.MERGE: Action(
        label=Text(zh="合并中心", en="Merge two centres"),
        icon="git-merge",
        rights=rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)),
    ),
    BookableVerb.KEEP: Action(
        label=Text(zh="登记场地器材", en="Keep what can be booked"),
        icon="edit",
        rights=rights(area=WHO_KEEPS),
        pack_keys=("bookables",),
        again="The same entry again changes nothing.",
    ),
    BookableVerb.CLOSE: Action(
        label=Text(zh="停用", en="Close for a time"),
        icon="lock",
        rights=rights(area=WHO_KEEPS),
        needs_reason=True,
        again="A second closure of the same time displaces nobody any more.",
    ),
    BookableVerb.REOPEN: Action(
        label=Text(zh="恢复使用", en="Open again"),
        icon="history",
        rights=rights(area=WHO_KEEPS),
    ),
    BookingVerb.ASK: Action(
        label=Text(zh="预约", en="Book"),
        icon="calendar-event",
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=WHO_ASSISTS),
        pack_keys=("bookables",),
    ),
    BookingVerb.CONFIRM: Action(
        label=Text(zh="同意预约", en="Confirm a booking"),
        icon="check",
        rights=rights(area=WHO_KEEPS),
        pack_keys=("bookables",),
        tells=(To.RESIDENT,),
    ),
    BookingVerb.DECLINE: Action(
        label=Text(zh="不同意预约", en="Decline a booking"),
        icon="x",
        rights=rights(area=WHO_KEEPS),
        needs_reason=True,
        tells=(To.RESIDENT,),
    ),
    BookingVerb.MOVE: Action(
        label=Text(zh="预约改期", en="Move a booking"),
        icon="calendar",
        rights=rights(area=WHO_KEEPS),
        tells=(To.RESIDENT,),
    ),
    BookingVerb.CANCEL: Action(
        label=Text(zh="取消预约", en="Cancel a booking"),
        icon="arrow-back-up",
        rights=rights(own=(A.RESIDENT, A.ANONYMOUS), area=WHO_ASSISTS),
        tells=(To.RESIDENT,),
    ),
    BookingVerb.DISPLACE: Action(
        label=Text(zh="因停用腾退", en="Displaced by a closure"),
        icon="lock",
        rights=rights(any=(A.SYSTEM,)),
        tells=(To.RESIDENT,),
        is_owed=True,
        again="Only a booking that holds its time is displaced, under the lock of its parts.",
    ),
    BookingVerb.REPEAT: Action(
        label=Text(zh="周期预约", en="Book again and again"),
        icon="refresh",
        rights=rights(area=WHO_KEEPS),
        pack_keys=("bookables",),
    ),
    BookingVerb.STOP_REPEATING: Action(
        label=Text(zh="结束周期预约", en="End a repeated booking"),
        icon="x",
        rights=rights(area=WHO_KEEPS),
        needs_reason=True,
    ),
}
