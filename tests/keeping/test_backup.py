"""Backup and restore, as an operator does it: by command, into a place that holds nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests import cast, make, memory
from tests.conftest import ROOT, _administer, _drop, _template
from tests.matters import animals
from tests.server.machine import end, environment
from yuanba.districts import queries
from yuanba.districts.jobs import defer
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.journal.services import signer
from yuanba.keeping import backup, envelope, restore, signing, staging
from yuanba.keeping.envelope import Newer, Passphrase
from yuanba.keeping.signing import ProvenFile
from yuanba.matters import services as matters
from yuanba.matters.services import Contact
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.privacy import services as privacy
from yuanba.privacy.services import remembering
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import files, ring, ring_file
from yuanba.server import postgres
from yuanba.web.sentences import refusal_sentence

WORDS = Passphrase(b"four words in a row")
SAID = "三楼的声控灯不亮了，老人上楼看不见"
CONTENT = b"the pixels of a street lamp" * 1000


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "keys" / "ring.json"))
    monkeypatch.setattr(settings, "SIGNING_KEY", str(tmp_path / "keys" / "checkpoint.pem"))
    monkeypatch.setattr(envelope, "SCRYPT_N", 2)
    (tmp_path / "words").write_bytes(WORDS.words)


@pytest.fixture
def source(own_database: DistrictRow, tmp_path: Path) -> int:
    """An installation with a matter, a file, a contact, a log-in and a job; gives the matter."""
    now = datetime.now(UTC)
    cast.assemble(now=now)
    enclosed = matters.prepare([animals.png()], allowed=FROM_RESIDENTS)
    contact = Contact(channel="sms", address="13912345678")
    one = make.a_matter(now=now, text=SAID, contact=contact, enclosures=enclosed)
    files.put(CONTENT)
    journal.number()
    defer("matters.sweep_files")
    return one.id


def back_up(out: Path, *, only: str = "", keys: Path | bool = True) -> Path:
    backup.make(out=out, closing=WORDS, only=only, keys=keys, now=datetime.now(UTC), tell=lambda step: None)
    return out


def proven(file: Path) -> ProvenFile:
    return signing.prove(file, WORDS)


class Elsewhere:
    """Another installation: a database of its own on this server, its own keys and files."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        self.environment = {
            **os.environ,
            "YUANBA_DATABASE": database,
            "YUANBA_KEY_RING": str(folder / "keys" / "ring.json"),
            "YUANBA_SIGNING_KEY": str(folder / "keys" / "checkpoint.pem"),
            "YUANBA_FILES": str(folder / "files"),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }

    def run(
        self, *commands: Sequence[object], first: str = "", look: str = ""
    ) -> tuple[list[int], str, list[str]]:
        """Commands one after the other, in one process: exit codes, all that they said, what a look saw."""
        program = f"""
import sys
from yuanba.config import command
from yuanba.server import postgres
{first}
with postgres.running():
    codes = [command.main(words) for words in {[[str(word) for word in one] for one in commands]!r}]
    print("\\nseen:", codes)
{textwrap.indent(look, "    ")}
"""
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if first and done.returncode:
            return [done.returncode], done.stderr, []
        assert done.returncode == 0, done.stderr
        said, _, seen = done.stdout.partition("\nseen: ")
        codes, *rest = seen.splitlines()
        return json.loads(codes), f"{said}\n{done.stderr}", rest


@pytest.fixture
def elsewhere(own_database: DistrictRow, tmp_path: Path) -> Iterator[Elsewhere]:
    """An installation that has Kaizhou and nothing of Jiangjin."""
    name = f"yuanba_test_{os.getpid()}_elsewhere"
    with _administer() as administration:
        administration.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(_template(administration))
            )
        )
    with psycopg.connect(**postgres.connect_arguments("owner", name)) as there:  # type: ignore[arg-type]
        there.execute("drop schema d_jiangjin cascade")
        there.execute("delete from districts_district where code = 'jiangjin'")
    yield Elsewhere(tmp_path / "elsewhere", name)
    with _administer() as administration:
        _drop(administration, name)


#: What an operator would look at after a restore.
LOOK = f"""
from django.test import Client
from django.db import connection
from yuanba.sealing import files, keyring
from yuanba.districts import queries
row = queries.district("jiangjin")
with queries.inside(row), connection.cursor() as cursor:
    cursor.execute("select sealed from matters_matter order by id")
    print({SAID!r} in keyring.unseal(cursor.fetchone()[0], purpose="matter.words"))
    cursor.execute("select name from matters_attachment")
    print(len(files.get(cursor.fetchone()[0])) > 100)
    cursor.execute("select count(*) from django_session")
    print(cursor.fetchone()[0] == 0)
with queries.outside(), connection.cursor() as cursor:
    cursor.execute("select count(*), min(status::text), max(status::text) from procrastinate_jobs "
                   "where args->>'district' = 'jiangjin'")
    print(cursor.fetchone())
client = Client()
answer = client.post("/d/jiangjin/account/login/", {{"login": "chen", "password": {make.PASSWORD!r}}})
print(answer.status_code)
"""


LOOK_FOR_ERASED = """
with queries.inside(row), connection.cursor() as cursor:
    cursor.execute("select array_agg(id) from matters_matter where emptied_at is not null")
    print(cursor.fetchone()[0])
    cursor.execute("select verb, (outcome->>'erased_again')::int from journal_entry where verb ~ '^house'")
    print(cursor.fetchall())
"""

#: The process ends, as by a kill, where the district would be listed.
KILLED = """
import os
os.environ["YUANBA_ROLE"] = "owner"
import django; django.setup()
from yuanba.districts import services
services.adopt = lambda **more: os._exit(9)
"""


#: Says which districts others see while people are erased again.
WATCHED = """
import os
os.environ["YUANBA_ROLE"] = "owner"
import django; django.setup()
from yuanba.districts import queries
from yuanba.keeping import restore
again = restore._erase_again
def watched(*arguments, **more):
    print("listed meanwhile:", [row.code for row in queries.districts()], file=sys.stderr)
    again(*arguments, **more)
restore._erase_again = watched
"""


def jobs() -> int:
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where args->>'district' = 'jiangjin'")
        return int(cursor.fetchone()[0])


def one_job_runs() -> None:
    """The worker was killed in the middle of a job."""
    with queries.outside(), connection.cursor() as cursor:
        cursor.execute("select min(id) from procrastinate_jobs")
        cursor.execute("update procrastinate_jobs set status = 'doing' where id = %s", [cursor.fetchone()[0]])


@pytest.mark.slow
def test_a_whole_installation_comes_back_on_an_empty_machine(source: int, tmp_path: Path) -> None:
    """The real thing: a data folder that does not exist yet, a database server that was never made."""
    one_job_runs()
    count = jobs()
    out = back_up(tmp_path / "all.backup")
    folder = Path(tempfile.mkdtemp(prefix="yuanba-", dir=memory.temporary()))
    try:
        machine = Elsewhere(folder, "yuanba")
        machine.environment = {
            **environment(folder),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        bring = ("restore", out, "--passphrase-file", tmp_path / "words", "--signer", signer.public_key())
        codes, said, _seen = machine.run(bring, bring, first=WATCHED)
        assert codes == [0, 2], said
        assert said.count("listed meanwhile: []") == 2, "two districts, nobody served before all are ready"
        assert "journal sound, everything opens" in said
        assert "没有任何改动" in said, "the second time there is something"
        codes, said, seen = machine.run(["journal", "verify", "--district", "jiangjin"], look=LOOK)
        assert codes == [0], said
        assert seen == ["True", "True", "True", f"({count}, 'todo', 'todo')", "302"]
        there = folder / "keys" / "ring.json"
        assert there.read_text() == ring_file.path().read_text()
        assert there.stat().st_mode & 0o077 == 0
    finally:
        end(folder)
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_one_district_moves_in_beside_others(source: int, elsewhere: Elsewhere, tmp_path: Path) -> None:
    """With its keys in a file of their own, into a house that has other keys and another district.

    Somebody was erased after the backup was made, and is not there again.
    """
    theirs = make.a_matter(now=datetime.now(UTC))
    one_job_runs()
    count = jobs()
    out = back_up(tmp_path / "one.backup", only="jiangjin", keys=tmp_path / "one.keys")
    privacy.erase(actor=theirs.owner, now=datetime.now(UTC))
    bring = ("restore", out, "--district", "jiangjin", "--passphrase-file", tmp_path / "words")
    bring = (*bring, "--signer", signer.public_key())
    listed = remembering.list_of("jiangjin")
    listed.write_bytes(b'{"kind": "anonymous", "key": "recei\n\xff\n' + listed.read_bytes())
    erased = listed.parent
    with_keys = (*bring, "--keys", tmp_path / "one.keys", "--erased", erased)
    assert elsewhere.run(with_keys, first=KILLED)[0] == [9], "after the commit, before it was listed"
    codes, said, _seen = elsewhere.run(["district", "list"], with_keys, with_keys)
    assert codes == [0, 0, 2], said
    assert "broken off" in said
    assert "2 damaged lines in the list of erased people of --erased" in said
    assert "已在这里" in said, "the second time there is something"

    codes, said, seen = elsewhere.run(["keys", "status"], look=LOOK + LOOK_FOR_ERASED)
    assert codes == [0], said
    *seen, emptied, told = seen
    assert seen == ["True", "True", "True", f"({count}, 'todo', 'todo')", "302"]
    assert emptied == f"[{theirs.id}]"
    assert told == "[('house.restore', 1)]"
    house = ring.parse((elsewhere.folder / "keys" / "ring.json").read_text())
    assert set(house.districts) == {"jiangjin"}
    assert ring_file.load().keys[ring_file.load().current] not in set(house.keys.values())


def test_what_is_wrong_is_said_before_anything_is_touched(jiangjin: DistrictRow, tmp_path: Path) -> None:
    out = back_up(tmp_path / "all.backup", keys=False)
    whole = out.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    (tmp_path / "flipped").write_bytes(flipped)
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "other words").write_text("four words in a raw")
    before = sorted(place for place in tmp_path.rglob("*"))
    for file, words, said in (
        ("flipped", "words", "损坏"),
        ("cut", "words", "损坏"),
        ("all.backup", "other words", "打不开"),
        ("words", "words", "不是院坝的备份"),
        ("all.backup", "words", "空的"),
    ):
        with pytest.raises(Refused) as refused:
            restore.whole(
                signing.prove(tmp_path / file, envelope.passphrase(tmp_path / words)),
                brought=restore.RestoreExtras(),
                now=datetime.now(UTC),
                tell=lambda step: None,
            )
        assert said in _sentence(refused.value), file
    assert sorted(place for place in tmp_path.rglob("*")) == before


def _sentence(refusal: Refused) -> str:
    return str(refusal_sentence(refusal))


def test_a_backup_of_a_newer_release_is_refused(jiangjin: DistrictRow, tmp_path: Path) -> None:
    manifest, _keys = staging.check(proven(back_up(tmp_path / "b", only="jiangjin")))
    restore.refuse_newer(manifest)
    manifest.migrations["d_jiangjin"].append("matters.9999_from_the_future")
    with pytest.raises(Newer):
        restore.refuse_newer(manifest)


def test_a_district_takes_nobody_elses_keys_rows_or_files(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("jiangjin", "kaizhou"):
        row = queries.district(code)
        assert row
        with queries.inside(row):
            files.put(CONTENT)
    manifest, keys = staging.check(proven(back_up(tmp_path / "b", only="jiangjin")))
    assert set(keys) == {"keys/jiangjin.json"}
    assert set(manifest.counts) == {"d_jiangjin"}
    master = ring_file.load().keys[ring_file.load().current]
    assert ring.BroughtKeys(keys={}) != restore._brought(keys, "jiangjin")
    assert master not in restore._brought(keys, "jiangjin").keys.values()
    with staging._opened(proven(tmp_path / "b")) as tar:
        names = [entry.name for entry in tar]
    assert not [name for name in names if "kaizhou" in name]

    monkeypatch.setattr(settings, "KEY_RING", str(tmp_path / "other" / "ring.json"))
    with pytest.raises(restore.KeysMissing):
        restore._ring_for(manifest, "jiangjin", {})


def test_a_backup_that_fails_leaves_no_file(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "environment", lambda role: {"PGHOST": "/nowhere"})
    with pytest.raises(backup.ProgramFailed):
        back_up(tmp_path / "b")
    assert list(tmp_path.glob("b*")) == []


def test_a_backup_never_overwrites(jiangjin: DistrictRow, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("precious")
    with pytest.raises(backup.Exists):
        back_up(tmp_path / "b")
    assert (tmp_path / "b").read_text() == "precious"


def test_while_keys_rotate_there_is_no_backup(jiangjin: DistrictRow, tmp_path: Path) -> None:
    with ring_file.held(alone=True), pytest.raises(ring_file.RingBusy):
        back_up(tmp_path / "b")
