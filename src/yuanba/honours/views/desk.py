"""Views in which whoever convenes selections opens them, and takes them from step to step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yuanba.honours import forms, queries, services
from yuanba.honours.queries import NomineeRow, SelectionRow
from yuanba.honours.sentences import CONSENT_WAYS, STAGES
from yuanba.honours.views.public import found_or_404
from yuanba.honours.views.told import stages
from yuanba.packs import store
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.honours.selections import SelectionStage
from yuanba.rules.honours.verbs import NomineeVerb, SelectionVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, arrived, now, open_to, page, whoever_may

#: What a press does: it returns what it tells.
Pressed = Callable[[], str]
#: Who convenes selections, and who writes down what residents say.
WHO = whoever_may(SelectionVerb.OPEN, NomineeVerb.NOMINATE)
CONVENERS = whoever_may(SelectionVerb.OPEN)


@require_GET
@open_to(*WHO, chairs=True)
def desk_selections(request: DistrictRequest) -> HttpResponse:
    """Render the selections at the councils where the reader has something to do."""
    return page(
        request,
        "honours/desk_selections.html",
        rows=queries.kept_by(request.actor, now()),
        may_open=bool(queries.councils_for(request.actor, now())),
    )


@require_http_methods(["GET", "POST"])
@open_to(*CONVENERS, chairs=True)
def open_selection(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that opens a selection (发起评选)."""
    pack, status = store.in_force(day(now())), 200
    found = queries.councils_for(request.actor, now())
    longest = max((one.nominate_days for one in pack.selections.values()), default=1)
    first = {"nominate_until": day(now()) + timedelta(days=longest)}
    form = forms.OpenSelectionForm(request.POST or None, councils=found, pack=pack, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_selection(actor=request.actor, now=now(), **form.said)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)
            status = 409
        else:
            arrived(request, _("Opened. Everybody can nominate from now on."), draft="selection.open")
            return redirect("honours:desk_selection", selection_id=made)
    return page(
        request,
        "honours/open.html",
        form=form,
        found=found,
        status=422 if form.errors and status == 200 else status,
    )


@require_GET
@open_to(*WHO, chairs=True)
def desk_selection(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Render a selection for those who convene it or write down what residents say: nominees, next step."""
    return _desk_page(request, _kept(request, selection_id, NomineeVerb.NOMINATE, SelectionVerb.OPEN))


@require_POST
@open_to(*CONVENERS, chairs=True)
def put_to_vote(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Put the nominees who agreed to the vote of the council (交付表决)."""
    row, form = _kept(request, selection_id, SelectionVerb.VOTE), forms.PutToVoteForm(request.POST)

    def press() -> str:
        way = BallotWay(form.cleaned_data["way"])
        services.put_to_vote(actor=request.actor, selection_id=selection_id, way=way, now=now())
        return _("The vote is open. Count it with the votes; then post the result.")

    return _press(request, row, form, {}, press)


@require_POST
@open_to(*CONVENERS, chairs=True)
def post_result(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Post whom the vote has chosen as a public notice (公示评选结果)."""
    row, form = _kept(request, selection_id, SelectionVerb.POST), django_forms.Form(request.POST)

    def press() -> str:
        services.post_result(actor=request.actor, selection_id=selection_id, now=now())
        return _("Posted. When its days are over and objections are answered, confer the honours.")

    return _press(request, row, form, {}, press)


@require_POST
@open_to(*CONVENERS, chairs=True)
def confer(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Confer the honours (颁发荣誉), without whom an objection spoke against."""
    row = _kept(request, selection_id, SelectionVerb.CONFER)
    form = forms.ConferForm(request.POST, posted=_posted(row))

    def press() -> str:
        services.confer(actor=request.actor, selection_id=selection_id, now=now(), **form.cleaned_data)
        return _("Conferred. Whoever agreed to it stands on the list of honours.")

    return _press(request, row, form, forms.ConferForm.FIELDS, press)


@require_POST
@open_to(*CONVENERS, chairs=True)
def drop_selection(request: DistrictRequest, selection_id: int) -> HttpResponse:
    """Give a selection up, with a reason (终止评选)."""
    row, form = _kept(request, selection_id, SelectionVerb.DROP), forms.DropSelectionForm(request.POST)

    def press() -> str:
        services.drop_selection(
            actor=request.actor, selection_id=selection_id, now=now(), **form.cleaned_data
        )
        return _("Given up. No name is kept.")

    return _press(request, row, form, {"selection.no_words": "reason"}, press)


def _press(
    request: DistrictRequest,
    row: SelectionRow,
    form: django_forms.Form,
    fields: dict[str, str],
    press: Pressed,
) -> HttpResponse:
    """Do it, or show the page again with what stands in its way at its field."""
    if form.is_valid():
        try:
            told = press()
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, fields)
            return _desk_page(request, row, tried=form, status=409)
        messages.success(request, told)
        return redirect("honours:desk_selection", selection_id=row.id)
    return _desk_page(request, row, tried=form, status=422)


def _desk_page(
    request: DistrictRequest, row: SelectionRow, *, tried: django_forms.Form | None = None, status: int = 200
) -> HttpResponse:
    given = {type(tried): tried}
    rows = queries.nominees(row.id)
    return page(
        request,
        "honours/desk_selection.html",
        selection=row,
        stages=stages(row),
        stage=STAGES[row.stage],
        nominees=[_line(one) for one in rows],
        chosen=[one for one in rows if one.is_chosen],
        agreed=sum(1 for one in rows if one.stands),
        may_convene=access.may(request.actor, SelectionVerb.VOTE, queries.facts_of(row.council), now()),
        answers=row.stage in (SelectionStage.NOMINATING, SelectionStage.GATHERED),
        vote_form=given.get(forms.PutToVoteForm) or forms.PutToVoteForm(),
        confer_form=given.get(forms.ConferForm) or forms.ConferForm(posted=_posted(row, rows)),
        drop_form=given.get(forms.DropSelectionForm) or forms.DropSelectionForm(auto_id="id_drop_%s"),
        refused=given.get(django_forms.Form),
        status=status,
    )


def _line(one: NomineeRow) -> tuple[NomineeRow, str, forms.AgreeForm, forms.StepBackForm]:
    """A nominee with how they agreed, and the forms for what they say now."""
    return (
        one,
        _consent(one.consent),
        forms.AgreeForm(is_staff=True, auto_id=f"id_agree_{one.id}_%s"),
        forms.StepBackForm(auto_id=f"id_off_{one.id}_%s"),
    )


def _consent(code: str) -> str:
    return str(next((words for way, words in CONSENT_WAYS.items() if way == code), ""))


def _posted(row: SelectionRow, rows: list[NomineeRow] | None = None) -> list[NomineeRow]:
    if row.stage is not SelectionStage.HEARD:
        return []
    return [one for one in (queries.nominees(row.id) if rows is None else rows) if one.is_posted]


def _kept(request: DistrictRequest, selection_id: int, *verbs: NomineeVerb | SelectionVerb) -> SelectionRow:
    """The selection, for whoever may do one of these to it; others are refused."""
    row = found_or_404(selection_id)
    facts = queries.facts_of(row.council)
    if not any(access.may(request.actor, verb, facts, now()) for verb in verbs):
        raise NotAllowed(verb=verbs[0].value)
    return row
