"""Keyset paging: a cursor says after which row of an ordered list the next page begins."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

#: The latest second that a cursor may name; anything else was not made by us.
LAST = datetime(9000, 1, 1, tzinfo=UTC)
#: And the longest number: what PostgreSQL counts with ends a digit later.
LONGEST = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """One place in a paged list, after which the next page begins: the moment and the id of the last row."""

    at: datetime
    id: int

    def text(self) -> str:
        """Return the cursor as text that fits into a URL: microseconds since 1970 and the id.

        >>> Cursor(at=datetime(2026, 3, 2, 1, tzinfo=UTC), id=17).text()
        '1772413200000000-17'
        """
        since = self.at - datetime(1970, 1, 1, tzinfo=UTC)
        return f"{since.days * 86_400_000_000 + since.seconds * 1_000_000 + since.microseconds}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the cursor that a text from a URL encodes, or None where the text encodes no cursor.

        With None a list starts at its beginning.
        """
        at, dash, number = text.partition("-")
        if not (dash and at.isascii() and at.isdigit() and number.isascii() and number.isdigit()):
            return None
        if len(at) > LONGEST or len(number) > LONGEST:
            return None
        seconds, microseconds = divmod(int(at), 1_000_000)
        if seconds > LAST.timestamp():
            return None
        return cls(at=datetime.fromtimestamp(seconds, UTC).replace(microsecond=microseconds), id=int(number))


def row_number(text: str) -> int:
    """Return the id of the row that a text from a URL or a form names; 0, which no row has, for no number.

    >>> row_number("17"), row_number("²"), row_number("9" * 5000)
    (17, 0, 0)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0
