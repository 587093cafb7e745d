"""The sentences for faults in what a pack says of dispatch and of passing up."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text

DISPATCH: Mapping[str, Text] = {
    "title_may_not": Text(
        zh="“{name}”是{kind}岗位，本来就不能派单，机制包只能收窄、不能放宽：换成能分流的岗位",
        en="{name} is a {kind}, who may not dispatch, and a pack only narrows: name a position that may",
    ),
    "guided_and_dispatched": Text(
        zh="引导的事不派单，也就没有谁派单、谁签发：删去", en="what is guided is not dispatched: remove it"
    ),
    "no_room_for_helpers": Text(
        zh="引导的事不派单，认领的事先放着等部门认领，派单时都不能请协办：删去",
        en="what is guided goes to nobody, what is picked waits for its unit; nobody helps yet: remove it",
    ),
    "helpers_over": Text(
        zh="派单时请协办的单位比协办单位数（orders.co_units）还多：最多{most}个",
        en="more units are asked at dispatch than may help (orders.co_units): at most {most}",
    ),
    "passed_by_nobody": Text(
        zh="没有单位能照这里报上级：写明 grounds，并让 up_to 高于一个承办单位、在 [leads] 里有牵头单位",
        en="nobody can pass anything up: name grounds, and an up_to above some body, with a lead in [leads]",
    ),
    "passed_too_long": Text(
        zh="“{name}”类最多报上级{times}次，每次重新计时，共超过{days}天：改成 runs_on，或缩短答复时限",
        en="“{name}” may be passed up {times}×, each time anew, over {days} days: use runs_on, or shorten it",
    ),
}
