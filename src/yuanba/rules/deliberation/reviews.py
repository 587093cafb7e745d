"""Which days a meeting reviews that judges what was done (定期评议)."""

from datetime import date, timedelta

from yuanba.rules.time.period import Period

MONTHS_OF_A_QUARTER = 3


def reviewed(meets_on: date) -> Period:
    """Return the quarter that a meeting reviews: the one before, or in a quarter's last month its own.

    Its own is told up to the day before the meeting, whose figures nobody has yet.

    >>> reviewed(date(2026, 10, 9)).until_on, reviewed(date(2026, 12, 28)).from_on
    (datetime.date(2026, 9, 30), datetime.date(2026, 10, 1))
    """
    first_month = (meets_on.month - 1) // MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1
    own = meets_on.replace(month=first_month, day=1)
    if meets_on.month == first_month + MONTHS_OF_A_QUARTER - 1:
        return Period(from_on=own, until_on=meets_on - timedelta(days=1))
    last = own - timedelta(days=1)
    return Period(from_on=last.replace(month=last.month - MONTHS_OF_A_QUARTER + 1, day=1), until_on=last)
