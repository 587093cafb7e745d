"""More of the zoo: archives, workbooks and polyglots, made here so that none lies in the checkout."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook
from PIL import Image

from tests.matters import animals

_LAUGHS = zip("abcdefg", "bcdefgh", strict=True)
BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in _LAUGHS)
    + "]>"
)
READS_A_FILE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_SHEET = "xl/worksheets/sheet1.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def descendants(base: type) -> Iterator[type]:
    """Every class below a class, those of this house only."""
    for one in base.__subclasses__():
        if one.__module__.startswith("yuanba."):
            yield one
        yield from descendants(one)


def archive(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """60 kB that unpack to 60 MB."""
    return archive({"a.txt": bytes(60 * 1024 * 1024)})


def jpeg_with_comment(comment: bytes) -> bytes:
    out = io.BytesIO()
    animals.drawing(80, 60).save(out, "JPEG", comment=comment)
    return out.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_with_bomb() -> bytes:
    """A small drawing whose packed comment is 70 MB long."""
    packed = zlib.compress(bytes(70 * 1024 * 1024), 9)
    plain = animals.png()
    end = plain.index(b"IDAT") - 4
    return plain[:end] + _chunk(b"zTXt", b"Comment\0\0" + packed) + plain[end:]


def noise_heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + hashlib.sha512(b"noise").digest() * 80


def dear_png() -> bytes:
    """The largest drawing that is read at all: 64 million pixels."""
    return _blank("RGB")


def see_through_png() -> bytes:
    """As large, and one can see through it."""
    return _blank("RGBA")


def _blank(mode: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (8000, 8000)).save(out, "PNG", compress_level=1)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with(parts: Mapping[str, bytes]) -> bytes:
    """A workbook of which some parts are others."""
    plain = zipfile.ZipFile(io.BytesIO(workbook([["a", "b"], ["1", "2"]])))
    kept = {name: plain.read(name) for name in plain.namelist()}
    return archive({**kept, **parts})


def _sheet(rows: str, head: str = "") -> bytes:
    return f"{_HEAD}{head}<worksheet {_NAMES}><sheetData>{rows}</sheetData></worksheet>".encode()


def _cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def xlsx(head: str, words: str) -> bytes:
    """A workbook with a document type of its own and something that it names."""
    row = f'<row r="1">{_cell("A1", "工单编号")}{_cell("B1", words)}</row>'
    return _with({_SHEET: _sheet(row, head)})


def xlsx_bomb() -> bytes:
    """A sheet of 90 MB, packed."""
    return _with({_SHEET: _sheet(" " * (90 * 1024 * 1024))})


def lying_xlsx() -> bytes:
    """The same, whose table of contents says that it has ten bytes."""
    content = bytearray(xlsx_bomb())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset : at + offset + 4] = struct.pack("<I", 10)
            at = content.find(mark, at + 4)
    return bytes(content)


def long_xlsx() -> bytes:
    """Fifty thousand short rows, and no word of how many."""
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 50_001))
    return _with({_SHEET: _sheet(rows)})


def wide_xlsx() -> bytes:
    """One row of a hundred thousand cells."""
    return _with({_SHEET: _sheet(f'<row r="1">{"<c><v>1</v></c>" * 100_000}</row>')})


def wordy_xlsx() -> bytes:
    """Half a million shared words."""
    words = "".join(f"<si><t>{number}</t></si>" for number in range(500_000))
    return _with({"xl/sharedStrings.xml": f"{_HEAD}<sst {_NAMES}>{words}</sst>".encode()})
