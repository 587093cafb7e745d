"""The work tables around notices: what hangs, the boards on which it is to hang, and the open objections."""

from yuanba.notices.tables.boards import BOARDS as BOARDS
from yuanba.notices.tables.boards import EXPORT as BOARDS_EXPORT
from yuanba.notices.tables.boards import PRINT_LIST as PRINT_BOARDS
from yuanba.notices.tables.objections import OBJECTIONS as OBJECTIONS
from yuanba.notices.tables.posted import EXPORT as EXPORT
from yuanba.notices.tables.posted import NOTICES as NOTICES
from yuanba.notices.tables.posted import PRINT_LIST as PRINT_LIST
from yuanba.notices.tables.posted import WHO as WHO
from yuanba.web.tables import lay_with, press_with


def lay_tables() -> None:
    """Register the lists of this app and what can be done to their ticked rows.

    Objections are not taken out, by file or paper: they are what residents said, each answered by itself.
    """
    lay_with([NOTICES, BOARDS, OBJECTIONS])
    press_with(NOTICES.code, [EXPORT, PRINT_LIST])
    press_with(BOARDS.code, [BOARDS_EXPORT, PRINT_BOARDS])
