"""The text boxes of offerings and weekly menus."""

from __future__ import annotations

from collections.abc import Mapping

from tests.security.boxes_of_deliberation import Row

HOURS = {"begins": "09:00", "ends": "11:00"}
OF_ACTIVITIES: Mapping[str, Row] = {
    "OfferingForm": Row(
        who="wu",
        path="/desk/menus/{centre}/offerings/new",
        free=("title", "provider", "fee", "about"),
        said={"title": "棋友会", "kind": "culture", "crowd": "elders", "cutoff_hours": "2", **HOURS},
        counts=("capacity", "cutoff_hours", "begins", "ends"),
    ),
    "SessionForm": Row(
        who="wu",
        path="/desk/weeks/{menu}/add",
        said={"offering_id": "{offering}", "on": "{on}", **HOURS},
        counts=("begins", "ends"),
    ),
}
