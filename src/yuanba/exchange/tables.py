"""What this app can do to ticked matters of the desk's work tables: print their order sheets."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from yuanba.desk.tables.bulk import where_allowed
from yuanba.exchange import papers
from yuanba.exchange.papers import OrderSheet
from yuanba.exchange.papers.orders import district_name, pdf, sheet_of
from yuanba.matters import queries, services
from yuanba.matters.queries import tables
from yuanba.matters.services import LeavesAs
from yuanba.rules.core.state import WITH_UNIT
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.entrance import DistrictRequest, whoever_may
from yuanba.web.tables import BulkVerb, Selection, TableReader


def _given(reader: TableReader, ids: Sequence[int]) -> frozenset[int]:
    """Those that lie with a unit, as far as the reader may take them out."""
    may = where_allowed(MatterVerb.EXPORT)(reader, ids)
    rows = tables.by_ids(reader.actor, sorted(may), reader.now)
    return frozenset(row.id for row in rows if row.state in WITH_UNIT and row.unit)


def _printed(request: DistrictRequest, chosen: Selection) -> HttpResponse:
    """One file of all order sheets; each matter says who printed it."""
    sheets: dict[int, OrderSheet] = {}
    for line in chosen.rows:
        try:
            sheets[line.id] = sheet_of(request, line.row)
        except queries.MatterNotFound:  # it came to its unit without being given, as an import does
            continue
    reader = chosen.reader
    services.export(actor=reader.actor, matter_ids=list(sheets), leaves_as=LeavesAs.SHEETS, now=reader.now)
    made = papers.order_sheets(list(sheets.values()), district=district_name(request), printed_at=reader.now)
    return pdf(made, "orders.pdf")


PRINT = BulkVerb(
    code="print",
    label=_("Print order sheets"),
    icon="printer",
    who=whoever_may(MatterVerb.EXPORT),
    says=_(
        "One order sheet a matter, in one file to print. The journal of each matter says who took it out "
        "and when."
    ),
    may=_given,
    make=_printed,
    is_for_whole=False,
    order=40,
)
