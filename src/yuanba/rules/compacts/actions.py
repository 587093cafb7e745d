"""The table of actions on compacts: who writes a draft, and who records that a vote adopted it."""

from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb

#: Who keeps the compact of an area, and of the estates in it; what it says is decided by a vote.
WHO_KEEPS = (P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)

ACTIONS: dict[Verb, Action] = {
    CompactVerb.DRAFT: Action(
        label=Text(zh="起草公约", en="Draft a compact"),
        icon="edit",
        rights=rights(area=WHO_KEEPS),
    ),
    CompactVerb.REVISE: Action(
        label=Text(zh="修改草案", en="Change the draft"),
        icon="edit",
        rights=rights(area=WHO_KEEPS),
        again="the same words again change nothing, and the last ones count",
    ),
    CompactVerb.DROP: Action(
        label=Text(zh="放弃草案", en="Give the draft up"),
        icon="x",
        rights=rights(area=WHO_KEEPS),
        needs_reason=True,
    ),
    CompactVerb.ADOPT: Action(
        label=Text(zh="登记公约通过", en="Record that it was adopted"),
        icon="check",
        rights=rights(area=WHO_KEEPS),
    ),
}
