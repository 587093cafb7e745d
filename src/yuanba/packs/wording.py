"""The words for the parts of a pack, used in sentences about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from yuanba.packs import choices
from yuanba.packs.labels import REFERENCES
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Escalation, Level, NoticeRule, Pack, Response, Trigger
from yuanba.rules.pack.duty import Duty, Watch
from yuanba.rules.pack.meetings import ProcedureStep
from yuanba.rules.pack.milestones import CountedFrom, MilestoneRule
from yuanba.rules.pack.passing import PassedClock, PassGround
from yuanba.rules.pack.pillars import Panorama
from yuanba.rules.pack.watching import Every
from yuanba.rules.pack.who import Titled
from yuanba.rules.time.calendar import Holiday, Shift
from yuanba.rules.time.deadline import Term, TermUnit


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


NOTHING = _text("无", "nothing")
IN_TOWN, IN_VILLAGE = _text("在镇为", "in a town"), _text("在村为", "in a village")
YES, NO = _text("是", "yes"), _text("否", "no")

UNITS: Mapping[TermUnit, Text] = MappingProxyType(
    {
        TermUnit.MINUTES: _text("分钟（昼夜连续计算）", "minutes, day and night"),
        TermUnit.URGENT_HOURS: _text("小时（昼夜连续计算）", "hours, day and night"),
        TermUnit.WORKING_HOURS: _text("个工作小时", "working hours"),
        TermUnit.WORKING_DAYS: _text("个工作日", "working days"),
        TermUnit.CALENDAR_DAYS: _text("个自然日", "days"),
    }
)
LEVELS: Mapping[Level, Text] = MappingProxyType(
    {
        Level.DISTRICT: _text("区县", "district"),
        Level.SUBDISTRICT: _text("镇街", "subdistrict"),
        Level.COMMUNITY: _text("社区（村）", "community"),
        Level.GRID: _text("网格", "grid"),
        Level.MICRO_GRID: _text("微网格", "micro-grid"),
    }
)
EVERY: Mapping[Every, Text] = MappingProxyType(
    {
        Every.MONTH: _text("每月", "every month"),
        Every.QUARTER: _text("每季度", "every quarter"),
        Every.HALF_YEAR: _text("每半年", "every half-year"),
        Every.YEAR: _text("每年", "every year"),
    }
)
CLOCKS: Mapping[PassedClock, Text] = MappingProxyType(
    {
        PassedClock.RUNS_ON: _text("已经用掉的时间照算", "the time used still counts"),
        PassedClock.ANEW: _text("从接到时重新计算", "the time begins anew"),
    }
)
TRIGGERS: Mapping[Trigger, Text] = MappingProxyType(
    {
        Trigger.SOON: _text("快到期", "due soon"),
        Trigger.UNTRIAGED: _text("分流超时", "not triaged in time"),
        Trigger.UNACCEPTED: _text("接单超时", "not accepted in time"),
        Trigger.LATE: _text("答复超期", "answer late"),
        Trigger.UNCHECKED: _text("核查超时", "not checked in time"),
        Trigger.RETURNED: _text("退单", "returned"),
        Trigger.URGED: _text("催办", "urged"),
        Trigger.REWORKED: _text("退回重办", "sent back"),
        Trigger.MILESTONE_SOON: _text("快到告知进展的时限", "progress soon to be told"),
        Trigger.MILESTONE_LATE: _text("没有按时告知进展", "progress not told in time"),
        Trigger.PART_SOON: _text("协办快到期", "helping due soon"),
        Trigger.PART_LATE: _text("协办超期", "helping late"),
    }
)
#: What a sentence on delay begins with, where the rule gives a length of time.
AFTER: Mapping[Trigger, Text] = MappingProxyType(
    {
        Trigger.SOON: _text("到期前{}", "{} before it is due"),
        Trigger.UNTRIAGED: _text("超过分流时限{}还没分流", "not triaged {} after the time allowed"),
        Trigger.UNACCEPTED: _text("超过接单时限{}还没接单", "not accepted {} after the time allowed"),
        Trigger.LATE: _text("超期{}还没答复", "not answered {} after the time allowed"),
        Trigger.UNCHECKED: _text("超过核查时限{}还没核查", "not checked {} after the time allowed"),
        Trigger.MILESTONE_SOON: _text("告知进展的时限前{}", "{} before progress is to be told"),
        Trigger.MILESTONE_LATE: _text("告知进展的时限过了{}还没告知", "not told {} after the time allowed"),
        Trigger.PART_SOON: _text("协办到期前{}", "{} before helping is due"),
        Trigger.PART_LATE: _text("协办超期{}还没交结果", "no result of helping {} after the time allowed"),
    }
)
#: From when the time of a milestone is counted.
SINCE: Mapping[CountedFrom, Text] = MappingProxyType(
    {
        CountedFrom.DISPATCHED: _text("派单后", "of being given to the unit"),
        CountedFrom.ACCEPTED: _text("接单后", "of being accepted"),
    }
)
REMINDED = _text("提醒承办单位", "the unit in charge is reminded")
#: Who is reminded where it is not the unit in charge.
REMINDED_ON: Mapping[Trigger, Text] = MappingProxyType(
    {
        Trigger.UNTRIAGED: _text("提醒受理人员", "those who sort reports are reminded"),
        Trigger.UNCHECKED: _text("提醒核查人员", "those who check answers are reminded"),
        Trigger.PART_SOON: _text("提醒协办单位", "the helping unit is reminded"),
        Trigger.PART_LATE: _text("提醒协办单位", "the helping unit is reminded"),
    }
)
ESCALATED = _text("报上一级", "the next level is told")
#: What the next level is there for where it is not to press the unit.
ESCALATED_ON: Mapping[Trigger, Text] = MappingProxyType(
    {Trigger.RETURNED: _text("由上一级确定谁办", "the next level decides who deals with it")}
)
RATINGS_POSTED = _text("，评价结果同样公示", "; the ratings are posted likewise")
PRIORITISED = _text("列入督办清单", "it goes on the supervision list")


DAYS: tuple[Text, ...] = tuple(
    _text(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)


def term(value: Term) -> Text:
    """Return a length of time (a Term) as readable text, such as 5个工作日."""
    unit = UNITS[value.unit]
    en = unit.en
    for many in ("days", "hours", "minutes") if value.amount == 1 else ():
        en = en.replace(many, many[:-1], 1)
    return _text(f"{value.amount}{unit.zh}", f"{value.amount} {en}")


def milestone(row: MilestoneRule) -> Text:
    """Return the sentence for a milestone: 接单后24小时（昼夜连续计算）内：首次联系."""
    length, since = term(row.term), SINCE[row.since]
    return _text(f"{since.zh}{length.zh}内：{row.title.zh}", f"{row.title.en}: within {length.en} {since.en}")


def escalation(row: Escalation) -> Text:
    """Return the sentence for an escalation rule: what has happened, and what is done about it."""
    when = TRIGGERS[row.on]
    zh, en = when.zh, when.en
    if row.after and row.on in AFTER:
        after, begins = term(row.after), AFTER[row.on]
        zh, en = begins.zh.format(after.zh), begins.en.format(after.en)
    if row.count:
        zh, en = f"{zh}{row.count}次", f"{en} {'once' if row.count == 1 else f'{row.count} times'}"
    done = _response(row)
    return _text(f"{zh}，{done.zh}", f"{en}: {done.en}")


def _response(row: Escalation) -> Text:
    if row.then is Response.REMIND:
        return REMINDED_ON.get(row.on, REMINDED)
    return ESCALATED_ON.get(row.on, ESCALATED) if row.then is Response.ESCALATE else PRIORITISED


def watch(row: Watch, pack: Pack) -> Text:
    """Return a shift of the duty rota as readable text: 周一、周二09:00–18:00 分流员."""
    who, hours = title(row.position, "positions", pack), f"{row.opens:%H:%M}–{row.closes:%H:%M}"
    days = [DAYS[on - 1] for on in row.days]
    zh, en = "、".join(one.zh for one in days), ", ".join(one.en for one in days)
    return _text(f"{zh}{hours}{who.zh}", f"{en} {hours} {who.en}")


def title(code: str, table: str, pack: Pack) -> Text:
    """Return the title that a table of the pack gives to a code, or the code itself where it gives none."""
    row = getattr(pack, table, {}).get(code)
    if isinstance(row, Titled) and len(row.titles) > 1:
        return _everywhere(row)
    return row.title if row is not None else _text(code or NOTHING.zh, code or NOTHING.en)


def _everywhere(row: Titled) -> Text:
    """What it is called, and in brackets what it is called in towns and villages."""
    elsewhere = [
        _text(f"{where.zh}{said.zh}", f"{said.en} {where.en}")
        for where, said in ((IN_TOWN, row.town_title), (IN_VILLAGE, row.village_title))
        if said
    ]
    zh, en = "，".join(one.zh for one in elsewhere), ", ".join(one.en for one in elsewhere)
    return _text(f"{row.title.zh}（{zh}）", f"{row.title.en} ({en})")


def spoken(field: str, value: Any, pack: Pack) -> Text:
    """Return the human-readable text of a pack field's value, as pages show it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        told = [spoken(field, one, pack) for one in value]
        return _text(
            "、".join(one.zh for one in told) or "无", ", ".join(one.en for one in told) or "nothing"
        )
    if isinstance(value, Mapping):
        return spoken(field, tuple(value.values()), pack)
    if isinstance(value, BaseModel):
        return _part(value, pack)
    if isinstance(value, Level):
        return LEVELS[value]
    if isinstance(value, TermUnit):
        return UNITS[value]
    if type(value) in choices.WORDS:
        return choices.WORDS[type(value)][value]
    if isinstance(value, Every):
        return EVERY[value]
    if isinstance(value, PassedClock):
        return CLOCKS[value]
    if isinstance(value, StrEnum | int | date):
        return _text(str(value), str(value))
    return title(value, REFERENCES[field], pack) if field in REFERENCES else _text(f"“{value}”", f"“{value}”")


def _part(value: BaseModel, pack: Pack) -> Text:
    if isinstance(value, Text):
        return _text(f"“{value.zh}”", f"“{value.en}”")
    if isinstance(value, Term):
        return term(value)
    if isinstance(value, Escalation):
        return escalation(value)
    if isinstance(value, MilestoneRule):
        return milestone(value)
    if isinstance(value, Duty):
        return spoken("watches", value.watches, pack)
    if isinstance(value, Watch):
        return watch(value, pack)
    if isinstance(value, NoticeRule):
        levels, period = spoken("levels", value.levels, pack), term(value.period)
        answer = term(value.answer)
        zh = f"在{levels.zh}公示{period.zh}、{answer.zh}内答复异议"
        en = f"posted at {levels.en} for {period.en}, objections answered in {answer.en}"
        if value.posts_ratings:
            zh, en = zh + RATINGS_POSTED.zh, en + RATINGS_POSTED.en
        return _text(zh, en)
    if isinstance(value, Holiday):
        days = f"{value.first_on}–{value.last_on}"
        return _text(f"{value.title.zh}{days}", f"{value.title.en} {days}")
    if isinstance(value, PassGround | Panorama | ProcedureStep):
        return value.title
    assert isinstance(value, Shift), value
    hours = f"{value.opens:%H:%M}–{value.closes:%H:%M}"
    return _text(hours, hours)
