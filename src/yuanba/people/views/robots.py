"""Views by which the system administrator sets up the robots that post to units' group chats."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.messages import services, wording
from yuanba.messages.queries import robots as stored
from yuanba.messages.queries.robots import RobotRow
from yuanba.messages.services import MessageChannel
from yuanba.people import queries
from yuanba.people.forms.robots import ChooseUnitForm, RobotForm
from yuanba.people.queries import UnitRow
from yuanba.rules.messages.robots import NoSecret, NotARobot, RobotKind
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may
from yuanba.web.sentences import refusal_sentence

#: What every message begins with, whatever the district: the name of this platform.
KEYWORD = "院坝"
MANAGERS = whoever_may(MessageVerb.ROBOT_SET)


@require_http_methods(["GET", "POST"])
@open_to(*MANAGERS)
def robots(request: DistrictRequest) -> HttpResponse:
    """Render all robots of group chats, stopped ones first, and the box that leads to a unit's own."""
    form = ChooseUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("people:robot", unit=form.cleaned_data["unit"])
    rows, status = [_shown(row) for row in stored.robots()], 422 if form.is_bound else 200
    return page(request, "people/robots.html", form=form, rows=rows, now=now(), status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(*MANAGERS)
def robot(request: DistrictRequest, unit: str) -> HttpResponse:
    """Show the robots of one unit's group chats, and set one."""
    found = _unit(unit)
    form = RobotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_robot(
                actor=request.actor,
                unit=unit,
                address=form.cleaned_data["address"],
                secret=form.cleaned_data["secret"],
                now=now(),
            )
        except NotARobot as fault:
            form.add_error("address", refusal_sentence(fault))
        except NoSecret as fault:
            form.add_error("secret", refusal_sentence(fault))
        else:
            flash.success(request, _("The robot was saved. Post a trial to see whether the group gets it."))
            return redirect("people:robot", unit=unit)
    return _page(request, found, form, status=422 if form.is_bound else 200)


@require_POST
@open_to(*MANAGERS)
def try_robot(request: DistrictRequest, unit: str, channel: str) -> HttpResponse:
    """Post a trial to a unit's group chat, and say whether it was taken."""
    found = _unit(unit)
    try:
        services.try_robot(actor=request.actor, unit=unit, channel=_channel(channel), now=now())
    except services.TrialFailed as failed:
        reason = wording.fault_words(str(failed.arguments["fault"]))
        said = _("The group did not take the trial. %(reason)s.") % {"reason": reason}
        return _page(request, found, RobotForm(), said=said, status=409)
    flash.success(request, _("The group has taken the trial. Look into the group chat."))
    return redirect("people:robot", unit=unit)


@require_POST
@open_to(*MANAGERS)
def drop_robot(request: DistrictRequest, unit: str, channel: str) -> HttpResponse:
    """Remove a unit's robot on one platform."""
    try:
        services.drop_robot(actor=request.actor, unit=unit, channel=_channel(channel), now=now())
    except services.UnknownRobot as unknown:
        return _page(request, _unit(unit), RobotForm(), said=refusal_sentence(unknown), status=404)
    flash.success(request, _("The robot was removed. Nothing more is posted to that group."))
    return redirect("people:robot", unit=unit)


def _page(
    request: DistrictRequest,
    unit: UnitRow,
    form: RobotForm,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "people/robot.html",
        unit=unit,
        form=form,
        rows=[_shown(row) for row in stored.robots(unit.code)],
        said=said,
        keyword=KEYWORD,
        now=now(),
        status=status,
    )


def _shown(row: RobotRow) -> dict[str, object]:
    return {"row": row, "fault": wording.fault_words(row.fault)}


def _unit(code: str) -> UnitRow:
    found = queries.unit(code)
    if found is None:
        raise Http404(code)
    return found


def _channel(name: str) -> MessageChannel:
    try:
        return MessageChannel(RobotKind(name).value)
    except ValueError:
        raise Http404(name) from None
