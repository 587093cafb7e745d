"""The table of actions on one's own first day: all staff have one, and nobody has another's."""

from yuanba.rules.core.action import Action, rights
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb
from yuanba.rules.learn.verbs import FirstDayVerb

ACTIONS: dict[Verb, Action] = {
    FirstDayVerb.TICK: Action(
        label=Text(zh="勾掉第一天的一步", en="Tick a step of the first day"),
        rights=rights(own=(A.STAFF,)),
        again="a step that is ticked stays ticked",
    ),
    FirstDayVerb.LEAVE: Action(
        label=Text(zh="收起第一天", en="Put the first day away"),
        rights=rights(own=(A.STAFF,)),
        again="what is put away stays so",
    ),
    FirstDayVerb.TAKE_UP: Action(
        label=Text(zh="接着看第一天", en="Take the first day up again"),
        rights=rights(own=(A.STAFF,)),
        again="taking it up again is taking it up",
    ),
}
