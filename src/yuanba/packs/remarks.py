"""What `packs check` says of packs that can be used: what their authors should look at again."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from yuanba.packs import copies, load
from yuanba.packs.copies import PackAsWritten
from yuanba.packs.load import FileFault, Shelf
from yuanba.rules.soundness.remarks import remarks


def remarks_in(folder: Path) -> list[FileFault]:
    """Return the remarks on the newest pack of every district in a folder without faults, by file and line.

    Copies are told from the other packs of the folder, and from those that came with the software.
    """
    shelf = Shelf(folder)
    found: dict[FileFault, None] = {}
    newest = {district: load.days_of(folder, district)[-1] for district in load.districts_in(folder)}
    written = {one.code: one for one in (_written(shelf, code) for code in newest) if one}
    known = {**_shipped(folder), **written}
    for district, on in newest.items():
        path = folder / district / f"{on}.toml"
        others = [one for code, one in known.items() if code != district]
        base = shelf.read(folder / load.BASE / f"{load.days_of(folder, load.BASE)[-1]}.toml")
        told = [*remarks(shelf.load(district, on))]
        if district in written and isinstance(base, dict):
            told += copies.remarks(written[district], others, base)
        found.update(dict.fromkeys(shelf.fault(path, what) for what in told))
    return sorted(found, key=lambda one: (one.file, one.line))


def _shipped(folder: Path) -> dict[str, PackAsWritten]:
    """The districts of the checkout, where it is there and is not the folder itself."""
    place = settings.CHECKOUT / "packs"
    if place == folder or not place.is_dir():
        return {}
    shelf = Shelf(place)
    return {one.code: one for one in (_written(shelf, code) for code in load.districts_in(place)) if one}


def _written(shelf: Shelf, district: str) -> PackAsWritten | None:
    """The newest file of a district as it was written, or None where it cannot be read."""
    on = load.days_of(shelf.folder, district)[-1]
    table = shelf.read(shelf.folder / district / f"{on}.toml")
    return PackAsWritten(district, table) if isinstance(table, dict) else None
