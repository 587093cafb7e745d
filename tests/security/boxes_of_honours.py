"""The text boxes of selections."""

from __future__ import annotations

from collections.abc import Mapping

from tests.security.boxes_of_deliberation import SOON, Row

OF_HONOURS: Mapping[str, Row] = {
    "OpenSelectionForm": Row(
        who="he",
        path="/desk/selections/new",
        free=("title",),
        said={"what": "{opening}", "nominate_until": SOON},
        counts=("nominate_until",),
    ),
    "NominateForm": Row(
        who="wang",
        path="/selections/{selection}/nominate",
        free=("name", "deeds"),
        said={"award": "family"},
        codes=("phone", "is_self", "on_list"),
    ),
    "AgreeForm": Row(who="li", path="/nominees/{nominee}/agree", codes=("how", "on_list")),
    "StepBackForm": Row(who="he", path="/nominees/{nominee}/withdraw", free=("reason",)),
    "PutToVoteForm": Row(who="he", path="/desk/selections/{selection}/vote", said={"way": "hands"}),
    "ConferForm": Row(
        who="he", path="/desk/selections/{selection}/confer", free=("reason",), codes=("without",)
    ),
    "DropSelectionForm": Row(who="he", path="/desk/selections/{selection}/drop", free=("reason",)),
}
