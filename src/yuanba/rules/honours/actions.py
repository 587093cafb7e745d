"""The table of actions on selections: who opens and decides one, who nominates, and who agrees to it."""

from yuanba.rules.core.action import Action, Rights, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.honours.verbs import NomineeVerb, SelectionVerb
from yuanba.rules.matters.actions.who import ASSISTING

#: Whoever leads the place, or has the chair of the council that votes or writes its minutes.
CONVENING: Rights = rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD), seat=(A.STAFF,))

ACTIONS: dict[Verb, Action] = {
    SelectionVerb.OPEN: Action(
        label=Text(zh="发起评选", en="Open a selection"),
        icon="plus",
        rights=CONVENING,
        pack_keys=("selections", "meetings"),
    ),
    NomineeVerb.NOMINATE: Action(
        label=Text(zh="推荐", en="Nominate"),
        icon="heart-handshake",
        rights=rights(any=(A.RESIDENT,), area=ASSISTING),
        pack_keys=("selections",),
        tells=(To.RESIDENT,),
    ),
    NomineeVerb.AGREE: Action(
        label=Text(zh="同意参加", en="Agree to stand"),
        icon="check",
        rights=rights(own=(A.RESIDENT,), area=ASSISTING),
    ),
    NomineeVerb.WITHDRAW: Action(
        label=Text(zh="不参加，撤下姓名", en="Not stand, take the name off"),
        icon="x",
        rights=rights(own=(A.RESIDENT,), area=ASSISTING),
    ),
    NomineeVerb.HONOUR: Action(
        label=Text(zh="获得荣誉", en="Receive an honour"),
        icon="star",
        rights=CONVENING,
        tells=(To.RESIDENT,),
        again="It is done with the selection that is concluded, which is done once.",
    ),
    SelectionVerb.VOTE: Action(
        label=Text(zh="交付表决", en="Put the nominees to the vote"),
        icon="list-check",
        rights=CONVENING,
        pack_keys=("selections",),
    ),
    SelectionVerb.POST: Action(
        label=Text(zh="公示评选结果", en="Post the result"),
        icon="speakerphone",
        rights=CONVENING,
        pack_keys=("selections",),
    ),
    SelectionVerb.CONFER: Action(
        label=Text(zh="颁发荣誉", en="Confer the honours"),
        icon="star",
        rights=CONVENING,
        pack_keys=("selections",),
    ),
    SelectionVerb.DROP: Action(
        label=Text(zh="终止评选", en="Give the selection up"),
        icon="x",
        rights=CONVENING,
        needs_reason=True,
    ),
}
