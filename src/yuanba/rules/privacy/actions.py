"""The table of actions on personal data: who may see, correct, export, erase and watch over it."""

from yuanba.rules.core.action import Action, Bar, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.privacy.verbs import PrivacyVerb

OWNERS = (A.RESIDENT, A.ANONYMOUS)
#: Where somebody comes with the receipt and its code, at any counter of the district; a village has its lead.
COUNTER = (P.CLERK, P.COMMUNITY_LEAD)

ACTIONS: dict[Verb, Action] = {
    PrivacyVerb.SEE: Action(
        label=Text(zh="查看我的信息", en="See my data"),
        rights=rights(own=OWNERS, district=COUNTER),
        pack_keys=("handler", "collection", "retention"),
        unrecorded="one's own data; a copy that leaves the house is privacy.export",
        again="looking changes nothing",
    ),
    PrivacyVerb.CORRECT: Action(
        label=Text(zh="更正我的信息", en="Correct my data"),
        rights=rights(own=OWNERS, district=COUNTER),
        again="what is right afterwards is the same",
    ),
    PrivacyVerb.EXPORT: Action(
        label=Text(zh="导出我的信息", en="Export my data"),
        rights=rights(own=OWNERS, district=COUNTER),
        again="each is recorded",
    ),
    PrivacyVerb.ERASE: Action(
        label=Text(zh="删除我的信息", en="Delete my data"),
        rights=rights(own=OWNERS, district=COUNTER),
        icon="eye-off",
        again="what is erased stays erased; each wish is recorded",
    ),
    PrivacyVerb.ASK: Action(
        label=Text(zh="提出个人信息申请", en="Ask about my data"),
        rights=rights(own=OWNERS, district=COUNTER),
        pack_keys=("requests",),
        needs_reason=True,
        tells=(To.GUARD,),
    ),
    PrivacyVerb.ANSWER: Action(
        label=Text(zh="答复个人信息申请", en="Answer a request about data"),
        rights=rights(district=(P.SECURITY_ADMIN,)),
        barred=frozenset({Bar.OWNER}),
        pack_keys=("requests",),
        needs_reason=True,
        tells=(To.RESIDENT,),
        is_owed=True,
    ),
    PrivacyVerb.RETAIN: Action(
        label=Text(zh="到期清除", en="Delete what is over"),
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("retention",),
        again="by a nightly job: what is empty stays empty",
    ),
    PrivacyVerb.REPORT: Action(
        label=Text(zh="查看次数超限上报", en="Report too many viewings"),
        rights=rights(any=(A.SYSTEM,)),
        pack_keys=("looking",),
        tells=(To.GUARD,),
        again="by the clock",
    ),
    PrivacyVerb.WATCH: Action(
        label=Text(zh="检查个人信息的查看和到期清除", en="Watch viewings and retention"),
        rights=rights(district=(P.SECURITY_ADMIN, P.AUDIT_ADMIN)),
        pack_keys=("retention", "looking"),
        unrecorded="reading what was recorded already",
        again="looking changes nothing",
    ),
    PrivacyVerb.HOUSE_BACK_UP: Action(
        label=Text(zh="备份数据", en="Back up"),
        rights=rights(any=(A.OPERATOR,)),
        again="by command; another file each time",
    ),
    PrivacyVerb.HOUSE_RESTORE: Action(
        label=Text(zh="恢复备份", en="Restore a backup"),
        rights=rights(any=(A.OPERATOR,)),
        again="by command, into an empty place only",
    ),
    PrivacyVerb.HOUSE_ROTATE: Action(
        label=Text(zh="更换密钥", en="Change the keys"),
        rights=rights(any=(A.OPERATOR,)),
        again="by command; the key ring is locked meanwhile",
    ),
}
