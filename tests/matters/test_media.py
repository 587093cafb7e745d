"""What sent bytes are, by their content: a small zoo."""

from __future__ import annotations

import io
import resource

import pytest
from PIL import Image

from tests.matters import animals
from yuanba.media import enclosures
from yuanba.media.enclosures import (
    FileDamaged,
    MediaKind,
    MediaTooLarge,
    TooManyPixels,
    UnknownMedia,
    VoiceTooLong,
)

ALL = frozenset(MediaKind)


def picture(content: bytes) -> Image.Image:
    """What is kept of it, opened."""
    return Image.open(io.BytesIO(enclosures.read(content, allowed=ALL).content))


@pytest.mark.parametrize("content", [animals.jpeg(), animals.png(), animals.webp(), animals.HEIC])
def test_a_picture_is_made_anew_as_jpeg_with_a_thumbnail(content: bytes) -> None:
    found = enclosures.read(content, allowed=ALL)

    kept = Image.open(io.BytesIO(found.content))
    assert (found.kind, found.content_type, kept.format) == (MediaKind.PICTURE, "image/jpeg", "JPEG")
    assert (found.width, found.height) == kept.size
    assert max(Image.open(io.BytesIO(found.thumbnail)).size) <= enclosures.THUMBNAIL


@pytest.mark.parametrize("content", [animals.jpeg(), animals.png(), animals.HEIC])
def test_place_camera_and_comments_are_gone(content: bytes) -> None:
    assert b"Secret" in content or b"Exif" in content

    found = enclosures.read(content, allowed=ALL)

    for kept in (found.content, found.thumbnail):
        assert not any(word in kept for word in (b"Secret", b"Exif", b"ICC_PROFILE", b"http://ns.adobe"))
        opened = Image.open(io.BytesIO(kept))
        assert not opened.getexif()
        assert "comment" not in opened.info


def test_a_picture_taken_upright_stays_upright() -> None:
    """Orientation 6 says: turn a quarter to the right. The red corner then lies on the upper right."""
    kept = picture(animals.jpeg(640, 480, orientation=6))

    assert kept.size == (480, 640)
    red, green, _blue = kept.getpixel((470, 10))  # type: ignore[misc]
    assert red > 150 > green


def test_a_large_picture_is_made_smaller() -> None:
    assert max(picture(animals.jpeg(6000, 2000)).size) == enclosures.LONGEST_EDGE


def test_what_was_transparent_is_white() -> None:
    assert picture(animals.png(see_through=True)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("shade", [0, 1_000, 32_768, 60_000, 65_535])
def test_a_picture_of_sixteen_bits_keeps_its_shades(shade: int) -> None:
    out = io.BytesIO()
    Image.new("I;16", (600, 600), shade).save(out, "PNG")
    made = enclosures.read(out.getvalue(), allowed=frozenset({MediaKind.PICTURE}))
    with Image.open(io.BytesIO(made.content)) as picture:
        found = picture.convert("L").getpixel((300, 300))
    assert isinstance(found, int)
    assert abs(found - shade // 256) <= 2


def test_the_name_of_a_file_is_never_asked() -> None:
    """A program, a page and a drawing with scripts are no pictures, whatever they are called."""
    for content in (b"MZ\x90\x00", b"<!doctype html>" + animals.SCRIPT, b"<svg xmlns='x'/>", b"GIF89a", b""):
        with pytest.raises(UnknownMedia):
            enclosures.read(content, allowed=ALL)


def test_a_second_file_hidden_in_a_picture_does_not_survive() -> None:
    """A JPEG that is a page or an archive too comes out as its pixels."""
    hidden = animals.jpeg() + animals.SCRIPT + b"PK\x03\x04 and an archive"

    found = enclosures.read(hidden, allowed=ALL)

    assert animals.SCRIPT not in found.content
    assert b"PK\x03\x04" not in found.content


@pytest.mark.parametrize("size", [(50_000, 10), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_says_it_is_enormous_is_not_decoded(size: tuple[int, int]) -> None:
    with pytest.raises((TooManyPixels, FileDamaged)):
        enclosures.read(animals.huge(*size), allowed=ALL)


def test_a_bomb_is_not_unpacked() -> None:
    content = animals.bomb()
    assert len(content) < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(TooManyPixels):
        enclosures.read(content, allowed=ALL)

    assert (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    )  # kilobytes; unpacked it has 90 MB


@pytest.mark.parametrize("part", [0.7, 0.5, 0.2])
@pytest.mark.parametrize("content", [animals.jpeg(), animals.png(), animals.webp(), animals.HEIC])
def test_a_truncated_picture_is_damaged(content: bytes, part: float) -> None:
    with pytest.raises(FileDamaged):
        enclosures.read(content[: int(len(content) * part)], allowed=ALL)


def test_a_picture_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(MediaTooLarge):
        enclosures.read(animals.jpeg() + bytes(enclosures.LARGEST_PICTURE), allowed=ALL)


@pytest.mark.parametrize(
    ("content", "content_type", "seconds"),
    [
        (animals.wav(2), "audio/wav", 2),
        (animals.amr(3), "audio/amr", 3),
        (animals.ogg(4), "audio/ogg", 4),
        (animals.m4a(5), "audio/mp4", 5),
        (animals.mp3(6), "audio/mpeg", 6),
    ],
)
def test_a_voice_is_taken_as_it_is(content: bytes, content_type: str, seconds: int) -> None:
    found = enclosures.read(content, allowed=ALL)

    assert (found.kind, found.content_type, found.content) == (MediaKind.VOICE, content_type, content)
    assert abs(found.seconds - seconds) <= 1


@pytest.mark.parametrize(
    "content", [animals.wav(62), animals.amr(62), animals.ogg(62), animals.m4a(62), animals.mp3(62)]
)
def test_a_voice_of_more_than_a_minute_is_refused(content: bytes) -> None:
    with pytest.raises(VoiceTooLong):
        enclosures.read(content, allowed=ALL)


def test_a_film_is_no_voice() -> None:
    with pytest.raises(UnknownMedia):
        enclosures.read(animals.m4a(handler=b"vide"), allowed=ALL)


def test_the_place_in_a_recording_is_blanked() -> None:
    content = animals.m4a(place=b"+29.2900+106.2600/")

    found = enclosures.read(content, allowed=ALL)

    assert b"+29.29" in content
    assert b"+29.29" not in found.content
    assert len(found.content) == len(content)


@pytest.mark.parametrize("content", [b"#!AMR\n", b"OggS" + bytes(50), animals.wav()[:20], animals.m4a()[:40]])
def test_a_voice_without_a_length_is_not_taken(content: bytes) -> None:
    with pytest.raises((FileDamaged, UnknownMedia)):
        enclosures.read(content, allowed=ALL)


def test_a_document_only_where_documents_are_taken() -> None:
    assert enclosures.read(animals.PDF, allowed=ALL).kind is MediaKind.DOCUMENT
    with pytest.raises(UnknownMedia):
        enclosures.read(animals.PDF, allowed=frozenset({MediaKind.PICTURE, MediaKind.VOICE}))
    with pytest.raises(FileDamaged):
        enclosures.read(animals.PDF[:20], allowed=ALL)
