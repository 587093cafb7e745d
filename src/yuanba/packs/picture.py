"""The layout of a drawing of a mechanism: its steps from top to bottom, its classes between them.

Units are those of an SVG drawing `WIDTH` wide, which fits a telephone at its own size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yuanba.packs import dispatch_wording, wording
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.pack import Pack
from yuanba.rules.pack.directory import bodies_of
from yuanba.rules.pack.mechanism import LoopStep
from yuanba.rules.pack.watching import UnitReview
from yuanba.rules.soundness import walk

WIDTH = 358
GAP, PADDING = 28, 10
#: Free within a box at either side of its words.
INSIDE = 3
#: Marks that never begin a line of Chinese, and those that never end one.
CLOSING, OPENING = frozenset("，。、；：？！）》”】"), frozenset("（《“【")
BACK = Text(zh="没有解决，退回重办", en="not solved: once more")
GUIDED = Text(zh="引导，不派单", en="guided, not given out")
LEADS = Text(zh="{}牵头", en="{} leads")
ALL = Text(zh="目录上{}个单位", en="done by {} bodies of the directory")
OTHERS = Text(zh="另有{}个单位办", en="and by {} more of the directory")
FOLLOWED = Text(zh="{}全程跟踪", en="followed by the {}")
PER_ESTATE = Text(zh="每个小区一个", en="one for each estate")
ONLY = Text(zh="只有：{}", en="only: {}")
#: So wide is a rail.
RAIL = 20
TERM = Text(zh="限{}", en="within {}")
#: What is written in a box: a title, and smaller lines below it.
Written = tuple[Text, str]
TITLE, SMALL = "title", "small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The sizes in which a drawing is written, and how many classes then fit side by side."""

    title: int
    small: int
    beside: int

    @property
    def margin(self) -> int:
        """What stays free at the right for the way back and its words."""
        return 3 * self.small

    def size(self, kind: str) -> int:
        """Return the size of a line of this kind."""
        return self.title if kind == TITLE else self.small


USUAL = Letters(title=16, small=13, beside=3)
#: For elders: the drawing is higher instead of wider than a telephone.
LARGE = Letters(title=20, small=18, beside=1)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text in the drawing; `y` is its baseline."""

    x: int
    y: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class PictureBox:
    """One box in the drawing: a step of the mechanism, a class of matters, or a review of units."""

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
    is_large: bool = False


def picture(pack: Pack, *, is_chinese: bool, is_large: bool = False) -> LoopPicture | None:
    """Return the drawing of a pack's steps, or None for a pack that names no steps of its own.

    A large one has letters for elders; it fits the same telephone.
    """
    if not pack.steps:
        return None
    letters = LARGE if is_large else USUAL
    boxes: list[PictureBox] = []
    ways: list[str] = []
    steps: list[PictureBox] = []
    ends: list[PictureBox] = []
    y = PADDING
    for number, step in enumerate(pack.steps, start=1):
        box = _step(number, step, y, pack, letters, is_chinese=is_chinese)
        ways += [_way(end, box) for end in ends]
        boxes.append(box)
        steps.append(box)
        ends = [box]
        y = box.y + box.height + GAP
        if State.FILED in step.states:
            if len(pack.classes) > letters.beside:
                classes = list(_listed(pack, y, letters, is_chinese=is_chinese))
                y = classes[-1].y + classes[-1].height + GAP
                ways += _rails(box, classes, y)
                ends = []
            else:
                classes = list(_beside(pack, y, letters, is_chinese=is_chinese))
                y = max(one.y + one.height for one in classes) + GAP
                ways += [_way(box, one) for one in classes]
                ends = [one for one in classes if one.kind == "class"]
            boxes += classes
    for review in pack.reviews.values():
        boxes.append(_review(review, y, letters, is_chinese=is_chinese))
        y = boxes[-1].y + boxes[-1].height + GAP
    back, at = _back(pack.steps, steps, letters)
    return LoopPicture(
        height=y - GAP + PADDING,
        boxes=tuple(boxes),
        ways=tuple(ways),
        back=back,
        back_words=_said(BACK, is_chinese=is_chinese) if back else "",
        back_at=at,
        is_large=is_large,
    )


def _said(text: Text, *, is_chinese: bool) -> str:
    return text.zh if is_chinese else text.en


def _step(
    number: int, step: LoopStep, y: int, pack: Pack, letters: Letters, *, is_chinese: bool
) -> PictureBox:
    width = WIDTH - letters.margin - PADDING
    title = f"{number}  {_said(step.title, is_chinese=is_chinese)}"
    only = [(_said(text, is_chinese=is_chinese), kind) for text, kind in _only(step, pack)]
    if State.ACCEPTED in step.states:
        only += [(_said(one, is_chinese=is_chinese), SMALL) for one in [*dispatch_wording.passed(pack)][:1]]
    return _box(PADDING, y, width, "step", [(title, TITLE), *only], letters)


def _review(review: UnitReview, y: int, letters: Letters, *, is_chinese: bool) -> PictureBox:
    """Beside the way of a matter, and no step of it: units are reviewed when a period is over."""
    every = wording.EVERY[review.every]
    texts = [
        (_said(review.title, is_chinese=is_chinese), TITLE),
        (_said(every, is_chinese=is_chinese), SMALL),
    ]
    return _box(PADDING, y, WIDTH - letters.margin - PADDING, "review", texts, letters)


def _beside(pack: Pack, y: int, letters: Letters, *, is_chinese: bool) -> Iterator[PictureBox]:
    """A few classes stand side by side: a straight arrow leads to each and on from it."""
    width = (WIDTH - letters.margin - PADDING - 8 * (len(pack.classes) - 1)) // len(pack.classes)
    for place, code in enumerate(pack.classes):
        x = PADDING + place * (width + 8)
        yield _class(code, pack, x, y, width, letters, is_chinese=is_chinese)


def _listed(pack: Pack, y: int, letters: Letters, *, is_chinese: bool) -> Iterator[PictureBox]:
    """Many stand below each other, between a rail that leads to each and one that leads on."""
    width = WIDTH - letters.margin - PADDING - 2 * RAIL
    for code in pack.classes:
        box = _class(code, pack, PADDING + RAIL, y, width, letters, is_chinese=is_chinese)
        y = box.y + box.height + 12
        yield box


def _rails(step: PictureBox, classes: list[PictureBox], y: int) -> Iterator[str]:
    """From the step down the left into each class; from each that is given to somebody down the right."""
    left, right = step.x + RAIL // 2, step.x + step.width - RAIL // 2
    for box in classes:
        middle = box.y + box.height // 2
        yield f"M{left} {step.y + step.height}V{middle}H{box.x - 3}"
    going = [box for box in classes if box.kind == "class"]
    for box in going:
        middle = box.y + box.height // 2
        yield f"M{box.x + box.width} {middle}H{right}V{y - 3}"


def _class(
    code: str, pack: Pack, x: int, y: int, width: int, letters: Letters, *, is_chinese: bool
) -> PictureBox:
    texts = [(_said(text, is_chinese=is_chinese), kind) for text, kind in _class_words(code, pack)]
    return _box(x, y, width, "guided" if pack.classes[code].is_guided else "class", texts, letters)


def _class_words(code: str, pack: Pack) -> Iterator[Written]:
    matter_class = pack.classes[code]
    yield matter_class.title, TITLE
    if matter_class.is_guided:
        yield GUIDED, SMALL
        return
    leads = [body for body in (matter_class.lead, matter_class.rural_lead) if body]
    bodies = bodies_of(code, pack)
    for body in leads:
        said = pack.bodies[body].title
        yield (
            said if body in bodies else Text(zh=LEADS.zh.format(said.zh), en=LEADS.en.format(said.en)),
            SMALL,
        )
        if pack.bodies[body].of_estate:
            yield PER_ESTATE, SMALL
    if more := len(set(bodies) - set(leads)):
        words = OTHERS if set(bodies) & set(leads) else ALL
        yield Text(zh=words.zh.format(more), en=words.en.format(more)), SMALL
    for follower in matter_class.followers:
        said = pack.followers[follower].title
        yield Text(zh=FOLLOWED.zh.format(said.zh), en=FOLLOWED.en.format(said.en.lower())), SMALL
    for said in dispatch_wording.dispatched(code, pack):
        yield said, SMALL
    answer = wording.term(matter_class.answer)
    yield Text(zh=TERM.zh.format(answer.zh), en=TERM.en.format(answer.en)), SMALL
    for row in matter_class.milestones.values():
        yield wording.milestone(row), SMALL


def _only(step: LoopStep, pack: Pack) -> Iterator[Written]:
    """Which classes come to this step, where not all that are given to somebody do."""
    going = [code for code, row in pack.classes.items() if not row.is_guided]
    come = [code for code in going if _comes(code, step, pack)]
    if State.FILED not in step.states and come and len(come) < len(going):
        titles = [pack.classes[code].title for code in come]
        zh, en = "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
        yield Text(zh=ONLY.zh.format(zh), en=ONLY.en.format(en)), SMALL


def _comes(code: str, step: LoopStep, pack: Pack) -> bool:
    ways = [way for way in walk.routes(pack) if way.class_code == code]
    return any(way.reached.intersection(step.states) for way in ways)


def _box(x: int, y: int, width: int, kind: str, texts: list[tuple[str, str]], letters: Letters) -> PictureBox:
    lines: list[TextLine] = []
    foot = y + PADDING
    for words, written in texts:
        size = letters.size(written)
        for row in wrapped(words, width - 2 * INSIDE, size):
            foot += size
            lines.append(TextLine(x + width // 2, foot, row, written))
            foot += 5
    return PictureBox(x, y, width, foot + PADDING - 5 + 3 - y, kind, tuple(lines))


def _way(before: PictureBox, after: PictureBox) -> str:
    """From the foot of one to the head of the other, where the narrower of them has its middle."""
    narrow = min(before, after, key=lambda box: box.width)
    x = narrow.x + narrow.width // 2
    return f"M{x} {before.y + before.height}V{after.y - 3}"


def _back(steps: tuple[LoopStep, ...], boxes: list[PictureBox], letters: Letters) -> tuple[str, int]:
    """From where it is judged to where it is done; nothing where both lie in one step."""
    judged = next((place for place, step in enumerate(steps) if State.EVALUATING in step.states), None)
    done = next((place for place, step in enumerate(steps) if State.ACCEPTED in step.states), None)
    if judged is None or done is None or judged <= done:
        return "", 0
    start, end = boxes[judged], boxes[done]
    right, line = start.x + start.width, WIDTH - letters.margin // 2
    low, high = start.y + start.height // 2, end.y + end.height // 2
    return f"M{right} {low}H{line}V{high}H{right + 3}", (low + high) // 2


def wrapped(words: str, width: int, size: int) -> list[str]:
    """Return the words split into lines that fit a width at a font size.

    Lines break between any two Chinese letters, but not before a closing or after an opening mark; elsewhere
    at spaces. A word longer than the line stays whole.

    >>> wrapped("街道党工委牵头", 60, 12)
    ['街道党工委', '牵头']
    >>> wrapped("answered in 15 working days", 96, 12)
    ['answered in 15', 'working days']
    """
    lines, line = [], ""
    for piece in _bound(_pieces(words)):
        if line and _width(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _bound(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, each with the marks that stay with it."""
    bound = ""
    for piece in pieces:
        if bound and piece not in CLOSING and bound[-1] not in OPENING:
            yield bound
            bound = ""
        bound += piece
    if bound:
        yield bound


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
