"""Views of matters before councils: the part of a matter's page, and the forms that staff press there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms.projects import ProjectChoice
from yuanba.deliberation.forms.resolutions import (
    ReferForm,
    ResolutionForm,
    SendUpForm,
    TakeOffForm,
    WaiveForm,
)
from yuanba.deliberation.queries import CouncilRow, tracks
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries.resolutions import ReferralRow
from yuanba.matters import queries as matters
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.deliberation.verbs import ResolutionVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.works.projects import LONGEST_TITLE
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.sentences import words
from yuanba.works.queries import leading as works

#: When most matters are deliberated, where no meeting is due yet.
USUAL = timedelta(days=14)


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ResolutionVerb.REFER))
def refer(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Show and handle the form that brings a matter before a council (提交议事)."""
    moment = now()
    row, pack = matters.matter_for(request.actor, matter_id, moment), store.in_force(day(moment))
    councils = records.councils_for(row, pack=pack)
    due = next((one.next_due_on for one in councils if one.next_due_on), None)
    first = due if due and due >= day(moment) else day(moment) + USUAL
    form = ReferForm(request.POST or None, councils=councils, initial={"planned_on": first})

    def deed(council: int | None, planned_on: date) -> None:
        services.refer(
            actor=request.actor,
            matter_id=matter_id,
            council_id=council or (councils[0].id if councils else 0),
            planned_on=planned_on,
            now=moment,
        )

    done = _("It is before the council. The resident sees the day.")
    back = reverse("desk:matter", args=[matter_id])
    return _press(
        request,
        "deliberation/refer.html",
        form,
        deed,
        done,
        back,
        verb=ResolutionVerb.REFER,
        matter_id=matter_id,
        receipt=row.receipt,
        has_councils=bool(councils),
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def pass_resolution(request: DistrictRequest, referral_id: int) -> HttpResponse:
    """Show and handle the form of a resolution (作出决议)."""
    moment = now()
    row = _referral(request, referral_id, ResolutionVerb.ADOPT)
    usual: dict[str, object] = {"due_on": day(moment) + timedelta(days=30)}
    pack = store.in_force(day(moment))
    decided = tracks.adopted_items(row.council.id, referral_id)
    items = [(one.item.id, f"{one.meeting.meets_on.isoformat()} · {one.item.title}") for one in decided]
    projects = projects_offered(row.council, pack)
    usual |= _decided_on(decided) | first_project(row.council, pack, row.title, projects)
    form = ResolutionForm(
        request.POST or None,
        initial=usual,
        classes=_classes(request, row, pack),
        items=items,
        projects=projects,
    )
    deed = partial(services.pass_resolution, actor=request.actor, referral_id=referral_id, now=moment)
    done, above = _("The resolution stands in the record of the council."), _above(row, pack)
    return _press(
        request,
        "deliberation/resolve.html",
        form,
        deed,
        done,
        _council(row),
        verb=ResolutionVerb.ADOPT,
        matter_id=row.matter_id,
        row=row,
        above=above,
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def take_off(request: DistrictRequest, referral_id: int) -> HttpResponse:
    """Show and handle the form that takes a matter off what a council deliberates (不再上会)."""
    row = _referral(request, referral_id, ResolutionVerb.TAKE_OFF)
    form = TakeOffForm(request.POST or None)
    deed = partial(services.take_off, actor=request.actor, referral_id=referral_id, now=now())
    done = _("It is not before the council any more.")
    return _press(
        request,
        "deliberation/take_off.html",
        form,
        deed,
        done,
        _council(row),
        verb=ResolutionVerb.TAKE_OFF,
        matter_id=row.matter_id,
        row=row,
    )


@require_http_methods(["GET", "POST"])
@open_to(*whoever_may(ResolutionVerb.WAIVE))
def waive(request: DistrictRequest, matter_id: int) -> HttpResponse:
    """Show and handle the form that records why a matter cannot wait for its council (紧急先派)."""
    moment = now()
    row = matters.matter_for(request.actor, matter_id, moment)
    form = WaiveForm(request.POST or None)
    deed = partial(services.waive, actor=request.actor, matter_id=matter_id, now=moment)
    done, back = _("Recorded. It may be dispatched now."), reverse("desk:matter", args=[matter_id])
    return _press(
        request,
        "deliberation/waive.html",
        form,
        deed,
        done,
        back,
        verb=ResolutionVerb.WAIVE,
        matter_id=matter_id,
        matter=row,
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def send_up(request: DistrictRequest, referral_id: int) -> HttpResponse:
    """Show and handle the form that sends up what a council cannot settle (提请上一级议事)."""
    moment = now()
    row = _referral(request, referral_id, ResolutionVerb.SEND_UP)
    form = SendUpForm(request.POST or None, initial={"planned_on": day(moment) + USUAL})
    deed = partial(services.send_up, actor=request.actor, referral_id=referral_id, now=moment)
    done, above = _("It is before the council above."), _above(row, store.in_force(day(moment)))
    return _press(
        request,
        "deliberation/send_up.html",
        form,
        deed,
        done,
        _council(row),
        verb=ResolutionVerb.SEND_UP,
        matter_id=row.matter_id,
        row=row,
        above=above,
    )


def _press(
    request: DistrictRequest,
    template: str,
    form: forms.Form,
    deed: Callable[..., object],
    done: str,
    back: str,
    **shown: object,
) -> HttpResponse:
    """Show a form, or do a deed with what it says and go back; what refuses stands above the form again."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            deed(**form.cleaned_data)
        except Refused as fault:
            refusal = fault
        else:
            messages.success(request, done)
            return redirect(back)
    status = 409 if refusal else 422 if form.errors else 200
    return page(request, template, form=form, refusal=refusal, status=status, **shown)


def _decided_on(decided: list[tracks.Sitting]) -> dict[str, object]:
    """What a meeting said of this very matter is filled in: its item, and the words that it adopted."""
    mine = next((one.item for one in decided if one.item.referral_id), None)
    return {"item_id": mine.id, "text": mine.draft} if mine else {}


def _council(row: ReferralRow) -> str:
    return reverse("deliberation:council", args=[row.council.id])


def _above(row: ReferralRow, pack: Pack) -> CouncilRow | None:
    return records.council_above(row.council, pack=pack)


def _classes(request: DistrictRequest, row: ReferralRow, pack: Pack) -> list[tuple[str, str]]:
    """The classes to whose unit the reader may give a matter that no unit has yet."""
    if row.state is not State.FILED:
        return []
    return classes_to_give(request.actor, row.council, row.area_path, pack)


def classes_to_give(actor: Actor, council: CouncilRow, area_path: str, pack: Pack) -> list[tuple[str, str]]:
    """Return the classes of a council to whose unit somebody may give a matter, with their titles."""
    if not access.may(actor, MatterVerb.ASSIGN, access.Facts(area_path=area_path), now()):
        return []
    named = council.meeting.classes if council.meeting else ()
    return [
        (code, words(pack.classes[code].title))
        for code in named
        if code in pack.classes and not pack.classes[code].is_guided
    ]


def projects_offered(council: CouncilRow, pack: Pack) -> list[ProjectChoice]:
    """Return what a resolution of a council may become: kinds of project, each with who would lead it."""
    return [
        ProjectChoice(
            kind=one.kind,
            unit=one.unit,
            words=_("%(kind)s, led by %(unit)s")
            % {"kind": words(pack.projects[one.kind].title), "unit": one.unit_name},
        )
        for one in works.offered(council.kind, queries.council_facts(council), pack)
    ]


def first_project(
    council: CouncilRow, pack: Pack, title: str, choices: Sequence[ProjectChoice]
) -> dict[str, str]:
    """Return what the form says of a project at first: a council of projects alone makes one, others ask."""
    named = [pack.classes[one] for one in (council.meeting.classes if council.meeting else ())]
    makes = bool(choices) and bool(named) and all(one.deliberates_first for one in named)
    chosen = f"{choices[0].kind}/{choices[0].unit}" if makes else ""
    return {"project": chosen, "project_title": title[:LONGEST_TITLE]}


def _referral(request: DistrictRequest, referral_id: int, verb: ResolutionVerb) -> ReferralRow:
    """The open referral with this number; 404 where there is none, refused to whoever does not run it."""
    moment = now()
    try:
        row = records.referral(referral_id, pack=store.in_force(day(moment)))
    except records.NoReferral as fault:
        raise Http404(str(referral_id)) from fault
    access.require(request.actor, verb, queries.council_facts(row.council), moment)
    return row
