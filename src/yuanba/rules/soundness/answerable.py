"""Checks that each step of a matter has somebody who takes it, a deadline, and an independent judge."""

from collections.abc import Iterator

from yuanba.rules.core.actor import KEEPERS, ActorKind, PositionKind
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.verb import Verb
from yuanba.rules.evaluation.actions import ACTIONS as EVALUATING
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.actions import ACTIONS
from yuanba.rules.matters.actions.who import HANDLING
from yuanba.rules.pack import Level, Pack, Response, Trigger
from yuanba.rules.pack.escalation import BEFORE
from yuanba.rules.pack.superior import Occasion
from yuanba.rules.soundness import milestones, walk

#: Triggers that count how often; the others wait for a moment.
COUNTED: frozenset[Trigger] = frozenset({Trigger.RETURNED, Trigger.URGED, Trigger.REWORKED})
#: What must never go unnoticed: each has a moment by which it should be over.
MOMENTS: tuple[Trigger, ...] = (Trigger.UNTRIAGED, Trigger.UNACCEPTED, Trigger.LATE, Trigger.UNCHECKED)

#: What ends only when somebody acts, and has no other clock: a reminder alone would leave it there for ever.
STANDING: tuple[Trigger, ...] = (Trigger.UNTRIAGED, Trigger.UNCHECKED)
#: The kinds of position that may review units.
REVIEWERS = EVALUATING[EvaluationVerb.REVIEW_UNIT].who
#: What can come round again and again until somebody above looks at it.
LOOPS: tuple[Trigger, ...] = (Trigger.RETURNED, Trigger.REWORKED)


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each step that nobody may take, missing lead or deadline, and unfit judging group."""
    yield from _owner_faults(pack)
    yield from walk.faults(pack)
    yield from _lead_faults(pack)
    yield from _superior_faults(pack)
    yield from _above_faults(pack)
    yield from _title_faults(pack)
    yield from _evaluator_faults(pack)
    yield from _own_judge_faults(pack)
    yield from _follower_faults(pack)
    yield from _review_faults(pack)
    yield from _escalation_faults(pack)


def _owner_faults(pack: Pack) -> Iterator[Fault]:
    kinds = frozenset(position.kind for position in pack.positions.values())
    wanting: dict[tuple[PositionKind, ...], list[Verb]] = {}
    for verb, action in ACTIONS.items():
        positions = frozenset(who for who in action.who if isinstance(who, PositionKind))
        others = action.who - positions - {ActorKind.SYSTEM}  # what only the platform still does, nobody may
        if positions and not others and not positions & kinds:
            wanting.setdefault(tuple(sorted(positions)), []).append(verb)
    for who, verbs in wanting.items():
        yield fault("positions", "nobody_may", verbs=tuple(verbs), kinds=who)


def _lead_faults(pack: Pack) -> Iterator[Fault]:
    if Level.SUBDISTRICT not in pack.leads:
        yield fault("leads", "no_first_lead")
    for level, name in pack.leads.items():
        body = pack.bodies.get(name)
        if body is None:
            yield fault(f"leads.{level}", "no_body", name=name)
        elif circle := _circle(level, pack):
            yield fault(f"leads.{level}", "circle", path=" → ".join(circle))
        elif body.level is not level:
            yield fault(f"leads.{level}", "lead_of_other_level", name=name, level=body.level)


def _superior_faults(pack: Pack) -> Iterator[Fault]:
    """Only what somebody in the district leads can be reported above it."""
    superior = pack.superior
    if superior is None:
        return
    if Level.DISTRICT not in pack.leads:
        yield fault("superior", "no_district_lead")
    if superior.after and Occasion.LATE not in superior.occasions:
        yield fault("superior.after", "superior_never_late")


def _circle(level: Level, pack: Pack) -> tuple[str, ...]:
    """The bodies through which what this level cannot settle comes back to one that had it; else nothing."""
    path: list[str] = []
    at: Level | None = level
    while at is not None and (name := pack.leads[at]) in pack.bodies:
        path.append(name)
        if name in path[:-1]:
            return tuple(path)
        at = pack.above(at)
    return ()


def _above_faults(pack: Pack) -> Iterator[Fault]:
    """Where a body has matters, somebody leads there or above, and what is late is seen by others."""
    is_seen = any(row.on is Trigger.LATE and row.then is Response.PRIORITISE for row in pack.escalations)
    places = {route.level: route.place for route in reversed([*walk.routes(pack)])}
    for level in Level:
        if level in places and level not in pack.leads and pack.above(level) is None:
            yield fault(places[level], "no_lead", level=level)
        elif level in places and not is_seen and pack.above(level) is None:
            yield fault(places[level], "nobody_above", level=level)


def _title_faults(pack: Pack) -> Iterator[Fault]:
    """People hold titles: two of one name cannot be told apart, and a handler would judge."""
    first: dict[str, str] = {}
    for code, position in pack.positions.items():
        other = first.setdefault(position.title.zh, code)
        if other != code:
            yield fault(f"positions.{code}.title", "title_twice", title=position.title, other=other)


def _evaluator_faults(pack: Pack) -> Iterator[Fault]:
    for code, evaluator in pack.evaluators.items():
        place = f"evaluators.{code}"
        if evaluator.is_party is bool(evaluator.positions):
            yield fault(place, "judge_unclear")
        for title in evaluator.positions:
            yield from _judge_faults(f"{place}.positions", title, pack)
    yield from _judge_faults("supervisors.position", pack.supervisors.position, pack)
    for code, follower in pack.followers.items():
        for title in follower.positions:
            yield from _judge_faults(f"followers.{code}.positions", title, pack)


def _review_faults(pack: Pack) -> Iterator[Fault]:
    """Units are reviewed by others than handlers, within the area for which these hold their title."""
    for code, review in pack.reviews.items():
        place, levels = f"reviews.{code}", list(Level)
        for name in review.bodies:
            body = pack.bodies.get(name)
            if body is None:
                yield fault(f"{place}.bodies", "no_body", name=name)
            elif levels.index(body.level) < levels.index(review.level):
                yield fault(f"{place}.bodies", "reviewed_above", name=name, level=body.level)
        for title in review.positions:
            faults_of_title = list(_judge_faults(f"{place}.positions", title, pack))
            yield from faults_of_title
            position = pack.positions.get(title)
            if position and not faults_of_title and position.kind not in REVIEWERS:
                yield fault(f"{place}.positions", "reviewer_idle", name=title, kind=position.kind)


def _follower_faults(pack: Pack) -> Iterator[Fault]:
    """Whoever follows every matter of a class judges none of them."""
    for code, matter_class in pack.classes.items():
        judges = {
            title
            for name in matter_class.evaluators
            if name in pack.evaluators
            for title in pack.evaluators[name].positions
        }
        for name in matter_class.followers:
            follower = pack.followers.get(name)
            if follower and judges.intersection(follower.positions):
                yield fault(f"classes.{code}.followers", "follower_judges", title=follower.title)


def _own_judge_faults(pack: Pack) -> Iterator[Fault]:
    """Nobody judges what they answer for, under whatever name they sit there."""
    for code, matter_class in pack.classes.items():
        at_work = {
            title
            for route in walk.routes(pack)
            if route.class_code == code
            for title in (pack.bodies[route.body].title.zh,)
        }
        for name in matter_class.evaluators:
            judge = pack.evaluators.get(name)
            if judge and not judge.is_party and judge.title.zh in at_work:
                yield fault(f"classes.{code}.evaluators", "judge_is_body", title=judge.title)


def _judge_faults(place: str, title: str, pack: Pack) -> Iterator[Fault]:
    position = pack.positions.get(title)
    if position is None:
        yield fault(place, "no_position", name=title)
    elif position.kind in HANDLING:
        yield fault(place, "judge_handles", name=title, kind=position.kind)
    elif position.kind in KEEPERS:
        yield fault(place, "judge_keeps", name=title, kind=position.kind)


def _escalation_faults(pack: Pack) -> Iterator[Fault]:
    alarm = pack.alarm.escalations if pack.alarm else ()
    rows = {f"escalations.{number}": row for number, row in enumerate(pack.escalations)}
    rows |= {f"alarm.escalations.{number}": row for number, row in enumerate(alarm)}
    for place, row in rows.items():
        if (row.on in COUNTED) is (row.count is None):
            yield fault(
                f"{place}.count", "no_count" if row.on in COUNTED else "needless_count", trigger=row.on
            )
        if row.on in COUNTED and row.after:
            yield fault(f"{place}.after", "needless_after", trigger=row.on)
        if row.on in BEFORE and (row.after is None or row.then is not Response.REMIND):
            yield fault(place, "soon_unclear")
    noticed = {row.on for row in pack.escalations}
    for trigger in (*MOMENTS, *milestones.to_notice(pack)):
        if trigger not in noticed:
            yield fault("escalations", "unnoticed", trigger=trigger)
    if not any(row.on is Trigger.LATE and row.then is Response.ESCALATE for row in pack.escalations):
        yield fault("escalations", "late_untold")
    for trigger in STANDING:
        if {row.then for row in pack.escalations if row.on is trigger} == {Response.REMIND}:
            yield fault("escalations", "only_reminded", trigger=trigger)
    for trigger in LOOPS:
        if not any(row.on is trigger and row.then is not Response.REMIND for row in pack.escalations):
            yield fault("escalations", "endless", trigger=trigger)
