"""The text boxes of compacts."""

from __future__ import annotations

from collections.abc import Mapping

from tests import cast
from tests.security.boxes_of_deliberation import SOON, Row

OF_COMPACTS: Mapping[str, Row] = {
    "NewCompactForm": Row(
        who="he",
        path="/desk/compacts/new",
        free=("title", "why"),
        said={"area": cast.FIRST_GRID, "disputes": "有话好好说"},
        codes=("area", "estate", "manners", "surroundings", "other", "is_checked"),
    ),
    "CompactDraftForm": Row(
        who="he",
        path="/desk/compacts/{compact}/draft",
        free=("title", "why"),
        said={"disputes": "有话好好说"},
        codes=("manners", "surroundings", "other", "is_checked"),
    ),
    "AdoptForm": Row(
        who="he",
        path="/desk/compacts/{compact}/adopt",
        said={"motion": "{passing}", "from_on": SOON},
        counts=("from_on",),
    ),
    "DropDraftForm": Row(who="he", path="/desk/compacts/{compact}/drop", free=("reason",)),
}
