"""A small pack for the tests of rules, made by hand, without files."""

from __future__ import annotations

from datetime import date, time

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.pack import (
    Body,
    Channel,
    Checking,
    Danger,
    Escalation,
    Evaluation,
    Evaluator,
    Item,
    Level,
    Limits,
    MatterClass,
    NoticeRule,
    OrderBounds,
    Pack,
    PositionTitle,
    Receipt,
    Redirection,
    ReplyTemplate,
    Response,
    Supervisors,
    Triage,
    Trigger,
)
from yuanba.rules.privacy import Collection, Handler, Kept, Looking, RequestKind, Requests, Retention
from yuanba.rules.time.calendar import CalendarYear, Holiday, Shift
from yuanba.rules.time.deadline import Term, TermUnit


def text(zh: str) -> Text:
    return Text(zh=zh, en=zh)


def floor_of(limit: str) -> Text:
    """How faults name a limit behind which this pack knows no law."""
    return Text(zh=f"基准包的底线（limits.{limit}）", en=f"the floor of base (limits.{limit})")


def holiday(first_on: date, last_on: date) -> Holiday:
    return Holiday(title=text("假日"), first_on=first_on, last_on=last_on)


SHIFTS = (Shift(opens=time(9), closes=time(12)), Shift(opens=time(14), closes=time(18)))
# Around National Day 2025 and Spring Festival 2026, as the notices say.
YEARS = {
    "2025": CalendarYear(
        year=2025,
        notice="国办发明电〔2024〕12号",
        holidays=(holiday(date(2025, 10, 1), date(2025, 10, 8)),),
        make_up_on=(date(2025, 9, 28), date(2025, 10, 11)),
    ),
    "2026": CalendarYear(
        year=2026,
        notice="国办发明电〔2025〕7号",
        holidays=(
            holiday(date(2026, 1, 1), date(2026, 1, 3)),
            holiday(date(2026, 2, 15), date(2026, 2, 23)),
        ),
        make_up_on=(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)),
    ),
    "2027": CalendarYear(
        year=2027,
        notice="not taken in",
        provisional=True,
        holidays=(holiday(date(2027, 1, 1), date(2027, 1, 1)),),
    ),
}


def days(amount: int) -> Term:
    return Term(amount=amount, unit=TermUnit.WORKING_DAYS)


def hours(amount: int) -> Term:
    return Term(amount=amount, unit=TermUnit.WORKING_HOURS)


def long(amount: int) -> Term:
    return Term(amount=amount, unit=TermUnit.CALENDAR_DAYS)


NOTICE = NoticeRule(levels=(Level.SUBDISTRICT, Level.COMMUNITY, Level.GRID), period=long(15), answer=days(5))


def matter_class(lead: str, amount: int, rework: int, *, judge: str, is_public: bool) -> MatterClass:
    return MatterClass(
        title=text(lead),
        meaning=text(lead),
        lead=lead,
        answer=days(amount),
        rework=days(rework),
        evaluators=(judge, "supervisors"),
        is_public=is_public,
        notice=NOTICE if is_public else None,
        settles=not is_public,
        ground="J1",
    )


def item(class_code: str, keywords: tuple[str, ...], **more: object) -> Item:
    return Item.model_validate(
        {
            "class": class_code,
            "title": text(keywords[0]),
            "keywords": keywords,
            "examples": (f"关于{keywords[0]}的事。",),
            "ground": "J1",
            **more,
        }
    )


PACK = Pack(
    district="model",
    area_code="990101",
    in_force_from=date(2025, 1, 1),
    title=text("三会解决三事"),
    sources={"J1": text("三事分流")},
    laws={"elsewhere_11": text("分类处理")},
    classes={
        "public": matter_class("subdistrict_party", 15, 7, judge="congress", is_public=True),
        "common": matter_class("community_party", 10, 5, judge="committee", is_public=True),
        "home": matter_class("grid_party", 5, 3, judge="parties", is_public=False),
    },
    bodies={
        "joint": Body(title=text("联席会"), level=Level.DISTRICT, ground="J1"),
        "subdistrict_party": Body(title=text("街道党工委"), level=Level.SUBDISTRICT, ground="J1"),
        "planning": Body(title=text("规建管环办"), level=Level.SUBDISTRICT, assumed="ours"),
        "community_party": Body(title=text("社区党组织"), level=Level.COMMUNITY, ground="J1"),
        "grid_party": Body(title=text("网格党组织"), level=Level.GRID, ground="J1"),
    },
    evaluators={
        "parties": Evaluator(title=text("当事人"), is_party=True, ground="J1"),
        "congress": Evaluator(
            title=text("街道人大工委"),
            town_title=text("镇人大"),
            positions=("deputy",),
            level=Level.SUBDISTRICT,
            ground="J1",
        ),
        "committee": Evaluator(
            title=text("居务监督委员会"), positions=("overseer",), level=Level.COMMUNITY, ground="J1"
        ),
        "supervisors": Evaluator(
            title=text("民主监督员"), positions=("supervisor",), level=Level.SUBDISTRICT, ground="J1"
        ),
    },
    items={
        "street_light": item("public", ("路灯", "不亮", "照明"), body="planning", answer=days(3)),
        "park": item("public", ("公园", "绿地", "行道树")),
        "property_fee": item("common", ("物业费", "公共收益", "公摊")),
        "neighbour_noise": item("home", ("楼上", "吵闹", "半夜")),
    },
    positions={
        code: PositionTitle(title=text(code), kind=kind, assumed="ours")
        for code, kind in (
            ("triager", PositionKind.TRIAGER),
            ("handler", PositionKind.HANDLER),
            ("grid_worker", PositionKind.GRID_WORKER),
            ("clerk", PositionKind.CLERK),
            ("deputy", PositionKind.SUPERVISOR),
            ("overseer", PositionKind.SUPERVISOR),
            ("supervisor", PositionKind.SUPERVISOR),
        )
    },
    channels={code: Channel(title=text(code)) for code in ("web", "counter", "patrol", "api")},
    refusals={
        "market": Redirection(title=text("市场"), instead=text("找行业协会"), ground="elsewhere_11"),
        "odd": Redirection(title=text("其他"), instead=text("找窗口"), assumed="ours"),
    },
    guidances={
        "mediation": Redirection(title=text("人民调解"), instead=text("申请调解"), ground="elsewhere_11"),
    },
    dangers={
        "fire": Danger(title=text("火灾"), words=("着火", "冒烟"), call="119", assumed="ours"),
        "illness": Danger(title=text("急病"), words=("晕倒",), call="120", assumed="ours"),
    },
    replies={
        "answered": ReplyTemplate(
            on=(State.ANSWERED,), title=text("结果"), text=text("已办。"), assumed="ours"
        ),
        "home": ReplyTemplate(
            on=(State.ANSWERED,), class_code="home", title=text("家事"), text=text("已劝和。"), assumed="ours"
        ),
        "lamp": ReplyTemplate(
            on=(State.ANSWERED,),
            class_code="public",
            item="street_light",
            title=text("路灯"),
            text=text("已亮。"),
            assumed="ours",
        ),
    },
    triage=Triage(term=hours(8), objection=long(10), assumed="ours"),
    orders=OrderBounds(
        accept=hours(8),
        co_units=3,
        asks=2,
        reply=long(5),
        holds=1,
        hold=days(10),
        extensions=1,
        extension=days(5),
        urges_per_day=1,
        ground="J1",
    ),
    checking=Checking(term=days(2), assumed="ours"),
    evaluation=Evaluation(
        window=long(7),
        follow_up=days(2),
        pass_percent=60,
        basic_percent=90,
        assumed="ours",
    ),
    supervisors=Supervisors(
        position="supervisor", chosen_from=(text("居民代表"),), term_months=36, at_least=1, ground="J1"
    ),
    leads={
        Level.DISTRICT: "joint",
        Level.SUBDISTRICT: "subdistrict_party",
        Level.COMMUNITY: "community_party",
        Level.GRID: "grid_party",
    },
    escalations=(
        Escalation(on=Trigger.SOON, after=days(1), then=Response.REMIND, assumed="ours"),
        Escalation(
            on=Trigger.SOON,
            after=Term(amount=4, unit=TermUnit.URGENT_HOURS),
            then=Response.REMIND,
            assumed="ours",
        ),
        Escalation(on=Trigger.UNTRIAGED, then=Response.ESCALATE, assumed="ours"),
        Escalation(on=Trigger.UNACCEPTED, then=Response.REMIND, assumed="ours"),
        Escalation(on=Trigger.LATE, then=Response.ESCALATE, ground="J1"),
        Escalation(on=Trigger.LATE, after=days(3), then=Response.PRIORITISE, assumed="ours"),
        Escalation(on=Trigger.UNCHECKED, then=Response.REMIND, assumed="ours"),
        Escalation(on=Trigger.RETURNED, count=2, then=Response.ESCALATE, assumed="ours"),
        Escalation(on=Trigger.URGED, count=3, then=Response.PRIORITISE, assumed="ours"),
        Escalation(on=Trigger.REWORKED, count=2, then=Response.PRIORITISE, assumed="ours"),
        Escalation(on=Trigger.UNCHECKED, after=days(2), then=Response.ESCALATE, assumed="ours"),
    ),
    receipt=Receipt(prefix="116", assumed="ours"),
    handler=Handler(title=text("社会工作部"), contact=text("窗口"), assumed="ours"),
    collection=Collection(
        version=date(2025, 1, 1),
        short=text("只用于办事"),
        purpose=(text("办理"),),
        method=text("加密"),
        kinds=(text("原话"),),
        sharing=text("承办单位"),
        rights=text("我的信息"),
        assumed="ours",
    ),
    looking=Looking(per_day=3, shown_seconds=60, reasons={"contact": text("联系")}, assumed="ours"),
    requests=Requests(
        term=days(15),
        complain=text("法院"),
        kinds={"explain": RequestKind(title=text("说明"), assumed="ours")},
        assumed="ours",
    ),
    retention={
        kind: Retention(title=text(kind), since=text("办结"), days=200, assumed="ours") for kind in Kept
    },
    limits=Limits(
        answer_days=60,
        extension_days=30,
        notice_days=15,
        objection_days=5,
        reply_days=3,
        evaluation_days=5,
        assumed="ours",
    ),
    hours=SHIFTS,
    calendars=YEARS,
)
