"""The multipart API of attachments, with a receipt and its query code."""

from __future__ import annotations

from typing import Annotated

from ninja import File, Router, Status
from ninja.files import UploadedFile

from yuanba.desk.api.attachments import take_in
from yuanba.matters.api import DONE
from yuanba.residents.api import QueryCode, proven
from yuanba.rules.core.actor import bearer
from yuanba.web.entrance import DistrictRequest

router = Router(tags=["matters"])


@router.post("/receipts/{receipt}/attach", response=DONE, operation_id="matter.attach")
def attach(
    request: DistrictRequest,
    receipt: str,
    files: Annotated[list[UploadedFile], File()],
    x_query_code: QueryCode,
) -> Status[None]:
    """Attach up to four pictures and a voice clip to a matter; each file's content decides its type."""
    row = proven(request, receipt, x_query_code)
    take_in(request, bearer(row.owner_key), row, files)
    return Status(204, None)
