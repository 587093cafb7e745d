"""A sentence for every refusal of this app, by its code; and the words for its states."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENT, REGISTRATION = _("event"), _("registration")
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "event.not_found": _("There is no such event."),
        "event.already_planned": _("This event is planned already: open it in the list."),
        "event.bad_times": _("It must end after it begins, and registration must end before that."),
        "event.not_now": _("This cannot be done any more, or not yet: look how the event stands."),
        "event.not_moved": _("It is at this time and place already. Change one of them."),
        "event.no_reason": _("Please write why, so that people understand it."),
        "event.registration_over": _(
            "Nobody can register for this any more. Ask at the counter whether to come."
        ),
        "event.door_shut": _("The door is not open for checking in. Ask whoever runs it."),
        "event.wrong_code": _("The code is not right or is too old. Type the one that is shown now."),
        "event.no_name": _("Please write the name."),
        "event.no_number": _("Please leave a mobile number, so that you can be told of changes."),
        "registration.not_found": _("There is no such registration."),
        "registration.already_there": _("This person is registered already; you need not do it again."),
        "registration.already_withdrawn": _("This registration is withdrawn already."),
        "attendance.already_there": _("This person has checked in already."),
        "attendance.frozen": _(
            "The record of who was there is confirmed and does not change. Write what is missing below it "
            "by hand."
        ),
        "attendance.not_there": _("This check-in was taken back already."),
    }
)
#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "event.not_found": 404,
        "registration.not_found": 404,
        "event.bad_times": 422,
        "event.no_reason": 422,
        "event.no_name": 422,
        "event.no_number": 422,
    }
)
