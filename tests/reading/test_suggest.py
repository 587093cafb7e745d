"""What the directory's words suggest, and how well on messages that real people wrote."""

from __future__ import annotations

import csv
import hashlib
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from yuanba.packs import load
from yuanba.reading.suggest import DirectoryReader, SuggestionReason, reader_of, suggest

PACK = load.load(settings.PACKS, "jiangjin", date(2026, 3, 2))


@pytest.mark.parametrize("code", PACK.items)
def test_an_items_own_examples_come_first(code: str) -> None:
    for example in PACK.items[code].examples:
        found = suggest(example, pack=PACK)
        assert code in [suggestion.item_code for suggestion in found], example
        assert found[0].class_code == PACK.items[code].class_code, example


def test_a_suggestion_says_why() -> None:
    (best, *_) = suggest("小区门口的路灯不亮，走路害怕。", pack=PACK)
    assert (best.class_code, best.item_code) == ("public", "street_light")
    assert best.reasons[:2] == (SuggestionReason("keyword", "路灯"), SuggestionReason("keyword", "不亮"))


def test_likeness_to_an_example_is_a_reason_too() -> None:
    best = suggest("衣架被邻栋机器挡，正对着我家窗户，热风难受", pack=PACK, limit=1)[0]
    assert best.reasons[0].code in {"keyword", "likeness"}
    only_like = suggest("踩上去溅一身水", pack=PACK, limit=1)[0]
    assert only_like.item_code == "road_repair"
    assert only_like.reasons == (SuggestionReason("likeness", PACK.items["road_repair"].examples[0]),)


def test_the_first_sentence_weighs_more() -> None:
    assert suggest("遛狗不牵绳。另外路灯也坏了", pack=PACK)[0].item_code == "pets"
    assert suggest("路灯坏了。另外有人遛狗不牵绳", pack=PACK)[0].item_code == "street_light"


@pytest.mark.parametrize("words", ["", "   ", "?", "hello", "12345"])
def test_words_that_say_nothing_suggest_nothing(words: str) -> None:
    assert suggest(words, pack=PACK) == ()


@given(st.text(st.sampled_from("路灯不亮楼上吵闹物业费停水漏，。\n x"), max_size=60))
def test_every_reason_can_be_checked_by_eye(words: str) -> None:
    found = suggest(words, pack=PACK)
    assert len(found) <= 3
    assert [s.weight for s in found] == sorted((s.weight for s in found), reverse=True)
    for suggestion in found:
        assert suggestion.reasons
        assert PACK.items[suggestion.item_code].class_code == suggestion.class_code
        for reason in suggestion.reasons:
            own = PACK.items[suggestion.item_code]
            assert reason.word in (own.keywords if reason.code == "keyword" else own.examples)
            assert reason.code == "likeness" or reason.word in words


def test_a_reader_is_made_once_per_pack() -> None:
    assert reader_of(PACK) is reader_of(PACK)


def _held_out(folder: Path) -> list[tuple[str, str]]:
    """The half on which nothing was tuned: words and true class."""
    texts = {row["id"]: row for row in _rows(folder / "triage/texts_dev.csv")}
    return [
        (f"{texts[row['id']]['title']}\n{texts[row['id']]['text']}", row["jiangjin"])
        for row in _rows(folder / "triage/class_dev.csv")
        if hashlib.sha256(row["id"].encode()).digest()[0] % 2
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_class_on_messages_that_nothing_was_tuned_on(test_data: Path) -> None:
    """Four of five messages are public, so plain accuracy flatters; recall of each class counts alike."""
    reader = DirectoryReader(PACK)
    right, shown, total = Counter[str](), 0, Counter[str]()
    for words, true in _held_out(test_data):
        found = reader.suggest(words)
        total[true] += 1
        right[true] += bool(found) and found[0].class_code == true
        shown += true in {suggestion.class_code for suggestion in found}
    recall = {code: right[code] / total[code] for code in total}
    count = total.total()
    print(
        f"class of {count} held-out messages: accuracy {right.total() / count:.3f}, "
        f"mean recall {sum(recall.values()) / 3:.3f}, true class among three {shown / count:.3f}"
    )
    assert right.total() / count > 0.77
    assert sum(recall.values()) / len(recall) > 0.65
    assert shown / count > 0.94


def test_a_suggestion_takes_less_than_two_milliseconds(test_data: Path) -> None:
    reader = DirectoryReader(PACK)
    messages = _held_out(test_data)
    start = time.process_time()
    for words, _ in messages:
        reader.suggest(words)
    assert (time.process_time() - start) / len(messages) < 0.002
