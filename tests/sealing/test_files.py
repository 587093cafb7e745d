"""Files of a district: sealed, nameless, durable, and swept when nothing refers to them."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.sealing import files, keyring
from yuanba.sealing.files import FileLost

CONTENT = b"the pixels of a street lamp" * 100


def on_disk(district: str = "jiangjin") -> list[Path]:
    return sorted((Path(settings.FILES) / district).glob("??/*"))


def test_what_lies_on_disk_says_nothing(jiangjin: DistrictRow) -> None:
    name = files.put(CONTENT)

    (path,) = on_disk()
    assert path.name == name
    assert b"street lamp" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert files.get(name) == CONTENT


def test_the_same_content_lies_there_once(jiangjin: DistrictRow) -> None:
    assert files.put(CONTENT) == files.put(CONTENT) != files.put(CONTENT + b"!")
    assert len(on_disk()) == 2


def test_each_district_has_its_own(jiangjin: DistrictRow, kaizhou: DistrictRow) -> None:
    name = files.put(CONTENT)
    with queries.inside(jiangjin), pytest.raises(FileLost):
        files.get(name)


def test_what_was_altered_is_not_shown(jiangjin: DistrictRow) -> None:
    name = files.put(CONTENT)
    (path,) = on_disk()
    altered = bytearray(path.read_bytes())
    altered[-1] ^= 1
    path.write_bytes(altered)

    with pytest.raises(keyring.SealBroken):
        files.get(name)


def test_only_old_files_without_a_row_are_swept(jiangjin: DistrictRow, morning: datetime) -> None:
    old, kept, fresh = (files.put(CONTENT + bytes([n])) for n in range(3))
    long_ago = (morning - timedelta(days=2)).timestamp()
    for path in on_disk():
        when = long_ago if path.name in (old, kept) else morning.timestamp()
        os.utime(path, (when, when))

    assert files.sweep(known=lambda names: frozenset({kept}), now=morning) == 1

    assert {path.name for path in on_disk()} == {kept, fresh}


def test_a_file_that_is_named_again_while_the_sweep_asks_stays(
    jiangjin: DistrictRow, morning: datetime
) -> None:
    """The same picture comes again between the sweep's look and its broom."""
    name = files.put(CONTENT)
    (path,) = on_disk()
    os.utime(path, (0, 0))

    def asked(names: list[str]) -> frozenset[str]:
        files.put(CONTENT)
        return frozenset()

    assert files.sweep(known=asked, now=morning) == 0
    assert files.get(name) == CONTENT
