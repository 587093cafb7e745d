"""The sentences for faults in what a pack says of who follows matters and who reviews units."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text

WATCHING: Mapping[str, Text] = {
    "reviewed_above": Text(
        zh="“{name}”在{level}，高于评议人所在的层级，评不到：改 level，或换被评议的单位",
        en="“{name}” is a body of the {level}, above the level of who reviews: correct one of them",
    ),
    "reviewer_idle": Text(
        zh="“{name}”是{kind}，不能评议单位：换成监督类（supervisor）岗位",
        en="“{name}” is {kind} and may not review units: name a position of the kind supervisor",
    ),
    "follower_judges": Text(
        zh="“{title}”全程跟踪这一类，不能又逐件评价：从 followers 或 evaluators 里去掉一处",
        en="“{title}” follows every matter of this class and cannot judge them too: leave out one of the two",
    ),
}
