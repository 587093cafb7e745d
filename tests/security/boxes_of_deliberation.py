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
    "ReferForm": Row(
        who="chen",
        path="/desk/matters/{id}/refer",
        said={"planned_on": SOON},
        codes=("council",),
        counts=("planned_on",),
    ),
    "ResolutionForm": Row(
        who="sun",
        path="/desk/referrals/{referral}/pass",
        free=("text", "ground", "responsible"),
        said={"due_on": SOON},
        counts=("due_on",),
    ),
    "WaiveForm": Row(who="chen", path="/desk/matters/{id}/waive", free=("reason",)),
    "TakeOffForm": Row(who="sun", path="/desk/referrals/{rising}/take_off", free=("reason",)),
    "SettleTopicForm": Row(who="sun", path="/desk/topics/{adopted}/settle", free=("reason",)),
    "TopicTaskForm": Row(
        who="tang",
        path="/desk/topics/{adopted}/task",
        free=("text", "responsible"),
        said={"due_on": SOON},
        counts=("due_on",),
    ),
    "SendUpForm": Row(
        who="sun",
        path="/desk/referrals/{rising}/send_up",
        free=("reason",),
        said={"planned_on": SOON},
        counts=("planned_on",),
    ),
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
    "CallMeetingForm": Row(
        who="wu",
        path="/desk/councils/{council}/call",
        free=("topics", "place", "urgent_ground"),
        said={"starts_at": "2199-01-01T09:00", "ends_at": "2199-01-01T12:00"},
        counts=("starts_at", "ends_at"),
    ),
    "MoveMeetingForm": Row(
        who="wu",
        path="/desk/meetings/{meeting}/move",
        free=("place", "reason", "urgent_ground"),
        said={"starts_at": "2199-01-01T09:00", "ends_at": "2199-01-01T12:00"},
        counts=("starts_at", "ends_at"),
    ),
    "CancelMeetingForm": Row(who="wu", path="/desk/meetings/{meeting}/cancel", free=("reason",)),
    "DraftForm": Row(who="wu", path="/desk/meetings/{meeting}/1/draft", codes=("text",)),
    "MeetingHandsForm": Row(
        who="wu",
        path="/desk/meetings/{voting}/1/decide",
        said={"yes": "1", "no": "0", "abstain": "0"},
        counts=("yes", "no", "abstain"),
    ),
    "EndMeetingForm": Row(who="wu", path="/desk/meetings/{voting}/end", free=("remarks",)),
    "PaperForm": Row(
        who="wu",
        path="/desk/meetings/{meeting}/enter",
        said={"listeners": "1", "yes_1": "0", "no_1": "0", "abstain_1": "0"},
        codes=("seats",),
        counts=("listeners",),
    ),
}
