"""What a list of the desk consists of, as data: columns, filters, orders, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from yuanba.rules.core.action import Who
from yuanba.rules.core.actor import Actor

if TYPE_CHECKING:
    from yuanba.web.tables.asked import TableState

#: What a cell holds: a workbook takes it as it is, a page draws it by its type.
Value = str | int | datetime | date | None
#: How many rows a page of a list shows.
PAGE = 30
#: A count stops here; the page then says that there are more.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReader:
    """Who reads a list, and when."""

    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a filter can be set to, its name, the group it stands in, and how many rows have it.

    `figure` is the key of the metric that counted them, if one did.
    """

    value: str
    label: Promise | str
    group: str = ""
    count: int | None = None
    icon: str = ""
    tone: str = ""
    figure: str = ""

    @property
    def shown_count(self) -> str:
        """Return the number of rows as far as it was counted."""
        counted = self.count or 0
        return f"{MOST_COUNTED}+" if counted > MOST_COUNTED else str(counted)


class FilterKind(StrEnum):
    """How a filter is asked for: one of some choices, choices that stand as tabs, a range of days, words."""

    CHOICE = "choice"
    TABS = "tabs"
    DAYS = "days"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter of a list. `is_first` filters stand in the open, the others in the fold beside them.

    `choices` gets the reader and what is asked for now, and is called only for a page that shows the filter.
    A filter with `otherwise` is never empty: this is its value where the address has none.
    """

    code: str
    label: Promise
    kind: FilterKind = FilterKind.CHOICE
    choices: Callable[[TableReader, TableState], Sequence[Choice]] = lambda _reader, _asked: ()
    is_first: bool = False
    is_typed: bool = False
    otherwise: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the names under which the filter stands in the address."""
        return (f"{self.code}_from", f"{self.code}_to") if self.kind is FilterKind.DAYS else (self.code,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column of a list: its heading, what its cells hold, and the template that draws them.

    Without a template the value is drawn by its type. The main column holds the link to the row, always
    stands, and is the first line of the row's card on a phone. The columns with `is_shown` stand until others
    are chosen.
    """

    code: str
    label: Promise
    value: Callable[[Any], Value]
    template: str = ""
    is_sorted: bool = False
    is_shown: bool = True
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """One page of rows, each with its number as `id`; `after` is the cursor of the next page, or empty.

    Without `is_sorted` the list is too long for the order asked for, and stands newest first.
    """

    rows: Sequence[Any]
    after: str
    is_sorted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The numbers of the rows before and after one row in its list, or None at an end."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTable:
    """One list of the desk. `to` and `row_to` are the URL names of the list and of one of its rows, `who` may
    open it.

    `rows`, `count` and `beside` are asked with the reader and what the address asks for; a count stops after
    `MOST_COUNTED`. `by_ids` reads rows by their numbers, as far as the reader may read them. `tone` gives the
    class of a row that is to stand out, or nothing.
    """

    code: str
    title: Promise
    to: str
    row_to: str
    columns: tuple[TableColumn, ...]
    sort: str
    who: tuple[Who, ...]
    empty_title: Promise
    rows: Callable[[TableReader, TableState, int], TableRows]
    count: Callable[[TableReader, TableState], int]
    beside: Callable[[TableReader, TableState, int], Neighbours]
    by_ids: Callable[[TableReader, Sequence[int], TableState], Sequence[Any]]
    filters: tuple[Filter, ...] = ()
    tone: Callable[[Any], str] = lambda _row: ""
    empty_words: Promise | str = ""
    picture: str = "empty_list"
    by_code: Mapping[str, TableColumn] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fill the columns by their codes."""
        object.__setattr__(self, "by_code", {column.code: column for column in self.columns})

    @property
    def main(self) -> TableColumn:
        """Return the column that holds the link to the row."""
        return next(column for column in self.columns if column.is_main)

    @property
    def parameters(self) -> frozenset[str]:
        """Return every name that the list's filters have in an address."""
        return frozenset(name for one in self.filters for name in one.parameters)
