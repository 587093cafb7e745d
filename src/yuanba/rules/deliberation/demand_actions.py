"""The rows of the actions on demands: people sign for themselves or at the counter; the council counts."""

from yuanba.rules.core.action import Action, Rights
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.verbs import DemandVerb


def demand_actions(raising: Rights, running: Rights) -> dict[Verb, Action]:
    """Return the rows of the actions on demands for a meeting."""
    return {
        DemandVerb.SIGN: Action(
            label=Text(zh="联名要求开会", en="Demand a meeting"),
            icon="users",
            rights=raising,
            pack_keys=("meetings",),
        ),
        DemandVerb.COUNT: Action(
            label=Text(zh="填写有表决权的人数", en="Say how many vote"),
            icon="edit",
            rights=running,
            again="The last number holds until enough have signed; each is in the journal with its source.",
        ),
    }
