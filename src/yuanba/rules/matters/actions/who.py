"""Who does what with matters, in which states, and by which parts of the pack the clock goes."""

from yuanba.rules.core.action import Bar, Who
from yuanba.rules.core.actor import ActorKind as A
from yuanba.rules.core.actor import PositionKind as P
from yuanba.rules.core.state import State

TRIAGE: tuple[Who, ...] = (P.TRIAGER, P.SUBDISTRICT_LEAD)
# Who works in the unit that has the order.
HANDLING: tuple[Who, ...] = (P.HANDLER, P.UNIT_LEAD, P.GRID_WORKER, P.COMMUNITY_LEAD, P.SUBDISTRICT_LEAD)
# Who looks at what others did, and calls residents back.
CHECKING: tuple[Who, ...] = (P.TRIAGER, P.SUBDISTRICT_LEAD, P.COMMUNITY_LEAD, P.GRID_WORKER, P.CLERK)
OWNERS: tuple[Who, ...] = (A.RESIDENT, A.ANONYMOUS)
# Who writes down what a resident without a telephone says at the counter or the door.
ASSISTING: tuple[Who, ...] = (P.CLERK, P.GRID_WORKER, P.COMMUNITY_LEAD)
LIVING: frozenset[State] = frozenset(State) - {State.ARCHIVED}
TRIAGED: frozenset[State] = LIVING - {State.FILED, State.REFUSED, State.GUIDED, State.WITHDRAWN, State.MERGED}
CLOCK: tuple[str, ...] = ("classes", "items", "calendars", "hours")
HANDLER = frozenset({Bar.HANDLER})
