"""Checkpoints: signed, published, and trusted only with the right key."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pytest_django import Settings

from tests.journal.conftest import Superuser, tell
from tests.journal.test_verify import cut_the_tail, rewrite
from yuanba.config import command
from yuanba.districts.queries import DistrictRow
from yuanba.journal.services import checkpoint, signer
from yuanba.journal.services.checkpoint import BadCheckpoint


@pytest.fixture(autouse=True)
def _a_key_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_KEY = str(tmp_path / "keys" / "checkpoint.pem")


@pytest.fixture
def signed(morning: datetime) -> str:
    """The text of a checkpoint."""
    found = checkpoint.sign(district="jiangjin", position=12, running=bytes(range(32)), at=morning)
    return json.dumps(dataclasses.asdict(found))


def test_what_was_signed_is_read_back(signed: str) -> None:
    found = checkpoint.parse(signed, trusted=signer.public_key())

    assert (found.district, found.position, found.running) == ("jiangjin", 12, bytes(range(32)).hex())
    assert found.at == "2026-03-02T01:00:00+00:00"


@pytest.mark.parametrize(
    ("field", "value"),
    [("position", 11), ("running", "00" * 32), ("district", "kaizhou"), ("at", "2026-03-02T01:00:01+00:00")],
)
def test_an_altered_field_no_longer_fits(signed: str, field: str, value: object) -> None:
    altered = json.dumps({**json.loads(signed), field: value})

    with pytest.raises(BadCheckpoint):
        checkpoint.parse(altered, trusted=signer.public_key())


def test_another_key_is_refused_even_if_the_file_names_it(
    signed: str, settings: Settings, tmp_path: Path
) -> None:
    ours = signer.public_key()
    settings.SIGNING_KEY = str(tmp_path / "other.pem")
    theirs = signer.public_key()
    assert ours != theirs

    with pytest.raises(BadCheckpoint):
        checkpoint.parse(signed, trusted=theirs)
    forged = checkpoint.sign(
        district="jiangjin",
        position=12,
        running=bytes(32),
        at=datetime.fromisoformat(json.loads(signed)["at"]),
    )
    with pytest.raises(BadCheckpoint):
        checkpoint.parse(json.dumps(dataclasses.asdict(forged)), trusted=ours)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"district": 1}', "\x00"])
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        checkpoint.parse(text, trusted=Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex())


def test_the_key_is_readable_by_its_owner_only(signed: str, settings: Settings) -> None:
    assert Path(settings.SIGNING_KEY).stat().st_mode & 0o077 == 0


# --- by command -------------------------------------------------------------------------------------------


def journal(*words: str) -> int:
    return command.main(["journal", *words, "--district", "jiangjin"])


def test_the_command_signs_and_verifies(
    committed: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = tmp_path / "published.json"

    assert journal("checkpoint", "--out", str(published)) == 0
    assert journal("verify", "--checkpoint", str(published), "--json") == 0

    assert json.loads(capsys.readouterr().out) == {
        "entries": 12,
        "waiting": 0,
        "findings": [],
        "erased": [],
    }
    assert json.loads(published.read_text())["position"] == 12


def test_the_command_finds_a_cut_tail_only_with_the_checkpoint(
    committed: list[int], superuser: Superuser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = tmp_path / "published.json"
    journal("checkpoint", "--out", str(published))

    cut_the_tail(superuser)

    assert journal("verify") == 0
    capsys.readouterr()
    assert journal("verify", "--checkpoint", str(published)) == 1
    assert "tail_cut: 11 < 12" in capsys.readouterr().out


def test_the_command_finds_a_rewritten_history_only_with_the_checkpoint(
    committed: list[int], superuser: Superuser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = tmp_path / "published.json"
    journal("checkpoint", "--out", str(published))
    superuser.execute(f"update journal_entry set actor_key = 'nobody' where id = {committed[2]}")
    assert journal("verify") == 1

    rewrite(superuser)

    assert journal("verify") == 0
    capsys.readouterr()
    assert journal("verify", "--checkpoint", str(published)) == 1
    assert "checkpoint_differs: 12" in capsys.readouterr().out


def test_the_command_refuses_a_checkpoint_of_another_district_or_key(
    committed: list[int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = tmp_path / "published.json"
    journal("checkpoint", "--out", str(published))
    other = "ab" * 32

    verify = ["journal", "verify", "--checkpoint", str(published)]
    assert command.main([*verify, "--district", "kaizhou"]) == 2
    assert command.main([*verify, "--district", "jiangjin", "--key", other]) == 2
    assert command.main([*verify, "--district", "jiangjin", "--key", signer.public_key()]) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_an_empty_journal_has_a_checkpoint_too(
    own_database: DistrictRow, tmp_path: Path, morning: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    published = tmp_path / "published.json"
    journal("checkpoint", "--out", str(published))

    assert journal("verify", "--checkpoint", str(published)) == 0
    tell(1, morning)
    assert journal("verify", "--checkpoint", str(published)) == 0
