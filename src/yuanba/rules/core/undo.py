"""Undoing a change by the action that reverses it: until when that is safe, and why it is refused later.

What reverses an action stands in its row (`Action.undone_by`); whether nothing was built on the change since
then is asked by the service that reverses it.
"""

from datetime import date, timedelta
from typing import ClassVar

from yuanba.rules.core.refusal import Refused

#: A slip is seen on the day after at the latest; what is older is changed by an action of its own.
SAFE = timedelta(days=1)


class UndoTooLate(Refused):
    """Raised when a change is to be undone later than on the day after it was made."""

    code: ClassVar[str] = "undo.too_late"


class UndoOutdated(Refused):
    """Raised when a change is to be undone although what it changed has been changed again since then."""

    code: ClassVar[str] = "undo.outdated"


def is_safe(changed_on: date, *, on: date) -> bool:
    """Return whether a change made on one day may still be undone on another day.

    >>> is_safe(date(2026, 3, 2), on=date(2026, 3, 3)), is_safe(date(2026, 3, 2), on=date(2026, 3, 4))
    (True, False)
    """
    return on - changed_on <= SAFE


def require_safe(changed_on: date, *, on: date) -> None:
    """Raise UndoTooLate if a change made on one day may no longer be undone on another day."""
    if not is_safe(changed_on, on=on):
        raise UndoTooLate(until=(changed_on + SAFE).isoformat())
