"""The sentences of every app, filled at start: each app brings those of its own codes in ``sentences.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from yuanba.rules.core.registry import put


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One state as pages show it: its label, icon, meaning, and colour (`tone`)."""

    label: Promise
    tone: str
    icon: str
    meaning: Promise


#: Why something was refused, by the refusal's code.
SENTENCES: dict[str, Promise] = {}
#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: dict[str, int] = {}
#: What a decision was based on, by the ground's code or, where a number follows it, by its kind.
GROUNDS: dict[str, Promise] = {}
#: How the states of what people deal with are shown.
STANDINGS: dict[str, Standing] = {}


def speak_with(
    *,
    sentences: Mapping[str, Promise] | None = None,
    statuses: Mapping[str, int] | None = None,
    grounds: Mapping[str, Promise] | None = None,
    standings: Mapping[str, Standing] | None = None,
) -> None:
    """Register how pages show an app's refusals (sentence, HTTP status), reasons of decisions, and states."""
    for code, sentence in (sentences or {}).items():
        put(SENTENCES, code, sentence)
    for code, status in (statuses or {}).items():
        put(STATUSES, code, status)
    for code, ground in (grounds or {}).items():
        put(GROUNDS, code, ground)
    for state, standing in (standings or {}).items():
        put(STANDINGS, state, standing)
