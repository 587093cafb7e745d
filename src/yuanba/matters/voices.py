"""Short recordings: which format, how long, and the place taken out. They are never transcoded."""

from __future__ import annotations

import io
from enum import StrEnum

from tinytag import TinyTag, TinyTagException

#: Bytes of a frame of 20 ms, by its type (RFC 4867): narrow band and wide band.
_AMR_NARROW = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_AMR_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
_AMR_FRAME_SECONDS = 0.02
_M4A_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6")
#: Where phones write the place of a recording: QuickTime's user data and 3GPP's (TS 26.244).
_PLACES = (b"\xa9xyz", b"loci")


class Unreadable(Exception):  # noqa: N818
    """It begins like a recording and has no length that can be read."""


class Voice(StrEnum):
    """The formats that phones and messengers record in."""

    M4A = "audio/mp4"
    MP3 = "audio/mpeg"
    AMR = "audio/amr"
    OGG = "audio/ogg"
    WAV = "audio/wav"


def recognised(content: bytes) -> Voice | None:
    """The format by its first bytes; nothing if it is no recording that we take."""
    if content.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return Voice.AMR
    if content.startswith(b"OggS"):
        return Voice.OGG
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return Voice.WAV
    if content[4:8] == b"ftyp" and content[8:12] in _M4A_BRANDS:
        return Voice.M4A if _handlers(content) == {b"soun"} else None
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] in (b"\xfb", b"\xf3", b"\xf2")):
        return Voice.MP3
    return None


def seconds(content: bytes, voice: Voice) -> float:
    """How long it lasts; raises Unreadable."""
    if voice is Voice.AMR:
        return _amr_seconds(content)
    try:
        tag = TinyTag.get(
            filename=f"a{_ENDINGS[voice]}", file_obj=io.BytesIO(content), tags=False, check_magic_bytes=False
        )
    except (TinyTagException, OSError, ValueError, KeyError, IndexError, ZeroDivisionError) as fault:
        raise Unreadable from fault
    if not tag.duration or tag.duration <= 0:
        raise Unreadable
    return float(tag.duration)


_ENDINGS = {Voice.M4A: ".m4a", Voice.MP3: ".mp3", Voice.OGG: ".ogg", Voice.WAV: ".wav"}


def without_place(content: bytes, voice: Voice) -> bytes:
    """The same recording with the place that a phone wrote into it blanked; every length stays."""
    if voice is not Voice.M4A:
        return content
    cleared = bytearray(content)
    for name in _PLACES:
        start = cleared.find(name)
        while start >= 4:
            size = int.from_bytes(cleared[start - 4 : start], "big")
            if 8 <= size <= 512 and start - 4 + size <= len(cleared):
                cleared[start : start + 4] = b"free"
                cleared[start + 4 : start - 4 + size] = bytes(size - 8)
            start = cleared.find(name, start + 4)
    return bytes(cleared)


def _handlers(content: bytes) -> set[bytes]:
    """The kinds of track of an ISO base media file: ``soun`` alone for a recording."""
    found, start = set(), content.find(b"hdlr")
    while start >= 0:
        kind = content[start + 12 : start + 16]
        if kind in (b"soun", b"vide"):
            found.add(kind)
        start = content.find(b"hdlr", start + 4)
    return found


def _amr_seconds(content: bytes) -> float:
    head, sizes = (
        (len(b"#!AMR-WB\n"), _AMR_WIDE)
        if content.startswith(b"#!AMR-WB\n")
        else (len(b"#!AMR\n"), _AMR_NARROW)
    )
    place, frames = head, 0
    while place < len(content):
        place += sizes[content[place] >> 3 & 0x0F]
        frames += 1
    if not frames:
        raise Unreadable
    return frames * _AMR_FRAME_SECONDS
