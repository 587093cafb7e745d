"""The table of actions on rolls and votes: who may do each."""

from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb

#: Who holds a vote in an area, and answers for its count.
WHO_HOLDS = (P.CLERK, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)

ACTIONS: dict[Verb, Action] = {
    RollVerb.DRAW: Action(
        label=Text(zh="建立名册", en="Draw up a roll"),
        rights=rights(area=WHO_HOLDS),
        icon="users",
        again="each is a roll of its own, and a vote is on one of them",
    ),
    VoteVerb.OPEN: Action(
        label=Text(zh="开始表决", en="Open a vote"),
        rights=rights(area=WHO_HOLDS),
        icon="player-play",
    ),
    VoteVerb.COUNT_HANDS: Action(
        label=Text(zh="记录举手结果", en="Record a show of hands"),
        rights=rights(area=WHO_HOLDS),
        icon="hand-stop",
        again="a later count of the same hands replaces an earlier one",
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
