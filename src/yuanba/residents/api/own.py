"""What whoever holds a receipt can press, over JSON: one operation per row that is theirs."""

from __future__ import annotations

from ninja import Router, Status

from yuanba.desk.forms.bodies import RequestBody
from yuanba.desk.forms.deeds import BY_NAME, DESK_FORMS
from yuanba.matters.api import DONE
from yuanba.residents.api import QueryCode, proven
from yuanba.residents.forms.own import OWN
from yuanba.rules.core.actor import bearer
from yuanba.web.entrance import DistrictRequest, now

router = Router(tags=["matters"])


def _add(name: str) -> None:
    """Add the operation of a row: its body is the row's, so that the document and the check know it."""
    own, call = OWN[name], DESK_FORMS[BY_NAME[name]].call

    def press(request: DistrictRequest, receipt: str, x_query_code: QueryCode) -> Status[None]:
        row = proven(request, receipt, x_query_code)
        call(actor=bearer(row.owner_key), matter_id=row.id, now=now())
        return Status(204, None)

    def tell(
        request: DistrictRequest, receipt: str, body: RequestBody, x_query_code: QueryCode
    ) -> Status[None]:
        row = proven(request, receipt, x_query_code)
        call(actor=bearer(row.owner_key), matter_id=row.id, now=now(), **body.said())
        return Status(204, None)

    tell.__annotations__["body"] = own.body
    operation = tell if own.body else press
    operation.__name__, operation.__doc__ = call.__name__, own.says
    router.post(f"/receipts/{{receipt}}/{name}", response=DONE, operation_id=f"matter.{name}")(operation)


for _name, _own in OWN.items():
    if _own.says:
        _add(_name)
