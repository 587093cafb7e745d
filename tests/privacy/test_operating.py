"""house.back_up, house.restore, house.rotate_keys: what the operator does stands in each journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from tests import make
from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.privacy import services as privacy
from yuanba.rules.core.access import NotAllowed, system

NOTES: dict[str, Callable[..., None]] = {
    "house.back_up": partial(privacy.note_backup, scope="installation", keys="apart", size=7),
    "house.restore": partial(privacy.note_restore, made_at="2026-03-01T18:00:00+00:00", erased_again=2),
    "house.rotate_keys": partial(privacy.note_rotation, current="k2", cipher="AES-256-GCM", ended=["k1"]),
}


@pytest.mark.parametrize("verb", NOTES)
def test_it_is_recorded_for_the_operator_and_for_nobody_else(
    people: Cast, morning: datetime, verb: str
) -> None:
    NOTES[verb](actor=make.OPERATOR, now=morning)
    for actor in (people.chen, people.li, system("x")):
        with pytest.raises(NotAllowed):
            NOTES[verb](actor=actor, now=morning)

    (entry,) = journal.story("house", "data")
    assert (entry.verb, entry.actor_kind, entry.words) == (verb, "operator", "")
