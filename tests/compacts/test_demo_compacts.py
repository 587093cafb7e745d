"""The invented compacts of Fengdu play: each version with voters is passed, the last one is a draft."""

from __future__ import annotations

import tomllib
from datetime import datetime

from tests import cast
from yuanba.compacts import queries
from yuanba.demo import compacts
from yuanba.demo.compacts import PlayedCompact
from yuanba.demo.setting import setting
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day


def test_the_compacts_of_the_demonstration_play(guo: Actor, morning: datetime) -> None:
    told = tomllib.loads(setting("fengdu").path(compacts.FILE).read_text(encoding="utf-8"))["compact"]
    row = PlayedCompact.model_validate({**told[0], "by": "guo", "area": cast.TONGTAIMEN}, strict=False)
    compacts._agree(row, now=morning)
    (found,) = queries.compacts(day(morning))
    assert [one.number for one in found.adopted] == [2, 1]
    assert found.draft
    assert found.draft.number == 3
