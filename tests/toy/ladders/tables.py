"""The work table of the loans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from tests.toy.ladders.models import Loan
from yuanba.web.entrance import whoever_may
from yuanba.web.tables import (
    BulkVerb,
    Choice,
    Filter,
    RowSource,
    TableColumn,
    TableReader,
    TableState,
    WorkTable,
    as_workbook,
    by_moment,
    keyset,
)


@dataclass(frozen=True)
class LoanLine:
    """A loan as the table shows it."""

    id: int
    borrower: str
    lent_at: datetime


def _ways(_reader: TableReader, asked: TableState) -> list[object]:
    found = Loan.objects.all()
    return [found.filter(is_read=asked["read"] == "yes") if asked["read"] else found]


def _lines(_reader: TableReader, ids: Sequence[int]) -> list[LoanLine]:
    found = {loan.pk: loan for loan in Loan.objects.filter(pk__in=ids)}
    return [LoanLine(one, found[one].borrower, found[one].lent_at) for one in ids if one in found]


SOURCE = RowSource(
    ways=_ways,
    order=by_moment({"lent": keyset.RowOrder(field="lent_at")}),
    every=Loan.objects.all,
    lines=_lines,
    may_read=lambda _reader, ids: ids,
)


WHO = whoever_may(LadderVerb.LEND)
LOANS = WorkTable(
    code="ladders",
    title=_("Ladders that are lent"),
    to="ladders:table",
    row_to="ladders:loan",
    columns=(
        TableColumn(code="who", label=_("Borrower"), value=lambda line: line.borrower, is_main=True),
        TableColumn(code="lent", label=_("Lent"), value=lambda line: line.lent_at, is_sorted=True),
    ),
    filters=(
        Filter(
            code="read",
            label=_("Read"),
            choices=lambda _reader, _asked: [
                Choice(value="yes", label="yes"),
                Choice(value="no", label="no"),
            ],
            is_first=True,
        ),
    ),
    sort="lent",
    who=WHO,
    empty_title=_("No ladder is lent"),
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
)
EXPORT = BulkVerb(
    code="export",
    label="Excel",
    icon="file-export",
    who=WHO,
    says=_("All of them."),
    may=lambda _reader, ids: frozenset(ids),
    make=lambda _request, chosen: as_workbook(chosen),
)
