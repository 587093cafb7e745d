"""How well likeness finds what readers joined, on half of a labelled set that its numbers were not chosen on.

    python -m bench.likeness [FOLDER]

FOLDER holds `duplicates/` and `messages/city.csv` (default: YUANBA_TEST_DATA, else ../shared/data). Each
cluster weighs one, whatever its size. Messages outside clusters and look-alike pairs are unlabelled: they may
be found, and count neither for nor against. Authors are never used.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yuanba.reading import bigrams, likeness
from yuanba.reading.likeness import Rarity

ROOT = Path(__file__).resolve().parent.parent
#: What the application knows of a district: a sample of its texts, not all of them.
SAMPLE = 2_000
CANDIDATES = 120
TOP = 5
FORMS = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M")
Scored = list[tuple[float, float, bool]]


@dataclass(frozen=True)
class Corpus:
    """The messages in the order of their time, and what readers said of them."""

    texts: list[str]
    clusters: list[list[int]]
    look_alikes: list[tuple[int, int]]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(1 << 24)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def _at(written: str) -> datetime:
    for form in FORMS:
        try:
            return datetime.strptime(written, form)  # noqa: DTZ007 - only their order is used
        except ValueError:
            continue
    raise ValueError(written)


def corpus(folder: Path) -> Corpus:
    """Read the labelled set."""
    rows = sorted(_rows(folder / "messages/city.csv"), key=lambda row: _at(row["time"]))
    place = {row["id"]: index for index, row in enumerate(rows)}
    clusters: dict[str, list[int]] = defaultdict(list)
    for row in _rows(folder / "duplicates/clusters_dev.csv"):
        clusters[row["cluster_id"]].append(place[row["id"]])
    pairs = _rows(folder / "duplicates/hard_negatives_dev.csv")
    return Corpus(
        texts=[f"{row['title']}\n{row['text']}" for row in rows],
        clusters=[sorted(members) for _, members in sorted(clusters.items())],
        look_alikes=[(place[row["id1"]], place[row["id2"]]) for row in pairs],
    )


def scored(data: Corpus, rarity: Rarity, half: int, *, says: bool = False) -> Scored:
    """Every labelled pair of a half: its likeness, its weight, and whether readers joined it.

    ``says`` gives 1 where the application would say "probably the same", else 0, in place of the likeness.
    """

    def worth(first: int, second: int) -> float:
        one, other = (likeness.profile(data.texts[index], rarity) for index in (first, second))
        alike = likeness.likeness(one, other)
        return float(likeness.is_same(one, other, alike)) if says else alike

    found: Scored = []
    for members in data.clusters[half::2]:
        pairs = [(first, second) for first in members for second in members if first < second]
        found += [(worth(*pair), 1 / len(pairs), True) for pair in pairs]
    found += [(worth(*pair), 1.0, False) for pair in data.look_alikes[half::2]]
    return found


def judged(pairs: Scored, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean, where from the threshold on we say: the same."""
    all_same = sum(weight for _, weight, same in pairs if same)
    hits = sum(weight for worth, weight, same in pairs if same and worth >= threshold)
    misses = sum(weight for worth, weight, same in pairs if not same and worth >= threshold)
    precision, recall = hits / ((hits + misses) or 1), hits / all_same
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def best_threshold(pairs: Scored) -> float:
    """Where the harmonic mean is best."""
    return max((worth for worth, _, _ in pairs), key=lambda worth: judged(pairs, worth)[2])


def recalled(data: Corpus, rarity: Rarity, half: int) -> tuple[float, float, float, float]:
    """Through the index as the application asks it, and milliseconds per report.

    The part of the earlier reports that could be among the first five, the part of reports that find one at
    all, and the part of the earlier reports among the candidates.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(data.texts):
        for token in set(bigrams.tokens(text)):
            holders[token].append(index)
    shares, hits, reach, took = [], [], [], []
    for members in data.clusters[half::2]:
        of_cluster: list[tuple[float, bool, float]] = []
        for index in members[1:]:
            mates = {one for one in members if one < index}
            started = time.perf_counter()
            candidates = _candidates(data.texts[index], index, holders, rarity)
            found = likeness.like(
                data.texts[index], [data.texts[one] for one in candidates], rarity, limit=TOP, at_least=0
            )
            took.append(time.perf_counter() - started)
            joined = mates & {candidates[one.index] for one in found}
            of_cluster.append(
                (len(joined) / min(TOP, len(mates)), bool(joined), len(mates & set(candidates)) / len(mates))
            )
        if of_cluster:
            for column, kept in zip(zip(*of_cluster, strict=True), (shares, hits, reach), strict=True):
                kept.append(statistics.fmean(column))
    return (*(statistics.fmean(one) for one in (shares, hits, reach)), 1000 * statistics.median(took))


def _candidates(text: str, index: int, holders: dict[str, list[int]], rarity: Rarity) -> Sequence[int]:
    asked = likeness.sought(text, rarity)
    shared: dict[int, int] = defaultdict(int)
    for token in asked:
        for one in holders[token]:
            if one < index:
                shared[one] += 1
    return sorted(shared, key=lambda one: (-shared[one], -one))[:CANDIDATES]


def main() -> int:
    """Print what was measured."""
    default = os.environ.get("YUANBA_TEST_DATA", str(ROOT.parent / "shared" / "data"))
    data = corpus(Path(sys.argv[1] if len(sys.argv) > 1 else default))
    print(
        f"{len(data.texts)} messages, {len(data.clusters)} clusters, {len(data.look_alikes)} look-alike pairs"
    )
    whole = Rarity.of(data.texts)
    sample = Rarity.of(random.Random(1).sample(data.texts, SAMPLE))
    for name, rarity in (("rarity of all", whole), (f"rarity of a sample of {SAMPLE}", sample)):
        chosen, other = scored(data, rarity, 0), scored(data, rarity, 1)
        print(f"{name}: best threshold of the half chosen on {best_threshold(chosen):.3f}")
        for level in (likeness.SAME, likeness.WORTH_A_LOOK):
            for half, pairs in (("chosen on", chosen), ("other", other)):
                p, r, f = judged(pairs, level)
                print(f"  from {level} on, half {half:9}: precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}")
        for half, name in ((0, "chosen on"), (1, "other")):
            p, r, f = judged(scored(data, rarity, half, says=True), 1.0)
            print(f"  said the same, half {name:9}: precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}")
            share, hit, reach, took = recalled(data, rarity, half)
            print(
                f"  half {name:9}: recall@{TOP} {share:.3f}, at least one {hit:.3f}, "
                f"among the candidates {reach:.3f}, {took:.0f} ms a report"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
