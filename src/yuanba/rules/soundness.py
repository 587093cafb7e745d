"""Whether a pack that has the right shape also makes sense: A1, as far as this step reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from yuanba.rules.deadline import Term
from yuanba.rules.pack import Grounded, Pack


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the pack: `items.street_light.body`."""

    place: str
    message: str


def faults(pack: Pack) -> list[Fault]:
    """Everything that is unsound, all at once; an empty list is a pack that can be used."""
    return [
        *_class_faults(pack),
        *_item_faults(pack),
        *_ground_faults(pack),
        *_hour_faults(pack),
    ]


def _class_faults(pack: Pack) -> Iterator[Fault]:
    for code, matter_class in pack.classes.items():
        place = f"classes.{code}"
        if matter_class.lead not in pack.bodies:
            yield Fault(f"{place}.lead", f"no body is called {matter_class.lead!r}")
        for evaluator in matter_class.evaluators:
            if evaluator not in pack.evaluators:
                yield Fault(f"{place}.evaluators", f"no evaluator is called {evaluator!r}")
        if not pack.items_of(code):
            yield Fault(place, "no item of the directory is in this class")
        yield from _term_faults(f"{place}.answer", matter_class.answer, pack)


def _item_faults(pack: Pack) -> Iterator[Fault]:
    for code, item in pack.items.items():
        place = f"items.{code}"
        if item.class_code not in pack.classes:
            yield Fault(f"{place}.class", f"no class is called {item.class_code!r}")
        if item.body and item.body not in pack.bodies:
            yield Fault(f"{place}.body", f"no body is called {item.body!r}")
        if len(set(item.keywords)) < len(item.keywords):
            yield Fault(f"{place}.keywords", "a keyword stands twice")
        if item.answer:
            yield from _term_faults(f"{place}.answer", item.answer, pack)


def _term_faults(place: str, term: Term, pack: Pack) -> Iterator[Fault]:
    if term.in_days > pack.limits.answer_days:
        yield Fault(place, f"laxer than base: at most {pack.limits.answer_days} days")


def _ground_faults(pack: Pack) -> Iterator[Fault]:
    for place, value in _grounded(pack):
        if not value.ground and not value.assumed:
            yield Fault(place, "say where it comes from: ground, or assumed with the reason")
        if value.ground and value.ground not in pack.grounds:
            yield Fault(f"{place}.ground", f"no source or law is called {value.ground!r}")


def _grounded(pack: Pack) -> Iterator[tuple[str, Grounded]]:
    for table in ("classes", "bodies", "evaluators", "items", "positions", "refusals"):
        for code, value in getattr(pack, table).items():
            yield f"{table}.{code}", value


def _hour_faults(pack: Pack) -> Iterator[Fault]:
    for earlier, later in zip(pack.hours, pack.hours[1:], strict=False):
        if later.opens < earlier.closes:
            yield Fault("hours", f"{later.opens} is before {earlier.closes}")
    for code, year in pack.calendars.items():
        if code != str(year.year):
            yield Fault(f"calendars.{code}.year", f"the file is called {code}.toml")
