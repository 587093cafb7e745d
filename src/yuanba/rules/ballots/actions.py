"""The table of actions on rolls and votes: who may do each."""

from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb

#: Who holds a vote in an area, and answers for its count.
WHO_HOLDS = (P.CLERK, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)
#: Who types in what was handed in on paper.
WHO_ENTERS = (*WHO_HOLDS, P.GRID_WORKER)

ACTIONS: dict[Verb, Action] = {
    RollVerb.DRAW: Action(
        label=Text(zh="建立名册", en="Draw up a roll"),
        rights=rights(area=WHO_HOLDS),
        icon="users",
        again="each is a roll of its own, and a vote is on one of them",
    ),
    RollVerb.IMPORT: Action(
        label=Text(zh="导入名册", en="Import a roll"),
        rights=rights(area=WHO_HOLDS),
        icon="file-text",
        again="each is a roll of its own, and a vote is on one of them",
    ),
    RollVerb.CORRECT: Action(
        label=Text(zh="更正名册", en="Correct a roll"),
        rights=rights(area=WHO_HOLDS),
        needs_reason=True,
        again="the same file makes the same roll",
    ),
    RollVerb.POST: Action(
        label=Text(zh="公示名册", en="Post a roll"),
        rights=rights(area=(P.COMMUNITY_LEAD,)),
        icon="flag",
    ),
    VoteVerb.OPEN: Action(
        label=Text(zh="开始表决", en="Open a vote"),
        rights=rights(area=WHO_HOLDS),
        icon="scale",
    ),
    VoteVerb.COUNT_HANDS: Action(
        label=Text(zh="记录举手结果", en="Record a show of hands"),
        rights=rights(area=WHO_HOLDS),
        icon="hand-stop",
        again="a later count of the same hands replaces an earlier one",
    ),
    VoteVerb.COUNT_BOX: Action(
        label=Text(zh="登记票箱票数", en="Record the papers of a box"),
        rights=rights(area=WHO_ENTERS),
        again="a later count of the same box by the same person replaces an earlier one",
    ),
    VoteVerb.ENTER: Action(
        label=Text(zh="录入纸质票", en="Enter paper ballots"),
        rights=rights(area=WHO_ENTERS),
        icon="edit",
        again="until two people agree, each may type a sheet again; then it is refused",
    ),
    VoteVerb.LIST_PROXY: Action(
        label=Text(zh="登记委托", en="List a proxy"),
        rights=rights(area=WHO_ENTERS),
    ),
    VoteVerb.REVOKE_PROXY: Action(
        label=Text(zh="撤销委托", en="Revoke a proxy"),
        rights=rights(area=WHO_ENTERS),
    ),
    VoteVerb.CAST: Action(
        label=Text(zh="网上投票", en="Vote online"),
        rights=rights(any=(A.RESIDENT, A.STAFF)),
        icon="send",
        again="the same ballot twice is one ballot; another one is refused",
    ),
    VoteVerb.CLOSE: Action(
        label=Text(zh="结束表决", en="Close a vote"),
        rights=rights(area=WHO_HOLDS),
    ),
    VoteVerb.COUNT: Action(
        label=Text(zh="计票", en="Count a vote"),
        rights=rights(area=WHO_HOLDS),
    ),
    VoteVerb.EXPORT: Action(
        label=Text(zh="导出表决", en="Export a vote"),
        rights=rights(area=WHO_HOLDS),
        icon="download",
        again="a copy of what was counted; whoever takes two has the same twice",
    ),
}
