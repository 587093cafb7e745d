"""What is done to ticked matters of a work table: to a colleague, urge, a workbook of what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms.many import HandToMany, UrgeMany
from yuanba.matters import queries, services
from yuanba.matters.queries import handover, tables
from yuanba.matters.services import LeavesAs
from yuanba.people import queries as people
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, whoever_may
from yuanba.web.tables import BulkVerb, Selection, TableReader, as_paper, as_workbook


def where_allowed(verb: Verb) -> Callable[[TableReader, Sequence[int]], frozenset[int]]:
    """Return the function that leaves of some matters those on which a reader may do an action now."""

    def may(reader: TableReader, ids: Sequence[int]) -> frozenset[int]:
        return tables.open_to(reader.actor, verb, ids, reader.now)

    return may


def _colleagues(given: Mapping[str, Any] | None, chosen: Selection) -> forms.Form:
    """Who works in the reader's units; a colleague of another unit than a matter's is refused there."""
    reader = chosen.reader
    units = queries.units_worked_in(reader.actor, reader.now)
    working = handover.working_in(units, day(reader.now)) if units else {}
    keys = {one.key for there in working.values() for one in there}
    names, logins = people.names(keys), people.logins(keys)
    found = [(logins[key], names.get(key) or logins[key]) for key in keys if key in logins]
    return HandToMany(given, sorted(found, key=lambda one: one[1]))


def _hand_to(reader: TableReader, matter_id: int, said: Mapping[str, Any]) -> None:
    services.hand_to(actor=reader.actor, matter_id=matter_id, login=said["login"], now=reader.now)


def _urge(reader: TableReader, matter_id: int, said: Mapping[str, Any]) -> None:
    services.urge(actor=reader.actor, matter_id=matter_id, words=said["words"], now=reader.now)


def _workbook(_request: DistrictRequest, chosen: Selection) -> HttpResponse:
    """A workbook of the rows; each leaves a trace."""
    reader = chosen.reader
    services.export(actor=reader.actor, matter_ids=chosen.ids, leaves_as=LeavesAs.WORKBOOK, now=reader.now)
    return as_workbook(chosen)


def _paper(request: DistrictRequest, chosen: Selection) -> HttpResponse:
    """A paper of the rows; each leaves a trace."""
    reader = chosen.reader
    services.export(actor=reader.actor, matter_ids=chosen.ids, leaves_as=LeavesAs.PAPER, now=reader.now)
    return as_paper(request, chosen)


#: To take rows about matters out of the system; another list says which, and makes the file.
EXPORT = BulkVerb(
    code="export",
    label=_("Excel"),
    icon="file-export",
    who=whoever_may(MatterVerb.EXPORT),
    says=_(
        "The file holds these rows with the columns that the list shows; names and numbers stay masked. "
        "The journal of each matter says who took it out and when."
    ),
    may=where_allowed(MatterVerb.EXPORT),
    make=_workbook,
    order=30,
)
PRINT_LIST = BulkVerb(
    code="print_list",
    label=_("Print"),
    icon="printer",
    who=whoever_may(MatterVerb.EXPORT),
    says=_(
        "The paper (A4, across) holds these rows with the columns that the list shows; names and numbers "
        "stay masked. The journal of each matter says who took it out and when."
    ),
    may=where_allowed(MatterVerb.EXPORT),
    make=_paper,
    order=35,
)
VERBS = (
    BulkVerb(
        code="hand_to",
        label=_("Give to a colleague"),
        icon="users",
        who=whoever_may(MatterVerb.HAND_TO),
        says=_("The colleague has these orders in hand from now on and is told. Each matter says so."),
        may=where_allowed(MatterVerb.HAND_TO),
        form=_colleagues,
        do=_hand_to,
        order=10,
    ),
    BulkVerb(
        code="urge",
        label=_("Urge"),
        icon="bell",
        who=whoever_may(MatterVerb.URGE),
        says=_("The unit of each matter is told, and each matter counts it."),
        may=where_allowed(MatterVerb.URGE),
        form=lambda given, _chosen: UrgeMany(given),
        do=_urge,
        order=20,
    ),
    EXPORT,
    PRINT_LIST,
)
