"""Where each value of a pack comes from: every row that cites a source or was set locally, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from yuanba.packs import load
from yuanba.packs.origins import Origin, origins
from yuanba.rules.core.declared import Text

ON = date(2026, 11, 2)


def rows(code: str) -> list[Origin]:
    return [row for table in origins(load.load(settings.PACKS, code, ON)) for row in table.rows]


@pytest.mark.parametrize("code", load.districts_in(settings.PACKS))
def test_every_value_that_cites_a_source_is_there(code: str) -> None:
    pack = load.load(settings.PACKS, code, ON)
    told = rows(code)
    for row in (*pack.classes.values(), *pack.items.values(), *pack.steps, *pack.slots.values()):
        assert Origin(title=row.title, ground=row.ground, assumed=row.assumed) in told
    assert sum(bool(row.assumed) for row in told) > 50


def test_a_single_value_is_called_by_its_table_and_a_rule_on_delay_by_its_sentence() -> None:
    titles = [row.title.zh for row in rows("jiangjin")]
    assert "工单" in titles
    assert "超过接单时限1个工作日还没接单，报上一级" in titles
    assert Text(
        zh="退单2次，由上一级确定谁办", en="returned 2 times: the next level decides who deals with it"
    ) in [row.title for row in rows("jiangjin")]
