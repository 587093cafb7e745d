"""The table of actions on revisions of a district's rules: who drafts, who releases as a second person."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.audience import Audience as To
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.revisions.verbs import RevisionVerb

#: Held for the whole district: who sorts what comes in, who writes what the public reads, who watches all.
DRAFTING = (P.TRIAGER, P.EDITOR, P.AUDITOR)
RELEASING = (P.EDITOR, P.AUDITOR)

ACTIONS: dict[Verb, Action] = {
    RevisionVerb.DRAFT: Action(
        label=Text(zh="起草规则修订", en="Draft a revision of the rules"),
        icon="edit",
        rights=rights(area=DRAFTING),
    ),
    RevisionVerb.EDIT: Action(
        label=Text(zh="修改草稿", en="Change the draft"),
        icon="edit",
        rights=rights(area=DRAFTING),
        again="a row that somebody else has changed meanwhile is refused; the same change twice is one",
    ),
    RevisionVerb.TRY_OUT: Action(
        label=Text(zh="用办过的事试算", en="Try on what was decided"),
        icon="refresh",
        rights=rights(area=DRAFTING),
        unrecorded="sums of what would have been otherwise; nothing about any matter is written",
        again="another trial takes nothing from anybody",
    ),
    RevisionVerb.SUBMIT: Action(
        label=Text(zh="提交签发", en="Submit for release"),
        icon="send",
        rights=rights(area=DRAFTING),
        tells=(To.SIGNER,),
        needs_reason=True,
    ),
    RevisionVerb.RELEASE: Action(
        label=Text(zh="签发", en="Release"),
        icon="checks",
        rights=rights(area=RELEASING),
        tells=(To.DRAFTER,),
    ),
    RevisionVerb.SEND_BACK: Action(
        label=Text(zh="退回修改", en="Send back"),
        icon="arrow-back-up",
        rights=rights(area=RELEASING),
        tells=(To.DRAFTER,),
        needs_reason=True,
    ),
    RevisionVerb.WITHDRAW: Action(
        label=Text(zh="撤回修订", en="Withdraw"),
        icon="circle-x",
        rights=rights(area=DRAFTING),
        tells=(To.DRAFTER,),
        needs_reason=True,
    ),
}
