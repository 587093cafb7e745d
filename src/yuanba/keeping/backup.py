"""Making a backup: one encrypted file with everything of an installation, or of one district.

Inside the envelope lies a plain tar, in this order: ``manifest.json``; ``keys/`` (if wished); ``packs/``;
``checkpoints/``; ``jobs/``; ``database/<schema>/<part>`` (one gzip stream of SQL each, cut into parts);
``files/<district>/``; ``erased/<district>.jsonl`` (who asked to be erased); ``end.json``. Nothing is held in
memory or written to disk unencrypted. All that comes from the database is of one moment: every schema is
dumped under the same exported snapshot.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, ClassVar

import psycopg
from django.conf import settings
from psycopg import sql

from yuanba.districts import queries
from yuanba.districts.queries import TEMPLATE_SCHEMA, DistrictRow
from yuanba.journal.services import checkpoint, signer
from yuanba.keeping import envelope, signing
from yuanba.keeping.envelope import Passphrase, Recipient
from yuanba.privacy.services import remembering
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import ring, ring_file
from yuanba.server import postgres

FORM = 1
PART = 4 << 20
_TELL_EVERY_FILES = 500
#: Whose rows stay behind: nobody is logged in after a restore.
LEFT_BEHIND = ("django_session",)
#: Beside the ring, what a whole installation needs of its key folder.
KEY_FILES = ("checkpoint.pem", "django")

Tell = Callable[[str], None]


class Exists(Refused):
    """Raised when a backup would be written over a file that exists."""

    code: ClassVar[str] = "backup.exists"


class ProgramFailed(Refused):
    """Raised when a program of PostgreSQL fails, with the text that the program printed."""

    code: ClassVar[str] = "backup.program_failed"


class UnknownDistrict(Refused):
    """Raised when a backup is requested of a district that this installation does not have."""

    code: ClassVar[str] = "backup.unknown_district"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictPart:
    """One district as a backup's manifest describes it."""

    code: str
    schema: str
    name: str
    name_en: str
    head: str
    created_at: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The table of contents of a backup: what it holds, with counts to compare after a restore."""

    form: int
    made_at: str
    version: str
    server: int
    scope: str
    keys: str
    signed_by: str
    districts: tuple[DistrictPart, ...]
    migrations: dict[str, list[str]]
    counts: dict[str, dict[str, int]]


def make(
    *, out: Path, closing: Passphrase | Recipient, only: str, keys: Path | bool, now: datetime, tell: Tell
) -> int:
    """Write a backup file and return its size in bytes.

    ``keys`` says where encryption keys go: inside, not at all, or into an encrypted file of their own. The
    file is signed, and appears under its name when it is whole and on disk. Raises Exists, UnknownDistrict,
    RingBusy, CannotWrite.
    """
    for place in (out, *([keys] if isinstance(keys, Path) else [])):
        if place.exists():
            raise Exists(file=str(place))
    rows = [row for row in queries.districts() if not only or row.code == only]
    if only and not rows:
        raise UnknownDistrict(district=only)
    with ring_file.held(alone=False):
        if isinstance(keys, Path):
            with _written(keys, closing) as tar:
                _put_keys(tar, only)
        try:
            with _written(out, closing) as tar, _snapshot() as source:
                _fill(tar, source, rows, only=only, keys=keys, now=now, tell=tell)
        except BaseException:
            if isinstance(keys, Path):
                keys.unlink(missing_ok=True)  # keys of a backup that there is not
            raise
    return out.stat().st_size


def _fill(
    tar: tarfile.TarFile,
    source: psycopg.Connection[Any],
    rows: list[DistrictRow],
    *,
    only: str,
    keys: Path | bool,
    now: datetime,
    tell: Tell,
) -> None:
    schemas = [row.schema_name for row in rows] if only else ["public", TEMPLATE_SCHEMA]
    schemas += [] if only else [row.schema_name for row in rows]
    where = "apart" if isinstance(keys, Path) else "inside" if keys else "none"
    manifest = _manifest(source, rows, schemas, only=only, keys=where, now=now)
    _put(tar, "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
    if keys is True:
        _put_keys(tar, only)
    _put_packs(tar, only)
    for row in rows:
        _put(tar, f"checkpoints/{row.code}.json", _checkpoint(source, row, now))
        if only:
            _put(tar, f"jobs/{row.code}.json", _jobs(source, row))
    for schema in schemas:
        size = sum(_put_schema(tar, source, schema))
        tell(f"{schema}: {sum(manifest.counts[schema].values())} rows, {size / 1e6:.1f} MB")
    count = sum(_put_files(tar, row, tell) for row in rows)
    for row in rows:  # last: newer than the snapshot is right
        _put_erased(tar, row)
    _put(tar, "end.json", json.dumps({"files": count}).encode())


@contextmanager
def _written(out: Path, closing: Passphrase | Recipient) -> Iterator[tarfile.TarFile]:
    """A tar in a signed envelope in a file that gets its name only when all is well; else nothing is left."""
    draft = out.with_name(f"{out.name}.part")
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with signing.SignedFile(draft) as file:
            writer = envelope.EnvelopeWriter(file, closing)
            tar = tarfile.open(fileobj=writer, mode="w|", bufsize=envelope.CHUNK)  # noqa: SIM115
            try:
                yield tar
                tar.close()
            except BaseException:
                writer.discard()
                tar.close()
                raise
            writer.finish()
            file.sign()
        os.link(draft, out)  # never over a file that came meanwhile
    except FileExistsError as taken:
        raise Exists(file=str(out)) from taken
    finally:
        draft.unlink(missing_ok=True)
    ring_file.sync_folder(out.parent)


def _put(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


# --- what the database says -------------------------------------------------------------------------


def _snapshot() -> psycopg.Connection[Any]:
    """A connection that sees one moment until it is closed."""
    connection = psycopg.connect(**postgres.connect_arguments("owner"))  # type: ignore[arg-type]
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def _manifest(
    source: psycopg.Connection[Any],
    rows: list[DistrictRow],
    schemas: list[str],
    *,
    only: str,
    keys: str,
    now: datetime,
) -> Manifest:
    found = ring_file.load()
    made = dict(source.execute("select code, created_at from public.districts_district").fetchall())
    parts = tuple(
        DistrictPart(
            code=row.code,
            schema=row.schema_name,
            name=row.name,
            name_en=row.name_en,
            head=row.head,
            created_at=made[row.code].astimezone(UTC).isoformat(),
            keys=tuple(found.names(row.code)),
        )
        for row in rows
    )
    return Manifest(
        form=FORM,
        made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        version=version("yuanba"),
        server=source.info.server_version,
        scope=only or "installation",
        keys=keys,
        signed_by=signer.public_key(),
        districts=parts,
        migrations={schema: _migrations(source, schema) for schema in schemas},
        counts={schema: counts(source, schema) for schema in schemas},
    )


def _migrations(source: psycopg.Connection[Any], schema: str) -> list[str]:
    statement = sql.SQL("select app || '.' || name from {}.django_migrations order by 1")
    return [name for (name,) in source.execute(statement.format(sql.Identifier(schema)))]


def counts(source: psycopg.Connection[Any], schema: str) -> dict[str, int]:
    """Return the number of rows of each table in a schema, except tables that backups leave out."""
    tables = source.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = %s and c.relkind = 'r' and c.relpersistence = 'p' order by 1",
        [schema],
    ).fetchall()
    found = {}
    for (table,) in tables:
        if table not in LEFT_BEHIND:
            statement = sql.SQL("select count(*) from {}").format(sql.Identifier(schema, table))
            found[table] = source.execute(statement).fetchone()[0]  # type: ignore[index]
    return found


def _checkpoint(source: psycopg.Connection[Any], row: DistrictRow, now: datetime) -> bytes:
    statement = sql.SQL("select position, running from {}.journal_position order by position desc limit 1")
    last = source.execute(statement.format(sql.Identifier(row.schema_name))).fetchone()
    position, running = last or (0, bytes(32))
    signed = checkpoint.sign(district=row.code, position=position, running=bytes(running), at=now)
    return json.dumps(asdict(signed), indent=1).encode()


def _jobs(source: psycopg.Connection[Any], row: DistrictRow) -> bytes:
    """The jobs of a district that are not done, as JSON."""
    found = source.execute(
        "select coalesce(jsonb_agg(to_jsonb(j) - 'id' - 'worker_id' order by id), '[]') "
        "from public.procrastinate_jobs j "
        "where args->>'district' = %s and status in ('todo', 'doing', 'failed')",
        [row.code],
    ).fetchone()
    assert found, "an aggregate is one row"
    return json.dumps(found[0], ensure_ascii=False).encode()


def _put_schema(tar: tarfile.TarFile, source: psycopg.Connection[Any], schema: str) -> Iterator[int]:
    """Dump one schema as of the snapshot, in parts whose size the tar can know; gives each part's size."""
    (snapshot,) = source.execute("select pg_export_snapshot()").fetchone() or ("",)
    command = [
        str(postgres.binary("pg_dump")),
        "--format=plain",
        "--compress=gzip:4",
        f"--schema={schema}",
        f"--snapshot={snapshot}",
        "--no-owner",
        "--no-privileges",
        "--no-tablespaces",
        "--no-security-labels",
        "--no-publications",
        "--no-subscriptions",
        "--no-unlogged-table-data",
        *(f"--exclude-table-data={schema}.{table}" for table in LEFT_BEHIND),
    ]
    with tempfile.TemporaryFile() as said:
        dump = subprocess.Popen(
            command, env=postgres.environment("owner"), stdout=subprocess.PIPE, stderr=said
        )
        try:
            assert dump.stdout, "asked for"
            for number, part in enumerate(_parts(dump.stdout), start=1):
                _put(tar, f"database/{schema}/{number:06}", part)
                yield len(part)
        except BaseException:
            dump.kill()
            raise
        finally:
            dump.wait()
            if dump.stdout:
                dump.stdout.close()
        if dump.returncode:
            said.seek(0)
            raise ProgramFailed(program="pg_dump", said=said.read().decode(errors="replace")[-500:])


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    while part := stream.read(PART):
        yield part


# --- what lies beside the database ------------------------------------------------------------------


def _put_keys(tar: tarfile.TarFile, only: str) -> None:
    """Everything of the key folder; of one district its own subkeys alone."""
    if only:
        taken = ring.brought_text(ring.of_district(ring_file.load(), only))
        _put(tar, f"keys/{only}.json", json.dumps(taken).encode())
        return
    _put(tar, "keys/ring.json", ring.text(ring_file.load()).encode())
    for name in KEY_FILES:
        place = ring_file.path().with_name(name)
        if place.exists():
            _put(tar, f"keys/{name}", place.read_bytes())


def _put_packs(tar: tarfile.TarFile, only: str) -> None:
    """The mechanism packs as files; what is in force lies in the database too."""
    folder = Path(settings.PACKS)
    for place in sorted(folder.rglob("*.toml")):
        name = place.relative_to(folder)
        if not only or name.parts[0] in {only, "base", "calendar"}:
            _put(tar, f"packs/{name}", place.read_bytes())


def _put_files(tar: tarfile.TarFile, row: DistrictRow, tell: Tell) -> int:
    """The sealed files of a district, after the database: a file is on disk before a row names it."""
    folder = Path(settings.FILES) / row.code
    count = 0
    for place in sorted(folder.glob("??/*")):
        if "." in place.name:
            continue  # a draft
        try:
            with place.open("rb") as file:
                entry = tarfile.TarInfo(f"files/{row.code}/{place.parent.name}/{place.name}")
                found = os.fstat(file.fileno())
                entry.size, entry.mtime = found.st_size, int(found.st_mtime)
                tar.addfile(entry, file)
        except FileNotFoundError:
            continue  # erased meanwhile
        count += 1
        if count % _TELL_EVERY_FILES == 0:
            tell(f"{row.code} files: {count}")
    if count % _TELL_EVERY_FILES:
        tell(f"{row.code} files: {count}")
    return count


def _put_erased(tar: tarfile.TarFile, row: DistrictRow) -> None:
    if erased := remembering.text_of(row.code):
        _put(tar, f"erased/{row.code}.jsonl", erased)
