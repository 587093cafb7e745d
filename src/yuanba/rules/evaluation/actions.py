"""The table of actions of evaluation: who may ask for ratings, print codes and see results."""

from yuanba.rules.core.action import Action, Bar, Sight, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.actions.who import ASSISTING

ACTIONS: dict[Verb, Action] = {
    EvaluationVerb.ASK_TO_JUDGE: Action(
        label=Text(zh="邀请评价", en="Invite raters"),
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("classes", "evaluators", "evaluation"),
        tells=(To.RESIDENT,),
    ),
    EvaluationVerb.REPORT_MISSING: Action(
        label=Text(zh="缺评价人，已告知选派单位", en="Report that nobody is there to judge"),
        icon="alert-circle",
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("classes", "evaluators", "leads"),
        step=Sight.PUBLIC,
        tells=(To.ABOVE, To.SUPERVISOR),
    ),
    EvaluationVerb.HAND_OUT: Action(
        label=Text(zh="打印评价码", en="Print evaluation codes"),
        rights=rights(area=ASSISTING),
        barred=frozenset({Bar.HANDLER}),
        again="new codes each time; the last ones hold",
    ),
    EvaluationVerb.SEE_RESULTS: Action(
        label=Text(zh="查看评价结果", en="See the results of rating"),
        rights=rights(area=(P.SUPERVISOR, P.AUDITOR, P.SUBDISTRICT_LEAD, P.COMMUNITY_LEAD)),
        pack_keys=("evaluation",),
        unrecorded="reading sums of what was recorded already",
        again="looking changes nothing",
    ),
    EvaluationVerb.REVIEW_UNIT: Action(
        label=Text(zh="评议单位", en="Review a unit"),
        icon="scale",
        rights=rights(area=(P.SUPERVISOR,)),
        pack_keys=("reviews",),
        again="each person has one word for a unit and a period; a second is refused",
    ),
}
