"""Where staff ask residents: the list, a new consultation, and its page with the statements to read."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.opinions import forms, queries, services
from yuanba.opinions.queries import ConsultationRow, pictures, statements
from yuanba.opinions.tables import CONSULTATIONS
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused
from yuanba.rules.opinions.consulting import StatementTwice
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.rules.time.calendar import day
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may

WHO = whoever_may(OpinionVerb.OPEN)
#: How long most questions stay open.
USUAL = timedelta(days=14)


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def desk_consultations(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the consultations in the reader's areas."""
    return tables.respond(request, CONSULTATIONS, "opinions/desk_list.html")


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def open_consultation(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that asks residents a question (发起意见征集)."""
    moment, refusal = now(), None
    areas = queries.areas_for(request.actor, moment)
    usual = {"area_code": areas[0].code if areas else "", "until_on": day(moment) + USUAL}
    form = forms.ConsultationForm(request.POST or None, areas=areas, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_consultation(actor=request.actor, now=moment, **form.cleaned_data)
        except Refused as fault:
            refusal = fault
        else:
            arrived(request, _("Residents can take part from now on."), draft="consultation.open")
            return redirect("opinions:desk_consultation", consultation_id=made)
    return page(
        request,
        "opinions/open.html",
        form=form,
        refusal=refusal,
        has_areas=bool(areas),
        status=409 if refusal else 422 if form.errors else 200,
    )


@require_GET
@open_to(*WHO)
def desk_consultation(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """Render a consultation for staff: the statements that wait, those shown, and how many take part."""
    return _desk_page(request, _found(consultation_id))


def _desk_page(
    request: DistrictRequest, row: ConsultationRow, *, refusal: Refused | None = None
) -> HttpResponse:
    moment, facts = now(), queries.facts_of(row)
    may_read = access.may(request.actor, OpinionVerb.ACCEPT, facts, moment)
    return page(
        request,
        "opinions/desk_consultation.html",
        consultation=row,
        number=row.id,
        is_open=row.is_open(moment),
        may_moderate=may_read and row.closed_at is None,
        may_close=row.closed_at is None and access.may(request.actor, OpinionVerb.CLOSE, facts, moment),
        may_export=access.may(request.actor, OpinionVerb.EXPORT, facts, moment),
        waiting=statements.waiting(row.id) if may_read else [],
        rejected=statements.judged(row.id) if may_read else [],
        shown=statements.shown(row.id),
        made=pictures.picture(row.id),
        refusal=refusal,
        status=409 if refusal else 200,
    )


@require_POST
@open_to(*whoever_may(OpinionVerb.ACCEPT))
def accept(request: DistrictRequest, statement_id: int) -> HttpResponse:
    """Show a statement to everyone (公布观点)."""
    row = _of_statement(statement_id)
    try:
        services.accept(actor=request.actor, statement_id=statement_id, now=now())
    except StatementTwice as refusal:
        return _desk_page(request, _found(row), refusal=refusal)
    messages.success(request, _("Shown. Everyone can agree or disagree with it now."))
    return redirect("opinions:desk_consultation", consultation_id=row)


@require_POST
@open_to(*whoever_may(OpinionVerb.REJECT))
def reject(request: DistrictRequest, statement_id: int) -> HttpResponse:
    """Keep a statement from being shown, with a reason for its author (不公布观点)."""
    row, form = _of_statement(statement_id), forms.RejectForm(request.POST)
    if not form.is_valid():
        return _desk_page(request, _found(row), refusal=services.saying.NoReasonTold())
    services.reject(
        actor=request.actor, statement_id=statement_id, reason=form.cleaned_data["reason"], now=now()
    )
    messages.success(request, _("Not shown. Its author reads your reason."))
    return redirect("opinions:desk_consultation", consultation_id=row)


@require_POST
@open_to(*whoever_may(OpinionVerb.CLOSE))
def close(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """End a consultation before its last day is over (结束意见征集)."""
    services.close(actor=request.actor, consultation_id=consultation_id, now=now())
    messages.success(request, _("Ended. What was said stays readable."))
    return redirect("opinions:desk_consultation", consultation_id=consultation_id)


@require_POST
@open_to(*whoever_may(OpinionVerb.EXPORT))
def export(request: DistrictRequest, consultation_id: int) -> HttpResponse:
    """Return what everyone said as the table that `yuanba opinions groups` reads, without names."""
    table = services.export(actor=request.actor, consultation_id=consultation_id, now=now())
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="consultation-{consultation_id}-participants-votes.csv"'
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _of_statement(statement_id: int) -> int:
    try:
        return statements.statement(statement_id).consultation_id
    except queries.NoConsultation as fault:
        raise Http404(str(statement_id)) from fault


def _found(consultation_id: int) -> ConsultationRow:
    try:
        return queries.consultation(consultation_id)
    except queries.NoConsultation as fault:
        raise Http404(str(consultation_id)) from fault
