"""Reasons why a file as a whole cannot be read as a table."""

from __future__ import annotations

from typing import ClassVar

from yuanba.rules.core.refusal import Refused


class BadTable(Refused):
    """Raised when a file as a whole cannot be read as a table; its subclasses give the exact reason."""

    code: ClassVar[str] = "table.bad"


class UnknownEncoding(BadTable):
    """Raised when a file is not text in any encoding that is read (UTF-8, UTF-16, GB18030)."""

    code: ClassVar[str] = "table.unknown_encoding"


class DamagedText(BadTable):
    """Raised when single bytes of a text are lost: in which ``line``, and ``after`` which words."""

    code: ClassVar[str] = "table.damaged_text"


class EmptyTable(BadTable):
    """Raised when a file has no row of column names."""

    code: ClassVar[str] = "table.empty"


class MissingColumns(BadTable):
    """Raised when a file lacks columns that are required."""

    code: ClassVar[str] = "table.missing_columns"


class UnknownColumns(BadTable):
    """Raised when a file has a column that is not expected, or has an expected column twice."""

    code: ClassVar[str] = "table.unknown_columns"


class BrokenQuotes(BadTable):
    """Raised when quotation marks do not pair up, so that nobody can say where cells end."""

    code: ClassVar[str] = "table.broken_quotes"


class TooLarge(BadTable):
    """Raised when a file is larger than allowed."""

    code: ClassVar[str] = "table.too_large"


class Altered(BadTable):
    """Raised when what comes back from a preview is not the file that was previewed there."""

    code: ClassVar[str] = "table.altered"


class BadSheet(BadTable):
    """Raised when a workbook cannot be read, or is larger than allowed."""

    code: ClassVar[str] = "table.bad_sheet"


class OldWorkbook(BadTable):
    """Raised when a workbook is in the old binary form (.xls), or locked with a password."""

    code: ClassVar[str] = "table.old_workbook"
