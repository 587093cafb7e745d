"""What stands on the order sheet (交办单) of a matter: its newest assignment, with personal data masked."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from yuanba.exchange.papers import OrderSheet
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, attachments
from yuanba.packs import store
from yuanba.rules.core.actions import ACTIONS, verb_of
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.web.entrance import DistrictRequest, now
from yuanba.web.sentences import words

#: What gives a unit its order: a reminder that names it too does not.
GIVEN = frozenset(
    {MatterVerb.ASSIGN, MatterVerb.REASSIGN, MatterVerb.SIGN, MatterVerb.PASS_UP}
    | {MatterVerb.CHECK, MatterVerb.REOPEN, MatterVerb.SETTLE}
)
#: Grounds of an assignment that say why the date is the date.
CLOCK = ("term", "calendar", "extension", "limits", "hours")


def sheet_of(request: DistrictRequest, row: MatterRow) -> OrderSheet:
    """Return the content of a matter's order sheet; raise MatterNotFound if no unit has been given it."""
    pack = store.pack_of(row.pack_digest)
    given = [step for step in queries.story(row.id) if step.verb in GIVEN and step.told.day("due_on")]
    if not given or not row.unit:
        raise queries.MatterNotFound
    step = given[-1]
    names = queries.names_for([row], steps=[step])
    grounds = [code for code in step.because if not code.startswith(CLOCK)]
    clock = [code for code in step.because if code.startswith(CLOCK)]
    item = pack.items.get(row.item_code)
    titles = [pack.classes[row.class_code].title, *([item.title] if item else [])]
    return OrderSheet(
        receipt=row.receipt,
        channel=words(pack.channels[row.channel].title),
        matter_class=" · ".join(words(title) for title in titles),
        from_unit=names.actors.get(step.id, "") or words(ACTIONS[verb_of(step.verb)].label),
        unit=names.units.get(row.unit, ""),
        sent_at=step.at,
        due_at=row.due_at,
        is_provisional=row.is_provisional,
        area=names.areas.get(row.area_path, ""),
        place=row.place,
        text=row.text,
        attachments=len(attachments.attachments_of(request.actor, row, now())),
        grounds=_told(grounds, pack),
        clock=_told(clock, pack),
        address=request.build_absolute_uri(reverse("desk:matter", args=[row.id])),
    )


def _told(codes: list[str], pack: Pack) -> tuple[str, ...]:
    """Grounds in words, as the pages tell them."""
    told = render_to_string("exchange/grounds.txt", {"codes": codes, "pack": pack})
    return tuple(line.strip() for line in told.splitlines() if line.strip())


def district_name(request: DistrictRequest) -> str:
    """Return the name of the district in the reader's language, as papers have it at their head."""
    chinese = (get_language() or "zh").startswith("zh")
    return request.district.name if chinese else request.district.name_en


def pdf(content: bytes, name: str) -> HttpResponse:
    """Return a PDF that the browser shows, ready to print, and that nothing in between keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
