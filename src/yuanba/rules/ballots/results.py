"""The result of a vote in the published form, the digest of what was counted, and comparing results."""

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from yuanba.rules.ballots.counting import Because, MotionCount, ShareCheck, VoteCount
from yuanba.rules.ballots.presets import PRESETS
from yuanba.rules.ballots.votes import BallotChoice, BallotWay, Vote, VoteStanding, Weight
from yuanba.rules.core.json_text import shown, within

#: What is said in one language or another, and is not compared.
SPOKEN = frozenset({"because", "remarks"})
#: What every result says, and every motion in it.
CORE = frozenset({"rule", "entitled", "took_part", "quorum", "motions", "valid"})
CORE_OF_A_MOTION = frozenset({"id", "yes", "no", "abstain", "spoiled", "needed", "heads", "area", "passed"})

#: Texts up to this length are repeated whole where results differ.
LONGEST_DIGEST = 64

#: What is made of a reason: a sentence, or something from which one is made later.
Say = Callable[[Because], object]
Result = dict[str, object]


def told(vote: Vote, count: VoteCount, say: Say) -> Result:
    """Return a count in the form that `yuanba ballot tally` prints and a finished vote exports."""
    by_area = PRESETS[vote.rule].by_area
    return {
        "rule": str(vote.rule),
        **({"standing": str(vote.standing)} if vote.standing else {}),
        "entitled": _weight(count.entitled, by_area),
        "present": None if count.present is None else _weight(count.present, by_area),
        "took_part": _weight(count.took_part, by_area),
        "quorum": _check(count.quorum),
        "motions": [_motion(one, vote.standing, by_area, say) for one in count.motions],
        "valid": count.is_valid,
        "digest": digest(vote),
    }


def digest(vote: Vote) -> str:
    """Return the SHA-256 of all that was counted, the same in whichever order it was written.

    It finds what leaves the numbers as they were: a ballot given to somebody else of the same weight.
    """
    counted: Result = {
        "rule": str(vote.rule),
        "roll": sorted((voter, one.heads, one.area_cm2) for voter, one in vote.roll.items()),
        "present": sorted(vote.present),
        "motions": sorted(vote.motions),
        "ballots": sorted(
            (one.motion, one.voter, one.choice, one.way, one.by, *filter(None, (one.station,)))
            for one in vote.ballots
        ),
        "proxy_cap": vote.proxy_cap,
    }
    if vote.totals:
        counted["totals"] = sorted(
            (one.motion, one.way, one.station, *(one.choices.get(choice, 0) for choice in BallotChoice))
            for one in vote.totals
        )
    for name, share in (("quorum", vote.own.quorum), ("majority", vote.own.majority)):
        if share:
            counted[name] = share.written
    if vote.standing:
        counted["standing"] = str(vote.standing)
    text = json.dumps(counted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def differences(stored: object, counted: Result) -> Iterator[Result]:
    """Yield every place in which a stored result says otherwise than the count, or lacks what a result says.

    What the published form only allows may be missing: the result may be older. Sentences are not compared.
    """
    yield from _differences(stored, counted, "result", CORE)


def _differences(
    stored: object, counted: object, place: str, core: frozenset[str] = frozenset()
) -> Iterator[Result]:
    if isinstance(stored, Mapping) and isinstance(counted, Mapping):
        for name in (name for name in (*stored, *(core - {*stored})) if name not in SPOKEN):
            yield from _differences(stored.get(name), counted.get(name), within(place, shown(name)))
    elif isinstance(stored, list) and isinstance(counted, list) and len(stored) == len(counted):
        for number, (one, other) in enumerate(zip(stored, counted, strict=True)):
            yield from _differences(one, other, f"{place}[{number}]", CORE_OF_A_MOTION)
    elif type(stored) is not type(counted) or stored != counted:
        yield {"place": place, "stored": _seen(stored), "counted": _seen(counted)}


def _seen(value: object) -> object:
    """A number or a short text as it is; a list is not repeated: it may be as deep as a file allows."""
    if isinstance(value, str) and len(value) <= LONGEST_DIGEST and value.isprintable():
        return value
    return shown(value) if isinstance(value, str | list | dict) else value


def _weight(weight: Weight, by_area: bool) -> Result:
    return {"heads": weight.heads, "area_cm2": weight.area_cm2 if by_area else None}


def _weights(weights: Mapping[str, Weight] | Mapping[BallotWay, Weight], by_area: bool) -> Result:
    return {str(name): _weight(weight, by_area) for name, weight in weights.items()}


def _check(check: ShareCheck | None) -> Result:
    """A quorum that no rule asks for is met: who reads `met` need not ask whether there is one."""
    if check is None:
        return {"needed": None, "heads": None, "area": None, "met": True}
    return {**_shares(check), "met": check.is_met}


def _shares(check: ShareCheck) -> Result:
    shares = {name: check.share(name) for name in ("heads", "area")}
    written = {name: None if share is None else str(share) for name, share in shares.items()}
    return {"needed": str(check.needed), **written}


def _motion(one: MotionCount, standing: VoteStanding | None, by_area: bool, say: Say) -> Result:
    """A consultation has numbers and shares; it neither passes nor fails anything."""
    decides = standing is not VoteStanding.CONSULTATION
    return {
        "id": one.motion,
        **{str(choice): _weight(weight, by_area) for choice, weight in one.choices.items()},
        "no_ballot": _weight(one.no_ballot, by_area),
        "took_part": _weight(one.took_part, by_area),
        "ways": _weights(one.ways, by_area),
        **({"stations": _weights(one.stations, by_area)} if one.stations else {}),
        "quorum": _check(one.quorum),
        **_shares(one.majority),
        "passed": one.passed if decides else None,
        "because": [say(reason) for reason in one.because] if decides else [],
    }
