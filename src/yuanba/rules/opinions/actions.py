"""The table of actions on consultations: who asks, who says what, and who looks at statements first."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions.who import ASSISTING
from yuanba.rules.opinions.verbs import OpinionVerb

#: Who asks the residents of an area, and reads their statements before they are shown.
WHO_ASKS = (P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.EDITOR)
_IN_PUBLIC = (
    "what somebody thinks is kept without their name and recorded nowhere else, so that the journal tells "
    "nobody's opinion; the journal keeps what the whole file was when the consultation ended"
)

ACTIONS: dict[Verb, Action] = {
    OpinionVerb.OPEN: Action(
        label=Text(zh="发起意见征集", en="Open a consultation"),
        icon="message-circle",
        rights=rights(area=WHO_ASKS),
    ),
    OpinionVerb.CLOSE: Action(
        label=Text(zh="结束意见征集", en="End a consultation"),
        rights=rights(any=(A.SYSTEM,), area=WHO_ASKS),
    ),
    OpinionVerb.GROUP: Action(
        label=Text(zh="整理意见群体", en="Find groups of opinion"),
        rights=rights(any=(A.SYSTEM,)),
        unrecorded="it is computed from the opinions, the same each time, and decides nothing",
        again="the same opinions give the same groups",
    ),
    OpinionVerb.EXPORT: Action(
        label=Text(zh="导出意见", en="Export the opinions"),
        icon="file-export",
        rights=rights(area=WHO_ASKS),
        again="a second file says the same, and the journal knows of both",
    ),
    OpinionVerb.ADD: Action(
        label=Text(zh="提出观点", en="Add a statement"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
    ),
    OpinionVerb.ACCEPT: Action(
        label=Text(zh="公布观点", en="Show a statement"),
        icon="check",
        rights=rights(area=WHO_ASKS),
    ),
    OpinionVerb.REJECT: Action(
        label=Text(zh="不公布观点", en="Do not show a statement"),
        icon="x",
        rights=rights(area=WHO_ASKS),
        needs_reason=True,
    ),
    OpinionVerb.TAKE_STANCE: Action(
        label=Text(zh="表达对观点的看法", en="Agree, disagree or pass"),
        rights=rights(any=(A.RESIDENT, A.ANONYMOUS), area=ASSISTING),
        unrecorded=_IN_PUBLIC,
        again="the last one counts, and the same one changes nothing",
    ),
}
