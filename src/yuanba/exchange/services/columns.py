"""Which column of a platform's table holds what: known headings, near ones, and what people chose by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yuanba.journal import queries as journal
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.sheets import headings as sheet_headings

#: The headings that platforms give, the likeliest first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": (
        "工单编号",
        "工单号",
        "事件编号",
        "诉求编号",
        "受理编号",
        "受理单号",
        "流水号",
        "单号",
        "编号",
    ),
    "title": ("诉求标题", "工单标题", "事件标题", "标题", "主题"),
    "text": (
        "诉求内容",
        "工单内容",
        "事件描述",
        "问题描述",
        "诉求描述",
        "反映内容",
        "事项内容",
        "内容",
        "描述",
    ),
    "said": (
        "诉求时间",
        "来电时间",
        "反映时间",
        "上报时间",
        "受理时间",
        "登记时间",
        "创建时间",
        "派单时间",
        "时间",
    ),
    "due": (
        "办结时限",
        "办理时限",
        "处置时限",
        "要求办结时间",
        "办理截止时间",
        "办结截止时间",
        "截止时间",
        "截止日期",
        "反馈截止时间",
        "办理期限",
        "办结期限",
        "处理期限",
        "要求完成时间",
        "到期时间",
        "到期日期",
        "时限",
        "期限",
    ),
    "name": ("联系人", "联系人姓名", "诉求人姓名", "诉求人", "来电人", "反映人", "市民姓名", "姓名"),
    "phone": ("联系电话", "来电号码", "联系方式", "手机号码", "手机号", "手机", "电话号码", "电话"),
    "place": (
        "诉求地址",
        "事发地址",
        "事件地址",
        "事发地点",
        "发生地点",
        "发生地址",
        "详细地址",
        "地址",
        "地点",
    ),
    "area": ("所属社区", "社区", "所属镇街", "镇街", "街道", "所属区域", "区域"),
}
REQUIRED = frozenset({"number", "text"})
KNOWN = frozenset({*HEADINGS, *(one for also in HEADINGS.values() for one in also)})


def meant(
    headings: Sequence[str], *, kept: Mapping[str, str], chosen: Mapping[str, str] | None
) -> dict[str, str]:
    """Return for each field the heading of its column in this table, or an empty text where it has none.

    What was `chosen` by hand counts, one field for a heading; else what was `kept` of the channel, as far as
    the table has those headings; else the likeliest known heading, or one that ends like it.
    """
    if chosen is not None:
        wanted = {name: chosen.get(name, "") for name in HEADINGS}
        first = {wanted[name]: name for name in reversed(list(wanted)) if wanted[name] in headings}
        return {name: heading if first.get(heading) == name else "" for name, heading in wanted.items()}
    earlier = {name: heading for name, heading in kept.items() if heading in headings and name in HEADINGS}
    free = [heading for heading in headings if heading not in earlier.values()]
    return {
        **sheet_headings.meant(free, {name: HEADINGS[name] for name in HEADINGS if name not in earlier}),
        **earlier,
    }


def kept(channel: str) -> dict[str, str]:
    """Return the columns with which orders of this channel were filed the last time, or an empty dict.

    They stand in the journal, in the outcome of that import.
    """
    last = journal.last("channel", channel, verbs=[MatterVerb.IMPORT_ORDERS])
    return last.told.table("columns") if last else {}
