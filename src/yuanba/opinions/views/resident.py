"""Where residents take part: one statement at a time, and their own statements."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuanba.opinions import forms, queries, services
from yuanba.opinions.queries import ConsultationRow, statements
from yuanba.opinions.queries.statements import OwnStance
from yuanba.people import services as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.web import devices
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page, whoever_may
from yuanba.web.proxies import client_address

#: For so many people one of the staff reads statements out in a day, at five minutes each.
BESIDE_IN_A_DAY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the actor, by which key they are known, and the mark of somebody for whom staff press.

    `number` is that of a browser that is to keep it.
    """

    actor: Actor
    key: str
    beside: str = ""
    number: str = ""


@require_safe
@open_to(*ANYONE)
def consultations(request: DistrictRequest) -> HttpResponse:
    """Render the consultations in which people can take part, and those that have ended."""
    moment = now()
    return page(
        request, "opinions/list.html", running=queries.running(moment), over=queries.over(moment), now=moment
    )


@require_safe
@open_to(*ANYONE)
def consultation(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """Render a consultation with the next statement on which the reader has not spoken yet."""
    mark = request.session.get(_beside_in(consultation_id), "")
    return _shown(request, _found(consultation_id), _speaker(request, consultation_id, mark))


def _shown(
    request: DistrictRequest,
    row: ConsultationRow,
    speaker: Speaker,
    *,
    form: forms.StatementForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    participant = statements.participant(row.id, speaker.key)
    said = statements.said_by(row.id, participant)
    asked = request.GET.get("statement", "")
    moment, is_staff = now(), request.actor.kind is ActorKind.STAFF
    beside = {"beside": speaker.beside}
    facts = queries.facts_beside(request.actor, row)
    may = row.is_open(moment) and access.may(request.actor, OpinionVerb.TAKE_STANCE, facts, moment)
    return page(
        request,
        "opinions/consultation.html",
        consultation=row,
        is_open=row.is_open(moment),
        may=may and (not is_staff or bool(speaker.beside)),
        may_beside=may and is_staff,
        may_moderate=access.may(request.actor, OpinionVerb.ACCEPT, queries.facts_of(row), moment),
        now_asked=_next(said, asked),
        is_again=bool(asked),
        said=[one for one in said if one.value is not None],
        done=sum(one.value is not None for one in said),
        all=len(said),
        own=[]
        if is_staff
        else [one for one, _question in statements.own([speaker.key], consultation_id=row.id)],
        form=form or forms.StatementForm(initial=beside),
        beside=speaker.beside,
        refusal=refusal,
        status=status,
    )


def _next(said: list[OwnStance], asked: str) -> OwnStance | None:
    """The statement that is asked for by its number, else the first of which nothing was said."""
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    chosen = next((one for one in said if one.statement.number == wanted), None)
    return chosen or next((one for one in said if one.value is None), None)


@require_POST
@open_to(*ANYONE)
def take_stance(request: DistrictRequest, statement_id: int) -> HttpResponse:
    """Keep that somebody agrees with a statement, disagrees or passes, and go on to the next one."""
    try:
        consultation_id = statements.statement(statement_id).consultation_id
    except queries.NoConsultation as fault:
        raise Http404(str(statement_id)) from fault
    row, form = _found(consultation_id), forms.StanceForm(request.POST)
    speaker = _speaker(request, consultation_id, request.POST.get("beside", ""), is_new=True)
    if not form.is_valid():
        return _shown(request, row, speaker, refusal=services.saying.NoOpinion(), status=422)
    try:
        _bound_new(request, row, speaker)
        services.take_stance(
            actor=speaker.actor,
            statement_id=statement_id,
            value=form.cleaned_data["value"],
            key=speaker.key if speaker.beside else "",
            now=now(),
        )
    except Refused as refusal:
        return _shown(request, row, speaker, refusal=refusal, status=409)
    return _kept(request, row, speaker)


@require_POST
@open_to(*ANYONE)
def add(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """Keep a statement that somebody adds; it is read before it is shown."""
    row, form = _found(consultation_id), forms.StatementForm(request.POST)
    speaker = _speaker(request, consultation_id, request.POST.get("beside", ""), is_new=True)
    if not form.is_valid():
        return _shown(request, row, speaker, form=form, status=422)
    try:
        _bound_new(request, row, speaker)
        services.add(
            actor=speaker.actor,
            consultation_id=consultation_id,
            words=form.cleaned_data["words"],
            key=speaker.key if speaker.beside else "",
            now=now(),
        )
    except Refused as refusal:
        return _shown(request, row, speaker, form=form, refusal=refusal, status=409)
    told = _("We have your statement. Somebody reads it first; then everyone can agree or disagree with it.")
    arrived(request, told, draft=f"statement.add.{consultation_id}")
    return _kept(request, row, speaker)


@require_POST
@open_to(*whoever_may(OpinionVerb.TAKE_STANCE))
def beside(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """Begin for the next person who has no phone: what staff press from now on counts for them."""
    row = _found(consultation_id)
    access.require(request.actor, OpinionVerb.TAKE_STANCE, queries.facts_beside(request.actor, row), now())
    messages.info(request, _("For the next person: read each statement out, and press what they say."))
    request.session[_beside_in(consultation_id)] = secrets.token_hex(8)
    return redirect("opinions:consultation", consultation_id)


def _beside_in(consultation_id: int) -> str:
    """Where the session of somebody on the staff keeps the mark of whom they press for now."""
    return f"consultation:{consultation_id}:beside"


def _speaker(request: DistrictRequest, consultation_id: int, beside: str, *, is_new: bool = False) -> Speaker:
    """The account, or the browser; a browser that is new gets its number with its first word.

    Staff press for whom they began last; a page of somebody before presses for nobody.
    """
    if request.actor.kind is ActorKind.STAFF:
        mark = beside if beside == request.session.get(_beside_in(consultation_id)) else ""
        return Speaker(actor=request.actor, key=f"counter:{mark}" if mark else "", beside=mark)
    actor = devices.known(request, request.actor)
    if not (devices.is_stranger(actor) or devices.is_device(actor)):
        return Speaker(actor=actor, key=actor.key)
    number = devices.number_for(request) if is_new else ""
    actor = devices.device(number) if number else actor
    return Speaker(actor=actor, key=actor.key, number=number)


def _bound_new(request: DistrictRequest, row: ConsultationRow, speaker: Speaker) -> None:
    """Count who is new here; raise TooMany where an address, or one of the staff, brought enough."""
    if not (devices.is_device(speaker.actor) or speaker.beside):
        return
    if statements.participant(row.id, speaker.key) is None:
        by = request.actor.key if speaker.beside else client_address(request)
        most = BESIDE_IN_A_DAY if speaker.beside else devices.NEW_IN_A_DAY
        people.throttle(
            key=f"consultation:{row.id}:{by}", limit=most, window_seconds=devices.A_DAY, now=now()
        )


def _kept(request: DistrictRequest, row: ConsultationRow, speaker: Speaker) -> HttpResponse:
    response = redirect("opinions:consultation", row.id)
    if speaker.number:
        devices.keep(request, response, speaker.number)
    return response


def _found(consultation_id: int) -> ConsultationRow:
    try:
        return queries.consultation(consultation_id)
    except queries.NoConsultation as fault:
        raise Http404(str(consultation_id)) from fault
