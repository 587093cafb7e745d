"""The multipart API of attachments, for staff."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from ninja import File, Router, Status
from ninja.files import UploadedFile

from yuanba.matters import queries, services
from yuanba.matters.api import DONE, staff
from yuanba.matters.queries import MatterRow
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF
from yuanba.media.enclosures import LARGEST_PICTURE, MEGABYTE, MediaTooLarge
from yuanba.people import services as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.entrance import DistrictRequest, now
from yuanba.web.proxies import client_address

router = Router(tags=["matters"])


@router.post("/matters/{matter_id}/attach", auth=staff, response=DONE, operation_id="matter.attach_at_desk")
def attach_at_desk(
    request: DistrictRequest, matter_id: int, files: Annotated[list[UploadedFile], File()]
) -> Status[None]:
    """Attach files, visible to staff but not to the resident, to a matter."""
    take_in(request, request.actor, queries.matter_for(request.actor, matter_id, now()), files)
    return Status(204, None)


def take_in(request: DistrictRequest, actor: Actor, row: MatterRow, files: list[UploadedFile]) -> None:
    """Attach uploaded files to a matter."""
    moment = now()
    people.throttle(
        key=f"attach:{client_address(request)}", limit=settings.LIMIT_FILING, window_seconds=3600, now=moment
    )
    access.require(actor, MatterVerb.ATTACH, queries.facts_of(row), moment)  # before anything is decoded
    if any((file.size or 0) > LARGEST_PICTURE for file in files):
        raise MediaTooLarge(most=LARGEST_PICTURE // MEGABYTE)
    is_own = actor.key == row.owner_key
    enclosures = services.prepare(
        [bytes(file.read()) for file in files], allowed=FROM_RESIDENTS if is_own else FROM_STAFF
    )
    services.attach(actor=actor, matter_id=row.id, enclosures=enclosures, now=moment)
