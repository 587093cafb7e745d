"""The picture of a loop is drawn from the pack: every step, every class, nothing over anything else."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import combinations, pairwise

import pytest
from django.conf import settings

from yuanba.packs import load
from yuanba.packs.picture import LARGE, USUAL, WIDTH, PictureBox, picture
from yuanba.rules.core.state import State
from yuanba.rules.pack import Pack
from yuanba.rules.pack.directory import bodies_of

PACKS = [load.load(settings.PACKS, code, date(2026, 3, 2)) for code in load.districts_in(settings.PACKS)]
BOTH = pytest.mark.parametrize("is_chinese", [True, False])
EACH = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.district)


def apart(one: PictureBox, other: PictureBox) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def wide(words: str, size: int) -> float:
    return sum(size if ord(letter) >= 0x2E80 else 0.56 * size for letter in words)


@BOTH
@EACH
@pytest.mark.parametrize("is_large", [False, True])
def test_it_shows_every_step_and_class_and_nothing_lies_over_anything(
    pack: Pack, is_chinese: bool, is_large: bool
) -> None:
    drawn = picture(pack, is_chinese=is_chinese, is_large=is_large)
    letters = LARGE if is_large else USUAL
    if drawn is None:
        assert not pack.steps
        return
    assert [box.kind for box in drawn.boxes].count("step") == len(pack.steps)
    assert len(drawn.boxes) == len(pack.steps) + len(pack.classes) + len(pack.reviews)
    assert all(apart(one, other) for one, other in combinations(drawn.boxes, 2))
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH - letters.margin
        assert box.y + box.height <= drawn.height
        assert all(box.y < line.y <= box.y + box.height for line in box.lines)
        if is_chinese:  # its words may break at almost any sign
            sizes = {"title": letters.title, "small": letters.small}
            assert all(wide(line.words, sizes[line.kind]) <= box.width for line in box.lines)
    said = "".join(line.words for box in drawn.boxes for line in box.lines).replace(" ", "")
    for row in (*pack.steps, *pack.classes.values(), *pack.reviews.values(), *pack.followers.values()):
        title = row.title.zh if is_chinese else row.title.en
        assert title.replace(" ", "").lower() in said.lower()


def test_what_is_judged_goes_back_to_where_it_is_done() -> None:
    drawn = picture(next(pack for pack in PACKS if len(pack.steps) > 2), is_chinese=True)
    assert drawn
    assert drawn.back
    assert drawn.back_words == "没有解决，退回重办"


def ends(way: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where an arrow begins and where it points to."""
    x, y = (int(one) for one in way[1 : way.index("V" if "V" in way else "H")].split("H")[0].split())
    start = (x, y)
    for mark, number in re.findall(r"([HV])(\d+)", way):
        x, y = (int(number), y) if mark == "H" else (x, int(number))
    return start, (x, y)


@EACH
@pytest.mark.parametrize("number", [2, 3, 4, 5, 7])
def test_arrows_lead_from_the_step_to_each_class_and_on_from_each_that_is_given_out(
    pack: Pack, number: int
) -> None:
    """Each arrow begins at one box and points at another, and none crosses a third."""
    if not pack.steps:
        return
    code, row = next((code, row) for code, row in pack.classes.items() if not row.is_guided)
    more = {f"{code}_{one}": row for one in range(number)}
    classes = dict(list({**pack.classes, **more}.items())[:number])
    drawn = picture(pack.model_copy(update={"classes": classes}), is_chinese=True)
    assert drawn
    steps = [box for box in drawn.boxes if box.kind == "step"]
    made = [box for box in drawn.boxes if box.kind in ("class", "guided")]
    filed = next(place for place, step in enumerate(pack.steps) if State.FILED in step.states)
    found = Counter[tuple[int, int]]()
    for way in drawn.ways:
        start, end = ends(way)
        touched = [
            [number for number, box in enumerate(drawn.boxes) if near(point, box)] for point in (start, end)
        ]
        assert [len(one) for one in touched] == [1, 1], way
        found[touched[0][0], touched[1][0]] += 1
    place = {id(box): number for number, box in enumerate(drawn.boxes)}
    wanted = [(place[id(steps[filed])], place[id(box)]) for box in made]
    wanted += [(place[id(box)], place[id(steps[filed + 1])]) for box in made if box.kind == "class"]
    pairs = pairwise(steps)
    wanted += [(place[id(one)], place[id(other)]) for one, other in pairs if one is not steps[filed]]
    assert found == Counter(wanted)


def near(point: tuple[int, int], box: PictureBox) -> bool:
    """Whether an arrow that begins or ends here touches the box."""
    x, y = point
    return box.x - 3 <= x <= box.x + box.width + 3 and box.y - 3 <= y <= box.y + box.height + 3


def test_who_gets_the_matters_is_drawn_not_only_who_leads() -> None:
    """All rows of the directory name departments: the lead gets none, and is not drawn as who does it."""
    pack = next(pack for pack in PACKS if pack.district == "jiangjin")
    assert pack.classes["public"].lead not in bodies_of("public", pack)
    drawn = picture(pack, is_chinese=True)
    assert drawn
    said = "".join(line.words for box in drawn.boxes for line in box.lines)
    assert "街道党工委牵头" in said
    assert f"目录上{len(bodies_of('public', pack))}个单位" in said


def test_a_pack_without_steps_has_no_picture() -> None:
    assert picture(PACKS[0].model_copy(update={"steps": ()}), is_chinese=True) is None
