"""The table of actions on saved views of work tables: who may save, share and remove one."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import HEADS
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.saved.verbs import ViewVerb

#: Who leads a unit, sorts what comes in, or watches, gives others a view to work by.
SHARING = (*HEADS, P.TRIAGER, P.SUPERVISOR)

ACTIONS: dict[Verb, Action] = {
    ViewVerb.KEEP: Action(
        label=Text(zh="保存视图", en="Save a view"),
        rights=rights(any=(A.STAFF,)),
        again="saving under the same name overwrites",
    ),
    ViewVerb.SHARE: Action(
        label=Text(zh="共享视图", en="Share a view"),
        rights=rights(unit=SHARING, area=SHARING),
        again="sharing again is sharing",
    ),
    ViewVerb.REMOVE: Action(
        label=Text(zh="删除视图", en="Remove a view"),
        rights=rights(own=(A.STAFF,), unit=HEADS, area=HEADS),
        again="what is removed is not there to be removed",
    ),
}
