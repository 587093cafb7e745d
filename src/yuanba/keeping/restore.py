"""Restoring a backup: a whole installation into an empty one, or one district beside others.

The file is read twice. The first time it is only opened to its end, so what is damaged, cut or not ours is
refused before anything is touched. The second time everything is staged: SQL in one open transaction, files
in a folder of their own. Then the keys are put on the ring and the transaction commits, and what came back is
compared with the manifest, the checkpoint and the seals. Whoever asked to be erased since the backup was made
is erased again. Districts are listed, and so served, only when all of that is well; one that came alone is
taken away otherwise.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import psycopg
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from yuanba.districts import queries, services
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries import verify
from yuanba.journal.services import checkpoint
from yuanba.keeping import backup, staging
from yuanba.keeping.backup import DistrictPart, Manifest, Tell
from yuanba.keeping.envelope import Newer
from yuanba.keeping.loading import Database
from yuanba.keeping.operating import OPERATOR
from yuanba.keeping.signing import ProvenFile
from yuanba.keeping.staging import Keys, StagedBackup
from yuanba.privacy import services as privacy
from yuanba.privacy.services import remembering
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import ring, ring_file, rotation, seals
from yuanba.sealing.ring import Ring
from yuanba.server import postgres

#: In the same commit: jobs that ran start again, and no district is served before all is well with it.
_NOT_LISTED_YET = """
set search_path = public;
delete from districts_district;
update procrastinate_jobs set status = 'todo', worker_id = null where status = 'doing';
delete from procrastinate_workers
"""
#: What starting jobs again changes, and the list, which each district enters last.
_NOT_COUNTED = {"procrastinate_workers", "procrastinate_events", "districts_district"}


class NotEmpty(Refused):
    """Raised when a restore would overwrite data, files or keys that exist."""

    code: ClassVar[str] = "restore.not_empty"


class DistrictThere(Refused):
    """Raised when the district to be restored, its schema or its files are already in this installation."""

    code: ClassVar[str] = "restore.district_there"


class NotInBackup(Refused):
    """Raised when the backup does not hold the district that is to be restored."""

    code: ClassVar[str] = "restore.not_in_backup"


class NotWhole(Refused):
    """Raised when a whole installation is to be restored from a backup of one district."""

    code: ClassVar[str] = "restore.not_whole"


class KeysMissing(Refused):
    """Raised when a restore lacks encryption keys that are needed to decrypt the restored data."""

    code: ClassVar[str] = "restore.keys_missing"


class OlderServer(Refused):
    """Raised when the backup comes from a newer major version of PostgreSQL than this server."""

    code: ClassVar[str] = "restore.older_server"


class NotAsBefore(Refused):
    """Raised when the restored data differ from the contents that the backup declares."""

    code: ClassVar[str] = "restore.not_as_before"


class NotErased(Refused):
    """Raised when somebody who had been erased is back and cannot be erased again."""

    code: ClassVar[str] = "restore.not_erased"


# --- may it? ----------------------------------------------------------------------------------------


def refuse_newer(manifest: Manifest) -> None:
    """Raise Newer or OlderServer where a backup comes from a newer release of Yuanba or PostgreSQL."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if any(set(applied) - known for applied in manifest.migrations.values()):
        raise Newer(version=manifest.version)
    with psycopg.connect(**postgres.connect_arguments("owner")) as here:  # type: ignore[arg-type]
        if here.info.server_version // 10_000 < manifest.server // 10_000:
            raise OlderServer(theirs=manifest.server // 10_000, ours=here.info.server_version // 10_000)


def refuse_unless_empty() -> None:
    """Raise NotEmpty unless the database and the folder of files are empty."""
    with psycopg.connect(**postgres.connect_arguments("owner")) as here:  # type: ignore[arg-type]
        found = here.execute(
            "select n.nspname || '.' || c.relname from pg_class c "
            "join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') "
            "and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' limit 1"
        ).fetchone()
    if found:
        raise NotEmpty(what=found[0])
    folder = Path(settings.FILES)
    if any(place.is_file() and place.name != ".lock" for place in folder.rglob("*")):
        raise NotEmpty(what=str(folder))


def refuse_district(part: DistrictPart) -> None:
    """Raise DistrictThere where a district's code, schema or files are already in this installation."""
    with psycopg.connect(**postgres.connect_arguments("owner")) as here:  # type: ignore[arg-type]
        there = here.execute("select 1 from pg_namespace where nspname = %s", [part.schema]).fetchone()
    if there or queries.district(part.code) or any((Path(settings.FILES) / part.code).glob("??/*")):
        raise DistrictThere(district=part.code)


def _ring_for(manifest: Manifest, only: str, keys: Keys) -> Ring | None:
    """The ring that opens what comes back, or nothing where ours does; raises KeysMissing, NotEmpty."""
    ours = ring_file.load() if ring_file.path().exists() else None
    parts = [part for part in manifest.districts if not only or part.code == only]
    if only and keys:
        house = ours or ring_file.load()
        new = ring.with_brought(house, only, _brought(keys, only))
    elif keys:
        new = ring.parse(keys["keys/ring.json"].decode())
        if ours and ours != new:
            raise NotEmpty(what=str(ring_file.path()))
    else:
        new = ours or Ring(cipher=ring.Cipher.AES, current="", keys={}, lasting=b"")
    missing = {name for part in parts for name in part.keys if new.subkey(name, part.code) is None}
    if missing:
        raise KeysMissing(keys=", ".join(sorted(missing)))
    return None if new == ours else new


def _refuse_other_signer(keys: Keys) -> None:
    """The key that signs checkpoints is published; one that is here already is not replaced."""
    place = ring_file.path().with_name("checkpoint.pem")
    if "keys/checkpoint.pem" in keys and place.exists() and place.read_bytes() != keys["keys/checkpoint.pem"]:
        raise NotEmpty(what=str(place))


def _is_bare() -> bool:
    """Whether there is not even a list of districts."""
    with psycopg.connect(**postgres.connect_arguments("owner")) as here:  # type: ignore[arg-type]
        return here.execute("select to_regclass('public.districts_district')").fetchone() == (None,)


def _brought(keys: Keys, code: str) -> ring.BroughtKeys:
    """A district's own subkeys: as it took them along, or from the ring of its whole installation."""
    if f"keys/{code}.json" in keys:
        return ring.parse_brought(json.loads(keys[f"keys/{code}.json"]))
    if "keys/ring.json" in keys:
        return ring.of_district(ring.parse(keys["keys/ring.json"].decode()), code)
    raise KeysMissing(keys="?")


# --- the two ways -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreExtras:
    """The operator's additions to a backup for a restore: separate keys, and newer lists of erased people."""

    apart: Keys = field(default_factory=dict)
    erased: Path | None = None

    def erased_in(self, code: str) -> bytes:
        """Return one district's newer list of erased people as it was written; empty where there is none."""
        place = self.erased / f"{code}.jsonl" if self.erased else None
        return place.read_bytes() if place and place.exists() else b""


def whole(file: ProvenFile, *, brought: RestoreExtras, now: datetime, tell: Tell) -> Manifest:
    """Restore a backup of a whole installation into an empty installation, and return the backup's manifest.

    Raises what `staging.check` raises, NotWhole, NotEmpty, KeysMissing or NotAsBefore.
    """
    manifest, inside = staging.check(file)
    if manifest.scope != "installation":
        raise NotWhole(district=manifest.scope)
    refuse_newer(manifest)
    refuse_unless_empty()
    with ring_file.held(alone=True):
        keys = inside or brought.apart
        new = _ring_for(manifest, "", keys)
        _refuse_other_signer(keys)
        taken = _bring(file, manifest, only="", new=new, tell=tell)
        _put_key_files(keys)
    faults = _differences(manifest, set(manifest.counts))
    tell("rights, and migrations newer than the backup")
    services.settle_shared(heads={part.head for part in manifest.districts}, tell=tell)
    for part in manifest.districts:
        services.settle(part.schema, head=part.head)
        tell(f"{part.code}: comparing journal, seals and files")
        faults += _faults(_row(part), manifest, taken.checkpoints[part.code])
    if faults:
        raise NotAsBefore(what="; ".join(faults[:5]))
    for part in manifest.districts:
        with queries.inside(_row(part)):
            _erase_again(_row(part), manifest, taken, brought, now=now, tell=tell)
    for part in manifest.districts:
        services.adopt(row=_row(part), created_at=datetime.fromisoformat(part.created_at), jobs=[])
    return manifest


def _row(part: DistrictPart) -> DistrictRow:
    """A district of the backup as it is once it is settled here."""
    return DistrictRow(
        code=part.code,
        schema_name=part.schema,
        name=part.name,
        name_en=part.name_en,
        head=queries.code_head(),
    )


def district(
    file: ProvenFile,
    *,
    only: str,
    brought: RestoreExtras,
    now: datetime,
    tell: Tell,
) -> Manifest:
    """Restore one district and return the backup's manifest; if that fails, remove what was restored."""
    manifest, inside = staging.check(file)
    part = _part_of(manifest, only)
    refuse_newer(manifest)
    if _is_bare():
        services.upgrade(tell=tell)
    row = _row(part)
    with ring_file.held(alone=True):
        if staging.is_marked(only) and not queries.district(only):
            tell("taking away what a restore left that was broken off")
            _take_away(row)
        refuse_district(part)
        before = ring_file.path().read_text() if ring_file.path().exists() else ""
        new = _ring_for(manifest, only, inside or brought.apart)
        taken = _bring(file, manifest, only=only, new=new, tell=tell)
        try:
            faults = _differences(manifest, {part.schema})
            services.settle(part.schema, head=part.head)
            tell(f"{only}: comparing journal, seals and files")
            faults += _faults(row, manifest, taken.checkpoints[only])
            if faults:
                raise NotAsBefore(what="; ".join(faults[:5]))
            with queries.inside(row):
                for index in seals.indexes():
                    rotation.rebuild(index)
                _erase_again(row, manifest, taken, brought, now=now, tell=tell)
            services.adopt(row=row, created_at=datetime.fromisoformat(part.created_at), jobs=taken.jobs)
            staging.unmark(only)
        except BaseException:
            _take_away(row)
            if before:
                ring_file.store(ring.parse(before))
            raise
    return manifest


def _part_of(manifest: Manifest, only: str) -> DistrictPart:
    for part in manifest.districts:
        if part.code == only:
            return part
    raise NotInBackup(district=only, holds=", ".join(part.code for part in manifest.districts))


def _erase_again(
    row: DistrictRow,
    manifest: Manifest,
    taken: StagedBackup,
    brought: RestoreExtras,
    *,
    now: datetime,
    tell: Tell,
) -> None:
    """In the district: erase who asked since, by every list that there is, and record the restore."""
    lists = {"the backup": taken.erased.get(row.code, b""), "--erased": brought.erased_in(row.code)}
    for place, written in lists.items():
        if unreadable := remembering.join(written).unreadable:
            tell(f"{row.code}: {unreadable} damaged lines in the list of erased people of {place}")
    again = privacy.erase_again(now=now)
    if again.failed:
        raise NotErased(number=len(again.failed), what="; ".join(again.failed[:5]))
    tell(f"{row.code}: {again.number} erased again who had asked for it")
    privacy.note_restore(actor=OPERATOR, made_at=manifest.made_at, erased_again=again.number, now=now)


def _take_away(row: DistrictRow) -> None:
    """Whatever came of a district that was not listed in the end."""
    services.abandon(row)
    shutil.rmtree(Path(settings.FILES) / row.code, ignore_errors=True)
    staging.unmark(row.code)


def _bring(file: ProvenFile, manifest: Manifest, *, only: str, new: Ring | None, tell: Tell) -> StagedBackup:
    """Stage all, then keys, then commit, then files; whatever goes wrong before the commit leaves nothing."""
    schemas = {part.schema for part in manifest.districts if part.code == only} or set(manifest.counts)
    before = ring_file.load() if ring_file.path().exists() else None
    staging.forget_files()
    database = Database()
    try:
        taken = staging.stage(file, only=only, schemas=schemas, database=database, tell=tell)
        if not only:
            database.run(_NOT_LISTED_YET)
        if new:
            ring_file.store(new)
        if only:
            staging.mark(only)
        database.commit()
    except BaseException:
        database.forget()
        staging.forget_files()
        staging.unmark(only)
        if new and before:
            ring_file.store(before)
        elif new:
            ring_file.path().unlink(missing_ok=True)
        raise
    packs = staging.settle_files(only=only, stamp=manifest.made_at.replace(":", "").replace("+0000", "Z"))
    if packs:
        tell(f"packs that differ from those here lie in {packs}")
    return taken


def _put_key_files(keys: Keys) -> None:
    for name in backup.KEY_FILES:
        if f"keys/{name}" in keys:
            place = ring_file.path().with_name(name)
            place.unlink(missing_ok=True)
            place.touch(mode=0o600)
            place.write_bytes(keys[f"keys/{name}"])


# --- is it what it was? -----------------------------------------------------------------------------


def _differences(manifest: Manifest, schemas: set[str]) -> list[str]:
    """Tables whose number of rows is not that of the backup."""
    faults = []
    with psycopg.connect(**postgres.connect_arguments("owner")) as here:  # type: ignore[arg-type]
        for schema in sorted(schemas):
            found, said = backup.counts(here, schema), manifest.counts[schema]
            faults += [
                f"{schema}.{table}: {found.get(table)} of {said.get(table)} rows"
                for table in sorted(set(found) | set(said) - _NOT_COUNTED)
                if found.get(table) != said.get(table) and table not in _NOT_COUNTED
            ]
    return faults


def _faults(row: DistrictRow, manifest: Manifest, signed: bytes) -> list[str]:
    """What the journal, compared with the checkpoint of the backup, and the seals say."""
    stated = checkpoint.parse(signed.decode(), trusted=manifest.signed_by)
    until = verify.Until(position=stated.position, running=bytes.fromhex(stated.running))
    with queries.inside(row):
        found = [f"{row.code} journal: {one.code} {one.place}" for one in verify.findings(until=until)]
        return found + [f"{row.code} does not open: {place}" for place in rotation.broken_here()]
