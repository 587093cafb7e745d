"""False alarms on real messages. Their phones were taken out before we got them, so what still looks like
a mobile, a card or an identity number is something else. Only counts are printed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from yuanba.rules.privacy.masking import Personal, mask


def test_few_things_are_masked_that_point_at_nobody(test_data: Path) -> None:
    found: Counter[Personal] = Counter()
    messages = 0
    for name in ("city.csv", "train.csv"):
        with (test_data / "messages" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                messages += 1
                found.update(span.kind for span in mask(f"{row['title']}\n{row['text']}").spans)
    print({kind.value: round(1000 * count / messages, 2) for kind, count in found.items()}, "per 1,000")
    assert found[Personal.MOBILE] + found[Personal.ID_NUMBER] + found[Personal.BANK_CARD] <= 1
    # Numbers of offices, given as such.
    assert 1000 * found[Personal.LANDLINE] / messages < 3
    # People who sign with their names; of 70 read by eye one was none.
    assert 20 < 1000 * found[Personal.NAME] / messages < 35
