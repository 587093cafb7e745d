"""The picture of a loop is drawn from the pack: every step, every class, nothing over anything else."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from django.conf import settings

from yuanba.packs import load
from yuanba.packs.picture import MARGIN, WIDTH, PictureBox, picture
from yuanba.rules.pack import Pack

PACKS = [load.load(settings.PACKS, code, date(2026, 3, 2)) for code in load.districts_in(settings.PACKS)]
BOTH = pytest.mark.parametrize("is_chinese", [True, False])
EACH = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.district)


def apart(one: PictureBox, other: PictureBox) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@BOTH
@EACH
def test_it_shows_every_step_and_class_and_nothing_lies_over_anything(pack: Pack, is_chinese: bool) -> None:
    drawn = picture(pack, is_chinese=is_chinese)
    if drawn is None:
        assert not pack.steps
        return
    assert [box.kind for box in drawn.boxes].count("step") == len(pack.steps)
    assert len(drawn.boxes) == len(pack.steps) + len(pack.classes)
    assert all(apart(one, other) for one, other in combinations(drawn.boxes, 2))
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH - MARGIN
        assert box.y + box.height <= drawn.height
        assert all(box.y < line.y <= box.y + box.height for line in box.lines)
    said = "".join(line.words for box in drawn.boxes for line in box.lines).replace(" ", "")
    for row in (*pack.steps, *pack.classes.values()):
        title = row.title.zh if is_chinese else row.title.en
        assert title.replace(" ", "") in said


def test_what_is_judged_goes_back_to_where_it_is_done() -> None:
    drawn = picture(next(pack for pack in PACKS if len(pack.steps) > 2), is_chinese=True)
    assert drawn
    assert drawn.back
    assert drawn.back_words == "没有解决，退回重办"


def test_a_pack_without_steps_has_no_picture() -> None:
    assert picture(PACKS[0].model_copy(update={"steps": ()}), is_chinese=True) is None
