"""The words for the parts of a pack, used in sentences about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Escalation, Level, NoticeRule, Pack, Response, Trigger
from yuanba.rules.pack.duty import Duty, Watch
from yuanba.rules.pack.mechanism import Every
from yuanba.rules.pack.passing import PassedClock, PassGround
from yuanba.rules.pack.who import Titled
from yuanba.rules.time.calendar import Holiday, Shift
from yuanba.rules.time.deadline import Term, TermUnit


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


NOTHING = _text("无", "nothing")
IN_TOWN, IN_VILLAGE = _text("在镇为", "in a town"), _text("在村为", "in a village")
YES, NO = _text("是", "yes"), _text("否", "no")

TABLES: Mapping[str, Text] = MappingProxyType(
    {
        "district": _text("区县代码", "District"),
        "area_code": _text("区划代码", "Area code"),
        "in_force_from": _text("生效日期", "In force from"),
        "title": _text("名称", "Title"),
        "summary": _text("一句话介绍", "Summary"),
        "sources": _text("来源", "Source"),
        "laws": _text("依据", "Law"),
        "classes": _text("类别", "Class"),
        "bodies": _text("承办单位", "Body"),
        "evaluators": _text("评价人", "Evaluator"),
        "followers": _text("全程跟踪", "Follower"),
        "items": _text("目录事项", "Item"),
        "positions": _text("岗位", "Position"),
        "channels": _text("渠道", "Channel"),
        "refusals": _text("不予受理情形", "Ground for refusing"),
        "guidances": _text("私事引导方式", "Guidance"),
        "dangers": _text("紧急情况", "Danger"),
        "alarm": _text("险情处置", "Alarm"),
        "replies": _text("答复模板", "Reply template"),
        "triage": _text("分流", "Triage"),
        "orders": _text("工单", "Orders"),
        "checking": _text("核查", "Check"),
        "evaluation": _text("评价", "Evaluation"),
        "supervisors": _text("民主监督员", "Supervisors"),
        "leads": _text("牵头单位", "Lead"),
        "passing": _text("报上级办理", "Passing up"),
        "escalations": _text("督办规则", "Escalation"),
        "receipt": _text("回执", "Receipt"),
        "limits": _text("底线", "Floor"),
        "handler": _text("个人信息处理者", "Who keeps personal data"),
        "site": _text("主办单位和备案", "Who runs the pages"),
        "collection": _text("个人信息收集告知", "Notice at collection"),
        "looking": _text("查看个人信息", "Viewing personal data"),
        "requests": _text("个人信息申请", "Requests about personal data"),
        "retention": _text("保存期限", "Retention"),
        "duty": _text("值班", "Rota"),
        "pillars": _text("机制主线", "Pillar"),
        "steps": _text("办理环节", "Step"),
        "slots": _text("待说明的提法", "To be explained"),
        "area_types": _text("社区类型", "Type of community"),
        "rates": _text("指标", "Rate"),
        "directory": _text("镇街目录", "Directory of a subdistrict"),
        "meetings": _text("会议", "Meeting"),
        "publicity": _text("宣传公开", "Publicity"),
        "reviews": _text("定期评议", "Regular review"),
        "hours": _text("办公时间", "Office hours"),
        "calendars": _text("日历", "Calendar"),
    }
)
FIELDS: Mapping[str, Text] = MappingProxyType(
    {
        "title": _text("名称", "title"),
        "town_title": _text("镇的名称", "title in a town"),
        "village_title": _text("村的名称", "title in a village"),
        "meaning": _text("含义", "meaning"),
        "watches": _text("班次", "watches"),
        "states": _text("涵盖状态", "states"),
        "programme": _text("治理措施", "programme"),
        "example": _text("讲的是哪个社区", "told of"),
        "aim": _text("为了什么", "aim"),
        "parts": _text("做法", "parts"),
        "items": _text("目录事项", "items"),
        "holds_steps": _text("是否放办理环节", "holds the steps"),
        "formula": _text("算法", "formula"),
        "numerator": _text("分子", "numerator"),
        "denominator": _text("分母", "denominator"),
        "classes": _text("限于类别", "of these classes"),
        "channels": _text("限于渠道", "of these channels"),
        "instead": _text("指引", "where to go instead"),
        "text": _text("正文", "text"),
        "lead": _text("牵头单位", "lead"),
        "rural_lead": _text("农村牵头单位", "lead in the country"),
        "is_guided": _text("是否引导而不派单", "is guided, not dispatched"),
        "is_picked": _text("是否由部门认领", "is picked by departments"),
        "helpers": _text("派单时可同时请协办的单位数", "units asked to help at dispatch"),
        "dispatched_by": _text("由谁派单", "who dispatches"),
        "signed_by": _text("由谁签发", "who signs"),
        "up_to": _text("最高报到", "up to"),
        "clock": _text("时限", "clock"),
        "grounds": _text("情形", "grounds"),
        "ends_at": _text("应当解决的层级", "level at which it should end"),
        "body": _text("承办单位", "body"),
        "guidance": _text("引导方式", "guidance"),
        "issuer": _text("发布单位", "issued by"),
        "convener": _text("召集单位", "convened by"),
        "members": _text("参加人员", "members"),
        "why": _text("意义", "why"),
        "ways": _text("宣传渠道", "made known by"),
        "meets": _text("召开时间", "when it meets"),
        "observers": _text("公开席位", "open seats"),
        "unsettled": _text("协商不成的去处", "where it goes unsettled"),
        "bodies": _text("评议哪些单位", "whose units are reviewed"),
        "every": _text("多久一次", "how often"),
        "level": _text("层级", "level"),
        "of_estate": _text("是否每个小区一个", "is one for each estate"),
        "levels": _text("张贴层级", "levels"),
        "kind": _text("岗位类型", "kind"),
        "answer": _text("答复时限", "time for the answer"),
        "rework": _text("重办时限", "time for doing it again"),
        "evaluators": _text("评价人", "evaluators"),
        "followers": _text("全程跟踪", "followed by"),
        "positions": _text("由谁担任", "who holds"),
        "position": _text("岗位", "position"),
        "is_party": _text("是否当事人", "are the parties"),
        "is_public": _text("是否公开", "is public"),
        "settles": _text("可否当场办结", "may be settled on the spot"),
        "notice": _text("公示", "notice"),
        "class_code": _text("类别", "class"),
        "item": _text("目录事项", "item"),
        "on": _text("适用状态", "states"),
        "keywords": _text("关键词", "keywords"),
        "examples": _text("例子", "examples"),
        "words": _text("用语", "words"),
        "is_platform": _text("是否外部平台", "is another platform"),
        "call": _text("拨打电话", "number to call"),
        "says": _text("先告诉的话", "what is said first"),
        "is_gentle": _text("是否安慰而不报警示", "is told kindly, without an alarm"),
        "term": _text("时限", "time"),
        "triage": _text("分流时限", "time to triage"),
        "escalations": _text("督办规则", "escalations"),
        "objection": _text("异议时限", "time for an objection"),
        "accept": _text("接单时限", "time to accept"),
        "co_units": _text("协办单位数", "helping units"),
        "asks": _text("请居民补充的次数", "times to ask the resident"),
        "reply": _text("等待居民补充的时间", "time for the resident's reply"),
        "holds": _text("挂起次数", "holds"),
        "hold": _text("最长挂起时间", "longest hold"),
        "extensions": _text("延期次数", "extensions"),
        "extension": _text("最长延期", "longest extension"),
        "urges_per_day": _text("每日催办次数", "urges per day"),
        "window": _text("评价期", "time to evaluate"),
        "follow_up": _text("回访时限", "time to call back"),
        "pass_percent": _text("通过比例", "share that must find it solved"),
        "basic_percent": _text("“基本满意”折算", "weight of “basically satisfied”"),
        "chosen_from": _text("人选范围", "chosen from"),
        "term_months": _text("任期（月）", "term in months"),
        "at_least": _text("最少人数", "at least"),
        "prefix": _text("编号前缀", "prefix"),
        "answer_days": _text("最长答复天数", "longest answer in days"),
        "extension_days": _text("最长延期天数", "longest extension in days"),
        "triage_days": _text("最长分流天数", "longest triage in days"),
        "notice_days": _text("最短公示天数", "shortest notice in days"),
        "objection_days": _text("最短异议天数", "shortest time for an objection in days"),
        "reply_days": _text("最短补充天数", "shortest time for a reply in days"),
        "evaluation_days": _text("最短评价天数", "shortest evaluation in days"),
        "alarm_minutes": _text("险情最长时限（分钟）", "longest clock of a danger in minutes"),
        "year": _text("年份", "year"),
        "provisional": _text("是否暂定", "is provisional"),
        "holidays": _text("放假", "days off"),
        "make_up_on": _text("调休上班日", "make-up days"),
        "contact": _text("联系方式", "contact"),
        "organiser": _text("主办单位", "who runs the pages"),
        "phone": _text("电话", "telephone"),
        "icp": _text("ICP备案号", "ICP number"),
        "police": _text("公安备案号", "police filing number"),
        "complaints": _text("投诉与建议", "complaints and suggestions"),
        "is_internal": _text("是否只在内网使用", "is within an internal network"),
        "version": _text("版本", "version"),
        "short": _text("简短告知", "short notice"),
        "purpose": _text("处理目的", "purpose"),
        "method": _text("处理方式", "method"),
        "kinds": _text("个人信息种类", "kinds of data"),
        "sharing": _text("提供给谁", "who receives it"),
        "rights": _text("您的权利", "rights"),
        "per_day": _text("每人每天查看次数", "viewings per person and day"),
        "shown_seconds": _text("显示秒数", "seconds shown"),
        "reasons": _text("查看事由", "reasons for viewing"),
        "complain": _text("救济途径", "where to complain"),
        "since": _text("起算点", "counted from"),
        "days": _text("保存天数", "days kept"),
        "ground": _text("依据", "ground"),
        "assumed": _text("由本地暂定", "set locally"),
    }
)
#: Fields whose value is a code of another table.
REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "lead": "bodies",
        "issuer": "bodies",
        "convener": "bodies",
        "unsettled": "bodies",
        "leads": "bodies",
        "rural_lead": "bodies",
        "body": "bodies",
        "guidance": "guidances",
        "bodies": "bodies",
        "evaluators": "evaluators",
        "followers": "followers",
        "positions": "positions",
        "position": "positions",
        "dispatched_by": "positions",
        "signed_by": "positions",
        "class_code": "classes",
        "classes": "classes",
        "channels": "channels",
        "item": "items",
        "items": "items",
    }
)
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
CLOCKS: Mapping[PassedClock, Text] = MappingProxyType(
    {
        PassedClock.RUNS_ON: _text("已经用掉的时间照算", "the time used still counts"),
        PassedClock.ANEW: _text("从接到时重新计算", "the time begins anew"),
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
    }
)
REMINDED = _text("提醒承办单位", "the unit in charge is reminded")
#: Who is reminded where it is not the unit in charge.
REMINDED_ON: Mapping[Trigger, Text] = MappingProxyType(
    {
        Trigger.UNTRIAGED: _text("提醒受理人员", "those who sort reports are reminded"),
        Trigger.UNCHECKED: _text("提醒核查人员", "those who check answers are reminded"),
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
    if isinstance(value, PassedClock):
        return CLOCKS[value]
    if isinstance(value, Every):
        return EVERY[value]
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
    if isinstance(value, PassGround):
        return value.title
    assert isinstance(value, Shift), value
    hours = f"{value.opens:%H:%M}–{value.closes:%H:%M}"
    return _text(hours, hours)
