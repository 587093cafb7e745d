"""The result of trying a pack on past decisions, in sentences for officials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Pack
from yuanba.rules.soundness.trial import Effect, Tried
from yuanba.rules.time.calendar import HERE

EFFECTS: Mapping[Effect, Text] = MappingProxyType(
    {
        Effect.UNKNOWN: Text(
            zh="新机制里没有这一类或这个目录事项，要重新分流", en="without class or item: to triage anew"
        ),
        Effect.GUIDED: Text(zh="新机制里不再派单，改为引导", en="guided, no longer given to a body"),
        Effect.ELSEWHERE: Text(zh="会交给别的承办单位", en="would go to another body"),
        Effect.LATE: Text(zh="会变成超期", en="would have been late"),
        Effect.IN_TIME: Text(zh="不再超期", en="would have been in time"),
        Effect.SOONER: Text(zh="截止提前", en="would fall due sooner"),
        Effect.LATER: Text(zh="截止推后", en="would fall due later"),
        Effect.SAME: Text(zh="没有变化", en="would be the same"),
    }
)
#: Of these every matter is named; of the others the number is enough.
NAMED = (Effect.UNKNOWN, Effect.GUIDED, Effect.ELSEWHERE, Effect.LATE)


def sentences(tried: Sequence[Tried], old: Pack, new: Pack) -> Iterator[Text]:
    """Yield sentences on a trial of a new pack: how many past decisions it would change, and which ones."""
    yield Text(
        zh=f"按{new.name}重算{len(tried)}件已分流的事项，什么也没有写入",
        en=f"{len(tried)} decisions tried by {new.name}; nothing was written",
    )
    counted = Counter(effect for one in tried for effect in one.effects)
    for effect, words in EFFECTS.items():
        if counted[effect]:
            yield Text(zh=f"{words.zh}：{counted[effect]}件", en=f"{words.en}: {counted[effect]}")
    for effect in NAMED:
        for one in tried:
            if effect in one.effects:
                yield _one(one, effect, old, new)


def _one(tried: Tried, effect: Effect, old: Pack, new: Pack) -> Text:
    decision, words = tried.decision, EFFECTS[effect]
    title = _title(decision.item_code, decision.class_code, old)
    head = Text(
        zh=f"  {decision.receipt} {title.zh}：{words.zh}", en=f"  {decision.receipt} {title.en}: {words.en}"
    )
    if effect is Effect.ELSEWHERE:
        before, after = _body(decision.body, old), _body(tried.body, new)
        return Text(zh=f"{head.zh}，由{before.zh}到{after.zh}", en=f"{head.en}, {before.en} → {after.en}")
    if effect is Effect.LATE and tried.due_at:
        days = [f"{moment.astimezone(HERE):%Y-%m-%d %H:%M}" for moment in (decision.due_at, tried.due_at)]
        return Text(zh=f"{head.zh}，截止由{days[0]}到{days[1]}", en=f"{head.en}, due {days[0]} → {days[1]}")
    return head


def _title(item_code: str, class_code: str, pack: Pack) -> Text:
    row = pack.items.get(item_code) or pack.classes.get(class_code)
    return row.title if row else Text(zh=item_code or class_code, en=item_code or class_code)


def _body(code: str, pack: Pack) -> Text:
    body = pack.bodies.get(code)
    return body.title if body else Text(zh=code, en=code)
