"""The table of actions on lists: who may derive and revise a community's, and issue a subdistrict's."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.lists.verbs import ListVerb

ACTIONS: dict[Verb, Action] = {
    ListVerb.DERIVE: Action(
        label=Text(zh="从指导目录生成社区清单", en="Derive a community's list"),
        rights=rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.TRIAGER)),
        pack_keys=("items", "classes"),
    ),
    ListVerb.REVISE: Action(
        label=Text(zh="修订社区清单", en="Revise a community's list"),
        rights=rights(area=(P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD, P.TRIAGER)),
        pack_keys=("items", "classes"),
        needs_reason=True,
    ),
    ListVerb.ISSUE: Action(
        label=Text(zh="发布、修订镇街目录", en="Issue or amend the directory of a subdistrict or town"),
        rights=rights(area=(P.SUBDISTRICT_LEAD,)),
        pack_keys=("items", "classes", "directory"),
        needs_reason=True,
    ),
}
