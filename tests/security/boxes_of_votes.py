"""The boxes of the forms about rolls and votes."""

from __future__ import annotations

from collections.abc import Mapping

from tests import cast
from tests.security.boxes_of_deliberation import Row

VOTES: Mapping[str, Row] = {
    "RollLookupForm": Row(who="", path="/rolls/{roll}", codes=("name",)),
    "RollFileForm": Row(
        who="wu",
        path="/desk/rolls/import",
        codes=("title", "folded"),
        said={"step": "look", "kind": "persons", "area_code": cast.JIJIANG, "estate": ""},
    ),
    "CorrectionForm": Row(
        who="wu", path="/desk/rolls/{roll}/correct", codes=("folded", "reason"), said={"step": "look"}
    ),
    "VoteForm": Row(
        who="wu",
        path="/desk/rolls/{roll}/vote",
        free=("title", "motions"),
        codes=("stations",),
        said={
            "title": "x",
            "rule": "simple",
            "motions": "修路灯",
            "standing": "statutory",
            "ways": "paper",
            "closes_at": "2199-01-01T12:00",
        },
        counts=("proxy_cap", "closes_at"),
    ),
    "SheetForm": Row(who="wu", path="/desk/votes/{paper}/sheets/1/1", codes=("text",)),
    "ProxyForm": Row(
        who="wu",
        path="/desk/votes/{paper}/list_proxy",
        free=("name",),
        codes=("voter",),
        said={"voter": "代表1"},
    ),
    "BallotForm": Row(who="li", path="/votes/{online}/cast", said={"m1": "yes", "m2": "no"}),
    "BoxForm": Row(
        who="wu",
        path="/desk/votes/{box}/count_box",
        said={"motion": "1", "station": "1", "yes": "1", "no": "0", "abstain": "0", "spoiled": "0"},
        counts=("motion", "station", "yes", "no", "abstain", "spoiled"),
    ),
    "HandsForm": Row(
        who="wu",
        path="/desk/votes/{vote}/count_hands",
        said={"motion": "1", "station": "1", "yes": "1", "no": "0", "abstain": "0"},
        counts=("motion", "station", "yes", "no", "abstain"),
    ),
}
