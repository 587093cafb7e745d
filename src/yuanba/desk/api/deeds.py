"""The desk over JSON: one operation per row of ``forms.deeds``, and two that are asked otherwise."""

from __future__ import annotations

from ninja import Field, Router, Status

from yuanba.desk.forms.bodies import RequestBody, WithReason
from yuanba.desk.forms.deeds import BY_NAME, DESK_FORMS, DeskForm
from yuanba.matters import services
from yuanba.matters.api import DONE, PROBLEMS, FiledOut, staff
from yuanba.rules.core.action import Scope
from yuanba.rules.core.actions import ACTIONS
from yuanba.web.entrance import DistrictRequest, now

router = Router(tags=["matters"], auth=staff)

Done = Status[None]


def _add(name: str, deed: DeskForm) -> None:
    """Add the operation of a row: its body is the row's, so that the document and the check know it."""

    def press(request: DistrictRequest, matter_id: int) -> Done:
        deed.call(actor=request.actor, matter_id=matter_id, now=now())
        return Status(204, None)

    def tell(request: DistrictRequest, matter_id: int, body: RequestBody) -> Done:
        deed.call(actor=request.actor, matter_id=matter_id, now=now(), **body.said())
        return Status(204, None)

    tell.__annotations__["body"] = deed.body
    operation = tell if deed.body else press
    operation.__name__, operation.__doc__ = deed.call.__name__, deed.says
    is_theirs = any(scope is Scope.OWN for _who, scope in ACTIONS[BY_NAME[name]].rights)
    where = "_at_desk" if is_theirs else ""  # residents do the same by the name alone
    router.post(f"/matters/{{matter_id}}/{name}", response=DONE, operation_id=f"matter.{name}{where}")(
        operation
    )


for _name, _verb in BY_NAME.items():
    if DESK_FORMS[_verb].says:
        _add(_name, DESK_FORMS[_verb])


class ToCorrectReporter(WithReason):
    """The request body of correct_reporter: the right owner's login name, empty for no account."""

    login: str = Field("", max_length=40)


@router.post("/matters/{matter_id}/take", response=DONE, operation_id="matter.take")
def take(request: DistrictRequest, matter_id: int) -> Done:
    """Take a matter from the pool for the caller's unit."""
    services.take(actor=request.actor, matter_id=matter_id, now=now())
    return Status(204, None)


@router.post(
    "/matters/{matter_id}/correct_reporter",
    response={200: FiledOut, **PROBLEMS},
    operation_id="matter.correct_reporter",
)
def correct_reporter(request: DistrictRequest, matter_id: int, body: ToCorrectReporter) -> services.Filed:
    """Give a matter to another owner; return its receipt with a new query code; the old code is void."""
    return services.correct_reporter(
        actor=request.actor, matter_id=matter_id, reason=body.reason, login=body.login, now=now()
    )
