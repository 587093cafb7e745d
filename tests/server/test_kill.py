"""A short version of `make kill`: the real server, real kills, and the count at the end."""

from __future__ import annotations

import sys

import pytest

from bench import kill


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_three_kills_lose_nothing_and_double_nothing() -> None:
    figures = kill.run(kills=3, clients=3, seed=5)
    assert figures.acknowledged
    assert figures.stored >= figures.acknowledged
