"""Tests work in memory only where there is room for them."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import memory


def test_without_room_in_memory_the_disk_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    usual = Path("/var/lib/yuanba/yuanba-1")

    monkeypatch.setattr(memory, "MEMORY", tmp_path / "absent")
    assert memory.data(usual) == Path("/var/lib/yuanba/yuanba-1-tests")

    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=64 << 20))
    assert memory.data(usual) == Path("/var/lib/yuanba/yuanba-1-tests")
    assert memory.temporary() != tmp_path
