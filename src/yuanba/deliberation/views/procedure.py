"""Views of a procedure that cannot be skipped: the course for everybody, and its next step for the desk."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from yuanba.deliberation import queries, services
from yuanba.deliberation.forms.councils import show
from yuanba.deliberation.forms.procedure import CorrectStepForm, PostedStepForm, StepForm
from yuanba.deliberation.papers.courses import course_sheet
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import procedure as courses
from yuanba.deliberation.queries.procedure import CourseRow, NoCourse
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.procedure import POSTED_DAYS, PUBLISHING
from yuanba.rules.deliberation.verbs import ProcedureVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, now, open_to, page


@require_safe
@open_to(*ANYONE)
def course(request: DistrictRequest, course_id: int) -> HttpResponse:
    """Render one course as everybody may read it: its steps, when each was taken and how it ended."""
    return page(request, "deliberation/course.html", row=course_or_404(course_id))


@require_safe
@open_to(*ANYONE)
def course_paper(request: DistrictRequest, course_id: int) -> HttpResponse:
    """Return one course as a sheet (PDF) for the board: what everybody may read of it."""
    made = course_sheet(course_or_404(course_id), district=request.district.name)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="procedure-{course_id}.pdf"'
    return response


@require_POST
@open_to(ActorKind.STAFF)
def begin_for_topic(request: DistrictRequest, topic_id: int) -> HttpResponse:
    """Begin the procedure for a topic (启动程序)."""
    made = services.begin_course(actor=request.actor, topic_id=topic_id, now=now())
    return redirect("deliberation:desk_course", course_id=made)


@require_POST
@open_to(ActorKind.STAFF)
def begin_for_matter(request: DistrictRequest, referral_id: int) -> HttpResponse:
    """Begin the procedure for a matter that is before a council (启动程序)."""
    made = services.begin_course(actor=request.actor, referral_id=referral_id, now=now())
    return redirect("deliberation:desk_course", course_id=made)


@require_GET
@open_to(ActorKind.STAFF)
def desk_course(request: DistrictRequest, course_id: int) -> HttpResponse:
    """Show one course to whoever runs its council, with the form of its next step."""
    return _desk(request, _row(request, course_id))


@require_POST
@open_to(ActorKind.STAFF)
def take_step(request: DistrictRequest, course_id: int) -> HttpResponse:
    """Record the next step of a course (记录这一步)."""
    row = _row(request, course_id)
    form = _step_form(row, request.POST)
    if form is None or not form.is_valid():
        return _desk(request, row, form, status=422 if form else 409)
    try:
        passed = services.take_step(
            actor=request.actor,
            course_id=course_id,
            number=form.cleaned_data["number"],
            entry=form.entry(),
            meeting_id=form.cleaned_data.get("meeting"),
            now=now(),
        )
    except NotAllowed:
        raise
    except Refused as fault:
        show(form, fault, StepForm.FIELDS)
        return _desk(request, row, form, status=409)
    if passed:
        messages.success(request, _("Recorded. Everybody reads it on the page of the procedure."))
    else:
        messages.warning(request, _("It did not pass: the procedure ends here. A new one begins at step 1."))
    return redirect("deliberation:desk_course", course_id=course_id)


@require_POST
@open_to(ActorKind.STAFF)
def correct_step(request: DistrictRequest, course_id: int) -> HttpResponse:
    """Take the last step of a course back with a reason (更正上一步)."""
    row, form = _row(request, course_id), CorrectStepForm(request.POST)
    if not form.is_valid():
        return _desk(request, row, correcting=form, status=422)
    try:
        services.correct_step(
            actor=request.actor, course_id=course_id, reason=form.cleaned_data["reason"], now=now()
        )
    except NotAllowed:
        raise
    except Refused as fault:
        show(form, fault, CorrectStepForm.FIELDS)
        return _desk(request, row, correcting=form, status=409)
    messages.success(request, _("Taken back. What was recorded stays readable, with your reason."))
    return redirect("deliberation:desk_course", course_id=course_id)


def course_or_404(course_id: int) -> CourseRow:
    """Return a course; raise Http404 if there is none."""
    try:
        return courses.course(course_id, pack=store.in_force(day(now())))
    except NoCourse as fault:
        raise Http404(str(course_id)) from fault


def _row(request: DistrictRequest, course_id: int) -> CourseRow:
    row = course_or_404(course_id)
    access.require(request.actor, ProcedureVerb.TAKE, queries.council_facts(row.council), now())
    return row


def _step_form(row: CourseRow, given: object = None) -> StepForm | PostedStepForm | None:
    """The form of the next step, or None once the course is over."""
    if row.next is None:
        return None
    today = day(now())
    usual = {
        "number": row.taken + 1,
        "held_on": today,
        "posted_until": today + timedelta(days=POSTED_DAYS - 1),
        "is_agreed": "yes",
    }
    if row.next.act in PUBLISHING:
        return PostedStepForm(given, initial=usual)
    meetings = [one for one in held.meetings_of(row.council.id) if one.event.is_over]
    return StepForm(given, step=row.next, meetings=meetings, initial=usual)


def _desk(
    request: DistrictRequest,
    row: CourseRow,
    form: StepForm | PostedStepForm | None = None,
    *,
    correcting: CorrectStepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "deliberation/desk_course.html",
        row=row,
        form=form or _step_form(row),
        correcting=correcting or CorrectStepForm(auto_id="id_correct_%s"),
        status=status,
    )
