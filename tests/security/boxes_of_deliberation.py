"""What a row of the text boxes is, and the boxes of events and consultations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests import cast

#: A day in a month.
SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A form: who sends it where, after which deeds, what else is in it, and which boxes take any words.

    ``counts``: those for a day, a moment or a number.
    """

    who: str
    path: str
    free: tuple[str, ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    before: str = ""
    codes: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


OF_DELIBERATION: Mapping[str, Row] = {
    "ConsultationForm": Row(
        who="he",
        path="/desk/consultations/new",
        free=("question", "background"),
        said={"area_code": cast.TONGTAIMEN, "until_on": SOON, "statements": "要装\n不装"},
        codes=("statements",),
        counts=("until_on",),
    ),
    "StatementForm": Row(
        who="li", path="/consultations/{consultation}/add", free=("words",), codes=("beside",)
    ),
    "StanceForm": Row(
        who="li",
        path="/statements/{shown}/take_stance",
        said={"value": "1"},
        codes=("beside",),
    ),
    "RejectForm": Row(who="he", path="/desk/statements/{statement}/reject", free=("reason",)),
    "PlanForm": Row(
        who="wu",
        path="/desk/events/new",
        free=("title", "place", "about"),
        said={
            "area_code": cast.JIJIANG,
            "starts_at": "2199-01-01T09:00",
            "ends_at": "2199-01-01T12:00",
            "registers_until": "2199-01-01T08:00",
            "capacity": "30",
        },
        counts=("starts_at", "ends_at", "registers_until", "capacity"),
    ),
    "MoveForm": Row(
        who="wu",
        path="/desk/events/{event}/move",
        free=("place", "reason"),
        said={"starts_at": "2199-01-01T09:00", "ends_at": "2199-01-01T12:00"},
        counts=("starts_at", "ends_at"),
    ),
    "CancelForm": Row(who="wu", path="/desk/events/{event}/cancel", free=("reason",)),
    "RegisterForm": Row(
        who="",
        path="/events/{event}/register",
        free=("name",),
        said={"phone": "13900001111"},
        codes=("phone",),
    ),
    "GuestForm": Row(who="wu", path="/desk/events/{event}/register", free=("name",), codes=("phone",)),
    "DoorForm": Row(who="", path="/events/{event}/check_in", codes=("name", "code", "phone")),
}
