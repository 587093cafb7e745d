"""Backups night after night: into folders, until a disk is full, the oldest removed."""

from __future__ import annotations

import gc
import os
import resource
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings

from yuanba.config import command
from yuanba.districts.queries import DistrictRow
from yuanba.journal.services import signer
from yuanba.keeping import backup, envelope, shelf
from yuanba.keeping.cli import KeysNeedFolder
from yuanba.keeping.envelope import Passphrase
from yuanba.keeping.signing import CannotWrite
from yuanba.sealing import ring_file
from yuanba.web.sentences import refusal_sentence

WORDS = Passphrase(b"four words in a row")


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "keys" / "ring.json"))
    monkeypatch.setattr(settings, "SIGNING_KEY", str(tmp_path / "keys" / "checkpoint.pem"))
    monkeypatch.setattr(envelope, "SCRYPT_N", 2)
    (tmp_path / "words").write_bytes(WORDS.words)


@pytest.mark.parametrize("room", [0, 10, 400, 5000])
def test_a_full_disk_is_told_and_leaves_nothing(
    jiangjin: DistrictRow, tmp_path: Path, morning: datetime, capfd: pytest.CaptureFixture[str], room: int
) -> None:
    """No file may grow beyond so many bytes: the head, the chunks or the signature do not fit."""
    kept, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signer.public_key()
    ring_file.load()
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(CannotWrite) as refused:
            backup.make(
                out=tmp_path / "b",
                closing=WORDS,
                only="jiangjin",
                keys=tmp_path / "k",
                now=morning,
                tell=lambda step: None,
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kept, hard))
    gc.collect()
    assert "写不进" in str(refusal_sentence(refused.value))
    assert [place.name for place in tmp_path.glob("[bk].*")] + list(tmp_path.glob("[bk]")) == []
    assert capfd.readouterr().err == "", "no complaint of a stream that nobody closed"


def test_the_keys_of_every_night_go_into_one_folder(jiangjin: DistrictRow, tmp_path: Path) -> None:
    words = ["--passphrase-file", str(tmp_path / "words"), "--district", "jiangjin"]
    nights = ["--folder", str(tmp_path / "nights"), "--keys-to", str(tmp_path / "apart"), *words]
    parser = command._parser()
    for second in (1, 2):
        night = datetime(2026, 3, 2, 2, 30, second, tzinfo=UTC)
        with mock.patch("yuanba.web.entrance.now", return_value=night):
            parsed = parser.parse_args(["backup", *nights])
            assert parsed.run(parsed) == 0
    assert len(list((tmp_path / "nights").glob("*.backup"))) == 2
    assert sorted(file.stem for file in (tmp_path / "apart").glob("*.keys")) == sorted(
        file.stem for file in (tmp_path / "nights").glob("*.backup")
    )

    (tmp_path / "one").write_text("the file of an older release's first night")
    parsed = parser.parse_args(
        ["backup", "--folder", str(tmp_path / "nights"), "--keys-to", str(tmp_path / "one"), *words]
    )
    with pytest.raises(KeysNeedFolder):
        parsed.run(parsed)


def test_only_the_newest_are_kept(tmp_path: Path, morning: datetime) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    days = [morning + timedelta(days=day) for day in range(4)]
    for day in days:
        (folder / shelf.name("", day)).touch()
        (folder / shelf.name("", day)).with_suffix(".keys").touch()
        (folder / shelf.name("kaizhou", day)).touch()
    half = folder / f"{shelf.name('', days[0])}.part"
    half.touch()
    os.utime(half, (morning.timestamp(), morning.timestamp()))

    shelf.prune(folder, only="", keep=2, now=days[-1])

    names = sorted(file.name for file in folder.iterdir())
    kept = [shelf.name("", day) for day in days[2:]]
    expected = [*kept, *(name.replace(".backup", ".keys") for name in kept)]
    assert names == sorted([*expected, *(shelf.name("kaizhou", day) for day in days)])
