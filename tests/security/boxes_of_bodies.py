"""The boxes of procedures and of demands for a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tests import cast
from tests.security.boxes_of_deliberation import SOON, Row
from yuanba.rules.time.calendar import day

TODAY = day(datetime.now(UTC)).isoformat()

OF_BODIES: Mapping[str, Row] = {
    "StepForm": Row(
        who="sun",
        path="/desk/procedures/{course}/take",
        free=("note",),
        said={"number": "3", "held_on": TODAY, "due": "30", "present": "27", "agreed": "24"},
        counts=("number", "held_on", "due", "present", "agreed"),
    ),
    "PostedStepForm": Row(
        who="sun",
        path="/desk/procedures/{publishing}/take",
        free=("note", "place"),
        said={"number": "5", "held_on": TODAY, "posted_until": SOON, "place": "公开栏"},
        counts=("number", "held_on", "posted_until"),
    ),
    "PriorityForm": Row(
        who="sun",
        path=f"/desk/priorities/{cast.JIJIANG}",
        free=("form-0-title", "form-0-why"),
        said={
            "after": "0",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-place": "1",
            "form-0-title": "老旧小区停车",
        },
        codes=("form-0-topic",),
        counts=("form-0-place",),
    ),
    "SignDemandForm": Row(
        who="chen",
        path="/topics/{opened}/demand/sign",
        said={"signers": "voters", "phone": "13900001111"},
        codes=("phone", "seat"),
    ),
    "CountVotersForm": Row(
        who="sun",
        path="/topics/{opened}/demand/count",
        free=("source",),
        said={"voters": "20000"},
        counts=("voters",),
    ),
    "CorrectStepForm": Row(who="sun", path="/desk/procedures/{course}/correct", free=("reason",)),
}
