"""Views of notices: lists, objections, postings on boards, answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from yuanba import papers
from yuanba.notices import forms, queries, services
from yuanba.notices.queries import NoticeRow, PostingMedium, PostingRow
from yuanba.notices.tables import BOARDS, NOTICES, OBJECTIONS, WHO
from yuanba.packs import store
from yuanba.people import services as people
from yuanba.places import queries as places
from yuanba.rules import evaluation
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.notices import terms
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web import devices, tables
from yuanba.web.entrance import (
    ANYONE,
    DistrictRequest,
    acting_on,
    arrived,
    back_to,
    now,
    open_to,
    page,
    whoever_may,
)
from yuanba.web.proxies import client_address

#: How many objections one address may make in an hour.
MOST_OBJECTIONS, AN_HOUR = 10, 3600


@require_safe
@open_to(*ANYONE)
def notices(request: DistrictRequest) -> HttpResponse:
    """Render the notices posted in an area, newest first; with ``over=1`` in the URL also ended ones."""
    code, is_over = request.GET.get("area", ""), request.GET.get("over", "") == "1"
    area = places.area(code) if code else None
    if code and area is None:
        raise Http404(code)
    after = request.GET.get("after", "")
    found = queries.notices_in(area.path if area else "", is_up=not is_over, after=after)
    return page(
        request,
        "notices/list.html",
        page=found,
        after=after,
        area=area,
        is_over=is_over,
        towns=places.areas_at(Level.SUBDISTRICT),
        below=places.children(area.code) if area else [],
        rows=_labelled(found.rows),
    )


def _labelled(rows: Sequence[NoticeRow]) -> list[tuple[NoticeRow, str]]:
    labels = places.labels({row.area_path for row in rows})
    return [(row, labels.get(row.area_path, "")) for row in rows]


@require_safe
@open_to(*ANYONE)
def notice(request: DistrictRequest, notice_id: int) -> HttpResponse:
    """Render one notice: its text, its period, where it is posted, and the form to object to it."""
    return _notice_page(request, _found(notice_id), forms.NoticeObjectionForm())


@require_safe
@open_to(*ANYONE)
def sheet(request: DistrictRequest, notice_id: int) -> HttpResponse:
    """Return a posted notice as a PDF in A4 or A3, for printing and putting up on a board."""
    row = _found(notice_id)
    if not row.is_up:
        raise Http404(str(notice_id))
    address = request.build_absolute_uri(reverse("notices:notice", args=[notice_id]))
    places_of = [one.area_label for one in queries.postings(notice_id) if one.medium == PostingMedium.ONLINE]
    made = papers.notice_sheet(
        papers.NoticeSheet(
            number=str(notice_id),
            title=row.title,
            paragraphs=tuple(row.text.splitlines()),
            places=tuple(places_of),
            from_on=row.from_on,
            until_on=row.until_on,
            how_to_object=_("At the counter, with your grid worker, or here: %(address)s")
            % {"address": address.partition("://")[2]},
            issued_by=_district(request),
            issued_on=day(row.posted_at),
            address=address,
        ),
        district=_district(request),
        is_a3=request.GET.get("paper") == "a3",
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="notice-{notice_id}.pdf"'
    return response


def _district(request: DistrictRequest) -> str:
    row = request.district
    return row.name if (get_language() or "zh").startswith("zh") else row.name_en


def _notice_page(
    request: DistrictRequest,
    row: NoticeRow,
    form: forms.NoticeObjectionForm,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    moment, actor = now(), _acting(request, row)
    pack = store.pack_of(row.pack_digest)
    return page(
        request,
        "notices/notice.html",
        notice=row,
        form=form,
        refusal=refusal,
        status=status,
        postings=queries.postings(row.id),
        pack=pack,
        matter_class=pack.classes.get(row.class_code),
        terms=terms.terms(row.class_code, pack),
        judges=evaluation.titles(row.class_code, pack, area_path=row.area_path) if row.class_code else (),
        label=places.labels([row.area_path]).get(row.area_path, ""),
        may_object=row.is_up
        and row.until_at >= moment
        and access.may(actor, NoticeVerb.OBJECT, queries.facts_of(row), moment),
        needs_phone=devices.is_stranger(actor) or devices.is_device(actor),
        is_staff=actor.kind is ActorKind.STAFF,
        own=[] if actor.kind is ActorKind.STAFF else queries.objections_by(actor.key, row.id),
    )


def _acting(request: DistrictRequest, row: NoticeRow) -> Actor:
    """The account, or whoever proved that the notice is about their matter, or a browser seen before."""
    return devices.known(request, acting_on(request, row.subject_kind, row.subject_key))


@require_POST
@open_to(*ANYONE)
def object_to(request: DistrictRequest, notice_id: int) -> HttpResponse:
    """Handle the form by which somebody objects to a notice (对公示提出异议)."""
    row, form, moment = _found(notice_id), forms.NoticeObjectionForm(request.POST), now()
    if not form.is_valid():
        return _notice_page(request, row, form, status=422)
    contact, number, actor = form.contact(), devices.number_for(request), _acting(request, row)
    if contact and devices.is_stranger(actor):
        actor = devices.device(number)
    try:
        people.throttle(
            key=f"object:{client_address(request)}", limit=MOST_OBJECTIONS, window_seconds=AN_HOUR, now=moment
        )
        if devices.is_device(actor):
            key = f"object:{notice_id}:{client_address(request)}"
            people.throttle(key=key, limit=devices.NEW_IN_A_DAY, window_seconds=devices.A_DAY, now=moment)
        token = services.object_to(
            actor=actor,
            notice_id=notice_id,
            words=form.cleaned_data["words"],
            contact=contact,
            now=moment,
        )
    except Refused as refusal:
        return _notice_page(request, row, form, refusal=refusal, status=409)
    told = _(
        "We have your objection. Keep this address to read the answer, or ask at the counter of "
        "your community."
    )
    arrived(request, told, draft=f"notice.object.{notice_id}")
    response = redirect("notices:objection", token=token)
    if devices.is_device(actor):
        devices.keep(request, response, number)
    return response


@require_safe
@open_to(*ANYONE)
def objection(request: DistrictRequest, token: str) -> HttpResponse:
    """Render one objection with its answer, for whoever holds its URL."""
    try:
        row = queries.objection_by_token(token)
    except queries.NoticeNotFound as fault:
        raise Http404(token) from fault
    return page(
        request, "notices/objection.html", objection=row, is_staff=request.actor.kind is ActorKind.STAFF
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(NoticeVerb.PROVE))
def boards(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the boards in the reader's areas that lack their notice, or that have it."""
    return tables.respond(request, BOARDS, "notices/boards.html")


@require_GET
@open_to(*whoever_may(NoticeVerb.PROVE))
def board(request: DistrictRequest, posting_id: int) -> HttpResponse:
    """Render the notice that is to hang on a board, along the list of boards."""
    return _desk_page(request, _posting(posting_id).notice_id, number=posting_id)


@require_POST
@open_to(*whoever_may(NoticeVerb.PROVE))
def prove(request: DistrictRequest, posting_id: int) -> HttpResponse:
    """Handle the form that confirms that a notice was put up on a board (登记张贴凭证)."""
    form, row, moment = forms.ProveForm(request.POST, request.FILES), _posting(posting_id), now()
    back = redirect(back_to(request))
    if not form.is_valid():
        messages.error(request, " ".join(str(line) for lines in form.errors.values() for line in lines))
        return back
    if not queries.may_prove(request.actor, row, moment):  # before anything is decoded
        raise access.NotAllowed(verb=NoticeVerb.PROVE)
    picture = form.cleaned_data["picture"]
    services.prove(
        actor=request.actor,
        posting_id=posting_id,
        note=form.cleaned_data["note"],
        picture=services.keep(picture.read()) if picture else None,
        now=moment,
    )
    messages.success(request, _("Recorded as posted."))
    return back


@require_safe
@open_to(*whoever_may(NoticeVerb.PROVE, NoticeVerb.ANSWER, NoticeVerb.END))
def proof(request: DistrictRequest, posting_id: int) -> HttpResponse:
    """Return the picture of a notice on its board, for staff only, because it may show passers-by."""
    try:
        content = queries.proof(posting_id, is_small="small" in request.GET)
    except queries.NoticeNotFound as fault:
        raise Http404(str(posting_id)) from fault
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="board-{posting_id}.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def desk_notices(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the notices in the reader's areas."""
    return tables.respond(request, NOTICES)


@require_GET
@open_to(*whoever_may(NoticeVerb.PROVE, NoticeVerb.ANSWER, NoticeVerb.END))
def desk_notice(request: DistrictRequest, notice_id: int) -> HttpResponse:
    """Render a notice for staff: the boards on which it has been put up, and the objections to it."""
    return _desk_page(request, notice_id, number=notice_id)


def _desk_page(request: DistrictRequest, notice_id: int, *, number: int) -> HttpResponse:
    """A notice for staff; `number` is its row's in the list along which it was opened."""
    row, moment = _found(notice_id), now()
    return page(
        request,
        "notices/desk_notice.html",
        notice=row,
        number=number,
        places=_places(request.actor, queries.postings(notice_id), moment),
        may_answer=access.may(request.actor, NoticeVerb.ANSWER, queries.facts_of(row), moment),
        objections=queries.objections_for(request.actor, notice_id, moment),
        label=places.labels([row.area_path]).get(row.area_path, ""),
        may_end=row.is_up
        and row.until_at <= moment
        and row.objections == row.answered
        and access.may(request.actor, NoticeVerb.END, queries.facts_of(row), moment),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePlace:
    """One area in which a notice is posted, with its online posting and its board posting."""

    online: PostingRow | None
    board: PostingRow | None
    may_prove: bool

    @property
    def label(self) -> str:
        """Return the name of the area in which the notice is posted."""
        shown = self.online or self.board
        return shown.area_label if shown else ""


def _places(actor: Actor, postings: Sequence[PostingRow], moment: datetime) -> list[NoticePlace]:
    found: dict[str, dict[PostingMedium, PostingRow]] = {}
    for one in postings:
        found.setdefault(one.area_code, {})[one.medium] = one
    pairs = [(media.get(PostingMedium.ONLINE), media.get(PostingMedium.BOARD)) for media in found.values()]
    return [_place(actor, online, board, moment) for online, board in pairs]


def _place(
    actor: Actor, online: PostingRow | None, board: PostingRow | None, moment: datetime
) -> NoticePlace:
    may = board is not None and queries.may_prove(actor, board, moment)
    return NoticePlace(online=online, board=board, may_prove=may)


def _posting(posting_id: int) -> PostingRow:
    try:
        return queries.posting(posting_id)
    except queries.NoticeNotFound as fault:
        raise Http404(str(posting_id)) from fault


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(NoticeVerb.ANSWER))
def objections(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the open objections that the reader may answer."""
    return tables.respond(request, OBJECTIONS, "notices/objections.html")


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(NoticeVerb.ANSWER))
def answer(request: DistrictRequest, objection_id: int) -> HttpResponse:
    """Show and handle the form that answers an objection (答复公示异议)."""
    moment = now()
    row = queries.open_objection(request.actor, objection_id, moment)
    if row is None:
        raise Http404(str(objection_id))
    form, refusal = forms.ObjectionAnswerForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(actor=request.actor, objection_id=objection_id, now=moment, **form.cleaned_data)
        except Refused as fault:
            refusal = fault
        else:
            told = _("Answered. The person who objected will be told.")
            arrived(request, told, draft=f"notice.answer.{objection_id}")
            return redirect("notices:objections")
    return page(
        request,
        "notices/answer.html",
        objection=row,
        notice=_found(row.notice_id),
        form=form,
        refusal=refusal,
        status=409 if refusal else 200,
    )


@require_POST
@open_to(*whoever_may(NoticeVerb.END))
def end(request: DistrictRequest, notice_id: int) -> HttpResponse:
    """Take down a notice whose period is over (公示期满)."""
    services.end(actor=request.actor, notice_id=notice_id, now=now())
    messages.success(request, _("The notice has ended."))
    return redirect("notices:desk_notice", notice_id=notice_id)


def _found(notice_id: int) -> NoticeRow:
    try:
        return queries.notice(notice_id)
    except queries.NoticeNotFound as fault:
        raise Http404(str(notice_id)) from fault
