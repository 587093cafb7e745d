"""The invented selections play: one goes to its honours, the others take nominations."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta

import pytest

from tests.honours import village
from tests.honours.village import Village
from yuanba.demo import honours
from yuanba.demo.honours import PlayedSelection
from yuanba.demo.setting import setting
from yuanba.honours import queries
from yuanba.rules.honours.selections import SelectionStage
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.district("fengdu")


def test_the_selections_of_the_demonstration_play(place: Village, morning: datetime) -> None:
    told = tomllib.loads(setting("fengdu").path(honours.FILE).read_text(encoding="utf-8"))["selection"]
    for row in told:
        here = {"council": "village", "area": village.VILLAGE, "by": "gu"}
        nominees = [
            {**one, "by": "", "hands": [min(one.get("hands", [0])[0], 3), 0, 0]} for one in row["nominees"]
        ]
        played = {**row, **here, "nominees": nominees}
        honours._select(
            PlayedSelection.model_validate(played, strict=False), now=morning + timedelta(days=90)
        )
    now = morning + timedelta(days=90)
    assert [row.stage for row in queries.selections(day(now))] == [
        SelectionStage.NOMINATING,
        SelectionStage.CONFERRED,
    ]
    named = [one.name for one in queries.standing_honours(day(now)) if one.name]
    assert "覃小琼" in named
    assert "隆德厚、向素芬夫妇" not in named
