"""Files that somebody might send, honest and not: made here byte by byte, with nothing else in them."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

HEIC = (Path(__file__).parent / "zoo" / "small.heic").read_bytes()
SCRIPT = b"<script>alert(document.domain)</script>"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def drawing(width: int = 640, height: int = 480) -> Image.Image:
    """A green ground with a red square in the upper left corner."""
    picture = Image.new("RGB", (width, height), "#1f7a5a")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 4, height // 4), fill="#c00000")
    return picture


def jpeg(width: int = 640, height: int = 480, *, orientation: int = 1) -> bytes:
    """A photo as a phone makes it: camera, place and a comment are in it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretPhone", orientation
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (29.0, 17.0, 24.0), "E", (106.0, 15.0, 36.0)
    out = io.BytesIO()
    drawing(width, height).save(out, "JPEG", exif=exif.tobytes(), comment=b"SecretComment")
    return out.getvalue()


def png(*, see_through: bool = False) -> bytes:
    """A picture with letters in a text chunk."""
    from PIL.PngImagePlugin import PngInfo

    words, out = PngInfo(), io.BytesIO()
    words.add_text("Comment", "SecretComment")
    picture = Image.new("RGBA", (60, 40), (0, 0, 0, 0)) if see_through else drawing(60, 40)
    picture.save(out, "PNG", pnginfo=words)
    return out.getvalue()


def webp() -> bytes:
    out = io.BytesIO()
    drawing(80, 60).save(out, "WEBP")
    return out.getvalue()


def huge(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous; its rows are not there."""
    return _png(width, height, zlib.compress(bytes(1000)))


def bomb() -> bytes:
    """A small PNG that unpacks to 90 million grey pixels."""
    packer = zlib.compressobj(9)
    row = bytes(1 + 9_000)
    packed = b"".join(packer.compress(row) for _ in range(10_000)) + packer.flush()
    return _png(9_000, 10_000, packed)


def _png(width: int, height: int, packed: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def wav(seconds: float = 2.0) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(1)
        recording.setframerate(8000)
        recording.writeframes(bytes(int(8000 * seconds)))
    return out.getvalue()


def amr(seconds: float = 3.0) -> bytes:
    """Narrow band at 4.75 kbit/s: a frame of 13 bytes each 20 ms."""
    return b"#!AMR\n" + (b"\x04" + bytes(12)) * round(seconds * 50)


def mp3(seconds: float = 2.0) -> bytes:
    """MPEG-1 layer III, 32 kbit/s at 32 kHz: a frame of 144 bytes each 36 ms."""
    frame = b"\xff\xfb\x18\xc4" + bytes(140)
    return frame * round(seconds / 0.036)


def ogg(seconds: float = 2.0) -> bytes:
    """Opus in Ogg: the head page, the tags page, and a last page that tells the length."""

    def page(kind: int, number: int, position: int, body: bytes) -> bytes:
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, 7, number, 0, 1)
        return head + bytes([len(body)]) + body

    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    return page(2, 0, 0, head) + page(0, 1, 0, tags) + page(4, 2, round(48000 * seconds), bytes(40))


def m4a(seconds: int = 5, *, handler: bytes = b"soun", place: bytes = b"") -> bytes:
    """An ISO base media file with one track; ``place`` goes where phones write it."""

    def box(name: bytes, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return struct.pack(">I", 8 + len(body)) + name + body

    times = struct.pack(">IIIII", 0, 0, 0, 1000, 1000 * seconds)
    mvhd = box(b"mvhd", times, bytes(80))
    mdhd = box(b"mdhd", times, bytes(4))
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    mp4a = box(b"mp4a", bytes(16), struct.pack(">HHII", 1, 16, 0, 44100 << 16))
    stsd = box(b"stsd", struct.pack(">II", 0, 1), mp4a)
    track = box(b"trak", box(b"mdia", mdhd, hdlr, box(b"minf", box(b"stbl", stsd))))
    where = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0), place)) if place else b""
    return (
        box(b"ftyp", b"M4A ", bytes(4), b"M4A isom")
        + box(b"moov", mvhd, track, where)
        + box(b"mdat", bytes(64))
    )
