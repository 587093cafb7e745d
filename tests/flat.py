"""What the page of a list costs the database."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from yuanba.web.tables import TableReader, WorkTable
from yuanba.web.tables.asked import read_text
from yuanba.web.tables.pages import table_page


def cost_of(table: WorkTable, reader: TableReader) -> int:
    """How many statements the page of a list costs, once names are remembered."""
    table_page(table, reader, read_text(table, ""))
    with CaptureQueriesContext(connection) as seen:
        table_page(table, reader, read_text(table, ""))
    return len(seen)
