"""One paper, set in a process of its own: an order as JSON on stdin, the PDF on stdout.

Fonts and the cache of the typesetter stay in memory as long as their process lives, about 45 MB. Here they
live for one paper, and not in each web process from its first paper on.

The main font holds what is written every day. Characters that it lacks come from spare fonts: other scripts,
emoji, and the rare characters of names (𠮷, 𡒄), whose font lies in pieces: the needed ones are unpacked.
What no font holds is spelled out as 〔U+E123〕: a box says nothing.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import typst

#: Ten times what a long paper takes: words that nobody has thought of must not take the machine's memory.
MOST_BYTES = 1 << 30
#: What the main font holds for certain: nothing is looked up for papers that hold nothing else.
_USUAL = re.compile("[\x00-\x7e\xa0-\xff\u2010-\u2027\u2030-\u205e\u3001-\u3017\u4e00-\u9fa5\uff01-\uff5e]+")
#: Marks that change the character before them, and print nothing of their own.
_SILENT = re.compile("[\ufe00-\ufe0f\u200c\u200d\U000e0100-\U000e01ef]")
_FACE = re.compile(r"url\(([\w.\-]+\.woff2)\).*?unicode-range:([^;}]*)", re.DOTALL)
_RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
#: A picture of an A4 page is then 1,240 dots wide: sharp on a phone, and light enough to send.
PICTURE_PPI = 150
#: A piece takes a second to unpack; a paper with characters from more of them was written to cost time.
_MOST_PIECES = 8


def press(
    *, root: str, template: str, fonts: list[str], spare: list[str], pieces: str, values: str, form: str
) -> bytes:
    """Fill a template below a root folder with JSON values, and return it, set in the given fonts.

    A PDF has all pages, a PNG the first one.

    `spare` are folders of further fonts, `pieces` the style sheet of a font that lies in pieces.
    """
    with tempfile.TemporaryDirectory() as folder:
        missing = set(_USUAL.sub("", values))
        if missing:
            missing -= _held(fonts)
            missing, spare = _from_spare(missing, spare)
            missing = _from_pieces(missing, Path(pieces), Path(folder)) if missing else missing
            values = _spelled(values, missing)
        else:
            spare = []
        paths = [*fonts, *spare, folder]
        ours = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        compiler = typst.Compiler(root=root, font_paths=ours)
        given = {"values": values}
        if form == "png":
            made = compiler.compile(input=template, format="png", ppi=PICTURE_PPI, sys_inputs=given)
        else:
            made = compiler.compile(input=template, format="pdf", sys_inputs=given)
    page = made[0] if isinstance(made, list) else made
    assert isinstance(page, bytes)
    return page


def _held(folders: Iterable[str]) -> set[str]:
    """The characters that the first font of these folders holds."""
    from fontTools.ttLib import TTFont

    file = next((one for folder in folders for one in sorted(Path(folder).glob("*.[ot]tf"))), None)
    return set(map(chr, TTFont(file, lazy=True).getBestCmap())) if file else set()


def _from_spare(missing: set[str], folders: list[str]) -> tuple[set[str], list[str]]:
    """What the spare fonts do not hold either, and the folders of those that hold some of it."""
    used = []
    for folder in folders:
        held = _held([folder]) & missing if missing else set()
        if held:
            used.append(folder)
            missing = missing - held
    return missing, used


def _from_pieces(missing: set[str], sheet: Path, into: Path) -> set[str]:
    """Unpack the pieces that hold these characters into a folder; return the characters that none holds."""
    from fontTools.ttLib import TTFont, TTLibError

    if not sheet.is_file():
        return missing
    wanted: dict[str, set[str]] = {}
    for name, ranges in _FACE.findall(sheet.read_text(encoding="utf-8")):
        bounds = [(int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(ranges)]
        held = {one for one in missing if any(first <= ord(one) <= last for first, last in bounds)}
        if held:
            wanted.setdefault(name, set()).update(held)
    for name, held in sorted(wanted.items())[:_MOST_PIECES]:
        try:
            font = TTFont(sheet.parent / name)
            font.flavor = None
            font.save(into / f"{name}.ttf")
        except (OSError, TTLibError):
            continue
        missing = missing - (held & set(map(chr, font.getBestCmap())))
    return missing


def _spelled(values: str, missing: set[str]) -> str:
    """The values with each of these characters as its number; marks that print nothing are left out."""
    for one in missing:
        is_silent = _SILENT.fullmatch(one) or unicodedata.category(one) == "Cf"
        values = values.replace(one, "" if is_silent else f"〔U+{ord(one):04X}〕")
    return values


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.stdout.buffer.write(press(**json.load(sys.stdin.buffer)))
