"""Shows and takes in attachments of a matter for the pages of staff, residents and the public."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from yuanba.matters import forms, queries, services
from yuanba.matters.queries import MatterRow, attachments
from yuanba.matters.queries.attachments import AttachmentRow
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF
from yuanba.media.enclosures import MediaKind
from yuanba.people import services as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.entrance import DistrictRequest, now
from yuanba.web.proxies import client_address

ENDINGS = {
    "image/jpeg": "jpg",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "application/pdf": "pdf",
}
#: Nothing in it runs, loads or is framed, whatever a browser takes it for.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


def shown(request: DistrictRequest, actor: Actor, row: MatterRow, key: str) -> HttpResponse:
    """Return the content of one attachment of a matter to somebody who may see it."""
    return served(request, attachments.attachment(actor, row, key, now()))


def served(request: DistrictRequest, found: AttachmentRow) -> HttpResponse:
    """Return the content of an attachment that the reader may see, as nothing that a browser could run."""
    is_small = "small" in request.GET
    content = attachments.content_of(found, is_thumbnail=is_small)
    response = _part(request, content, found.content_type)
    how = "attachment" if found.kind is MediaKind.DOCUMENT else "inline"
    response["Content-Disposition"] = f'{how}; filename="{_name(found)}"'
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _name(row: AttachmentRow) -> str:
    """What it is called when saved; never what the sender called it."""
    return f"{row.kind}-{row.key[:6]}.{ENDINGS[row.content_type]}"


def _part(request: DistrictRequest, content: bytes, content_type: str) -> HttpResponse:
    """The whole, or the one range that a player asked for (RFC 9110, 14.2); phones play nothing without."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        whole = HttpResponse(content, content_type=content_type)
        whole["Accept-Ranges"] = "bytes"
        return whole
    first = int(asked[1])
    last = min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        none = HttpResponse(status=416)
        none["Content-Range"] = f"bytes */{len(content)}"
        return none
    part = HttpResponse(content[first : last + 1], status=206, content_type=content_type)
    part["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return part


def take_in(request: DistrictRequest, actor: Actor, row: MatterRow, *, for_owner: bool = False) -> None:
    """Attach the uploaded files to a matter, and say on the next page whether they were taken."""
    people.throttle(
        key=f"attach:{client_address(request)}", limit=settings.LIMIT_FILING, window_seconds=3600, now=now()
    )
    form = forms.AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(line) for lines in form.errors.values() for line in lines))
        return
    access.require(actor, MatterVerb.ATTACH, queries.facts_of(row), now())  # before anything is decoded
    is_theirs = for_owner or actor.key == row.owner_key
    enclosures = services.prepare(
        form.cleaned_data.pop("enclosed"), allowed=FROM_RESIDENTS if is_theirs else FROM_STAFF
    )
    services.attach(actor=actor, matter_id=row.id, enclosures=enclosures, for_owner=for_owner, now=now())
    messages.success(request, _("The files have been added."))
