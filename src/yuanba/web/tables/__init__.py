"""The work table: one engine for every list of the desk, fed by what each list declares as data."""

from yuanba.web.tables.asked import TableState as TableState
from yuanba.web.tables.bulk import BulkVerb as BulkVerb
from yuanba.web.tables.bulk import Selection as Selection
from yuanba.web.tables.bulk import press_with as press_with
from yuanba.web.tables.declared import PAGE as PAGE
from yuanba.web.tables.declared import Choice as Choice
from yuanba.web.tables.declared import Filter as Filter
from yuanba.web.tables.declared import FilterKind as FilterKind
from yuanba.web.tables.declared import Neighbours as Neighbours
from yuanba.web.tables.declared import TableColumn as TableColumn
from yuanba.web.tables.declared import TableReader as TableReader
from yuanba.web.tables.declared import TableRows as TableRows
from yuanba.web.tables.declared import WorkTable as WorkTable
from yuanba.web.tables.files import as_paper as as_paper
from yuanba.web.tables.files import as_workbook as as_workbook
from yuanba.web.tables.pages import along as along
from yuanba.web.tables.pages import kept_along as kept_along
from yuanba.web.tables.pages import respond as respond
from yuanba.web.tables.registry import lay_with as lay_with
from yuanba.web.tables.source import RowSource as RowSource
from yuanba.web.tables.source import by_moment as by_moment
