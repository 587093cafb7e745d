"""Views of projects: for everyone what is built and how far it is, for those concerned what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from yuanba.matters import queries as matters
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.rules.works.projects import AT_WORK, ProjectState
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.sentences import words
from yuanba.works import forms, queries, services
from yuanba.works.queries import ProjectRow
from yuanba.works.sentences import STATES

WHO = whoever_may(ProjectVerb.SHAPE)
#: The tabs of both lists: what is under way, what is done, what was stopped.
TABS: dict[str, tuple[ProjectState, ...]] = {
    "open": tuple(sorted(AT_WORK)),
    "done": (ProjectState.DONE,),
    "stopped": (ProjectState.STOPPED,),
}


def _tabs() -> list[tuple[str, str]]:
    return [
        ("open", str(STATES[ProjectState.RUNNING])),
        ("done", str(STATES[ProjectState.DONE])),
        ("stopped", str(STATES[ProjectState.STOPPED])),
    ]


@require_safe
@open_to(*ANYONE)
def projects(request: DistrictRequest) -> HttpResponse:
    """Render the projects of the district: those under way by their last day, or those that are over."""
    kinds = store.in_force(day(now())).projects
    asked, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    tab, kind = asked if asked in TABS else "open", kind if kind in kinds else ""
    return page(
        request,
        "works/list.html",
        rows=queries.projects(day(now()), only=TABS[tab], kind=kind),
        tab=tab,
        tabs=_tabs(),
        kind=kind,
        shown=kinds.get(kind),
    )


@require_safe
@open_to(*ANYONE)
def project(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Render one project: what was resolved, who leads it, its steps, its money, and what came of it."""
    row, moment = _found(project_id), now()
    facts = queries.facts_of(row)
    can = [verb for verb in ProjectVerb if access.may(request.actor, verb, facts, moment)]
    return page(
        request,
        "works/project.html",
        project=row,
        kind=store.in_force(day(moment)).projects.get(row.kind),
        may_carry_on=ProjectVerb.SHAPE in can,
    )


@require_GET
@open_to(*WHO)
def desk_projects(request: DistrictRequest) -> HttpResponse:
    """Render the projects that the reader's unit carries out, or that lie in the reader's areas."""
    asked = request.GET.get("state", "")
    tab = asked if asked in TABS else "open"
    counts = queries.count_by_state(request.actor, now())
    return page(
        request,
        "works/desk_projects.html",
        rows=queries.worked_on_by(request.actor, now(), only=TABS[tab]),
        tab=tab,
        tabs=[(key, label, sum(counts[one] for one in TABS[key])) for key, label in _tabs()],
    )


@require_GET
@open_to(*WHO)
def desk_project(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Render one project for whoever carries it out or answers for it, with what can be done to it."""
    return _desk_page(request, _worked_on(request, project_id))


@require_http_methods(["GET", "POST"])
@open_to(*WHO)
def shape(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Show and handle the form for a project's plan (定方案)."""
    row = _worked_on(request, project_id)
    if not row.is_open:
        return redirect("works:desk_project", project_id)
    form = forms.plan_form(row, _usual(row), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.shape(actor=request.actor, project_id=project_id, plan=form.said, now=now())
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)
        else:
            messages.success(request, _("The plan is saved. Everybody reads it."))
            return redirect("works:desk_project", project_id)
    return page(request, "works/plan.html", project=row, form=form, status=422 if form.errors else 200)


def _usual(row: ProjectRow) -> list[tuple[str, date]]:
    """The usual milestones of the project's kind, spread evenly over its time."""
    kind = store.in_force(day(row.planned_at)).projects.get(row.kind)
    named, first = (kind.milestones if kind else ()), day(row.planned_at)
    whole = row.due_on - first
    return [(words(one), first + whole * number // len(named)) for number, one in enumerate(named, start=1)]


@require_POST
@open_to(*whoever_may(ProjectVerb.REACH))
def reach(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Record that a milestone was reached (节点完成)."""
    row = _worked_on(request, project_id, ProjectVerb.REACH)
    form = forms.ReachForm(request.POST, steps=row.milestones)
    return _press(request, row, ProjectVerb.REACH, form, services.reach, _("The step is recorded."))


@require_POST
@open_to(*whoever_may(ProjectVerb.POSTPONE))
def postpone(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Move the last day of a project (改期)."""
    row = _worked_on(request, project_id, ProjectVerb.POSTPONE)
    done = _("The last day is moved. Everybody reads why.")
    return _press(
        request, row, ProjectVerb.POSTPONE, forms.PostponeForm(request.POST), services.postpone, done
    )


@require_POST
@open_to(*whoever_may(ProjectVerb.FINISH))
def finish(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Record what came of a project, which answers its matter, too (办结项目)."""
    row = _worked_on(request, project_id, ProjectVerb.FINISH)
    done = _("The project is done. Its result is checked, posted and judged like every answer.")
    return _press(request, row, ProjectVerb.FINISH, forms.FinishForm(request.POST), services.finish, done)


@require_POST
@open_to(*whoever_may(ProjectVerb.STOP))
def stop(request: DistrictRequest, project_id: int) -> HttpResponse:
    """Stop a project with a reason (终止项目)."""
    row = _worked_on(request, project_id, ProjectVerb.STOP)
    done = _("The project is stopped. Its matter goes on without it.")
    return _press(request, row, ProjectVerb.STOP, forms.StopForm(request.POST), services.stop, done)


def _press(
    request: DistrictRequest,
    row: ProjectRow,
    verb: ProjectVerb,
    form: django_forms.Form,
    service: Callable[..., object],
    done: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            service(actor=request.actor, project_id=row.id, now=now(), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as fault:
            forms.show(form, fault, form.FIELDS)  # type: ignore[attr-defined]
            return _desk_page(request, _found(row.id), {verb: form}, status=409)
        messages.success(request, done)
        return redirect("works:desk_project", row.id)
    return _desk_page(request, row, {verb: form}, status=422)


def _desk_page(
    request: DistrictRequest,
    row: ProjectRow,
    given: dict[ProjectVerb, django_forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    given, facts, moment = given or {}, queries.facts_of(row), now()
    empty: dict[ProjectVerb, Any] = {}
    if row.is_open:
        if row.next:
            empty[ProjectVerb.REACH] = forms.ReachForm(steps=row.milestones, auto_id="id_reach_%s")
        empty[ProjectVerb.FINISH] = forms.FinishForm(
            initial={"served": row.beneficiaries}, auto_id="id_finish_%s"
        )
        empty[ProjectVerb.POSTPONE] = forms.PostponeForm(auto_id="id_postpone_%s")
        if row.state is ProjectState.RUNNING:
            empty[ProjectVerb.STOP] = forms.StopForm(auto_id="id_stop_%s")
    offered = [
        (verb, verb.value.partition(".")[2], given.get(verb, form), verb in given)
        for verb, form in empty.items()
        if access.may(request.actor, verb, facts, moment)
    ]
    return page(
        request,
        "works/desk_project.html",
        project=row,
        kind=store.in_force(day(moment)).projects.get(row.kind),
        offered=offered,
        has_matter=_sees(request, row.matter_id),
        may_shape=row.is_open and access.may(request.actor, ProjectVerb.SHAPE, facts, moment),
        status=status,
    )


def _found(project_id: int) -> ProjectRow:
    try:
        return queries.project(project_id, day(now()))
    except queries.ProjectNotFound as fault:
        raise Http404(str(project_id)) from fault


def _sees(request: DistrictRequest, matter_id: int) -> bool:
    try:
        matters.matter_for(request.actor, matter_id, now())
    except Refused:
        return False
    return True


def _worked_on(
    request: DistrictRequest, project_id: int, verb: ProjectVerb = ProjectVerb.SHAPE
) -> ProjectRow:
    """The project, for those who may do this to it; others are refused."""
    row = _found(project_id)
    access.require(request.actor, verb, queries.facts_of(row), now())
    return row
