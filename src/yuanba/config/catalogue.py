"""The Chinese message catalogue: joins the files of all areas and compiles what Django reads.

    python -m yuanba.config.catalogue

Message ids are English sentences, so English needs no catalogue of its own.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"
PARTS = LOCALE / "parts"
COMPILED = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.mo"


class CatalogueError(Exception):
    """Raised when the message files cannot be joined; one fault per line, each with its file."""


def parts() -> list[Path]:
    """Return the message files (.po) that make up the catalogue, sorted."""
    return sorted(PARTS.glob("*.po"))


def join(files: Iterable[Path]) -> Catalog:
    """Return one catalogue made from many message files; raise CatalogueError where two disagree.

    A sentence may stand in two files if its translation is the same in both.
    """
    joined = Catalog(locale="zh_Hans", charset="utf-8")
    origin: dict[object, Path] = {}
    faults: list[str] = []
    for file in files:
        try:
            part = read_po(
                io.BytesIO(file.read_bytes()), locale="zh_Hans", charset="utf-8", abort_invalid=True
            )
        except (PoFileError, UnicodeDecodeError) as fault:
            faults.append(f"{file.name}: {fault}")
            continue
        for message in part:
            if not message.id:
                continue
            key = (message.context, message.id)
            known = joined.get(_plain(message), message.context)
            if known is not None and known.string != message.string:
                faults.append(f"{file.name}: {_plain(message)!r} reads otherwise in {origin[key].name}")
                continue
            origin.setdefault(key, file)
            joined.add(message.id, message.string, flags=message.flags, context=message.context)
    if faults:
        raise CatalogueError("\n".join(faults))
    return joined


def _plain(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def compile_catalogue() -> int:
    """Write the compiled message catalogue and return how many sentences it holds.

    The file is replaced at once or not at all. Raises CatalogueError.
    """
    joined = join(parts())
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    draft = COMPILED.with_name(f"{COMPILED.name}.{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, joined)
    draft.replace(COMPILED)
    return len(joined)


def main() -> int:
    """Compile the message catalogue, print the result or the faults, and return the exit code."""
    try:
        count = compile_catalogue()
    except CatalogueError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{count} sentences in {COMPILED.relative_to(LOCALE.parent)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
