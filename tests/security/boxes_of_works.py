"""The text boxes of projects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tests.security.boxes_of_deliberation import SOON, Row

#: A day after the last one of a project that ends in a month.
LATER = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()

OF_WORKS: Mapping[str, Row] = {
    "ProjectPlanForm": Row(
        who="sun",
        path="/desk/projects/{project}/plan",
        free=("words", "grantor", "title_1"),
        said={"yuan": "9800", "grantor": "规划办", "title_1": "定灯位", "due_1": SOON},
        codes=("title_2", "title_3", "title_4"),
        counts=("yuan", "beneficiaries", "due_1"),
    ),
    "ReachForm": Row(
        who="zhou",
        path="/desk/projects/{project}/reach",
        free=("words",),
        said={"milestone_id": "{milestone}"},
    ),
    "PostponeForm": Row(
        who="sun",
        path="/desk/projects/{project}/postpone",
        free=("reason",),
        said={"due_on": LATER},
        counts=("due_on",),
    ),
    "FinishForm": Row(
        who="zhou",
        path="/desk/projects/{project}/finish",
        free=("result",),
        said={"served": "9"},
        counts=("served",),
    ),
    "StopForm": Row(who="sun", path="/desk/projects/{project}/stop", free=("reason",)),
}
