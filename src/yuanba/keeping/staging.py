"""Reading a backup, and preparing its content so that one commit brings it all in."""

from __future__ import annotations

import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from yuanba.districts.services import CODE
from yuanba.keeping import backup, envelope, signing
from yuanba.keeping.backup import DistrictPart, Manifest, Tell
from yuanba.keeping.envelope import EnvelopeDamaged, Newer
from yuanba.keeping.loading import Database
from yuanba.keeping.signing import ProvenFile

Keys = dict[str, bytes]
STAGE = ".restoring"
_TELL_EVERY_PARTS, _TELL_EVERY_FILES = 16, 500


@dataclass(slots=True, kw_only=True)
class StagedBackup:
    """The parts of a backup besides tables and files: checkpoints, jobs, and lists of erased people."""

    checkpoints: dict[str, bytes] = field(default_factory=dict)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    erased: dict[str, bytes] = field(default_factory=dict)


# --- reading ----------------------------------------------------------------------------------------


@contextmanager
def _opened(file: ProvenFile) -> Iterator[tarfile.TarFile]:
    with signing.opened(file) as source:
        reader = envelope.EnvelopeReader(source, file.opening)
        with tarfile.open(fileobj=reader, mode="r|", bufsize=envelope.CHUNK) as tar:
            yield tar
        while reader.read(envelope.CHUNK):  # to the end, which says that nothing is missing
            pass


def check(file: ProvenFile) -> tuple[Manifest, Keys]:
    """Read a backup to its end without changing anything; return its manifest and the keys inside it.

    Raises Newer, WrongKey, EnvelopeDamaged or Cut.
    """
    manifest, files, said = None, 0, None
    keys: Keys = {}
    with _opened(file) as tar:
        for entry in tar:
            if entry.name == "manifest.json":
                manifest = _manifest(_content(tar, entry))
            elif entry.name.startswith("keys/"):
                keys[entry.name] = _content(tar, entry)
            elif entry.name.startswith("files/"):
                files += 1
            elif entry.name == "end.json":
                said = json.loads(_content(tar, entry))["files"]
    if manifest is None or said != files:
        raise EnvelopeDamaged(at="end")
    return manifest, keys


def _manifest(written: bytes) -> Manifest:
    found = json.loads(written)
    if found["form"] > backup.FORM:
        raise Newer(version=found["version"])
    parts = tuple(DistrictPart(**{**one, "keys": tuple(one["keys"])}) for one in found["districts"])
    for part in parts:
        if not re.fullmatch(CODE, part.code) or part.schema != f"d_{part.code}":
            raise EnvelopeDamaged(at=part.code)  # both become names of folders and schemas
    return Manifest(**{**found, "districts": parts})


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    return _file_in(tar, entry).read()


def _file_in(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    """The content of an entry; what is no plain file (a link, a device) we never put in."""
    opened = tar.extractfile(entry) if entry.isreg() else None
    if opened is None:
        raise EnvelopeDamaged(at=entry.name)
    return opened


def read_keys(file: ProvenFile) -> Keys:
    """Return the encryption keys in the separate key file of a backup, by name."""
    with _opened(file) as tar:
        return {entry.name: _content(tar, entry) for entry in tar if entry.name.startswith("keys/")}


# --- staging ----------------------------------------------------------------------------------------


def stage(
    file: ProvenFile,
    *,
    only: str,
    schemas: set[str],
    database: Database,
    tell: Tell,
) -> StagedBackup:
    """Load a backup's tables into an open transaction and its files into a folder; return the other parts.

    Nothing is visible before the caller commits.
    """
    taken, count = StagedBackup(), 0
    with _opened(file) as tar:
        for entry in tar:
            kind, _, rest = entry.name.partition("/")
            if kind == "checkpoints":
                taken.checkpoints[rest.removesuffix(".json")] = _content(tar, entry)
            elif kind == "erased":
                taken.erased[rest.removesuffix(".jsonl")] = _content(tar, entry)
            elif kind == "jobs" and only:
                taken.jobs = json.loads(_content(tar, entry))
            elif kind == "packs":
                _stage_pack(rest, _content(tar, entry))
            elif kind == "database" and rest.partition("/")[0] in schemas:
                schema, _, number = rest.partition("/")
                if int(number) % _TELL_EVERY_PARTS == 1:
                    tell(f"{schema}: from {(int(number) - 1) * backup.PART >> 20} MB")
                database.take(schema, _content(tar, entry))
            elif kind == "files" and (not only or rest.startswith(f"{only}/")):
                _stage_file(tar, entry, rest)
                count += 1
                if count % _TELL_EVERY_FILES == 0:
                    tell(f"{count} files")
    if count % _TELL_EVERY_FILES:
        tell(f"{count} files")
    return taken


def _stage_file(tar: tarfile.TarFile, entry: tarfile.TarInfo, name: str) -> None:
    place = Path(settings.FILES) / STAGE / _inside(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    opened = _file_in(tar, entry)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(opened, file)
    os.utime(place, (entry.mtime, entry.mtime))


def _stage_pack(name: str, content: bytes) -> None:
    """A pack that is not here as it was is put beside, never over what is here."""
    here = Path(settings.PACKS) / _inside(name)
    if here.exists() and here.read_bytes() == content:
        return
    place = Path(settings.FILES) / STAGE / "packs" / _inside(name)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.write_bytes(content)


def _inside(name: str) -> str:
    """The name, if it stays in the folder that it is put into."""
    if name.startswith("/") or ".." in Path(name).parts:
        raise EnvelopeDamaged(at=name)
    return name


def settle_files(*, only: str, stamp: str) -> Path | None:
    """Move restored files into use; return the folder of packs that differ from installed packs, or None."""
    stage_folder = Path(settings.FILES) / STAGE
    packs = stage_folder / "packs"
    apart = Path(settings.FILES).parent / f"restored-packs-{only or 'all'}-{stamp}"
    found = apart if packs.exists() and not apart.exists() else None
    if found:
        packs.rename(apart)
    for folder in stage_folder.glob("*"):
        place = Path(settings.FILES) / folder.name
        if folder.name != "packs":
            shutil.rmtree(place, ignore_errors=True)  # empty but for its lock, or we would not be here
            folder.rename(place)
    shutil.rmtree(stage_folder, ignore_errors=True)
    os.sync()
    return found


def forget_files() -> None:
    """Delete files that were prepared but never moved to their place, as after a killed restore."""
    shutil.rmtree(Path(settings.FILES) / STAGE, ignore_errors=True)


# --- a district that is on its way in: known after a kill ----------------------------------------------


def _mark_of(code: str) -> Path:
    return Path(settings.FILES) / f".bringing-{code}"


def mark(code: str) -> None:
    """Record on disk that a restored district may have data but is not in the table of districts yet."""
    _mark_of(code).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _mark_of(code).touch(mode=0o600)


def unmark(code: str) -> None:
    """Delete the record made by `mark`: the district is in the table of districts, or was removed again."""
    _mark_of(code).unlink(missing_ok=True)


def is_marked(code: str) -> bool:
    """Return whether a restore of this district was killed before the table of districts named it."""
    return _mark_of(code).exists()
