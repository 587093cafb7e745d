"""The sentences for faults in what a pack says of the structure of its mechanism, and of its doors."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text

PILLARS: Mapping[str, Text] = {
    "pillar_item_twice": Text(
        zh="目录事项“{name}”写进了两条做法：只留一条",
        en="the item “{name}” stands in two parts: leave it in one",
    ),
    "pillar_steps_twice": Text(
        zh="办理环节只能放在一条主线下：只留一处 holds_steps",
        en="the steps stand under one pillar: leave holds_steps in one",
    ),
    "pillar_steps_missing": Text(
        zh="没有办理环节可放：补上 [[steps]]，或删去 holds_steps",
        en="there are no steps: add [[steps]], or remove it",
    ),
    "pillars_undrawn": Text(
        zh="有机制主线，却没有说整套机制叫什么、怎么画：补上 [panorama] 的 title、meaning、shape",
        en="there are pillars, but not what the whole is called and how it is drawn: add [panorama]",
    ),
    "panorama_empty": Text(
        zh='没有并列的机制主线可画：在 [[pillars]] 里至少留一条不写 stands 的（即 stands = "beside"）',
        en="there is no pillar to draw: leave at least one of [[pillars]] that stands beside",
    ),
    "part_without_source": Text(
        zh="机制全景只讲公开报道里有的做法：ground 写 [sources] 里的代码",
        en="the picture tells what a source tells: ground is a code of [sources]",
    ),
    "no_door": Text(
        zh="没有代码为“{name}”的入口：改正，或者删去（没有做成的不写入口）",
        en="no door is called “{name}”: correct it, or leave it out; what is not built has none",
    ),
    "door_about_nothing": Text(
        zh="入口“{name}”后面不带代码：删去冒号和后面的部分",
        en="the door “{name}” is about nothing: remove what follows it",
    ),
    "door_about_unknown": Text(
        zh="[{table}] 里没有代码为“{name}”的一行：改正入口冒号后面的代码",
        en="[{table}] has no row called “{name}”: correct what follows the door",
    ),
}
