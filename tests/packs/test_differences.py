"""What changed between two packs, in sentences; and every field has its words."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.conf import settings
from pydantic import BaseModel

from yuanba.packs import labels, load, wording
from yuanba.packs.differences import sentences
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Escalation, Level, Pack, Response, Trigger
from yuanba.rules.pack.duty import Duty, Watch
from yuanba.rules.pack.pillars import PanoramaShape, Piece, Pillar, PillarPart
from yuanba.rules.time.calendar import Shift
from yuanba.rules.time.deadline import Term, TermUnit

PACK = load.load(settings.PACKS, "jiangjin", date(2026, 3, 2))


def changed(**tables: object) -> Pack:
    return PACK.model_copy(update=tables)


def row(table: str, code: str, **fields: object) -> dict[str, Any]:
    rows = getattr(PACK, table)
    return {**rows, code: rows[code].model_copy(update=fields)}


def without(table: str, code: str) -> dict[str, Any]:
    return {key: value for key, value in getattr(PACK, table).items() if key != code}


def zh(new: Pack) -> list[str]:
    return [sentence.zh for sentence in sentences(PACK, new)]


def en(new: Pack) -> list[str]:
    return [sentence.en for sentence in sentences(PACK, new)]


DAYS_2 = Term(amount=2, unit=TermUnit.WORKING_DAYS)


@pytest.mark.parametrize(
    ("tables", "chinese", "english"),
    [
        (
            {"items": row("items", "pets", body="residents_committee", rework=DAYS_2)},
            [
                "目录事项“养犬与宠物”的承办单位由无改为社区居民委员会（在村为村民委员会）",
                "目录事项“养犬与宠物”的重办时限由无改为2个工作日",
            ],
            [
                "Item “Dogs and pets”, body: nothing became Residents' committee "
                "(Villagers' committee in a village)",
                "Item “Dogs and pets”, time for doing it again: nothing became 2 working days",
            ],
        ),
        (
            {"items": row("items", "thrown_objects", keywords=("高空抛物", "抛物", "坠落", "砸车"))},
            [
                "目录事项“高空抛物”的关键词：增加“砸车”",
                "目录事项“高空抛物”的关键词：减少“扔垃圾”、“往楼下扔”、“烟头”、“窗台”、“花盆”",
            ],
            [
                "Item “Things thrown from windows”, keywords: added “砸车”",
                "Item “Things thrown from windows”, keywords: "
                "removed “扔垃圾”, “往楼下扔”, “烟头”, “窗台”, “花盆”",
            ],
        ),
        (
            {"items": without("items", "pets")},
            ["目录事项“养犬与宠物”：删去"],
            ["Item “Dogs and pets”: taken out"],
        ),
        (
            {
                "classes": row(
                    "classes", "home", evaluators=("democratic_supervisors", "parties"), settles=False
                )
            },
            [
                "类别“家事”的评价人由当事人、民主监督员改为民主监督员、当事人",
                "类别“家事”的可否当场办结由是改为否",
            ],
            [
                "Class “Home matter”, evaluators: The parties concerned, Democratic supervisors became "
                "Democratic supervisors, The parties concerned",
                "Class “Home matter”, may be settled on the spot: yes became no",
            ],
        ),
        (
            {"classes": row("classes", "public", notice=None)},
            ["类别“公事”的公示由在镇街、社区（村）、网格公示15个自然日、5个工作日内答复异议改为无"],
            [
                "Class “Public matter”, notice: posted at subdistrict, community, grid for 15 days, "
                "objections answered in 5 working days became nothing"
            ],
        ),
        (
            {"orders": PACK.orders.model_copy(update={"co_units": 5})},
            ["工单的协办单位数由10改为5"],
            ["Orders, helping units: 10 became 5"],
        ),
        (
            {"leads": {**PACK.leads, Level.GRID: "residents_committee"}},
            ["牵头单位“网格”由网格党组织改为社区居民委员会（在村为村民委员会）"],
            [
                "Lead “grid”: Grid party organisation became Residents' committee "
                "(Villagers' committee in a village)"
            ],
        ),
        (
            {
                "escalations": (
                    *PACK.escalations[1:],
                    PACK.escalations[0].model_copy(update={"after": DAYS_2}),
                )
            },
            [
                "督办规则“到期前1个工作日，提醒承办单位”：删去",
                "督办规则“到期前2个工作日，提醒承办单位”：新增",
            ],
            [
                "Escalation “1 working day before it is due: the unit in charge is reminded”: taken out",
                "Escalation “2 working days before it is due: the unit in charge is reminded”: new",
            ],
        ),
        (
            {"laws": {**PACK.laws, "new": Text(zh="新法", en="A law")}},
            ["依据“新法”：新增"],
            ["Law “A law”: new"],
        ),
        (
            {"sources": {**PACK.sources, "J1": Text(zh="新", en="New")}},
            [f"来源“J1”由“{PACK.sources['J1'].zh}”改为“新”"],
            [f"Source “J1”: “{PACK.sources['J1'].en}” became “New”"],
        ),
        (
            {"title": Text(zh="新名", en="New name")},
            ["名称由“江津区“三会”解决“三事””改为“新名”"],
            ["Title: “Jiangjin: three meetings for three kinds of matter” became “New name”"],
        ),
        (
            {"hours": (Shift.model_validate_json('{"opens": "09:00:00", "closes": "17:00:00"}'),)},
            ["办公时间由09:00–12:00、14:00–18:00改为09:00–17:00"],
            ["Office hours: 09:00–12:00, 14:00–18:00 became 09:00–17:00"],
        ),
        (
            {"calendars": row("calendars", "2027", holidays=PACK.calendars["2027"].holidays[1:], year=2027)},
            ["日历“2027”的放假：减少元旦2027-01-01–2027-01-01"],
            ["Calendar “2027”, days off: removed New Year's Day 2027-01-01–2027-01-01"],
        ),
        (
            {"calendars": row("calendars", "2027", provisional=False, make_up_on=(date(2027, 2, 14),))},
            ["日历“2027”的是否暂定由是改为否", "日历“2027”的调休上班日：增加2027-02-14"],
            [
                "Calendar “2027”, is provisional: yes became no",
                "Calendar “2027”, make-up days: added 2027-02-14",
            ],
        ),
    ],
)
def test_a_change_is_a_sentence(tables: dict[str, object], chinese: list[str], english: list[str]) -> None:
    assert zh(changed(**tables)) == chinese
    assert en(changed(**tables)) == english


def test_the_same_pack_has_no_differences() -> None:
    assert sentences(PACK, PACK) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"on": Trigger.RETURNED, "count": 2, "then": Response.ESCALATE}, "退单2次，由上一级确定谁办"),
        (
            {"on": Trigger.LATE, "after": DAYS_2, "then": Response.PRIORITISE},
            "超期2个工作日还没答复，列入督办清单",
        ),
        ({"on": Trigger.LATE, "then": Response.REMIND}, "答复超期，提醒承办单位"),
    ],
)
def test_a_row_of_escalation_is_a_sentence(fields: dict[str, Any], told: str) -> None:
    assert wording.escalation(Escalation(**fields)).zh == told


def test_a_step_of_the_loop_is_known_by_its_place() -> None:
    last = PACK.steps[-1].model_copy(update={"title": Text(zh="大家评", en="Judged")})
    assert zh(changed(steps=(*PACK.steps[:-1], last))) == [
        "办理环节“张榜公示大家评”的名称由“张榜公示大家评”改为“大家评”"
    ]
    assert en(changed(steps=PACK.steps[:-1])) == ["Step “Posted and rated”: taken out"]


def test_a_pillar_is_told_measure_by_measure() -> None:
    talk = PillarPart(
        title=Text(zh="院坝会", en="Yard talk"), meaning=Text(zh="坐拢来说", en="Sit down"), ground="J3"
    )
    one = Pillar(title=Text(zh="三级会议", en="Meetings"), aim=Text(zh="共商", en="Together"), parts=(talk,))
    assert zh(changed(pillars=(*PACK.pillars, one))) == ["机制主线“三级会议”：新增"]
    item = next(iter(PACK.items))
    yard = Piece(title=Text(zh="院坝", en="Yard"), door="notices")
    told = talk.model_copy(update={"items": (item,), "doors": ("report",), "pieces": (yard,)})
    before, after = changed(pillars=(one,)), changed(pillars=(one.model_copy(update={"parts": (told,)}),))
    assert [sentence.zh for sentence in sentences(before, after)] == [
        f"机制主线“三级会议”的做法“院坝会”的目录事项：增加{PACK.items[item].title.zh}",
        "机制主线“三级会议”的做法“院坝会”的入口：增加“report”",
        "机制主线“三级会议”的做法“院坝会”的分项“院坝”：新增",
    ]


def test_how_a_mechanism_is_drawn_is_told() -> None:
    assert PACK.panorama
    house = PACK.panorama.model_copy(update={"shape": PanoramaShape.HOUSE})
    assert zh(changed(panorama=house)) == ["机制全景的画法由逐列对应改为房屋"]
    assert zh(changed(panorama=None)) == ["机制全景由“三会”解决“三事”改为无"]


def test_a_rota_is_told_watch_by_watch() -> None:
    day = Watch(days=(1, 2), opens=time(9), closes=time(18), position="triager")
    night = Watch(days=(1, 2), opens=time(18), closes=time(9), position="triager")
    assert zh(changed(duty=Duty(watches=(day,), assumed="x"))) == ["值班由无改为周一、周二09:00–18:00分流员"]
    before, after = (changed(duty=Duty(watches=one, assumed="x")) for one in ((day,), (day, night)))
    assert [one.zh for one in sentences(before, after)] == ["值班的班次：增加周一、周二18:00–09:00分流员"]
    assert [one.en for one in sentences(after, PACK)] == [
        "Rota: Mon, Tue 09:00–18:00 Triager, Mon, Tue 18:00–09:00 Triager became nothing"
    ]


def test_a_code_that_the_pack_does_not_know_is_told_as_it_is() -> None:
    assert wording.spoken("body", "ghost", PACK) == Text(zh="ghost", en="ghost")


def test_every_table_and_every_field_has_its_words() -> None:
    assert set(labels.TABLES) == set(Pack.model_fields)
    rows = {type(one) for name in Pack.model_fields for one in _rows(getattr(PACK, name))}
    fields = {field for kind in rows - {Text, Shift, Escalation} for field in kind.model_fields}
    assert fields <= set(labels.FIELDS)
    for enum, words in ((Level, wording.LEVELS), (Trigger, wording.TRIGGERS)):
        assert set(words) == set(enum)
    assert set(wording.UNITS) == set(TermUnit)


def _rows(table: object) -> list[BaseModel]:
    values = list(table.values()) if isinstance(table, dict) else table
    values = list(values) if isinstance(values, list | tuple) else [values]
    return [value for value in values if isinstance(value, BaseModel)]
