"""The named rates of a mechanism, computed from counts of matters and from ratings.

A rate is a share with what it is a share of; a mere number of matters is no rate.
"""

from collections.abc import Iterable, Mapping, Sequence

from yuanba.rules import evaluation
from yuanba.rules.core.metrics import Tally, summed
from yuanba.rules.core.state import JUDGED, OPEN, State
from yuanba.rules.evaluation import GivenRating, Rate
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import Formula, NamedRate

#: Done with: the check has passed. What is answered and not checked yet is still to be disposed of.
DISPOSED: frozenset[State] = frozenset({*JUDGED, State.CLOSED}) - {State.ANSWERED}
#: Taken on and not given up since: refused, guided, withdrawn and merged ones are outside the rate.
REFERRED: frozenset[State] = frozenset({*OPEN, *JUDGED, State.CLOSED})


def rate_of(
    named: NamedRate,
    tallies: Iterable[Tally],
    ratings: Mapping[str, Sequence[GivenRating]],
    *,
    pack: Pack,
) -> Rate:
    """Return a named rate, computed by its formula from counts of matters or from the ratings of each class.

    The part of each tally is the present state of matters that were ever assigned to a unit.
    Disposed (转办处置率): of the matters that were referred to a unit, those whose answer has passed its
    check. What is still in hand counts below the line, so that only work that is done makes the rate whole.
    Solved and satisfied: as results of judging are counted.
    """
    if named.formula is Formula.DISPOSED:
        return _disposed(named, tallies)
    said = [
        one for code, given in ratings.items() if not named.classes or code in named.classes for one in given
    ]
    results = evaluation.results(said, pack=pack)
    return results.solved if named.formula is Formula.SOLVED else results.satisfied


def _disposed(named: NamedRate, tallies: Iterable[Tally]) -> Rate:
    counted = [
        one
        for one in tallies
        if State(one.part) in REFERRED
        and (not named.classes or one.class_code in named.classes)
        and (not named.channels or one.channel in named.channels)
    ]
    return Rate(
        formula="disposed / referred",
        counted=summed(one for one in counted if State(one.part) in DISPOSED).counted,
        of=summed(counted).of,
    )
