"""Who may lend a ladder."""

from yuanba.rules.ladders.verbs import LadderVerb

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb

ACTIONS: dict[Verb, Action] = {
    LadderVerb.LEND: Action(
        label=Text(zh="借出梯子", en="Lend a ladder"), rights=rights(district=(P.TRIAGER,))
    ),
}
