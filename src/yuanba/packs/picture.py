"""The layout of a drawing of a mechanism: its steps from top to bottom, its classes side by side.

Units are those of an SVG drawing `WIDTH` wide, which fits a telephone at its own size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yuanba.packs import wording
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.pack import MatterClass, Pack
from yuanba.rules.pack.mechanism import LoopStep

WIDTH = 360
#: Free at the right for the way back.
MARGIN = 36
GAP, PADDING = 28, 10
TITLE, SMALL = 16, 12
#: Marks that never begin a line of Chinese.
CLOSING = frozenset("，。、；：？！）》”】")
BACK = Text(zh="没有解决，退回重办", en="not solved: once more")
GUIDED = Text(zh="引导，不派单", en="guided, not given out")
TERM = Text(zh="限{}", en="within {}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text in the drawing; `y` is its baseline."""

    x: int
    y: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class PictureBox:
    """One box in the drawing: a step of the mechanism, or a class of matters."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class LoopPicture:
    """The drawing of a pack's steps: boxes, lines between them (SVG path data), and the line for rework."""

    height: int
    boxes: tuple[PictureBox, ...]
    ways: tuple[str, ...]
    back: str = ""
    back_words: str = ""
    back_at: int = 0
    width: int = WIDTH


def picture(pack: Pack, *, is_chinese: bool) -> LoopPicture | None:
    """Return the drawing of a pack's steps, or None for a pack that names no steps of its own."""
    if not pack.steps:
        return None
    boxes: list[PictureBox] = []
    ways: list[str] = []
    steps: list[PictureBox] = []
    ends: list[PictureBox] = []
    y = PADDING
    for number, step in enumerate(pack.steps, start=1):
        box = _step(number, step, y, is_chinese=is_chinese)
        ways += [_way(end, box) for end in ends]
        boxes.append(box)
        steps.append(box)
        ends = [box]
        y = box.y + box.height + GAP
        if State.FILED in step.states:
            classes = list(_classes(pack, y, is_chinese=is_chinese))
            ways += [_way(box, one) for one in classes]
            boxes += classes
            ends = [one for one in classes if one.kind == "class"]
            y = max(one.y + one.height for one in classes) + GAP
    back, at = _back(pack.steps, steps)
    return LoopPicture(
        height=y - GAP + PADDING,
        boxes=tuple(boxes),
        ways=tuple(ways),
        back=back,
        back_words=_said(BACK, is_chinese=is_chinese) if back else "",
        back_at=at,
    )


def _said(text: Text, *, is_chinese: bool) -> str:
    return text.zh if is_chinese else text.en


def _step(number: int, step: LoopStep, y: int, *, is_chinese: bool) -> PictureBox:
    width = WIDTH - MARGIN - PADDING
    title = f"{number}  {_said(step.title, is_chinese=is_chinese)}"
    return _box(PADDING, y, width, "step", [(title, TITLE)])


def _classes(pack: Pack, y: int, *, is_chinese: bool) -> Iterator[PictureBox]:
    """As many as fit side by side; more go into a second row."""
    codes = list(pack.classes)
    rows = [codes[start : start + 3] for start in range(0, len(codes), 3)]
    for row in rows:
        width = (WIDTH - MARGIN - PADDING - 8 * (len(row) - 1)) // len(row)
        made = [
            _box(
                PADDING + place * (width + 8),
                y,
                width,
                "guided" if pack.classes[code].is_guided else "class",
                [
                    (_said(text, is_chinese=is_chinese), size)
                    for text, size in _class_words(pack.classes[code], pack)
                ],
            )
            for place, code in enumerate(row)
        ]
        yield from made
        y = max(box.y + box.height for box in made) + 12


def _class_words(matter_class: MatterClass, pack: Pack) -> Iterator[tuple[Text, int]]:
    yield matter_class.title, TITLE
    if matter_class.is_guided:
        yield GUIDED, SMALL
        return
    yield pack.bodies[matter_class.lead].title, SMALL
    if matter_class.rural_lead:
        yield pack.bodies[matter_class.rural_lead].title, SMALL
    answer = wording.term(matter_class.answer)
    yield Text(zh=TERM.zh.format(answer.zh), en=TERM.en.format(answer.en)), SMALL


def _box(x: int, y: int, width: int, kind: str, texts: list[tuple[str, int]]) -> PictureBox:
    lines: list[TextLine] = []
    foot = y + PADDING
    for words, size in texts:
        for row in wrapped(words, width - 2 * PADDING, size):
            foot += size
            lines.append(TextLine(x + width // 2, foot, row, "title" if size == TITLE else "small"))
            foot += 5
    return PictureBox(x, y, width, foot + PADDING - 5 + 3 - y, kind, tuple(lines))


def _way(before: PictureBox, after: PictureBox) -> str:
    """From the foot of one to the head of the other, where the narrower of them has its middle."""
    narrow = min(before, after, key=lambda box: box.width)
    x = narrow.x + narrow.width // 2
    return f"M{x} {before.y + before.height}V{after.y - 3}"


def _back(steps: tuple[LoopStep, ...], boxes: list[PictureBox]) -> tuple[str, int]:
    """From where it is judged to where it is done; nothing where both lie in one step."""
    judged = next((place for place, step in enumerate(steps) if State.EVALUATING in step.states), None)
    done = next((place for place, step in enumerate(steps) if State.ACCEPTED in step.states), None)
    if judged is None or done is None or judged <= done:
        return "", 0
    start, end = boxes[judged], boxes[done]
    right, line = start.x + start.width, WIDTH - MARGIN // 2
    low, high = start.y + start.height // 2, end.y + end.height // 2
    return f"M{right} {low}H{line}V{high}H{right + 3}", (low + high) // 2


def wrapped(words: str, width: int, size: int) -> list[str]:
    """Return the words split into lines that fit a width at a font size.

    Lines break between any two Chinese letters, elsewhere at spaces. A word longer than the line stays whole.

    >>> wrapped("街道党工委牵头", 60, 12)
    ['街道党工委', '牵头']
    >>> wrapped("answered in 15 working days", 96, 12)
    ['answered in 15', 'working days']
    """
    lines, line = [], ""
    for piece in _pieces(words):
        if line and _width(line + piece.rstrip(), size) > width and piece not in CLOSING:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(words: str) -> Iterator[str]:
    word = ""
    for letter in words:
        if ord(letter) < 0x2E80 and letter != " ":
            word += letter
            continue
        yield from (piece for piece in (word + letter if letter == " " else word,) if piece)
        word = ""
        if letter != " ":
            yield letter
    if word:
        yield word


def _width(words: str, size: int) -> float:
    return sum(size if ord(letter) >= 0x2E80 else 0.56 * size for letter in words)
