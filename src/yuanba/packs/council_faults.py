"""The sentences for faults of a pack's meetings: who convenes them, when they meet, how they decide."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


COUNCILS: Mapping[str, Text] = {
    "selection_by_heads": _text(
        "评选按名册表决，这条规则还要看谁到场或者按面积算：改成 simple 或 party-members",
        "a selection is decided on a roll, not by who is there nor by area: take simple or party-members",
    ),
    "booking_answered_by_nobody": _text(
        "居民的预约要有人答复，这些岗位没有设，或者不管场地：改成 clerk、community_lead 等岗位类型",
        "a resident's booking needs an answer, and none of these positions is here or keeps rooms: "
        "take clerk, community_lead or subdistrict_lead",
    ),
    "no_crowd": _text(
        "没有代码为“{name}”的人群：改正代码，或在 [crowds] 里补上",
        "no crowd has the code “{name}”: correct it, or add it to [crowds]",
    ),
    "council_above": _text(
        "召集单位“{name}”是{level}一级，不能召集更高一级的会议：改层级或召集单位",
        "the convener “{name}” is at {level} and cannot convene a meeting above it: change level or convener",
    ),
    "unsettled_below": _text(
        "协商不成的要往上走，“{name}”不在这个会议之上：改成上一级的会议",
        "what is not settled goes upwards, and “{name}” is not above this meeting: name one that is",
    ),
    "cadence_day": _text(
        "召开周期用不上这一天：每月写1至28，每周写1至7，其他周期不写",
        "the cadence has no such day: 1 to 28 in a month, 1 to 7 in a week, else leave it out",
    ),
    "cadence_uncharted": _text(
        "定期召开的会议要有{year}年的日历：补上日历，或者改成有事就开",
        "a meeting with a cadence needs the calendar of {year}: add it, or let it meet as needed",
    ),
    "laxer_than_rule": _text(
        "本地比例 {own} 低于规则的 {floor}：只能更严，请改高或删去",
        "the local share {own} is less than the rule's {floor}: it may only be stricter; raise or remove it",
    ),
    "share_never_reached": _text(
        "全部同意也达不到 {own}：请改小", "not even all of them reach {own}: lower it"
    ),
    "electronic_undated": _text(
        "电子表决要写明依据的本地规则和施行日期：electronic_rule 和 electronic_since 都要写",
        "an electronic vote names its local rule and since when it is in force: write both",
    ),
    "electronic_not_yet": _text(
        "这项电子表决规则{day}才施行，机制包先生效：改日期，或者晚些再写",
        "this rule on electronic votes is in force from {day}, after the pack: correct it, or add it later",
    ),
    "electronic_of_owners": _text(
        "业主表决不能在这里用电子方式：删去，或换一种规则",
        "owners do not vote electronically on these pages: remove it, or take another rule",
    ),
    "electronic_offline": _text(
        "写了电子表决的依据，表决方式里却没有网上投票：请补上",
        "a rule on electronic votes is named, and online is no way to vote here: add it",
    ),
    "posted_late": _text(
        "这类会议要提前{days}天公布议题和时间：请改数值",
        "such a meeting is posted {days} days before: correct the number",
    ),
    "clock_waits_long": _text(
        "议事期间暂停计时不能超过{days}天（一个季度）：请改小",
        "the clock waits for a council {days} days (a quarter) at most: lower it",
    ),
    "call_harder": _text(
        "法律规定达到{most}就可以提议召开，不能要求更多：请改小",
        "by law {most} of them may demand it, and no more may be asked: lower the share",
    ),
    "procedure_order": _text(
        "议事程序的各步按提议、商议、审议、决议、公开的次序，每步一次：请调整",
        "the steps go from proposing to publishing, each once: put them in order",
    ),
    "procedure_undecided": _text(
        "议事程序里没有决议这一步：请补上", "no step of the procedure decides: add one"
    ),
    "deliberated_by_nobody": _text(
        "这一类要先协商，却没有会议议它：在一个会议的 classes 里写上",
        "it is deliberated first, and no meeting has it: name it in the classes of one",
    ),
    "deliberated_and_settled": _text(
        "先协商的事不能当场办结或引导：两项只留一项",
        "what is deliberated first is not settled on the spot or guided: leave one of the two",
    ),
}
