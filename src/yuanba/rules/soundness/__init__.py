"""Checks whether a well-formed pack makes sense: references exist, limits are kept, grounds are given.

Also that every step of a matter's life is answered for by somebody (A1).
"""

from collections.abc import Iterator, Mapping
from string import Formatter

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.state import State
from yuanba.rules.matters.actions.who import TRIAGE
from yuanba.rules.matters.picking import body_of
from yuanba.rules.pack import Item, Level, MatterClass, NoticeRule, Pack, floor, pillars, site
from yuanba.rules.pack.duty import gaps
from yuanba.rules.pack.mechanism import unplaced
from yuanba.rules.soundness import (
    activities,
    answerable,
    councils,
    dispatching,
    figures,
    grounds,
    milestones,
    projects,
    selections,
    venues,
    walk,
)
from yuanba.rules.time.deadline import ROUND_THE_CLOCK, Term

__all__ = ["REFERENCES", "Fault", "beside", "faults"]

#: The channels by which pages, counter, patrol and interface take words in.
NEEDED_CHANNELS = ("web", "counter", "patrol", "api")
#: What is filled in where an answer goes back to another platform.
BLANKS = frozenset({"number", "receipt", "unit", "accepted_on", "answered_on", "answer"})

#: Faults of codes that refer to nothing, and the tables in which they are looked up.
REFERENCES: Mapping[str, tuple[str, ...]] = {
    "no_body": ("bodies",),
    "no_evaluator": ("evaluators",),
    "no_follower": ("followers",),
    "no_class": ("classes",),
    "no_item": ("items",),
    "no_position": ("positions",),
    "no_channel": ("channels",),
    "no_meeting": ("meetings",),
    "no_slot": ("slots",),
    "no_ground": ("laws", "sources"),
}
#: Faults of a row that values of another table may bring about.
HANGS_ON: Mapping[str, str] = {
    "above_floor": "limits",
    "below_floor": "limits",
    "alarm_slow": "limits",
    "other_class": "items",
    "hours_cross": "hours",
    "rework_longer": "classes",
    "ends_above": "bodies",
    "no_items": "items",
    "picked_by_nobody": "items",
    "channel_missing": "channels",
    "helpers_over": "orders",
    "passed_too_long": "limits",
    "milestone_never": "items",
    "part_without_source": "sources",
    "other_area": "area_code",
    "pillars_undrawn": "panorama",
    "panorama_empty": "pillars",
    "co_term_never": "classes",
    "trigger_idle": "classes",
    "council_above": "bodies",
    "cadence_uncharted": "calendars",
    "deliberated_by_nobody": "meetings",
}
#: Keys on which no matter's way hangs.
PLAIN = frozenset(
    {"title", "meaning", "text", "instead", "reply", "keywords", "examples", "amount", "answer", "rework"}
    | {"ground", "assumed", "summary", "sources", "receipt", "handler", "site", "calendars", "area_code"}
)


def faults(pack: Pack) -> list[Fault]:
    """Return all faults of a pack as one list; a pack without any fault can be used."""
    return [*_row_faults(pack), *_whole_faults(pack)]


def beside(pack: Pack, replaced: tuple[str, ...]) -> list[Fault]:
    """Return what is certainly wrong with a pack in which the values at some places are only stand-ins.

    What a stand-in itself would bring about is left out: faults of its row but for codes that refer to
    nothing, and, where it is no mere text or length of time, whatever hangs on the pack as a whole.
    """
    rows = {tuple(place.split(".")[:2]) for place in replaced}
    tables = {place.split(".")[0] for place in replaced}
    is_plain = all(PLAIN.intersection(_keys(place)) for place in replaced)
    whole = set() if is_plain else {one for one in _whole_faults(pack) if one.code not in REFERENCES}
    return [
        one
        for one in faults(pack)
        if one not in whole
        and HANGS_ON.get(one.code) not in tables
        and not any(table in replaced for table in REFERENCES.get(one.code, ()))
        and (one.code in REFERENCES or tuple(one.place.split(".")[:2]) not in rows)
        and not any(_is_within(one.place, place) or _is_within(place, one.place) for place in replaced)
    ]


def _keys(place: str) -> tuple[str, ...]:
    """The keys of a place without the code of its row, which may be called like a key."""
    table, _, *keys = (*place.split("."), "")
    return (table, *keys)


def _is_within(place: str, other: str) -> bool:
    return f"{place}.".startswith(f"{other}.")


def _row_faults(pack: Pack) -> Iterator[Fault]:
    """What is wrong with one row, whatever the others say."""
    yield from _class_faults(pack)
    yield from _body_faults(pack)
    yield from _item_faults(pack)
    yield from _reply_faults(pack)
    yield from _channel_faults(pack)
    yield from floor.faults(pack)
    yield from grounds.faults(pack)
    yield from _slot_faults(pack)
    yield from _directory_faults(pack)
    yield from councils.faults(pack)
    yield from projects.faults(pack)
    yield from selections.faults(pack)
    yield from venues.faults(pack)
    yield from activities.faults(pack)
    yield from figures.faults(pack)
    yield from site.faults(pack.site)
    yield from pillars.faults(
        pack.pillars,
        pack.panorama,
        items=frozenset(pack.items),
        sources=frozenset(pack.sources),
        has_steps=bool(pack.steps),
    )
    yield from _alarm_faults(pack)
    yield from _hour_faults(pack)
    yield from milestones.faults(pack)


def _whole_faults(pack: Pack) -> Iterator[Fault]:
    """What is wrong with the way of matters through the pack."""
    yield from answerable.faults(pack)
    yield from dispatching.faults(pack)
    yield from _step_faults(pack)
    yield from _duty_faults(pack)


def _class_faults(pack: Pack) -> Iterator[Fault]:
    for code, matter_class in pack.classes.items():
        place = f"classes.{code}"
        if matter_class.lead not in pack.bodies:
            yield fault(f"{place}.lead", "no_body", name=matter_class.lead)
        if matter_class.rural_lead and matter_class.rural_lead not in pack.bodies:
            yield fault(f"{place}.rural_lead", "no_body", name=matter_class.rural_lead)
        yield from _level_faults(f"{place}.ends_at", matter_class, pack)
        if matter_class.is_picked:
            yield from _pool_faults(f"{place}.is_picked", code, pack)
        for evaluator in matter_class.evaluators:
            if evaluator not in pack.evaluators:
                yield fault(f"{place}.evaluators", "no_evaluator", name=evaluator)
        for name in matter_class.followers:
            if name not in pack.followers:
                yield fault(f"{place}.followers", "no_follower", name=name)
        if not pack.items_of(code):
            yield fault(place, "no_items")
        if matter_class.rework.in_days > matter_class.answer.in_days:
            yield fault(f"{place}.rework", "rework_longer")
        if matter_class.accept and matter_class.accept.in_days > matter_class.answer.in_days:
            yield fault(f"{place}.accept", "accept_longer")
        if matter_class.is_public and matter_class.notice is None:
            yield fault(f"{place}.notice", "no_notice")
        if matter_class.notice:
            yield from _notice_faults(f"{place}.notice", matter_class.notice)


def _level_faults(place: str, matter_class: MatterClass, pack: Pack) -> Iterator[Fault]:
    """Nothing ends below whoever leads it, unless those below may settle it on the spot."""
    if matter_class.ends_at is None and matter_class.ends_at_title:
        yield fault(f"{place}_title", "title_of_no_level")
    if matter_class.ends_at is None or matter_class.settles:
        return
    below = list(Level)[list(Level).index(matter_class.ends_at) + 1 :]
    for lead in dict.fromkeys((matter_class.lead, matter_class.rural_lead)):
        level = pack.bodies[lead].level if lead in pack.bodies else None
        if level and level is not matter_class.ends_at and level not in below:
            yield fault(place, "ends_above", name=lead, level=level)


def _pool_faults(place: str, code: str, pack: Pack) -> Iterator[Fault]:
    """What is picked is dispatched, and somebody else than its lead picks it."""
    if pack.classes[code].is_guided:
        yield fault(place, "guided_and_picked")
    if not any(body_of(code, item, pack=pack) for item in pack.items_of(code)):
        yield fault(place, "picked_by_nobody")


def _notice_faults(place: str, notice: NoticeRule) -> Iterator[Fault]:
    if len(set(notice.levels)) < len(notice.levels):
        yield fault(f"{place}.levels", "level_twice")


def _body_faults(pack: Pack) -> Iterator[Fault]:
    """Estates lie across the grids of a community: what each has one of stands where grids do."""
    for code, body in pack.bodies.items():
        if body.of_estate and body.level is not Level.GRID:
            yield fault(f"bodies.{code}.of_estate", "estate_level", level=body.level)


def _item_faults(pack: Pack) -> Iterator[Fault]:
    for code, item in pack.items.items():
        place = f"items.{code}"
        if item.class_code not in pack.classes:
            yield fault(f"{place}.class", "no_class", name=item.class_code)
        if item.body and item.body not in pack.bodies:
            yield fault(f"{place}.body", "no_body", name=item.body)
        if item.guidance:
            yield from _guided_faults(place, item, pack)
        if len(set(item.keywords)) < len(item.keywords):
            yield fault(f"{place}.keywords", "keyword_twice")
        if item.rework and item.class_code in pack.classes:
            answer = pack.term_of(item.class_code, code)
            if item.rework.in_days > answer.in_days:
                yield fault(f"{place}.rework", "rework_longer")


def _guided_faults(place: str, item: Item, pack: Pack) -> Iterator[Fault]:
    """What is guided goes to somebody who helps, and to no body in no time."""
    if item.guidance not in pack.guidances:
        yield fault(f"{place}.guidance", "no_guidance", name=item.guidance)
    if item.body or item.answer or item.rework:
        yield fault(f"{place}.guidance", "guided_and_given")


def _reply_faults(pack: Pack) -> Iterator[Fault]:
    for code, reply in pack.replies.items():
        if reply.class_code and reply.class_code not in pack.classes:
            yield fault(f"replies.{code}.class", "no_class", name=reply.class_code)
        item = pack.items.get(reply.item)
        if reply.item and item is None:
            yield fault(f"replies.{code}.item", "no_item", name=reply.item)
        if item and reply.class_code not in ("", item.class_code):
            yield fault(f"replies.{code}.class", "other_class", name=item.class_code)


def _channel_faults(pack: Pack) -> Iterator[Fault]:
    for code in NEEDED_CHANNELS:
        if code not in pack.channels:
            yield fault("channels", "channel_missing", name=code)
    for code, channel in pack.channels.items():
        reply, place = channel.reply, f"channels.{code}.reply"
        for words in (reply.zh, reply.en) if reply else ():
            try:
                named = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
            except ValueError:
                yield fault(place, "broken_blanks")
                continue
            for blank in sorted(named - BLANKS):
                yield fault(place, "no_blank", name=blank, blanks=tuple(sorted(BLANKS)))


def _directory_faults(pack: Pack) -> Iterator[Fault]:
    """A directory inside the pack's is issued by a body between the district and its communities."""
    if pack.directory is None:
        return
    issuer = pack.bodies.get(pack.directory.issuer)
    if issuer is None:
        yield fault("directory.issuer", "no_body", name=pack.directory.issuer)
    elif issuer.level is not Level.SUBDISTRICT:
        yield fault("directory.issuer", "issuer_level", name=pack.directory.issuer, level=issuer.level)


def _slot_faults(pack: Pack) -> Iterator[Fault]:
    """What a source names and does not explain is not invented."""
    for code, slot in pack.slots.items():
        if slot.assumed:
            yield fault(f"slots.{code}.assumed", "slot_assumed")


def _step_faults(pack: Pack) -> Iterator[Fault]:
    """Every state that a matter of some class comes to, before its end, lies in one step of the loop."""
    if not pack.steps:
        return
    reached = frozenset[State]().union(*(route.reached for route in walk.routes(pack)))
    for state, number in unplaced(pack.steps, reached).items():
        yield fault("steps", "step_twice" if number else "step_missing", state=state)


def _duty_faults(pack: Pack) -> Iterator[Fault]:
    """The rota has no hole, whoever is on duty may triage, and the clock of triage runs at night."""
    if pack.duty is None:
        return
    for number, watch in enumerate(pack.duty.watches):
        place, position = f"duty.watches.{number}.position", pack.positions.get(watch.position)
        if position is None:
            yield fault(place, "no_position", name=watch.position)
        elif position.kind not in TRIAGE:
            yield fault(place, "rota_idle", name=watch.position, kind=position.kind)
    for on, opens in gaps(pack.duty):
        yield fault("duty", "rota_gap", day=on, clock=f"{opens:%H:%M}")
    if pack.triage.term.unit not in ROUND_THE_CLOCK:
        yield fault("triage.term", "rota_by_day")


def _alarm_faults(pack: Pack) -> Iterator[Fault]:
    """The clocks of dangers run at night, where nobody waits for office hours."""
    if pack.alarm is None:
        return
    rows = pack.alarm.escalations
    terms = {name: term for name, term in pack.alarm if isinstance(term, Term)}
    terms |= {f"escalations.{place}.after": row.after for place, row in enumerate(rows) if row.after}
    for name, term in terms.items():
        if term.unit not in ROUND_THE_CLOCK:
            yield fault(f"alarm.{name}", "alarm_by_day")


def _hour_faults(pack: Pack) -> Iterator[Fault]:
    for earlier, later in zip(pack.hours, pack.hours[1:], strict=False):
        if later.opens < earlier.closes:
            yield fault("hours", "hours_cross", later=str(later.opens), earlier=str(earlier.closes))
    for code, year in pack.calendars.items():
        if code != str(year.year):
            yield fault(f"calendars.{code}.year", "other_year", name=code)
