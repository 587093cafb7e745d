"""The sentences for faults in the way of matters through a pack, for remarks, and for worked cases."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


LIFE: Mapping[str, Text] = {
    "nobody_may": _text(
        "没有人能办“{verbs}”：在 [positions] 里补一个岗位，kind 是 {kinds}（有一种即可）",
        "nobody may “{verbs}”: add a position of one of the kinds {kinds}",
    ),
    "nobody_at_level": _text(
        "派到{level}的事，没有人能办“{verbs}”：补一个能在这一层办理的岗位，或换一个承办单位",
        "of what goes to the {level} nobody may “{verbs}”: add a position for it, or name another body",
    ),
    "nobody_beside": _text(
        "派到{level}的事，“{verbs}”只剩承办的人自己能办：补一个不承办的岗位，如分流（triager）或窗口（clerk）",
        "of what goes to the {level} only who handles it could “{verbs}”: add a triager or a clerk",
    ),
    "never_ends": _text(
        "事项到了“{state}”就办不下去，因为没有人能“{verbs}”：补上能办这一步的岗位",
        "a matter that is {state} never ends, for nobody may “{verbs}”: add a position that may",
    ),
    "no_first_lead": _text(
        "镇街没有牵头单位，分流超时没有人可报：补上 subdistrict",
        "nobody leads at the subdistrict, which triages: add it",
    ),
    "lead_of_other_level": _text(
        "“{name}”是{level}的单位：换成这一层的单位",
        "“{name}” is a body of the {level}: name one of this level",
    ),
    "no_lead": _text(
        "有事项派到{level}，但 [leads] 里这一层和以上都没有牵头单位：补上",
        "matters go to the {level}, and [leads] names nobody there or above: add who leads",
    ),
    "nobody_above": _text(
        "派到{level}的事超期后，上面没有人知道：在 [leads] 里补上一级，或加一条超期列入督办",
        'nobody above the {level} is told of what is late: add a lead above, or then = "prioritise" on late',
    ),
    "circle": _text(
        "提级转回原处：{path}。每一层写本层自己的单位",
        "escalation comes back to where it was: {path}. Name a body of its own at each level",
    ),
    "judge_unclear": _text(
        "评价人要么是当事人（is_party），要么写明由哪些岗位担任（positions），二者选一",
        "either the parties (is_party), or who holds one of these positions: choose one",
    ),
    "judge_handles": _text(
        "承办的人不能评价和监督：“{name}”是{kind}，请换一个不承办的岗位",
        "who handles neither judges nor follows: “{name}” is {kind}; name another position",
    ),
    "judge_keeps": _text(
        "管系统的人不能兼做别的：“{name}”是{kind}，不能评价和监督（三员分立）",
        "who keeps the system does nothing else: “{name}” is {kind}, and neither judges nor follows",
    ),
    "judge_is_body": _text(
        "“{title}”自己承办这一类事项，不能评价自己：换一个评价人",
        "“{title}” answers for matters of this class and cannot judge itself: name another",
    ),
    "title_twice": _text(
        "与“{other}”同名“{title}”，系统分不清两个岗位，承办人会被当成评价人：请改名",
        "called “{title}” like “{other}”: a handler would pass for a judge; give it another title",
    ),
    "no_count": _text("“{trigger}”要写第几次（count）", "{trigger} counts: say from which time on (count)"),
    "needless_count": _text("“{trigger}”不计次数：删去 count", "{trigger} does not count: remove count"),
    "needless_after": _text("“{trigger}”不计时间：删去 after", "{trigger} has no moment: remove after"),
    "soon_unclear": _text(
        "“快到期”只能是提醒，并写明还剩多久（after）",
        "soon reminds, and says how much time is left (after)",
    ),
    "unnoticed": _text(
        "“{trigger}”时什么也不会发生：在 [[escalations]] 里补一条",
        "nothing happens to what is {trigger}: add a row to [[escalations]]",
    ),
    "only_reminded": _text(
        '“{trigger}”只有提醒，没有人往上报，事项会一直停在那里：补一条 then = "escalate"',
        'what is {trigger} is only reminded of and may stay there for ever: add a row with then = "escalate"',
    ),
    "late_untold": _text(
        '超期了没有上级知道：补一条 on = "late"、then = "escalate"',
        'nobody above is told of what is late: add on = "late", then = "escalate"',
    ),
    "endless": _text(
        "“{trigger}”可以没完没了：补一条，到第几次（count）就提级或列入督办",
        "{trigger} can go on without end: add a row that from a count on escalates or prioritises",
    ),
}
#: What does not keep a server from starting.
REMARKS: Mapping[str, Text] = {
    "promise_unkept": _text(
        "写了“{words}”，但没有哪个时限是这么长：补上这个时限，或改文字",
        "promises “{words}”, and no term of the pack is as long: add one, or change the words",
    ),
    "body_unused": _text(
        "没有事项派给这个单位，它也不牵头：在类别、目录事项或 [leads] 里用上，或删去",
        "nothing goes to this body, it leads nowhere: name it in a class, an item or [leads], or remove it",
    ),
    "evaluator_unused": _text(
        "没有哪一类由它评价：在类别的 evaluators 里写上，或删去",
        "no class is judged by it: name it in a class's evaluators, or remove it",
    ),
    "follower_unused": _text(
        "没有哪一类由它跟踪：在类别的 followers 里写上，或删去",
        "no class is followed by it: name it in a class's followers, or remove it",
    ),
    "never_escalates": _text(
        "这一类都派到{level}，上面没有可报的单位，永远不会提级：在 [leads] 里补上一级",
        "all of it goes to the {level}, above which nobody leads, so nothing escalates: add a lead above",
    ),
    "copied_area_code": _text(
        "{number} 是“{district}”的区划代码，是照抄时留下的吗？请改成自己的",
        "{number} is the area code of “{district}”; left over from a copy? Write your own",
    ),
    "copied_prefix": _text(
        "回执号前缀 {number} 与“{district}”的相同，是照抄时留下的吗？请改成自己的",
        "“{district}” has the prefix {number} too; left over from a copy? Choose your own",
    ),
    "copied_number": _text(
        "{number} 是“{district}”的号码，是照抄时留下的吗？请改成自己的",
        "{number} is a number of “{district}”; left over from a copy? Write your own",
    ),
    "copied_source": _text(
        "这是“{district}”的来源，是照抄时留下的吗？请写自己的来源，并改引用它的 ground",
        "this is a source of “{district}”; left over from a copy? Cite your own, and change what cites it",
    ),
    "copied_name": _text(
        "“{word}”是“{district}”的地名，共{times}处，是照抄时留下的吗？请改成自己的",
        "“{word}” is a place of “{district}”, here {times}×; left over from a copy? Write your own",
    ),
    "copied_term": _text(
        "“{word}”是“{district}”自己的提法，共{times}处，是照抄时留下的吗？请改成自己的",
        "“{word}” is a term of “{district}”, here {times}×; left over from a copy? Write your own",
    ),
}
CASES: Mapping[str, Text] = {
    "case_differs": _text(
        "应为 {expected}，算出来是 {found}：规则和案例有一个不对，请对照日历手工核一遍",
        "should be {expected}, is {found}: either the case or the pack is wrong, count by hand",
    ),
    "case_refused": _text(
        "这一步不能办（{refusal}）：改案例，或改规则", "refused ({refusal}): correct the case or the pack"
    ),
    "case_passed": _text(
        "应当被拒绝（{refusal}），却通过了：改案例，或改规则",
        "should be refused ({refusal}) and is not: correct the case or the pack",
    ),
}
