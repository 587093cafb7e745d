"""A small pack for the tests of rules, made by hand, without files."""

from __future__ import annotations

from datetime import date, time

from yuanba.rules.calendar import CalendarYear, Holiday, Shift
from yuanba.rules.deadline import Term, Unit
from yuanba.rules.declared import Text
from yuanba.rules.pack import (
    Body,
    Channel,
    Evaluator,
    Item,
    Level,
    Limits,
    MatterClass,
    Pack,
    Receipt,
    Redirection,
)


def text(zh: str) -> Text:
    return Text(zh=zh, en=zh)


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
    return Term(amount=amount, unit=Unit.WORKING_DAYS)


def matter_class(lead: str, amount: int) -> MatterClass:
    return MatterClass(
        title=text(lead),
        meaning=text(lead),
        lead=lead,
        answer=days(amount),
        evaluators=("parties",),
        is_public=True,
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
    district="jiangjin",
    area_code="500116",
    in_force_from=date(2025, 1, 1),
    title=text("三会解决三事"),
    sources={"J1": text("三事分流")},
    laws={"elsewhere_11": text("分类处理")},
    classes={
        "public": matter_class("subdistrict_party", 15),
        "common": matter_class("community_party", 10),
        "home": matter_class("grid_party", 5),
    },
    bodies={
        "subdistrict_party": Body(title=text("街道党工委"), level=Level.SUBDISTRICT, ground="J1"),
        "planning": Body(title=text("规建管环办"), level=Level.SUBDISTRICT, assumed="ours"),
        "community_party": Body(title=text("社区党组织"), level=Level.COMMUNITY, ground="J1"),
        "grid_party": Body(title=text("网格党组织"), level=Level.GRID, ground="J1"),
    },
    evaluators={"parties": Evaluator(title=text("涉事主体"), ground="J1")},
    items={
        "street_light": item("public", ("路灯", "不亮", "照明"), body="planning", answer=days(3)),
        "park": item("public", ("公园", "绿地", "行道树")),
        "property_fee": item("common", ("物业费", "公共收益", "公摊")),
        "neighbour_noise": item("home", ("楼上", "吵闹", "半夜")),
    },
    positions={},
    channels={"web": Channel(title=text("网页"))},
    refusals={
        "market": Redirection(title=text("市场"), instead=text("找行业协会"), ground="elsewhere_11"),
        "odd": Redirection(title=text("其他"), instead=text("找窗口"), assumed="ours"),
    },
    receipt=Receipt(prefix="116"),
    limits=Limits(answer_days=60),
    hours=SHIFTS,
    calendars=YEARS,
)
