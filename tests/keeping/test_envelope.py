"""What is put into an envelope comes out whole, or not at all."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from yuanba.keeping import envelope
from yuanba.keeping.envelope import (
    BadKeyFile,
    Cut,
    EnvelopeDamaged,
    EnvelopeReader,
    EnvelopeWriter,
    Newer,
    NotABackup,
    Passphrase,
    WeakPassphrase,
    WrongKey,
)
from yuanba.rules.core.refusal import Refused

CHUNK, TAG = 64, 16
WORDS = Passphrase(b"four words in a row")


@pytest.fixture(autouse=True)
def _small_and_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "CHUNK", CHUNK)
    monkeypatch.setattr(envelope, "SCRYPT_N", 2)


def closed(content: bytes, closing: envelope.Passphrase | envelope.Recipient = WORDS) -> bytes:
    out = io.BytesIO()
    writer = EnvelopeWriter(out, closing)
    for start in range(0, len(content), 7):
        writer.write(content[start : start + 7])
    writer.finish()
    return out.getvalue()


def opened(sealed: bytes, opening: envelope.Passphrase | envelope.Identity = WORDS) -> bytes:
    return EnvelopeReader(io.BytesIO(sealed), opening).read()


def head_of(sealed: bytes) -> int:
    return sealed.index(b"\n", len(envelope.MAGIC)) + 1


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 3])
def test_what_goes_in_comes_out(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    sealed = closed(content)
    assert opened(sealed) == content
    assert size < 8 or content not in sealed


@pytest.mark.parametrize("size", [0, CHUNK, 2 * CHUNK, 2 * CHUNK + 5])
def test_no_byte_may_change_or_be_missing(size: int) -> None:
    sealed = closed(bytes(size))
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(Refused):
            opened(bytes(altered))
        with pytest.raises(Refused):
            opened(sealed[:place])
    with pytest.raises(Refused):
        opened(sealed + b"\0")


def test_a_file_that_ends_between_two_chunks_is_cut() -> None:
    sealed = closed(bytes(3 * CHUNK))
    with pytest.raises(Cut):
        opened(sealed[: -(CHUNK + TAG)])


def test_chunks_that_changed_places_are_damage() -> None:
    sealed = closed(bytes(range(3 * CHUNK)))
    head, size = head_of(sealed), CHUNK + TAG
    first, second = sealed[head : head + size], sealed[head + size : head + 2 * size]
    with pytest.raises(EnvelopeDamaged) as refused:
        opened(sealed[:head] + second + first + sealed[head + 2 * size :])
    assert refused.value.arguments == {"at": 0}


def test_nothing_is_given_out_of_a_damaged_chunk() -> None:
    sealed = bytearray(closed(bytes(3 * CHUNK)))
    sealed[head_of(bytes(sealed)) + CHUNK + TAG + 3] ^= 1
    reader = EnvelopeReader(io.BytesIO(bytes(sealed)), WORDS)
    assert reader.read(CHUNK) == bytes(CHUNK)
    with pytest.raises(EnvelopeDamaged):
        reader.read(CHUNK)


def test_the_same_words_twice_are_two_different_files() -> None:
    assert closed(b"x" * 20)[-36:] != closed(b"x" * 20)[-36:]


def test_another_passphrase_does_not_open() -> None:
    with pytest.raises(WrongKey):
        opened(closed(b"x"), Passphrase(b"four words in a raw"))


def test_who_can_close_for_somebody_cannot_open() -> None:
    private, public = envelope.new_identity()
    sealed = closed(b"x" * 200, envelope.recipient(public))
    assert opened(sealed, envelope.identity(private)) == b"x" * 200
    with pytest.raises(WrongKey):
        opened(sealed, envelope.identity(envelope.new_identity()[0]))
    with pytest.raises(WrongKey):
        opened(sealed)
    with pytest.raises(BadKeyFile):
        envelope.identity(public)
    with pytest.raises(BadKeyFile):
        envelope.recipient("yuanba-recipient-00")


def test_a_newer_form_and_a_strange_file_say_so() -> None:
    sealed = closed(b"x")
    head = json.loads(sealed[len(envelope.MAGIC) : head_of(sealed)])
    newer = json.dumps({**head, "form": 2}).encode() + b"\n"
    with pytest.raises(Newer):
        opened(envelope.MAGIC + newer + sealed[head_of(sealed) :])
    for strange in (b"", b"PK\3\4", envelope.MAGIC, envelope.MAGIC + b"[]\n", envelope.MAGIC + b"{}\n"):
        with pytest.raises(NotABackup):
            opened(strange)


def test_a_head_that_asks_for_all_memory_is_refused() -> None:
    sealed = closed(b"x")
    head = json.loads(sealed[len(envelope.MAGIC) : head_of(sealed)])
    head["opens"]["n"] = 1 << 30
    with pytest.raises(WrongKey):
        opened(envelope.MAGIC + json.dumps(head).encode() + b"\n" + sealed[head_of(sealed) :])


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words"
    file.write_text("short\n")
    with pytest.raises(WeakPassphrase):
        envelope.passphrase(file)
    file.write_text("four words in a row\nand a second line\n")
    assert envelope.passphrase(file) == WORDS
