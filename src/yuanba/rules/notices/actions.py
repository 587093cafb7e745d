"""The table of actions on public notices (公示) and the objections to them: who may do each."""

from yuanba.rules.core.action import Action, Bar, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions.who import ASSISTING
from yuanba.rules.notices.verbs import NoticeVerb

#: Those who work where people live.
WHO_ANNOUNCES = (P.CLERK, P.COMMUNITY_LEAD, P.GRID_WORKER, P.EDITOR, P.SUBDISTRICT_LEAD)

ACTIONS: dict[Verb, Action] = {
    NoticeVerb.POST: Action(
        label=Text(zh="发布公示", en="Post a notice"),
        rights=rights(any=(A.SYSTEM,), area=(P.EDITOR, P.TRIAGER, P.COMMUNITY_LEAD)),
        pack_keys=("classes", "limits"),
    ),
    NoticeVerb.PROVE: Action(
        label=Text(zh="登记张贴凭证", en="Record a posting"),
        rights=rights(area=(P.EDITOR, P.TRIAGER, P.COMMUNITY_LEAD, P.GRID_WORKER, P.CLERK)),
    ),
    NoticeVerb.OBJECT: Action(
        label=Text(zh="对公示提出异议", en="Object to a notice"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
        needs_reason=True,
        tells=(To.TRIAGER,),
    ),
    NoticeVerb.ANSWER: Action(
        label=Text(zh="答复公示异议", en="Answer an objection"),
        rights=rights(area=(P.EDITOR, P.TRIAGER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)),
        barred=frozenset({Bar.HANDLER}),
        pack_keys=("classes",),
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    NoticeVerb.END: Action(
        label=Text(zh="公示期满", en="End a notice"),
        rights=rights(any=(A.SYSTEM,), area=(P.EDITOR, P.TRIAGER)),
    ),
    NoticeVerb.ANNOUNCE: Action(
        label=Text(zh="发社区通知", en="Publish an everyday notice"),
        rights=rights(area=WHO_ANNOUNCES),
        pack_keys=("bulletins",),
    ),
    NoticeVerb.RETRACT: Action(
        label=Text(zh="撤回社区通知", en="Take back an everyday notice"),
        rights=rights(area=WHO_ANNOUNCES),
    ),
}
