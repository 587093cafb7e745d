"""Views by which residents and representatives demand a meeting on a topic, and staff sign for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms.councils import show
from yuanba.deliberation.forms.demands import CountVotersForm, SignDemandForm
from yuanba.deliberation.queries import SeatRow
from yuanba.deliberation.queries import demands as read
from yuanba.deliberation.queries.meetings import VOTING
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.deliberation.views.topics import topic_or_404
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.demands import Signers
from yuanba.rules.deliberation.verbs import DemandVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page


@require_safe
@open_to(*ANYONE)
def demand(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Render who may demand a meeting on a topic, how many signed, and until when it is held."""
    return _page(request, topic_or_404(request, topic_id))


@require_http_methods(["POST"])
@open_to(ActorKind.RESIDENT, ActorKind.STAFF)
def sign_demand(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Sign a demand for a meeting (联名要求开会), for oneself or as staff for somebody."""
    row = topic_or_404(request, topic_id)
    form = SignDemandForm(request.POST, seats=_seats(row, with_names=_may_sign(request, row)))
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    given = form.cleaned_data
    try:
        services.sign_demand(
            actor=request.actor,
            topic_id=topic_id,
            signers=given["signers"],
            phone=given["phone"],
            seat_id=given["seat"],
            now=now(),
        )
    except NotAllowed:
        raise
    except Refused as fault:
        show(form, fault, {})
        return _page(request, row, form=form, status=409)
    messages.success(request, _("Signed. With enough signatures the meeting must be held."))
    return redirect("deliberation:demand", topic_id=topic_id)


@require_http_methods(["POST"])
@open_to(ActorKind.STAFF)
def count_voters(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Say how many vote where a topic's council is (填写有表决权的人数)."""
    row, form = topic_or_404(request, topic_id), CountVotersForm(request.POST)
    if not form.is_valid():
        access.require(request.actor, DemandVerb.COUNT, _facts(row), now())
        return _page(request, row, counting=form, status=422)
    try:
        services.count_voters(actor=request.actor, topic_id=topic_id, now=now(), **form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as fault:
        show(form, fault, CountVotersForm.FIELDS)
        return _page(request, row, counting=form, status=409)
    messages.success(request, _("Kept. Everybody reads the number and where it comes from."))
    return redirect("deliberation:demand", topic_id=topic_id)


def _facts(row: TopicRow) -> access.Facts:
    council = queries.council(row.council_id, pack=store.in_force(day(now())))
    return queries.council_facts(council)


def _seats(row: TopicRow, *, with_names: bool) -> list[SeatRow]:
    found = queries.seats(row.council_id, day(now()), with_names=with_names)
    return [one for one in found if one.role in VOTING]


def _may_sign(request: DistrictRequest, row: TopicRow) -> bool:
    return access.may(request.actor, DemandVerb.SIGN, access.Facts(area_path=row.area_path), now())


def _page(
    request: DistrictRequest,
    row: TopicRow,
    *,
    form: SignDemandForm | None = None,
    counting: CountVotersForm | None = None,
    status: int = 200,
) -> HttpResponse:
    moment, actor = now(), request.actor
    meeting = store.in_force(day(moment)).meetings.get(row.kind)
    is_staff = actor.kind is ActorKind.STAFF
    may_sign = _may_sign(request, row)
    seats = _seats(row, with_names=is_staff and may_sign)
    has_seat = actor.kind is ActorKind.RESIDENT and any(one.holder == actor.key for one in seats)
    return page(
        request,
        "deliberation/demand.html",
        row=row,
        rows=[
            (one, form if form and form.data.get("signers") == one.signers else _empty(one.signers, seats))
            for one in read.demands_on(row.id, row.council_id, meeting)
        ],
        is_staff=is_staff,
        has_seat=has_seat,
        may_sign=row.is_public and (may_sign or actor.kind is ActorKind.ANONYMOUS),
        counting=(counting or CountVotersForm())
        if is_staff and access.may(actor, DemandVerb.COUNT, _facts(row), moment)
        else None,
        status=status,
    )


def _empty(signers: Signers, seats: list[SeatRow]) -> SignDemandForm:
    return SignDemandForm(initial={"signers": signers}, seats=seats, auto_id=f"id_{signers}_%s")
