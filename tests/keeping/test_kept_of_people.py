"""What a backup, a restore and a new key mean for people: who was erased stays so; journals tell of each."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import cast, make
from tests.districts.conftest import log_in
from yuanba.config import command
from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as entries
from yuanba.keeping import backup, envelope, restore, signing, staging
from yuanba.keeping.envelope import Passphrase
from yuanba.matters import queries as matter_queries
from yuanba.privacy.services import remembering
from yuanba.sealing import rotation

WORDS = Passphrase(b"four words in a row")


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "keys" / "ring.json"))
    monkeypatch.setattr(settings, "SIGNING_KEY", str(tmp_path / "keys" / "checkpoint.pem"))
    monkeypatch.setattr(envelope, "SCRYPT_N", 2)
    (tmp_path / "words").write_bytes(WORDS.words)


def test_who_was_erased_is_in_the_backup_and_erased_again(
    jiangjin: DistrictRow, tmp_path: Path, morning: datetime
) -> None:
    """By the list in the backup, and by one that an operator brings from the old data folder."""
    cast.assemble(now=morning)
    inside, brought, stays = (make.a_matter(now=morning) for _ in range(3))
    lines = [
        json.dumps({"kind": one.owner.kind, "key": one.owner.key, "at": morning.isoformat()})
        for one in (inside, brought)
    ]
    remembering.join(lines[0].encode())
    remembering.join(f"{lines[0]}\n".encode())
    out = tmp_path / "b"
    backup.make(out=out, closing=WORDS, only="jiangjin", keys=True, now=morning, tell=lambda step: None)
    with staging._opened(signing.prove(out, WORDS)) as tar:
        kept = {entry.name: staging._content(tar, entry) for entry in tar}
    listed = remembering.parse(kept["erased/jiangjin.jsonl"])
    assert [(one.actor.key, one.at) for one in listed.people] == [(inside.owner.key, morning)]
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "jiangjin.jsonl").write_text(lines[1])

    restore._erase_again(
        jiangjin,
        staging.check(signing.prove(out, WORDS))[0],
        staging.StagedBackup(erased={"jiangjin": lines[0].encode()}),
        restore.RestoreExtras(erased=tmp_path / "old"),
        now=morning + timedelta(days=1),
        tell=lambda step: None,
    )

    emptied = [matter_queries.matter_by_token(one.token).emptied_at for one in (inside, brought, stays)]
    assert [bool(at) for at in emptied] == [True, True, False]
    entry = entries.story("house", "data")[-1]
    assert (entry.verb, entry.outcome["erased_again"]) == ("house.restore", 2)


def test_a_backup_and_a_new_key_are_in_the_journal_of_each_district(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the audit administrator finds them there, by day and by deed."""
    words = ["--passphrase-file", str(tmp_path / "words")]
    monkeypatch.setattr(backup, "make", lambda **more: 5)
    monkeypatch.setattr(rotation, "rotate", lambda **more: ["k001"])
    parser = command._parser()
    for line in (
        ["backup", "--out", str(tmp_path / "b"), *words, "--with-keys"],
        ["backup", "--out", str(tmp_path / "c"), *words, "--without-keys", "--district", "kaizhou"],
        ["keys", "rotate"],
    ):
        parsed = parser.parse_args(line)
        assert parsed.run(parsed) == 0
    told = {}
    for row in queries.districts():
        with queries.inside(row):
            told[row.code] = [(one.actor_kind, one.verb) for one in entries.story("house", "data")]
    both = [("operator", "house.back_up"), ("operator", "house.rotate_keys")]
    assert told == {"jiangjin": both, "kaizhou": [both[0], *both]}

    cast.assemble(now=datetime.now(UTC))
    make.staff("lu", "audit_admin", area=cast.DISTRICT, now=datetime.now(UTC))
    client = Client()
    log_in(client, "jiangjin", "lu")
    page = client.get("/d/jiangjin/people/audit").content.decode()
    for word in ("备份数据", "更换密钥"):
        assert word in page
