"""The Chinese message catalogue: joins the files of all areas and compiles what Django reads.

    python -m yuanba.config.catalogue

Babel reads and writes; Django's own `compilemessages` would need the gettext programs, and neither joins
parts nor notices that two of them contradict each other. Message ids are English sentences, so English needs
no catalogue of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"
PARTS = LOCALE / "parts"
COMPILED = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.mo"


class CatalogueError(Exception):
    """Raised when the message files cannot be joined; its text has a line, with the file, for each fault."""


def parts() -> list[Path]:
    """Return the message files (.po) that make up the catalogue, sorted."""
    return sorted(PARTS.glob("*.po"))


def join(files: Iterable[Path]) -> Catalog:
    """Return one catalogue made from many message files; raise CatalogueError where two disagree.

    A sentence may stand in two files if its translation is the same in both.
    """
    joined = Catalog(locale="zh_Hans", charset="utf-8")
    faults: list[str] = []
    for file in files:
        try:
            with file.open("rb") as opened:
                part = read_po(opened, locale="zh_Hans", charset="utf-8", abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as fault:
            faults.append(f"{file.name}: {fault}")
            continue
        for message in filter(lambda one: one.id, part):
            known = joined.get(message.id, message.context)
            if known is None:
                where = [(file.name, message.lineno or 0)]
                joined.add(message.id, message.string, where, message.flags, context=message.context)
            elif known.string != message.string:
                faults.append(f"{file.name}: {message.id!r} reads otherwise in {known.locations[0][0]}")
    if faults:
        raise CatalogueError("\n".join(faults))
    return joined


def compile_catalogue() -> int:
    """Write the compiled message catalogue and return the number of its sentences.

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
