"""The sentences for faults in a pack: what is wrong, and what to do, in words for officials."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from yuanba.packs.choices import KINDS, STATES
from yuanba.packs.council_faults import COUNCILS
from yuanba.packs.dispatch_faults import DISPATCH
from yuanba.packs.figure_faults import FIGURES
from yuanba.packs.file_faults import FILES, SHAPE
from yuanba.packs.pillar_faults import PILLARS
from yuanba.packs.watching_faults import WATCHING
from yuanba.packs.way_faults import CASES, LIFE
from yuanba.packs.way_faults import REMARKS as REMARKS
from yuanba.packs.wording import LEVELS, TRIGGERS
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Argument, Fault
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack import Level, Trigger


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


def _unknown(zh: str, en: str, table: str) -> Text:
    return _text(
        f"没有代码为“{{name}}”的{zh}：改正代码，或在 [{table}] 里补上",
        f"no {en} is called “{{name}}”: correct the code, or add it to [{table}]",
    )


SENSE: Mapping[str, Text] = {
    "no_body": _unknown("承办单位", "body", "bodies"),
    "no_evaluator": _unknown("评价人", "evaluator", "evaluators"),
    "no_follower": _unknown("跟踪人", "follower", "followers"),
    "no_class": _unknown("类别", "class", "classes"),
    "no_item": _unknown("目录事项", "item", "items"),
    "no_guidance": _unknown("引导方式", "guidance", "guidances"),
    "no_position": _unknown("岗位", "position", "positions"),
    "no_channel": _unknown("渠道", "channel", "channels"),
    "no_meeting": _unknown("会议", "meeting", "meetings"),
    "no_slot": _unknown("待说明的提法", "slot", "slots"),
    "no_ground": _unknown("依据", "source or law", "sources"),
    "no_items": _text(
        "这一类没有任何目录事项：在 [items] 里至少补一条",
        "no item of the directory is in this class: add one to [items]",
    ),
    "other_class": _text(
        "这个目录事项属于“{name}”类：改成一致", "the item is in the class “{name}”: correct it"
    ),
    "rework_longer": _text(
        "重办时限比答复时限还长：请改短", "a rework gets more time than the answer had: shorten it"
    ),
    "accept_longer": _text(
        "接单时限比答复时限还长：请改短", "accepting gets more time than the answer has: shorten it"
    ),
    "milestone_never": _text(
        "节点比这一类最长的答复时限还晚，永远轮不到：请改短，或删去",
        "the milestone comes no sooner than the longest answer of this class: shorten it, or remove it",
    ),
    "milestone_guided": _text(
        "引导的事不派单，没有单位来告知进展：删去",
        "what is guided is given to no unit, which could tell of progress: remove it",
    ),
    "co_term_never": _text(
        "协办时限比最长的答复时限还长，永远轮不到：请改短，或删去",
        "helping gets more time than the longest answer has: shorten it, or remove it",
    ),
    "trigger_idle": _text(
        "没有哪一类写了 milestones，“{trigger}”永远不会出现：补上节点，或删去这一行",
        "no class has milestones, so nothing is ever {trigger}: add some, or remove this row",
    ),
    "no_notice": _text(
        "公开的类别要说明结果在哪里公示、公示多久：补上 notice",
        "a public class says where and how long its results are posted: add a notice",
    ),
    "level_twice": _text("同一个层级写了两次：删去一个", "a level stands twice: remove one"),
    "keyword_twice": _text("同一个关键词写了两次：删去一个", "a keyword stands twice: remove one"),
    "no_blank": _text(
        "没有内容可以填入“{name}”：可用的是 {blanks}", "nothing fills in “{name}”; there are: {blanks}"
    ),
    "broken_blanks": _text("花括号不成对：请补上或删去", "a brace has no partner: add or remove one"),
    "above_floor": _text(
        "比底线宽：最长{days}天，请缩短。依据：{law}",
        "laxer than the floor, which is at most {days} days: shorten it. Ground: {law}",
    ),
    "below_floor": _text(
        "比底线短：至少{days}天，请延长。依据：{law}",
        "shorter than the floor, which is at least {days} days: lengthen it. Ground: {law}",
    ),
    "unsaid": _text(
        "没有写依据：补上 ground（依据的代码），公开报道没有的写 assumed（由本地暂定的理由）",
        "says not where it comes from: add ground, or assumed with the reason",
    ),
    "no_phone": _text(
        "“{name}”不是能拨打的电话：写成 023-47520000、13800138000 或 12345 这样",
        "“{name}” is no telephone number: write it like 023-47520000, 13800138000 or 12345",
    ),
    "ends_above": _text(
        "牵头单位“{name}”在{level}，比应当办结的层级还高：改 ends_at，或换牵头单位",
        "“{name}” is a body of the {level}, above the level at which it should end: correct one of them",
    ),
    "title_of_no_level": _text(
        "写了层级的叫法，没有写层级：补上 ends_at，或删去这一行",
        "says what a level is called, but not which: add ends_at, or remove this line",
    ),
    "estate_level": _text(
        '小区跨网格，一个小区一个的单位写 level = "grid"，现在是{level}',
        'estates lie across grids: what each has one of has level = "grid", not that of the {level}',
    ),
    "slot_assumed": _text(
        "没有解释的提法不能暂定：不知道就不写 text，知道就填上并写 ground",
        "nothing is assumed here: leave text out, or fill it in and name the ground",
    ),
    "step_missing": _text(
        "事项会到“{state}”，但哪一步都没有写它：在 [[steps]] 的一步里补上",
        "a matter that is {state} is in no step: add the state to one of [[steps]]",
    ),
    "step_twice": _text(
        "“{state}”写进了两步：只留一步", "a matter that is {state} is in two steps: leave it in one"
    ),
    "guided_and_picked": _text(
        "引导的事不派单，也就没有部门来认领：两项只留一项",
        "what is guided is given to nobody, and so not picked: leave one of the two",
    ),
    "issuer_level": _text(
        "镇街目录由镇街一级的单位发布，“{name}”是{level}一级：改成镇街一级的单位",
        "a directory inside the district's is issued at the level of the subdistrict; “{name}” is at {level}",
    ),
    "guided_and_given": _text(
        "引导的事项不派单，没有承办单位和时限：删去 body、answer、rework，或者删去 guidance",
        "what is guided is given to nobody in no time: remove body, answer and rework, or the guidance",
    ),
    "picked_by_nobody": _text(
        "这一类的目录事项都没有写牵头单位以外的承办单位，没有部门会来认领：在目录事项里补上 body",
        "no item of this class names a body beside its lead, so nobody picks it: add a body to an item",
    ),
    "rota_gap": _text(
        "值班表有空档：星期{day}的{clock}起没有人值班，补一班",
        "the rota is empty from {clock} on day {day} of the week: add a watch",
    ),
    "rota_idle": _text(
        "“{name}”是{kind}岗位，值班时不能分流派单：换成能分流的岗位",
        "{name} is a {kind}, who may not triage while on duty: name a position that may",
    ),
    "rota_by_day": _text(
        "有值班表，分流时限却不按昼夜连续计算：在 [triage] 里用 urgent_hours",
        "there is a rota, but the term of triage does not run at night: use urgent_hours in [triage]",
    ),
    "alarm_by_day": _text(
        "险情的时限夜里也要走：用 minutes 或 urgent_hours",
        "the clocks of dangers run at night: use minutes or urgent_hours",
    ),
    "alarm_slow": _text(
        "险情的时限不能超过{minutes}分钟（limits.alarm_minutes）：改短",
        "a clock of dangers may not be longer than {minutes} minutes (limits.alarm_minutes): shorten it",
    ),
    "channel_missing": _text(
        "平台自己要用渠道“{name}”，不能删：在 [channels] 里补上",
        "the platform itself needs the channel “{name}”: add it to [channels]",
    ),
    "hours_cross": _text(
        "{later} 早于上一段的 {earlier}：办公时间要按先后写，不能重叠",
        "{later} is before {earlier}: write office hours in order, without overlap",
    ),
    "other_year": _text("文件叫 {name}.toml：改成同一年", "the file is called {name}.toml: correct the year"),
    "untold": _text(
        "个人信息处理要告知并限定范围：补上这个表。依据：{law}",
        "people have to be told, and looks behind the mask bounded: add this table. Ground: {law}",
    ),
    "unkept": _text(
        "没有写保存多久：补上。依据：{law}", "does not say how long it is kept: add it. Ground: {law}"
    ),
}
SENTENCES: Mapping[str, Text] = MappingProxyType(
    {f"shape.{code}": words for code, words in SHAPE.items()}
    | dict(FILES)
    | dict(SENSE)
    | dict(DISPATCH)
    | dict(COUNCILS)
    | dict(PILLARS)
    | dict(WATCHING)
    | dict(FIGURES)
    | dict(LIFE)
    | dict(REMARKS)
    | dict(CASES)
)


def told(fault: Fault, language: str = "zh") -> str:
    """Return the sentence that explains a fault, in this language.

    For a code without a sentence, its message or the code itself.
    """
    words = SENTENCES.get(fault.code)
    arguments = {name: _spoken(value, language) for name, value in fault.arguments}
    if words is None:
        return arguments.get("message", fault.code)
    said = _in(words, language).format_map(arguments)
    if near := arguments.get("nearest"):
        said += f"；是不是“{near}”？" if language == "zh" else f"; did you mean “{near}”?"
    return said


def _spoken(value: Argument, language: str) -> str:
    if isinstance(value, Text):
        return _in(value, language)
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(_spoken(one, language) for one in value)
    if isinstance(value, Verb):
        return _in(ACTIONS[value].label, language)
    if isinstance(value, Trigger):
        return _in(TRIGGERS[value], language)
    if isinstance(value, StrEnum) and language == "zh":
        return f"{_named(value)}（{value}）"
    return str(value)


def _named(value: StrEnum) -> str:
    if isinstance(value, Level):
        return LEVELS[value].zh
    return STATES[value] if isinstance(value, State) else KINDS[PositionKind(value)]


def _in(words: Text, language: str) -> str:
    return words.zh if language == "zh" else words.en
