"""What a usable pack may still be wrong about: words without a clock, parts without a use, nobody above."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack
from yuanba.rules.soundness import promises, walk


def remarks(pack: Pack) -> list[Fault]:
    """Return what the author of a sound pack should look at again; a server starts all the same."""
    return [*promises.faults(pack), *_unused(pack), *_never_escalated(pack)]


def _unused(pack: Pack) -> Iterator[Fault]:
    """Bodies to which no matter goes and that nobody tells, and groups that judge nothing."""
    bodies = {body for row in pack.classes.values() for body in walk.leads_of(row).values()}
    bodies |= {item.body for item in pack.items.values()} | set(pack.leads.values())
    for code in pack.bodies:
        if code not in bodies:
            yield fault(f"bodies.{code}", "body_unused")
    judges = {name for row in pack.classes.values() for name in row.evaluators}
    for code in pack.evaluators:
        if code not in judges:
            yield fault(f"evaluators.{code}", "evaluator_unused")
    following = {name for row in pack.classes.values() for name in row.followers}
    for code in pack.followers:
        if code not in following:
            yield fault(f"followers.{code}", "follower_unused")


def _never_escalated(pack: Pack) -> Iterator[Fault]:
    """A class whose matters all go where nobody is above: what the pack says of escalation never happens."""
    ways = walk.routes(pack)
    for code, row in pack.classes.items():
        levels = {way.level for way in ways if way.class_code == code}
        if levels and not row.is_guided and all(pack.above(level) is None for level in levels):
            yield fault(f"classes.{code}", "never_escalates", level=max(levels, key=list(levels).index))
