"""The text boxes of centres and bookings."""

from __future__ import annotations

from collections.abc import Mapping

from tests import cast
from tests.security.boxes_of_deliberation import SOON, Row

HOUR = {"begins": "09:00", "ends": "10:00"}
OF_VENUES: Mapping[str, Row] = {
    "BookForm": Row(
        who="",
        path="/rooms/{hall}/book",
        free=("purpose", "name"),
        said={"on": SOON, **HOUR, "phone": "13900002222"},
        codes=("phone",),
        counts=("on", "begins", "ends"),
    ),
    "DeskBookForm": Row(
        who="wu",
        path="/desk/centres/{centre}/book",
        free=("purpose", "name"),
        said={"bookable_ids": "{hall}", "on": SOON, **HOUR},
        codes=("phone",),
        counts=("on", "begins", "ends"),
    ),
    "MoveBookingForm": Row(
        who="wu",
        path="/desk/bookings/{booking}/move",
        said={"bookable_ids": "{hall}", "on": SOON, **HOUR},
        counts=("on", "begins", "ends"),
    ),
    "BookingReasonForm": Row(who="wu", path="/desk/bookings/{booking}/decline", free=("reason",)),
    "CloseForm": Row(
        who="wu",
        path="/desk/rooms/{shut}/close",
        free=("reason",),
        said={"from_at": f"{SOON}T09:00"},
        counts=("from_at", "until_at"),
    ),
    "RepeatForm": Row(
        who="wu",
        path="/desk/centres/{centre}/repeat",
        free=("purpose",),
        said={
            "bookable_ids": "{hall}",
            "rhythm": "weekly",
            "purpose": "棋友",
            "from_on": SOON,
            "until_on": SOON,
            **HOUR,
            "book": "yes",
        },
        counts=("from_on", "until_on", "begins", "ends"),
    ),
    "EndRepeatForm": Row(
        who="wu",
        path="/desk/repetitions/{repetition}/stop",
        free=("reason",),
        said={"from_on": SOON},
        counts=("from_on",),
    ),
    "CentreForm": Row(
        who="wu",
        path="/desk/centres/new",
        free=("title", "address", "hours"),
        said={"area_code": cast.TONGTAIMEN, "title": "二号点"},
        codes=("phone",),
        counts=("floor_m2", "residents_m2"),
    ),
    "BookableForm": Row(
        who="wu",
        path="/desk/centres/{centre}/rooms/new",
        free=("title", "about"),
        said={"kind": "room", "title": "书画室"},
        counts=("capacity",),
    ),
}
