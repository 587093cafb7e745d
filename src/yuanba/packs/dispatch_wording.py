"""What a pack says of dispatch and of passing up, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterator

from yuanba.packs import wording
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.passing import bodies_above
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.passing import PassedClock


def dispatched(class_code: str, pack: Pack) -> Iterator[Text]:
    """Yield what is said of the dispatch of a class: by whom, signed by whom, with how many helpers."""
    row = pack.classes[class_code]
    if row.dispatched_by:
        by = _titles(row.dispatched_by, pack)
        yield Text(zh=f"由{by.zh}派单", en=f"Dispatched by: {by.en}")
    if row.signed_by:
        by = _titles(row.signed_by, pack)
        yield Text(
            zh=f"派单前由{by.zh}签发，送签的人自己不能签",
            en=f"Signed before it goes out by: {by.en}; never by whoever submitted it",
        )
    if row.helpers:
        yield Text(
            zh=f"派单时最多可同时请{row.helpers}个单位协办",
            en=f"As many as {row.helpers} units may be asked to help when it is given out",
        )


def passed(pack: Pack) -> Iterator[Text]:
    """Yield what is said of passing up: the way, the grounds and the clock; nothing without such a rule."""
    rule = pack.passing
    if rule is None:
        return
    way = [pack.bodies[body].title for body in reversed(_way(pack))]
    zh, en = "→".join(one.zh for one in way), " → ".join(one.en for one in way)
    yield Text(
        zh=f"承办单位办不了的，可以报上级办理，一级一级往上：{zh}",
        en=f"What a unit cannot settle it may pass up, level by level: {en}",
    )
    grounds = [row.title for row in rule.grounds.values()]
    yield Text(
        zh=f"只限这些情形：{'；'.join(one.zh for one in grounds)}",
        en=f"Only where: {'; '.join(one.en for one in grounds)}",
    )
    clock = wording.CLOCKS[PassedClock(rule.clock)]
    yield Text(
        zh=f"报上去以后，{clock.zh}；反映人会收到通知，看得到原因",
        en=f"Once passed up, {clock.en}; whoever reported it is told and sees why",
    )


def _way(pack: Pack) -> tuple[str, ...]:
    """The bodies through which a matter may go, the highest first, from the lowest that has matters."""
    levels = list(Level)
    lowest = max((pack.bodies[row.lead].level for row in pack.classes.values()), key=levels.index)
    lead = pack.leads.get(lowest)
    return (*reversed(bodies_above(lowest, pack)), *((lead,) if lead else ()))


def _titles(codes: tuple[str, ...], pack: Pack) -> Text:
    named = [wording.title(code, "positions", pack) for code in codes]
    return Text(zh="、".join(one.zh for one in named), en=", ".join(one.en for one in named))
