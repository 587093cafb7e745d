"""What bounds looks, what goes when, and what a pack has to say of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.rules.packs import PACK
from yuanba.rules import privacy
from yuanba.rules.privacy import Kept, LookedTooOften, UnknownReason
from yuanba.rules.soundness import faults

LOOKING = PACK.looking
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_looks_are_bounded_by_reason_and_number() -> None:
    assert LOOKING is not None
    privacy.require_look(LOOKING, why="contact", times=2)
    with pytest.raises(LookedTooOften):
        privacy.require_look(LOOKING, why="contact", times=3)
    with pytest.raises(UnknownReason):
        privacy.require_look(LOOKING, why="curiosity", times=0)


def test_what_was_kept_for_its_time() -> None:
    assert privacy.over_before(PACK.retention[Kept.WORDS], NOW) == datetime(2025, 8, 14, 1, tzinfo=UTC)


def test_a_pack_says_all_of_it() -> None:
    short = {Kept.LOGS: PACK.retention[Kept.LOGS].model_copy(update={"days": 90})}
    wrong = PACK.model_copy(update={"looking": None, "retention": short})

    places = {fault.place for fault in faults(wrong)}

    assert "looking" in places
    assert "retention.logs.days" in places
    assert {f"retention.{kind}" for kind in Kept if kind is not Kept.LOGS} <= places
