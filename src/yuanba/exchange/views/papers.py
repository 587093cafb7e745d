"""Views of PDF papers: the receipt slip, and the unit's order sheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanba.exchange import papers
from yuanba.exchange.papers import OrderSheet, Slip
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, attachments
from yuanba.matters.views import fresh
from yuanba.packs import store
from yuanba.rules.core.actions import ACTIONS, verb_of
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to

#: What gives a unit its order: a reminder that names it too does not.
GIVEN = frozenset(
    {MatterVerb.ASSIGN, MatterVerb.REASSIGN, MatterVerb.SIGN, MatterVerb.PASS_UP}
    | {MatterVerb.CHECK, MatterVerb.REOPEN, MatterVerb.SETTLE}
)
#: Grounds of an assignment that say why the date is the date.
CLOCK = ("term", "calendar", "extension", "limits", "hours")


@require_safe
@open_to(*ANYONE)
def receipt(request: DistrictRequest, token: str) -> HttpResponse:
    """Return a receipt slip as PDF, for an hour with the query code in the browser that filed the matter."""
    row = queries.matter_by_token(token)
    track = request.build_absolute_uri(reverse("residents:track"))
    slip = Slip(
        receipt=row.receipt,
        code=fresh.code_of(request, row.receipt),
        filed_at=row.filed_at,
        area=queries.names_for([row]).areas.get(row.area_path, ""),
        address=request.build_absolute_uri(reverse("residents:story", args=[row.token])),
        track_address=track.partition("://")[2],
    )
    return _pdf(papers.receipt_slip(slip, district=_district(request)), f"receipt-{row.receipt}.pdf")


@require_safe
@open_to(ActorKind.STAFF)
def order(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Return the order sheet (交办单) of the matter's newest assignment as PDF; personal data is masked."""
    moment = now()
    row = queries.matter_for(request.actor, matter_id, moment)
    sheet = _sheet(request, row, store.pack_of(row.pack_digest))
    made = papers.order_sheet(sheet, district=_district(request), printed_at=moment)
    return _pdf(made, f"order-{row.receipt}.pdf")


def _sheet(request: DistrictRequest, row: MatterRow, pack: Pack) -> OrderSheet:
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
        channel=_words(pack.channels[row.channel].title),
        matter_class=" · ".join(_words(title) for title in titles),
        from_unit=names.actors.get(step.id, "") or _words(ACTIONS[verb_of(step.verb)].label),
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


def _words(text: Text) -> str:
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


def _district(request: DistrictRequest) -> str:
    chinese = (get_language() or "zh").startswith("zh")
    return request.district.name if chinese else request.district.name_en


def _pdf(content: bytes, name: str) -> HttpResponse:
    """Shown by the browser, ready to print; never kept by anything in between."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
