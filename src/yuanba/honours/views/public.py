"""Views of selections for everybody: what runs, nominating, one's own answer, and the honours that stand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.honours import forms, queries, services
from yuanba.honours.queries import NomineeRow, SelectionNotFound, SelectionRow
from yuanba.honours.views.told import by_award, stages
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.honours.selections import NomineeState, SelectionStage
from yuanba.rules.honours.verbs import NomineeVerb, SelectionVerb
from yuanba.rules.pack.selections import Nominators
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page

#: The stages at which everybody reads who stands.
NAMED = frozenset(
    {SelectionStage.VOTING, SelectionStage.COUNTED, SelectionStage.POSTED, SelectionStage.HEARD}
)


@require_safe
@open_to(*ANYONE)
def selections(request: DistrictRequest) -> HttpResponse:
    """Render the selections of the district: those that run, and those that are over."""
    rows = queries.selections(day(now()))
    return page(
        request,
        "honours/selections.html",
        running=[row for row in rows if row.is_running],
        over=[row for row in rows if not row.is_running],
    )


@require_safe
@open_to(*ANYONE)
def honours(request: DistrictRequest) -> HttpResponse:
    """Render the honours that stand today; nobody stands there who does not want to."""
    rows = queries.standing_honours(day(now()))
    return page(
        request,
        "honours/honours.html",
        named=[row for row in rows if row.name],
        unnamed=sum(1 for row in rows if not row.name),
    )


@require_safe
@open_to(*ANYONE)
def selection(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Render one selection: how far it has come, what is awarded, and from the vote on who stands."""
    row = found_or_404(selection_id)
    rows = queries.nominees(selection_id)
    return page(
        request,
        "honours/selection.html",
        selection=row,
        stages=stages(row),
        awards=by_award(row, _shown(row, rows)),
        numbers=by_award(row, rows),
        names=row.stage in NAMED,
        counted=row.stage in NAMED - {SelectionStage.VOTING},
        own=[one for one in rows if request.actor.key and one.account_key == request.actor.key],
        may_nominate=row.takes_nominees and _may_nominate(request, row),
        may_convene=access.may(request.actor, SelectionVerb.OPEN, queries.facts_of(row.council), now()),
    )


def _shown(row: SelectionRow, rows: list[NomineeRow]) -> list[NomineeRow]:
    """Whom everybody reads of: who stands from the vote on, who was chosen after it, who was honoured."""
    if row.stage is SelectionStage.CONFERRED:
        return [one for one in rows if one.is_honoured and one.on_list]
    if row.stage not in NAMED:
        return []
    standing = [one for one in rows if one.stands]
    return standing if row.stage is SelectionStage.VOTING else [one for one in standing if one.is_chosen]


def _may_nominate(request: DistrictRequest, row: SelectionRow) -> bool:
    facts = Facts(area_path=row.council.area_path)
    is_staff = request.actor.kind is ActorKind.STAFF
    is_open = is_staff or row.terms.nominators is Nominators.RESIDENTS
    anybody = request.actor.kind is ActorKind.ANONYMOUS
    return is_open and (anybody or access.may(request.actor, NomineeVerb.NOMINATE, facts, now()))


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.RESIDENT, ActorKind.STAFF)
def nominate(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Show and handle the form that nominates somebody (推荐), for oneself or at the counter."""
    row, status = found_or_404(selection_id), 200
    is_staff = request.actor.kind is ActorKind.STAFF
    access.require(request.actor, NomineeVerb.NOMINATE, Facts(area_path=row.council.area_path), now())
    form = forms.NominateForm(request.POST or None, terms=row.terms, is_staff=is_staff)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.nominate(
                actor=request.actor, selection_id=selection_id, now=now(), **form.cleaned_data
            )
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)
            status = 409
        else:
            arrived(request, _nominated(made), draft=f"nominee.nominate.{selection_id}")
            return redirect(
                "honours:desk_selection" if is_staff else "honours:selection", selection_id=selection_id
            )
    return page(
        request,
        "honours/nominate.html",
        form=form,
        selection=row,
        is_staff=is_staff,
        status=422 if form.errors and status == 200 else status,
    )


def _nominated(nominee_id: int) -> str:
    if queries.nominee(nominee_id).stands:
        return _("You stand. From the vote on everybody reads your name and what you wrote.")
    return _("Thank you. They are asked first; nobody reads the name before they agree.")


@require_safe
@open_to(ActorKind.RESIDENT)
def nominee(request: DistrictRequest, nominee_id: int) -> HttpResponse:
    """Render for a nominee what was said of them, with their answer."""
    return _own_page(request, _own(request, nominee_id), forms.AgreeForm(is_staff=False))


@require_POST
@open_to(ActorKind.RESIDENT, ActorKind.STAFF)
def agree(request: DistrictRequest, nominee_id: int) -> HttpResponse:
    """Agree to stand (同意参加), for oneself or as staff for whoever said so."""
    is_staff = request.actor.kind is ActorKind.STAFF
    row, form = _answered(request, nominee_id), forms.AgreeForm(request.POST, is_staff=is_staff)
    if form.is_valid():
        try:
            services.agree(actor=request.actor, nominee_id=nominee_id, now=now(), **form.said)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)
    if form.errors:
        return _own_page(request, row, form, status=409 if form.non_field_errors() else 422)
    messages.success(request, _("Recorded: they agree to stand.") if is_staff else _("Thank you: you stand."))
    return _back(request, row)


@require_POST
@open_to(ActorKind.RESIDENT, ActorKind.STAFF)
def withdraw(request: DistrictRequest, nominee_id: int) -> HttpResponse:
    """Take a name off (不参加，撤下姓名), one's own or as staff for somebody, with a reason."""
    is_staff = request.actor.kind is ActorKind.STAFF
    row = _answered(request, nominee_id)
    form = forms.StepBackForm(request.POST if is_staff else {"reason": "-"})
    if not form.is_valid():
        return _own_page(request, row, forms.AgreeForm(is_staff=is_staff), withdrawing=form, status=422)
    reason = form.cleaned_data["reason"] if is_staff else ""
    services.withdraw(actor=request.actor, nominee_id=nominee_id, reason=reason, now=now())
    messages.success(request, _("The name is off, and nobody reads it any more."))
    return _back(request, row)


def _back(request: DistrictRequest, row: NomineeRow) -> HttpResponse:
    if request.actor.kind is ActorKind.STAFF:
        return redirect("honours:desk_selection", selection_id=row.selection_id)
    return redirect("honours:selection", selection_id=row.selection_id)


def _own_page(
    request: DistrictRequest,
    row: NomineeRow,
    form: forms.AgreeForm,
    *,
    withdrawing: forms.StepBackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "honours/nominee.html",
        nominee=row,
        selection=found_or_404(row.selection_id),
        form=form,
        withdrawing=withdrawing or forms.StepBackForm(),
        is_staff=request.actor.kind is ActorKind.STAFF,
        is_asked=row.state is NomineeState.ASKED,
        status=status,
    )


def _own(request: DistrictRequest, nominee_id: int) -> NomineeRow:
    row = nominee_or_404(nominee_id)
    if not request.actor.key or row.account_key != request.actor.key:
        raise Http404(str(nominee_id))
    return row


def _answered(request: DistrictRequest, nominee_id: int) -> NomineeRow:
    """A nominee, for themselves and for the staff of their place; nobody else learns that there is one."""
    row = nominee_or_404(nominee_id)
    facts = queries.facts_of(found_or_404(row.selection_id).council, owner=row.account_key)
    if not access.may(request.actor, NomineeVerb.AGREE, facts, now()):
        if request.actor.kind is ActorKind.RESIDENT:
            raise Http404(str(nominee_id))
        raise NotAllowed(verb=NomineeVerb.AGREE.value)
    return row


def nominee_or_404(nominee_id: int) -> NomineeRow:
    """Return a nominee; raise Http404 where there is none."""
    try:
        return queries.nominee(nominee_id)
    except SelectionNotFound as fault:
        raise Http404(str(nominee_id)) from fault


def found_or_404(selection_id: int) -> SelectionRow:
    """Return a selection as it stands today; raise Http404 where there is none."""
    try:
        return queries.selection(selection_id, day(now()))
    except SelectionNotFound as fault:
        raise Http404(str(selection_id)) from fault
