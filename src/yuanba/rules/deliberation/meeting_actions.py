"""The rows of the actions on meetings: who calls and keeps them, and who is told."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.verbs import MeetingVerb

#: Whoever holds votes in an area keeps its meetings, and whoever has the chair of the council or writes its
#: minutes; any of them continues where another one stopped.
KEEPING = rights(area=(P.CLERK, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD), seat=(A.STAFF,))

MEETING_ACTIONS: dict[Verb, Action] = {
    MeetingVerb.CALL: Action(
        label=Text(zh="召集会议", en="Call a meeting"),
        icon="speakerphone",
        rights=KEEPING,
        pack_keys=("meetings",),
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    MeetingVerb.MOVE: Action(
        label=Text(zh="会议改期", en="Move a meeting"),
        icon="calendar",
        rights=KEEPING,
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    MeetingVerb.CANCEL: Action(
        label=Text(zh="取消会议", en="Cancel a meeting"),
        icon="x",
        rights=KEEPING,
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    MeetingVerb.BEGIN: Action(label=Text(zh="会议开始", en="Begin a meeting"), rights=KEEPING),
    MeetingVerb.TAKE_UP: Action(
        label=Text(zh="审议议题", en="Take up an item"),
        rights=KEEPING,
        again="It is the item before the meeting already; nothing of another is lost.",
    ),
    MeetingVerb.DRAFT: Action(
        label=Text(zh="修改决议草案", en="Amend the draft"),
        icon="edit",
        rights=KEEPING,
        again="The same words make no other version.",
    ),
    MeetingVerb.ASK_WORD: Action(
        label=Text(zh="登记发言", en="Ask for the word"),
        icon="message",
        rights=KEEPING,
        again="Whoever waits already keeps their place.",
    ),
    MeetingVerb.GIVE_WORD: Action(
        label=Text(zh="请下一位发言", en="Give the word"),
        icon="message-circle",
        rights=KEEPING,
        again="The next of those who wait speaks; one speaks at a time.",
    ),
    MeetingVerb.PUT_TO_VOTE: Action(
        label=Text(zh="提请表决", en="Put to the vote"),
        icon="hand-stop",
        rights=KEEPING,
        pack_keys=("meetings",),
    ),
    MeetingVerb.DECIDE: Action(label=Text(zh="记录表决结果", en="Record the vote"), rights=KEEPING),
    MeetingVerb.SETTLE: Action(label=Text(zh="不表决的结果", en="Settle without a vote"), rights=KEEPING),
    MeetingVerb.END: Action(label=Text(zh="会议结束", en="End a meeting"), rights=KEEPING),
    MeetingVerb.CONFIRM: Action(label=Text(zh="确认会议记录", en="Confirm the minutes"), rights=KEEPING),
    MeetingVerb.REMIND: Action(
        label=Text(zh="会前提醒", en="Remind of a meeting"),
        icon="bell",
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("meetings",),
        tells=(To.RESIDENT,),
        again="Its event knows that it was reminded of, until it moves.",
    ),
    MeetingVerb.ENTER: Action(
        label=Text(zh="补录纸质会议记录", en="Enter a meeting from paper"),
        icon="file-import",
        rights=KEEPING,
        again="Whoever enters it again replaces what they entered before, until two agree.",
    ),
}
