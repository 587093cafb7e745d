"""Keyset paging: a cursor says after which row of an ordered list the next page begins."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

#: The latest second that a cursor may name; anything else was not made by us.
LAST = datetime(9000, 1, 1, tzinfo=UTC)


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
        if len(at) > 18 or len(number) > 18:
            return None
        seconds, microseconds = divmod(int(at), 1_000_000)
        if seconds > LAST.timestamp():
            return None
        return cls(at=datetime.fromtimestamp(seconds, UTC).replace(microsecond=microseconds), id=int(number))
