"""Reads JSON that others wrote: what JSON lets pass and nobody can count with is named, not guessed."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from yuanba.rules.core.fault import Fault, fault

#: A whole number of more digits is a slip or an attack; every area and every number of people has fewer.
MOST_DIGITS = 60
#: So much of what somebody wrote is repeated in a sentence about it.
_SHOWN = 40


class OddNumber(str):
    """A number that is no whole number of sensible length, as written: `1.0`, `NaN`, 5,000 digits."""


class RepeatedKeys(dict[str, object]):
    """An object in which a key stands twice: which of the two was meant, nobody can say."""

    def __init__(self, pairs: Sequence[tuple[str, object]]) -> None:
        super().__init__(pairs)
        counts = Counter(name for name, _value in pairs)
        self.twice = tuple(name for name, number in counts.items() if number > 1)


class NotJsonError(ValueError):
    """Raised where a text is no JSON; `fault` says why and where."""

    def __init__(self, why: Fault) -> None:
        super().__init__(why.code)
        self.fault = why


def parse(text: str) -> tuple[object, tuple[Fault, ...]]:
    """Return the value that a JSON text holds, with a fault for each key that stands twice in an object.

    A number that is not whole stays a text (OddNumber). Raises NotJsonError where there is no value.

    >>> parse('{"area": 1.5}')
    ({'area': '1.5'}, ())
    """
    doubled: list[RepeatedKeys] = []

    def make(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            whole = RepeatedKeys(pairs)
            doubled.append(whole)
        return whole

    try:
        value = json.loads(
            text, object_pairs_hook=make, parse_int=_number, parse_float=OddNumber, parse_constant=OddNumber
        )
    except RecursionError:
        raise NotJsonError(fault("", "too_deep")) from None
    except json.JSONDecodeError as error:
        if not text.strip():
            raise NotJsonError(fault("", "empty")) from None
        place = f"{error.lineno}:{error.colno}"
        raise NotJsonError(fault(place, "not_json", line=error.lineno, column=error.colno)) from None
    return value, tuple(_repeated(value)) if doubled else ()


def _repeated(value: object) -> Iterator[Fault]:
    """Walk without recursion: what was parsed may be deep."""
    waiting = [("", value)]
    while waiting:
        where, one = waiting.pop()
        if isinstance(one, RepeatedKeys):
            yield from (
                fault(within(where, shown(name)), "key_twice", name=shown(name)) for name in one.twice
            )
        if isinstance(one, dict):
            waiting += [(within(where, shown(name)), inner) for name, inner in one.items()]
        elif isinstance(one, list):
            waiting += [(f"{where}[{number}]", inner) for number, inner in enumerate(one)]


def within(place: str, key: str) -> str:
    """Return the place of a key in an object, such as `roll[3].owner`."""
    return f"{place}.{key}" if place else key


def shown(value: object) -> str:
    """Return what somebody wrote, short enough for a sentence and without signs that no screen can show."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = value if isinstance(value, str) else json.dumps(value)
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _number(digits: str) -> int | OddNumber:
    return int(digits) if len(digits) <= MOST_DIGITS else OddNumber(digits)
