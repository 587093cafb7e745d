"""The sentences for faults in a pack's named figures, and in what it says of the body above the district."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text

FIGURES: Mapping[str, Text] = {
    "no_district_lead": Text(
        zh="[leads] 里没有区县这一层，就没有事项能报到上级机关：补上 district，或删去 [superior]",
        en="nobody leads at the district, so nothing gets above it: add district to [leads], or remove it",
    ),
    "superior_never_late": Text(
        zh="超期时不上报，after 就用不上：在 occasions 里补上 late，或删去 after",
        en="what is late is not reported, so after counts nothing: add late to occasions, or remove after",
    ),
    "never_pauses": Text(
        zh="这个环节（{stage}）不会暂停计时：删去 without_pauses，或改为 answer、whole",
        en="the clock never stands still in this stage ({stage}): remove it, or measure answer or whole",
    ),
    "no_residents": Text(
        zh="不知道有多少居民，就算不出每千人的数：补上 [residents]，或删去 per_thousand",
        en="nobody knows how many residents there are: add [residents], or remove per_thousand",
    ),
    "other_area": Text(
        zh="区划代码“{name}”不以{district}开头：改正代码",
        en="{name} is not an area of this district ({district}): correct the code",
    ),
    "more_than_the_whole": Text(
        zh="“{name}”的人数比它所在的“{whole}”还多：核对两个数",
        en="{name} has more residents than {whole}, in which it lies: check both numbers",
    ),
    "rate_by_channel": Text(
        zh="评价结果不分渠道统计：删去 channels",
        en="what is said of results is not told apart by channel: remove it",
    ),
}
