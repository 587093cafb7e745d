"""Rows of what hurries a matter: those above are told, it is supervised, or it is a danger."""

from __future__ import annotations

from collections.abc import Mapping

from tests.deed import Deed
from tests.hands import chen, dan
from yuanba.matters import services

PRESSING: Mapping[str, Deed] = {
    "prioritise": Deed(
        service=services.prioritise,
        who=dan,
        may="secretary supervisor system",
        before="assign accept",
        usual={"reason": "群众反映强烈"},
    ),
    "relax": Deed(
        service=services.relax,
        who=dan,
        may="secretary supervisor",
        before="assign accept prioritise",
        usual={"reason": "已经落实"},
    ),
    "escalate": Deed(
        service=services.escalate,
        who=chen,
        may="triager triager_near secretary community system",
        before="assign accept",
        usual={"reason": "需要区里协调"},
    ),
    "report_up": Deed(
        service=services.report_up,
        who=dan,
        may="head triager triager_near supervisor system",
        before="assign accept escalate",
        usual={"words": "跨区管线，请市里协调", "number": "渝信〔2026〕3号"},
        form={"letter": "report", "number": "渝信〔2026〕3号", "words": "跨区管线，请市里协调"},
    ),
    "raise_alarm": Deed(
        service=services.raise_alarm,
        who=chen,
        may="triager triager_near secretary",
        before="assign accept",
        usual={"danger_code": "fire", "reason": "值班电话里说有煤气味"},
    ),
    "stand_down": Deed(
        service=services.stand_down,
        who=chen,
        may="triager triager_near secretary",
        before="assign accept raise_alarm",
        usual={"reason": "燃气公司上门查过，没有泄漏"},
    ),
}
